package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What someone who comes from IJava has in cells: its variables, its functions, its names. */
class IJavaOnTheWireTest extends OnOneKernel {
    @TempDir
    static Path folder;

    @BeforeAll
    static void start() throws Exception {
        Files.write(folder.resolve("given.jar"), TinyRepository.jarWith("Given", "given"));
        Files.writeString(folder.resolve("a.jshell"), "int a = 1;\nString order = \"a\";");
        Files.writeString(folder.resolve("b.jshell"), "order += \"b\";\n%time a + 1");
        Files.writeString(folder.resolve("c.jshell"), "int broken = ;");
        use(KernelProcess.start(Map.of(
                "IJAVA_CLASSPATH", folder + "/*.jar",
                "IJAVA_STARTUP_SCRIPTS_PATH",
                        folder + "/a.jshell" + java.io.File.pathSeparator + folder + "/b.jshell"
                                + java.io.File.pathSeparator + folder + "/c.jshell",
                "IJAVA_STARTUP_SCRIPT",
                        "import java.awt.Point; order += \"script\"; int twice(int x) { return 2 * x; }",
                "IJAVA_COMPILER_OPTS", "-parameters \"-Xlint:deprecation\"",
                "IJAVA_TIMEOUT", "4 SECONDS")));
    }

    // variables

    @Test
    void theClassPathIsGiven() {
        var run = client.run("tiny.Given.word()");
        assertEquals("given", run.value(), run::traceback);
        assertTrue(client.run("%classpath").value().contains("given.jar"), "and listed");
    }

    @Test
    void startUpScriptsRunInOrderAndABrokenOneDoesNotStopTheKernel() {
        assertEquals("abscript", client.run("order").value());
        assertEquals("42", client.run("twice(21)").value());
        assertEquals("0", client.run("new Point().x").value());
    }

    @Test
    void theCompilerHasItsOptions() {
        assertEquals(
                "named",
                client.run("class Has { void m(int named) { } }\n"
                                + "Has.class.getDeclaredMethods()[0].getParameters()[0].getName()")
                        .value());
    }

    @Test
    void aStatementThatTakesTooLongIsStopped() {
        var run = client.run("while (true) { }");
        assertEquals("TimeoutError", run.errorName());
        assertTrue(
                run.errorSentence()
                        .startsWith("A statement of this cell took longer than 4000 ms, which IJAVA_TIMEOUT"),
                run.errorSentence());
        assertEquals(
                "3", client.run("Thread.sleep(2200);\nThread.sleep(2200);\n3").value(), "it counts for each statement");
        assertEquals("2", client.run("1 + 1").value());
    }

    @Test
    void stopIsStillStop() {
        String id = client.sendCell("System.out.println(\"started\"); Thread.sleep(3500);");
        client.awaitPrinted("started");
        client.interrupt();
        assertEquals("KeyboardInterrupt", client.finish(id).errorName());
    }

    // functions

    @Test
    void displayShowsAndReturnsAnId() {
        var run = client.run("String id = display(\"<b>x</b>\", \"text/html\", \"text/markdown\");\nid");
        var shown = run.of("display_data").get(0);
        assertEquals("<b>x</b>", shown.data("text/html"));
        assertEquals("<b>x</b>", shown.data("text/markdown"));
        assertNotNull(shown.data("text/plain"));
        assertEquals(shown.displayId(), run.value());
        assertEquals("7", client.run("display(7);").of("display_data").get(0).data("text/plain"));
        assertEquals(
                "null",
                client.run("display(null, \"text/html\");")
                        .of("display_data")
                        .get(0)
                        .data("text/plain"));
    }

    @Test
    void updateDisplayReplaces() {
        var run = client.run(
                "String id2 = display(\"1\");\nupdateDisplay(id2, \"2\");\nupdateDisplay(id2, \"<i>3</i>\", \"text/html\");");
        var updates = run.of("update_display_data");
        assertEquals(2, updates.size());
        assertEquals("2", updates.get(0).data("text/plain"));
        assertEquals("<i>3</i>", updates.get(1).data("text/html"));
        assertEquals(run.of("display_data").get(0).displayId(), updates.get(1).displayId());
    }

    @Test
    void renderIsAResult() {
        var run = client.run("render(\"Hello from **Java**\", \"text/markdown\")");
        assertEquals("Hello from **Java**", run.result().data("text/markdown"));
        assertEquals("5", client.run("render(5)").value());
    }

    @Test
    void evalGivesTheValueItself() {
        assertEquals(
                "true",
                client.run("eval(\"new ArrayList<>(List.of(1))\") instanceof ArrayList")
                        .value());
        assertEquals(
                "12",
                client.run("(int) getKernelInstance().evalRaw(\"int q = 5; q + 7\")")
                        .value());
        client.run("printf(\"%d-%s\", 1, \"x\")");
        assertEquals("1-x", client.run("printf(\"%d-%s\", 1, \"x\");").stdout());
    }

    @Test
    void renderersAreRegisteredAsInIJava() {
        var run = client.run("import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;\n"
                + "record Bold(String text) { }\n"
                + "getKernelInstance().getRenderer().createRegistration(Bold.class).preferring(MIMEType.TEXT_HTML)"
                + ".register((b, context) -> context.renderIfRequested(MIMEType.TEXT_HTML, () -> \"<b>\" + b.text() + \"</b>\"));\n"
                + "new Bold(\"yes\")");
        assertEquals("ok", run.status(), run::traceback);
        assertEquals("<b>yes</b>", run.result().data("text/html"));
    }

    @Test
    void theNamesOfIJavaAreThere() {
        var run = client.run(
                "import static io.github.spencerpark.ijava.runtime.Display.*;\n"
                        + "import static io.github.spencerpark.ijava.runtime.Kernel.*;\n"
                        + "import static io.github.spencerpark.ijava.runtime.Magics.*;\n"
                        + "io.github.spencerpark.ijava.IJava.getKernelInstance().getRenderer() == jenomics.kernel.Notebook.getKernelInstance().getRenderer()");
        assertEquals("true", run.value(), run::toString);
        assertEquals(
                "6",
                client.run("io.github.spencerpark.ijava.runtime.Magics.<Object>lineMagic(\"time\", List.of(\"2 * 3\"))")
                        .value());
        assertEquals(
                "4",
                client.run("(int) io.github.spencerpark.ijava.runtime.Kernel.eval(\"2 + 2\")")
                        .value());
    }

    @Test
    void magicsAreCallable() {
        assertEquals(
                "9", client.run("(int) lineMagic(\"time\", List.of(\"4 + 5\"))").value());
        assertEquals(
                "9",
                client.run("(int) cellMagic(\"time\", List.of(), \"4 + 5\")").value());
        assertEquals(
                "There is no magic 'nothing'. %magics lists them all.",
                client.run("lineMagic(\"nothing\", List.of())").errorSentence());
    }

    // time

    /** JupyterLab and nbclient compute from these how long a cell took. */
    @Test
    void aReplySaysWhenItsCellBegan() {
        var run = client.run("Thread.sleep(300);");
        Instant started = Instant.parse(run.reply().metadata().get("started").getAsString());
        Instant busy =
                Instant.parse(run.of("status").get(0).header().get("date").getAsString());
        Instant replied = Instant.parse(run.reply().header().get("date").getAsString());
        Instant idle =
                Instant.parse(run.of("status").get(1).header().get("date").getAsString());
        assertTrue(Duration.between(started, replied).toMillis() >= 300, started + " to " + replied);
        assertTrue(!busy.isAfter(replied) && !replied.isAfter(idle.plusMillis(1)), busy + " " + replied + " " + idle);
        assertEquals("ok", run.reply().metadata().get("status").getAsString());
        assertEquals(
                List.of("busy", "idle"),
                run.of("status").stream().map(m -> m.text("execution_state")).toList());
        assertNull(run.errorName());
    }
}
