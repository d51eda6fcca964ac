package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import jenomics.kernel.WireClient.Received;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a front end sees of cells, over the real wire. One kernel for all tests: what one leaves must not harm the next. */
class KernelOnTheWireTest {
    private static KernelProcess kernel;
    private static WireClient client;

    @BeforeAll
    static void start() throws Exception {
        kernel = KernelProcess.start();
        client = kernel.connect().awaitReady();
    }

    @AfterAll
    static void end() throws Exception {
        client.close();
        kernel.close();
    }

    @Test
    void saysWhoItIs() {
        Received info = client.reply(client.send("kernel_info_request", Map.of()));
        assertEquals("ok", info.text("status"));
        assertEquals("jenomics", info.text("implementation"));
        assertEquals(
                "java",
                info.content().getAsJsonObject("language_info").get("name").getAsString());
        Instant date = Instant.parse(info.header().get("date").getAsString());
        assertTrue(Math.abs(date.toEpochMilli() - System.currentTimeMillis()) < 10_000, "date " + date);
    }

    @Test
    void aResultIsTheValueOfTheLastStatement() {
        var run = client.run("int x = 20;\nx + 22");
        assertEquals("ok", run.status());
        assertEquals("42", run.value());
        assertNull(client.run("x = 3; var y = x;").value());
        assertEquals("int[3] {1, 2, 3}", client.run("new int[] {1, 2, 3}").value());
        assertNull(client.run("// nothing").value());
    }

    @Test
    void importsWhatThereIs() {
        assertEquals(
                "ok",
                client.run("Seed.of(7).part(\"a\"); List.of(Path.of(\"x\")); Task.binary(\"t\")")
                        .status());
    }

    @Test
    void printedTextArrivesInOrderAndBeforeTheResult() {
        var run = client.run("System.out.print(\"täst \"); System.out.println(\"🧬\"); System.err.println(\"e\"); 1");
        assertEquals("täst 🧬\n", run.stdout());
        assertEquals("e\n", run.stderr());
        var types = run.published().stream().map(Received::type).toList();
        assertTrue(types.lastIndexOf("stream") < types.indexOf("execute_result"), types.toString());
    }

    @Test
    void twentyThousandLinesArriveInFewMessages() {
        var run = client.run("for (int i = 0; i < 20_000; i++) System.out.println(\"line \" + i);");
        var lines = run.stdout().split("\n");
        assertEquals(20_000, lines.length);
        assertEquals("line 19999", lines[19_999]);
        assertTrue(run.of("stream").size() < 300, run.of("stream").size() + " messages");
    }

    @Test
    void anExceptionNamesCellAndLine() {
        client.run("int tenth(int i) {\n  return 10 / i;\n}");
        var run = client.run("\nint one = 1;\n\ntenth(one - 1)");
        int cell = run.reply().content().get("execution_count").getAsInt();
        assertEquals("java.lang.ArithmeticException", run.errorName());
        assertEquals("/ by zero", run.errorSentence());
        assertEquals(
                "java.lang.ArithmeticException: / by zero\n"
                        + "  cell [" + (cell - 1) + "], line 2 in tenth(): return 10 / i;\n"
                        + "  cell [" + cell + "], line 4: tenth(one - 1)",
                run.traceback());
    }

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

    @Test
    void aCompileErrorShowsLineAndCaret() {
        var run = client.run("int fine = 1;\n\n  int wrong = \"text\";");
        int cell = run.reply().content().get("execution_count").getAsInt();
        assertEquals("CompilationError", run.errorName());
        assertEquals("incompatible types: java.lang.String cannot be converted to int", run.errorSentence());
        assertEquals(
                "CompilationError in cell [" + cell + "], line 3\n"
                        + "  3 | int wrong = \"text\";\n"
                        + "    |             ^^^^^^\n"
                        + "incompatible types: java.lang.String cannot be converted to int",
                run.traceback());
    }

    @Test
    void anOpenBraceIsSaidToBeOpen() {
        var run = client.run("int a = 1;\nfor (int i = 0; i < 3; i++) {");
        assertTrue(run.traceback().contains("line 2: this statement has no end"), run.traceback());
        assertTrue(client.run("int g() { return notYet(); }\ng()").traceback().contains("notYet"), "unresolved name");
    }

    @Test
    void runAllStopsAfterAnError() {
        String failing = client.sendCell("Thread.sleep(300); throw new IllegalStateException(\"no\");");
        String next = client.sendCell("System.out.println(\"must not run\")");
        String last = client.sendCell("1");
        assertEquals("error", client.finish(failing).status());
        var aborted = client.finish(next);
        assertEquals("aborted", aborted.status());
        assertEquals("", aborted.stdout());
        assertEquals("aborted", client.finish(last).status());
        assertEquals("2", client.run("1 + 1").value(), "sent after the error: runs");
    }

    @Test
    void withoutStopOnErrorItGoesOn() {
        String failing = client.sendCell(
                "Thread.sleep(200); throw new IllegalStateException();", Map.of("stop_on_error", false));
        String next = client.sendCell("5");
        assertEquals("error", client.finish(failing).status());
        assertEquals("5", client.finish(next).value());
    }

    @Test
    void anErrorInToStringIsTheCellsNotTheKernels() {
        var run = client.run("class Endless { public String toString() { return \"\" + this; } }\nnew Endless()");
        assertEquals("java.lang.StackOverflowError", run.errorName());
        var thrown =
                client.run("new Object() { public String toString() { throw new IllegalStateException(\"bad\"); } }");
        assertEquals("bad", thrown.errorSentence());
        assertEquals("3", client.run("1 + 2").value());
    }

    @Test
    void aThreadSpeaksInItsCellAlsoWhenThatIsOver() throws Exception {
        var cell = client.run("var id = display(\"before\");\n"
                + "new Thread(() -> { try { Thread.sleep(300); } catch (InterruptedException e) { }"
                + " updateDisplay(id, \"after\"); System.out.println(\"late\"); }).start();");
        String display = cell.of("display_data").get(0).displayId();
        Received update = client.published(5_000);
        assertEquals("update_display_data", update.type());
        assertEquals(display, update.displayId());
        assertEquals("after", update.data("text/plain"));
        Received late = client.published(5_000);
        assertEquals("late\n", late.text("text"));
        assertTrue(late.answers(cell.id()));
    }

    @Test
    void theCommonPoolSpeaksInTheCellThatRuns() {
        client.run("IntStream.range(0, 64).parallel().forEach(i -> System.out.print(\"\"))");
        var run = client.run("IntStream.range(0, 64).parallel().forEach(i -> System.out.println(i))");
        assertEquals(64, run.stdout().lines().count());
    }

    @Test
    void clearOutputIsPublished() {
        var run = client.run("System.out.println(1); clearOutput(true); System.out.println(2);");
        assertEquals(
                List.of("stream", "clear_output", "stream"),
                run.published().stream()
                        .map(Received::type)
                        .filter(t -> t.equals("stream") || t.equals("clear_output"))
                        .toList());
    }

    @Test
    void codeCanBeEvaluatedInsideACell() {
        assertEquals(
                "42",
                client.run("var inner = eval(\"int k = 41; k + 1\");\ninner").value());
        assertTrue(
                client.run("eval(\"int k = ;\")").traceback().contains("illegal start of expression"), "inner error");
        assertEquals(
                "KeyboardInterrupt",
                stopOnceStarted("eval(\"printf(\\\"started\\\"); while (true) { }\")")
                        .errorName());
    }

    @Test
    void magicsAreOnlyWhatMagicsAre() {
        var timed = client.run("%%time\nint t = 6;\nt * 7");
        assertEquals("42", timed.value());
        assertTrue(timed.stdout().startsWith("wall time "), timed.stdout());
        assertEquals("7", client.run("%time 3 + 4").value());
        assertEquals(
                "%d\n%time x\n",
                client.run("String s = \"\"\"\n%d\n%time x\n\"\"\";\nSystem.out.print(s);")
                        .stdout());
        assertTrue(client.run("%%time\n\nint oops = \"\";").traceback().contains("line 3"), "line numbers stay");
    }

    @Test
    void jarsOfTheUserJoinTheClassPath(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("Answer.java"),
                "package mine; public class Answer { public static int of() { return 42; } }");
        var compiler = ToolProvider.getSystemJavaCompiler();
        assertEquals(
                0,
                compiler.run(
                        null,
                        null,
                        null,
                        "-d",
                        folder.toString(),
                        folder.resolve("Answer.java").toString()));
        try (var jar = new JarOutputStream(Files.newOutputStream(folder.resolve("mine.jar")))) {
            jar.putNextEntry(new JarEntry("mine/Answer.class"));
            Files.copy(folder.resolve("mine/Answer.class"), jar);
        }
        assertEquals(
                "42",
                client.run("%jars " + folder + "/m*.jar\nmine.Answer.of()").value());
        var missing = client.run("%jars no-such-*.jar");
        assertTrue(
                missing.errorSentence().startsWith("%jars no-such-*.jar: no such file in "), missing.errorSentence());
    }

    @Test
    void silentCellsLeaveNoTrace() {
        int before = client.run("1").reply().content().get("execution_count").getAsInt();
        var silent = client.finish(client.sendCell("99", Map.of("silent", true)));
        assertNull(silent.result());
        assertEquals(
                List.of("status", "status"),
                silent.published().stream().map(Received::type).toList());
        var unstored = client.finish(client.sendCell("98", Map.of("store_history", false)));
        assertEquals("98", unstored.value());
        assertEquals(
                before + 1,
                client.run("1").reply().content().get("execution_count").getAsInt());
    }

    @Test
    void userExpressionsAreEvaluated() {
        var run = client.finish(
                client.sendCell("int u = 4;", Map.of("user_expressions", Map.of("twice", "u * 2", "bad", "v"))));
        var expressions = run.reply().content().getAsJsonObject("user_expressions");
        assertEquals(
                "8",
                expressions
                        .getAsJsonObject("twice")
                        .getAsJsonObject("data")
                        .get("text/plain")
                        .getAsString());
        assertEquals("error", expressions.getAsJsonObject("bad").get("status").getAsString());
    }

    @Test
    void aCellCanAsk() {
        String id = client.sendCell(
                "System.out.print(\"name? \"); new BufferedReader(new InputStreamReader(System.in)).readLine()",
                Map.of("allow_stdin", true));
        client.answerInput("Gregor");
        assertEquals("Gregor", client.finish(id).value());
        assertNull(
                client.run("new BufferedReader(new InputStreamReader(System.in)).readLine()")
                        .value(),
                "nobody to ask");
    }

    @Test
    void completesAndDocuments() {
        Received completion = client.reply(client.send("complete_request", Map.of("code", "Math.ma", "cursor_pos", 7)));
        assertEquals(
                "[\"max(\"]", completion.content().getAsJsonArray("matches").toString());
        assertEquals(5, completion.content().get("cursor_start").getAsInt());
        Received ours = client.reply(client.send("complete_request", Map.of("code", "Task.bin", "cursor_pos", 8)));
        assertEquals("[\"binary(\"]", ours.content().getAsJsonArray("matches").toString());
        Received page = client.reply(
                client.send("inspect_request", Map.of("code", "Math.max(1, 2)", "cursor_pos", 6, "detail_level", 0)));
        assertTrue(page.data("text/plain").contains("int Math.max(int a, int b)"), page.toString());
        Received nothing = client.reply(
                client.send("inspect_request", Map.of("code", "nobody(1)", "cursor_pos", 3, "detail_level", 0)));
        assertFalse(nothing.content().get("found").getAsBoolean());
    }

    @Test
    void knowsWhatIsComplete() {
        assertAll(
                () -> assertEquals("complete", completeness("int i = 1;\ni + 1")),
                () -> assertEquals("incomplete", completeness("for (int i = 0; i < 3; i++) {")),
                () -> assertEquals("invalid", completeness("int 7 = ;;)")),
                () -> assertEquals("complete", completeness("%%time\n1 + 1")));
    }

    private static String completeness(String code) {
        return client.reply(client.send("is_complete_request", Map.of("code", code)))
                .text("status");
    }

    @Test
    void remembersTheSession() {
        client.run("int remembered = 1;");
        Received history = client.reply(client.send(
                "history_request", Map.of("output", false, "raw", true, "hist_access_type", "tail", "n", 1)));
        assertTrue(history.content().toString().contains("int remembered = 1;"), history.toString());
    }

    @Test
    void forgedAndReplayedMessagesAreDropped() throws Exception {
        var code = Map.of("code", "System.setProperty(\"forged\", \"yes\")", "silent", false, "store_history", true);
        assertNull(client.replyWithin(client.sendForged("execute_request", code), 300));
        assertEquals(
                "null",
                client.run("String.valueOf(System.getProperty(\"forged\"))").value());
        client.run("int runs = 0;");
        client.finish(client.sendTwice("execute_request", Map.of("code", "runs++", "store_history", true)));
        assertEquals("1", client.run("runs").value());
    }

    @Test
    void aBundleThatIsNoJsonIsSaid() {
        var run = client.run("var nan = render(\"x\"); nan.putData(\"application/json\", Map.of(\"v\", Double.NaN));"
                + " display(nan);\nThread.sleep(100); 1");
        assertTrue(run.stderr().contains("could not be sent"), run.published().toString());
        assertEquals("1", run.value());
    }

    private static CellRun stopOnceStarted(String code) {
        String id = client.sendCell(code);
        client.awaitPrinted("started");
        client.interrupt();
        return client.finish(id);
    }
}
