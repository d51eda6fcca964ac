package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import jenomics.kernel.WireClient.Received;
import org.junit.jupiter.api.Test;

/** Each line of the comparison of Java kernels in which IJava fails, as a test of ours. */
class WhereIJavaFailsTest extends OnEveryJdk {
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
    void stopReallyEndsABusyLoopAndTheNextCellIsAborted() {
        client.run("long turns = 0;");
        String loop =
                client.sendCell("try { printf(\"started\"); while (true) turns++; } finally { printf(\"cleaned\"); }");
        String next = client.sendCell("turns = -1;");
        client.awaitPrinted("started");
        client.interrupt();
        var stopped = client.finish(loop);
        assertEquals("KeyboardInterrupt", stopped.errorName());
        assertEquals("cleaned", stopped.stdout());
        assertEquals("aborted", client.finish(next).status());
        String before = client.run("turns").value();
        assertEquals(before, client.run("turns").value(), "the loop does not run on");
    }

    @Test
    void stopWhileTheCellPrints() {
        String id = client.sendCell("for (long k = 0; ; k++) System.out.println(\"started \" + k);");
        client.awaitPrinted("started");
        client.interrupt();
        assertEquals("KeyboardInterrupt", client.finish(id).errorName());
        assertEquals("here\n", client.run("System.out.println(\"here\")").stdout());
    }

    @Test
    void twentyThousandPrintlnArriveInFewMessages() {
        var run = client.run("for (int i = 0; i < 20_000; i++) System.out.println(\"line \" + i);");
        var lines = run.stdout().split("\n");
        assertEquals(20_000, lines.length);
        assertEquals("line 19999", lines[19_999]);
        assertTrue(run.of("stream").size() < 300, run.of("stream").size() + " messages");
    }

    @Test
    void outputAndUpdatesOfAThreadAfterItsCellEnded() throws Exception {
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
    void stackOverflowInToStringOfAResult() {
        var run = client.run("class Endless { public String toString() { return \"\" + this; } }\nnew Endless()");
        assertEquals("java.lang.StackOverflowError", run.errorName());
        var thrown =
                client.run("new Object() { public String toString() { throw new IllegalStateException(\"bad\"); } }");
        assertEquals("bad", thrown.errorSentence());
        assertEquals("3", client.run("1 + 2").value());
    }

    @Test
    void compileErrorsHaveMessageLineAndCaret() {
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
    void runtimeTracebackIsCellLineSourceAndCauses() {
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
        var wrapped = client.run("try { tenth(0); } catch (ArithmeticException e) {"
                + " throw new IllegalStateException(\"no tenth\", e); }");
        assertTrue(wrapped.traceback().startsWith("java.lang.IllegalStateException: no tenth\n"), wrapped.traceback());
        assertTrue(
                wrapped.traceback().contains("Caused by: java.lang.ArithmeticException: / by zero\n"),
                wrapped.traceback());
    }

    @Test
    void aPercentSignInsideATextBlock() {
        assertEquals(
                "%d\n%time x\n",
                client.run("String s = \"\"\"\n%d\n%time x\n\"\"\";\nSystem.out.print(s);")
                        .stdout());
    }

    @Test
    void mutuallyDependentClassesInACell() {
        var run = client.run("class Even { Odd next; boolean is(int n) { return n == 0 || new Odd().is(n - 1); } }\n"
                + "class Odd { Even next; boolean is(int n) { return n != 0 && new Even().is(n - 1); } }\n"
                + "new Even().is(10)");
        assertEquals("true", run.value());
    }

    @Test
    void clearOutput() {
        var run = client.run("System.out.println(1); clearOutput(true); System.out.println(2);");
        assertEquals(
                List.of("stream", "clear_output", "stream"),
                run.published().stream()
                        .map(Received::type)
                        .filter(t -> t.equals("stream") || t.equals("clear_output"))
                        .toList());
    }

    @Test
    void historyRequestsAreAnswered() {
        int n = client.run("int remembered = 1; remembered")
                .reply()
                .content()
                .get("execution_count")
                .getAsInt();
        client.run("int forgotten = 2;");
        client.run("int forgotten = 2;");
        var tail = history(Map.of("hist_access_type", "tail", "n", 3, "output", true, "raw", true));
        assertEquals(
                "[[0," + n + ",[\"int remembered = 1; remembered\",\"1\"]],[0," + (n + 1)
                        + ",[\"int forgotten = 2;\",null]],[0," + (n + 2) + ",[\"int forgotten = 2;\",null]]]",
                tail);
        var range = Map.of(
                "hist_access_type", "range", "session", 0, "start", n, "stop", n + 1, "output", false, "raw", true);
        assertEquals("[[0," + n + ",\"int remembered = 1; remembered\"]]", history(range));
        var search = Map.of(
                "hist_access_type", "search", "pattern", "int *gotten*", "unique", true, "output", false, "raw", true);
        assertEquals("[[0," + (n + 2) + ",\"int forgotten = 2;\"]]", history(search));
    }

    private static String history(Map<String, ?> request) {
        Received reply = client.reply(client.send("history_request", request));
        assertEquals("ok", reply.text("status"));
        return reply.content().get("history").toString();
    }

    @Test
    void silentExecuteIsRespected() {
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
    void stdinAndPasswords() {
        String id = client.sendCell(
                "System.out.print(\"name? \"); new BufferedReader(new InputStreamReader(System.in)).readLine()",
                Map.of("allow_stdin", true));
        client.answerInput("Gregor");
        assertEquals("Gregor", client.finish(id).value());
        String secret = client.sendCell("getKernelInstance().readPassword(\"token: \")", Map.of("allow_stdin", true));
        Received question = client.answerInput("two words");
        assertEquals("token: ", question.text("prompt"));
        assertTrue(question.content().get("password").getAsBoolean());
        assertEquals("two words", client.finish(secret).value());
        assertTrue(client.run("getKernelInstance().readLine(\"name? \")")
                .errorSentence()
                .startsWith("Nobody can be asked \"name? \": this run of the notebook takes no input"));
        assertNull(
                client.run("new BufferedReader(new InputStreamReader(System.in)).readLine()")
                        .value(),
                "nobody to ask");
    }

    @Test
    void toolingAnswersAtOnce() {
        for (int i = 0; i < 20; i++) {
            client.reply(client.send("is_complete_request", Map.of("code", "int warm = " + i + ";")));
        }
        var millis = new java.util.ArrayList<Double>();
        for (int i = 0; i < 40; i++) {
            long begun = System.nanoTime();
            client.reply(client.send("is_complete_request", Map.of("code", "int i" + i + " = " + i + ";")));
            millis.add((System.nanoTime() - begun) / 1e6);
        }
        millis.sort(null);
        assertTrue(
                millis.get(4) < 30,
                "the quickest tenth takes at most " + millis.get(4) + " ms; with a poll every 50 ms it took 50");
    }
}
