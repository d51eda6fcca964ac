package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How errors read. */
class ErrorsOnTheWireTest extends OnEveryJdk {
    @Test
    void aGenomicsExceptionIsABlockOfFacts() {
        var run = client.run("throw new GenomicsException(\"FASTA record 'chr7' line 1203 has character 'J'.\","
                + " new TreeMap<>(Map.of(\"line\", 1203, \"character\", \"J\")));");
        assertEquals("GenomicsException", run.errorName());
        assertTrue(
                run.traceback()
                        .startsWith("GenomicsException: FASTA record 'chr7' line 1203 has character 'J'.\n"
                                + "  character  J\n"
                                + "  line       1203\n"
                                + "  cell ["),
                run.traceback());
    }

    private static String hint(String code) {
        String[] lines = client.run(code).traceback().split("\n");
        return lines[lines.length - 1];
    }

    @Test
    void aMissingSemicolonIsSaidAndNothingRuns() {
        var run = client.run("System.out.println(\"must not run\");\nint c = 1\nString s = \"x\";");
        assertEquals("", run.stdout());
        assertEquals("';' expected", run.errorSentence());
        assertTrue(run.traceback().contains("line 2\n  2 | int c = 1\n    |          ^\n"), run.traceback());
        assertTrue(
                run.traceback().endsWith("End this statement with ';'. Only the last line of a cell may go without."));
    }

    @Test
    void anUnknownNameGetsTheNearest() {
        client.run("int count = 5; int twice(int x) { return 2 * x; }");
        assertEquals("Did you mean Fasta?", hint("Fsta.read(\"x\")"));
        assertEquals("Did you mean read?", hint("Fasta.reed(\"x\")"));
        assertEquals("Did you mean count?", hint("coutn + 1"));
        assertEquals("Did you mean twice?", hint("twise(1)"));
        assertEquals("Did you mean String?", hint("Strng x = null;"));
        assertEquals(
                "cannot find symbol: variable Fsta",
                client.run("Fsta.read(\"x\")").errorSentence());
        assertFalse(client.run("nothingLikeThis").traceback().contains("Did you mean"));
    }

    @Test
    void anUnknownClassGetsItsImport() {
        String traceback = "";
        for (int tries = 0; tries < 10 && !traceback.contains("import "); tries++) { // the index may still be made
            traceback = client.run("AtomicLong counter = null;").traceback();
        }
        assertTrue(traceback.contains("import java.util.concurrent.atomic.AtomicLong;"), traceback);
    }

    @Test
    void anUnhandledExceptionGetsAWayToHandleIt() {
        String method = client.run("String text(Path p, int n) { return Files.readString(p); }")
                .traceback();
        assertTrue(method.contains("Declare it: String text(Path p, int n) throws IOException { ... }"), method);
        assertTrue(hint("Stream.of(\"a\").map(x -> Files.readString(Path.of(x))).toList()")
                .contains("catch (IOException e) { throw new UncheckedIOException(e); }"));
        assertTrue(hint("Runnable r = () -> Thread.sleep(1);")
                .contains("catch (InterruptedException e) { throw new IllegalStateException(e); }"));
    }

    @Test
    void severalErrorsAreAllShown() {
        String traceback = client.run("class Two {\n  int x() { return \"s\"; }\n  String y() { return 1; }\n}")
                .traceback();
        assertTrue(traceback.contains("line 2\n") && traceback.contains("line 3\n"), traceback);
    }

    @Test
    void aLongLineIsShownAroundTheError() {
        String traceback = client.run(
                        "String s = \"" + "x".repeat(5_000) + "\"; int i = s + \"" + "y".repeat(5_000) + "\";")
                .traceback();
        assertTrue(traceback.lines().allMatch(line -> line.length() < 200), traceback);
    }

    @Test
    void theWayInsideTheLibraryIsNotShownWhereTheSentenceSaysAll() {
        var run = client.run("Fasta.read(\"no-such-file.fa\")");
        assertFalse(run.traceback().contains("    at "), run.traceback());
        assertTrue(run.traceback().contains("line 1: Fasta.read("), run.traceback());
        assertTrue(client.run("List.of(1).get(7)").traceback().contains("    at java.util."), "but of others it is");
    }

    @Test
    void jshellsNamesAreNotShown() {
        String npe = client.run("Object nothing = null; nothing.toString()").traceback();
        assertTrue(npe.contains("because \"nothing\" is null"), npe);
        var own = client.run(
                "class MyTrouble extends RuntimeException { MyTrouble() { super(\"mine\"); } }\nthrow new MyTrouble();");
        assertEquals("MyTrouble", own.errorName());
        assertFalse(own.traceback().contains("REPL"), own.traceback());
    }

    @Test
    void deepRecursionIsShort() {
        var run = client.run("int down(int n) { return down(n + 1); }\ndown(0)");
        assertEquals("java.lang.StackOverflowError", run.errorName());
        assertTrue(run.traceback().lines().count() < 8, run.traceback());
    }

    @Test
    void noColourVanishesOnADarkGround() {
        String lines =
                client.run("int wrong = \"\";").of("error").get(0).content().toString()
                        + client.run("throw new GenomicsException(\"no\", Map.of(\"fact\", 1));")
                                .of("error")
                                .get(0)
                                .content();
        assertFalse(
                lines.contains("[30m")
                        || lines.contains("[0;30m")
                        || lines.contains("[1;30m")
                        || lines.contains("[37m"),
                lines);
    }
}
