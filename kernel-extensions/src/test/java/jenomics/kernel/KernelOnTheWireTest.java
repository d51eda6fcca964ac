package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import jenomics.kernel.WireClient.Received;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a front end sees of cells, over the real wire. One kernel for all tests: what one leaves must not harm the next. */
class KernelOnTheWireTest extends OnEveryJdk {
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
    void anOpenBraceIsSaidToBeOpen() {
        var run = client.run("int a = 1;\nfor (int i = 0; i < 3; i++) {");
        assertTrue(run.traceback().contains("line 2: this statement has no end"), run.traceback());
        assertTrue(client.run("int g() { return notYet(); }\ng()").traceback().contains("notYet"), "unresolved name");
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
    void theCommonPoolSpeaksInTheCellThatRuns() {
        client.run("IntStream.range(0, 64).parallel().forEach(i -> System.out.print(\"\"))");
        var run = client.run("IntStream.range(0, 64).parallel().forEach(i -> System.out.println(i))");
        assertEquals(64, run.stdout().lines().count());
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
