package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenomics.provenance.Fingerprint;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the magics of code, class path and our own do in cells. */
class MagicsOnTheWireTest extends OnOneKernel {
    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        use(KernelProcess.start());
    }

    // the class path

    @Test
    void jarsOfAFolderAreAddedOnceAndReturned() throws Exception {
        Path lib = Files.createDirectory(folder.resolve("my jars"));
        Files.write(lib.resolve("first.jar"), TinyRepository.jarWith("First", "1st"));
        Files.write(lib.resolve("second.jar"), TinyRepository.jarWith("Second", "2nd"));
        Files.writeString(lib.resolve("notes.txt"), "no jar");
        var run = client.run(
                "List<String> added = %jars \"" + lib + "\"\nadded.size() + tiny.First.word() + tiny.Second.word()");
        assertEquals("21st2nd", run.value(), run::traceback);
        assertEquals("[]", client.run("%jars \"" + lib + "/*.jar\"").value(), "nothing is added twice");
    }

    @Test
    void foldersOfClassesAreClassPathToo() throws Exception {
        try (var zip = new java.util.zip.ZipInputStream(
                new java.io.ByteArrayInputStream(TinyRepository.jarWith("Unpacked", "folder")))) {
            zip.getNextEntry();
            Files.createDirectories(folder.resolve("classes/tiny"));
            Files.write(folder.resolve("classes/tiny/Unpacked.class"), zip.readAllBytes());
        }
        assertEquals(
                "folder",
                client.run("%addClasspath " + folder.resolve("classes") + "\ntiny.Unpacked.word()")
                        .value());
        assertTrue(
                client.run("%classpath")
                        .value()
                        .contains(folder.resolve("classes").toString()),
                "it is listed");
    }

    @Test
    void whatCannotBeAddedIsSaid() throws Exception {
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        assertTrue(client.run("%jars " + text).errorSentence().startsWith(text + " is no jar: "), "no jar");
        assertTrue(
                client.run("%jars " + folder + "/none*.jar")
                        .errorSentence()
                        .startsWith("%jars " + folder + "/none*.jar: no such file in "),
                "glob");
        assertTrue(client.run("%jars lib.jar").errorSentence().startsWith("%jars lib.jar: no such file in "), "file");
        assertTrue(
                client.run("%classpath no/such").errorSentence().startsWith("%classpath no/such: no such file in "),
                "path");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertEquals(
                "%jars " + empty + ": there is no jar in this folder. For a folder of classes, use %classpath.",
                client.run("%jars " + empty).errorSentence());
        assertEquals(
                "%jars needs a file or a pattern: %jars lib/*.jar",
                client.run("%jars").errorSentence());
    }

    // code

    @Test
    void timeIsTaken() {
        var cell = client.run("%%time\nThread.sleep(120); 42");
        assertEquals("42", cell.value());
        assertTrue(cell.stdout().matches("wall time 0\\.[1-9] s · cpu time \\d+\\.\\d s\n"), cell.stdout());
        assertEquals("5", client.run("int five = %time 2 + 3\nfive").value());
        assertTrue(
                client.run("%time throw new IOException(\"x\");").stdout().startsWith("wall time "),
                "also of failures");
    }

    @Test
    void scriptsAndSourcesAreLoaded() throws Exception {
        Files.writeString(
                folder.resolve("tools.jshell"), "int twice(int x) { return 2 * x; }\n%time twice(1)\ntwice(21)");
        var run = client.run("%load " + folder.resolve("tools"));
        assertEquals("42", run.value(), "the ending may be left out");
        assertTrue(run.stdout().startsWith("wall time "), "magics work inside");
        Files.writeString(
                folder.resolve("Pair.java"),
                "// licence\npackage my.own;\n\npublic class Pair {\n  Other other = new Other();\n}\nclass Other { int x = 7; }");
        assertEquals(
                "7",
                client.run("%load " + folder.resolve("Pair.java") + "\nnew Pair().other.x")
                        .value());
    }

    @Test
    void notebooksAreLoaded() throws Exception {
        Files.writeString(folder.resolve("n.ipynb"), """
                {"nbformat": 4, "cells": [
                 {"cell_type": "markdown", "source": "# x"},
                 {"cell_type": "code", "source": ["int n1 = 1;\\n", "int n2 = 2;"]},
                 {"cell_type": "code", "source": "n1 + n2"}]}""");
        assertEquals("3", client.run("%load " + folder.resolve("n.ipynb")).value());
        Files.writeString(
                folder.resolve("bad.ipynb"),
                "{\"cells\": [{\"cell_type\": \"code\", \"source\": \"1\"}, {\"cell_type\": \"code\", \"source\": \"int y = ;\"}]}");
        var bad = client.run("%load " + folder.resolve("bad.ipynb"));
        assertEquals("CompilationError", bad.errorName());
        assertEquals("%load: the line numbers below count in bad.ipynb, code cell 2.\n", bad.stderr());
    }

    @Test
    void whatCannotBeLoadedIsSaid() throws Exception {
        var missing = client.run("%load nothing");
        assertTrue(
                missing.errorSentence()
                        .matches(
                                "%load nothing: there is no such file in .*, and none that ends in .jshell, .*\\.ipynb\\."),
                missing.errorSentence());
        Files.writeString(folder.resolve("broken.ipynb"), "{\"cells\": 3}");
        assertTrue(client.run("%load " + folder.resolve("broken.ipynb"))
                .errorSentence()
                .contains("no notebook of format 4"));
        Files.write(folder.resolve("latin.java"), "// \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(client.run("%load " + folder.resolve("latin.java"))
                .errorSentence()
                .endsWith("this is no text in UTF-8."));
        assertTrue(client.run("%load").errorSentence().startsWith("%load needs a file"));
    }

    // help

    @Test
    void everyMagicHasALineOfHelp() {
        var shown = client.run("%magics").value();
        for (String magic : List.of(
                "maven",
                "addMavenDependency",
                "addMavenDependencies",
                "mavenRepo",
                "addMavenRepo",
                "jars",
                "classpath",
                "addClasspath",
                "loadFromPOM",
                "load",
                "time",
                "device",
                "datasets",
                "provenance",
                "magics",
                "lsmagic")) {
            assertTrue(shown.contains("%" + magic), magic + " is not in:\n" + shown);
        }
        shown.lines()
                .skip(2)
                .filter(line -> line.strip().startsWith("%"))
                .forEach(line -> assertTrue(line.strip().matches("%{1,2}\\w+.*?  +\\S.*"), line + " has no help"));
        assertEquals(shown, client.run("%lsmagic").value());
        assertTrue(client.run("%jars?").value().contains("%jars PATTERN...  adds jars"), "help of one");
        assertTrue(client.run("%magics addMavenRepo").value().contains("%mavenRepo"), "by its other name");
        assertEquals(
                "There is no magic 'mavn'. Did you mean %maven GROUP:NAME[:PACKAGING[:CLASSIFIER]]:VERSION...? %magics"
                        + " lists them all.",
                client.run("%magics mavn").errorSentence());
    }

    @Test
    void unknownMagicsNameTheNearest() {
        assertTrue(client.run("%jar x").errorSentence().startsWith("There is no magic 'jar'. Did you mean %jars"));
        assertEquals(
                "There is no magic 'matplotlib'. %magics lists them all.",
                client.run("%matplotlib inline").errorSentence());
        assertEquals(
                "There is no magic 'html'. %magics lists them all.",
                client.run("%%html\n<b>").errorSentence());
        assertEquals(
                "1", client.run("int whole = 7;\nint jars = 3;\nwhole\n  %jars").value(), "a remainder is no magic");
    }

    @Test
    void magicsAreCompleted() {
        assertEquals("[\"maven\",\"mavenRepo\"]", matches("int x;\n%mav", 11));
        assertEquals("[\"loadFromPOM\"]", matches("%%lo", 4));
        assertEquals("[]", matches("a %mav", 6));
    }

    private static String matches(String code, int cursor) {
        return client.reply(client.send("complete_request", Map.of("code", code, "cursor_pos", cursor)))
                .content()
                .getAsJsonArray("matches")
                .toString();
    }

    @Test
    void notebooksCanAddTheirOwn() {
        assertEquals(
                "[HELLO, b]1\n",
                client.run(
                                "getKernelInstance().getMagics().registerLineMagic(\"shout\", words -> words.toString().toUpperCase());\n"
                                        + "getKernelInstance().getMagics().registerCellMagic(\"count\", (words, body) -> \"\" + words + body.length() + \"\\n\");\n"
                                        + "(String) lineMagic(\"shout\", List.of(\"hello\")) + cellMagic(\"count\", List.of(\"b\"), \"x\")")
                        .value()
                        .replace("][", ", "));
        assertEquals("[A, B]", client.run("%shout a b").value());
        assertTrue(client.run("%magics").value().contains("%%count"), "and they are listed");
    }

    // our own

    @Test
    void theDeviceIsATable() {
        var run = client.run("%device");
        String text = run.value();
        assertTrue(text.matches("(?s)(cpu|cuda:0) · \\d+ threads\n.*"), text);
        for (String row : List.of("device", "threads", "heap", "PyTorch", "DJL", "Java")) {
            assertTrue(text.contains("\n  " + row + " "), row + " is not in:\n" + text);
        }
        assertTrue(run.result().data("text/html").contains("<table"), "HTML");
    }

    @Test
    void dataSetsAreListedAndChecked() throws Exception {
        dataset("good", "Good data", Fingerprint.of("ACGT").sha256(), "ACGT");
        dataset("changed", "Changed", Fingerprint.of("other").sha256(), "ACGT");
        dataset("lost", "Lost", Fingerprint.of("ACGT").sha256(), null);
        Files.writeString(
                Files.createDirectories(folder.resolve("datasets/odd")).resolve("dataset.json"), "{");
        String text = client.run("%datasets " + folder.resolve("datasets")).value();
        assertTrue(text.matches("(?s)4 data sets in \\S*datasets\n.*"), text);
        assertTrue(text.contains("Good data"), text);
        assertTrue(
                text.lines()
                        .anyMatch(line ->
                                line.contains("good") && line.contains("CC0-1.0") && line.endsWith("right, 1 file")),
                text);
        assertTrue(text.contains("a.fa differs"), text);
        assertTrue(text.contains("a.fa is missing"), text);
        assertTrue(text.contains("dataset.json cannot be read"), text);
        assertTrue(client.run("%datasets no-such")
                .errorSentence()
                .startsWith("%datasets no-such: there is no such folder in "));
    }

    private void dataset(String name, String title, String sha256, String content) throws IOException {
        Path set = Files.createDirectories(folder.resolve("datasets").resolve(name));
        Files.writeString(
                set.resolve("dataset.json"),
                "{\"name\": \"%s\", \"title\": \"%s\", \"licence\": \"CC0-1.0\", \"files\": {\"a.fa\": {\"sha256\": \"%s\"}}}"
                        .formatted(name, title, sha256));
        if (content != null) {
            Files.writeString(set.resolve("a.fa"), content);
        }
    }

    @Test
    void provenanceOfASessionAndOfAResult() {
        client.run(
                "record Made(int n) { public Provenance provenance() { return new Provenance(Map.of(\"made\", \"by hand\")); } }\n"
                        + "var made = new Made(1);\nint plain = 1;");
        assertTrue(client.run("%provenance made").value().contains("by hand"), "of a variable");
        assertTrue(client.run("%provenance plain")
                .errorSentence()
                .startsWith("plain is a Integer, which does not say what made it."));
        assertTrue(client.run("%provenance nobody").traceback().contains("nobody"), "unknown");
        String session = client.run("%provenance").value();
        for (String fact :
                List.of("jenomics", "java", "kernel", "torch", "djl", "device", "threads", "cells run", "their code")) {
            assertTrue(session.contains("\n  " + fact + " "), fact + " is not in:\n" + session);
        }
        assertNull(client.run("%provenance").errorName());
    }
}
