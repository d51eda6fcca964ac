package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** Stop, over the real wire. */
class StopOnTheWireTest extends OnEveryJdk {
    private static final long SECOND = 1_000_000_000L;

    @BeforeParameterizedClassInvocation
    static void theFirstCellHasRun() {
        client.run("1");
    }

    @AfterEach
    void theNextCellWorks() {
        assertEquals("2", client.run("1 + 1").value());
    }

    /** Runs a cell that prints "started", then presses Stop so many times. */
    private static CellRun stop(String code, int presses, long atMostNanos) throws InterruptedException {
        String id = client.sendCell(code);
        client.awaitPrinted("started");
        long begun = System.nanoTime();
        client.interrupt();
        for (int i = 1; i < presses; i++) {
            TimeUnit.MILLISECONDS.sleep(1_300);
            client.interrupt();
        }
        var run = client.finish(id);
        long took = System.nanoTime() - begun;
        assertEquals("KeyboardInterrupt", run.errorName());
        assertTrue(took < atMostNanos, "took " + took / 1e9 + " s");
        return run;
    }

    @Test
    void aBusyLoopEndsAndFinallyRuns() throws Exception {
        client.run("long n = 0;");
        var run = stop(
                "try { printf(\"started\"); while (true) n++; } finally {\n"
                        + " for (int i = 0; i < 3; i++) System.out.println(\"cleaning \" + i); }",
                1,
                3 * SECOND);
        assertEquals("cleaning 0\ncleaning 1\ncleaning 2\n", run.stdout());
        long before = Long.parseLong(client.run("n").value());
        TimeUnit.MILLISECONDS.sleep(100);
        assertEquals(before, Long.parseLong(client.run("n").value()), "the loop is really over");
    }

    @Test
    void sleepEnds() throws Exception {
        stop("{ printf(\"started\"); Thread.sleep(60_000); }", 1, 2 * SECOND);
    }

    @Test
    void aSwallowedInterruptDoesNotHelp() throws Exception {
        stop(
                "{ printf(\"started\"); while (true) { try { Thread.sleep(10_000); } catch (InterruptedException e) { } } }",
                1,
                3 * SECOND);
    }

    @Test
    void whatTheCellStartedEndsWithIt() throws Exception {
        client.run("var worker = new Thread(() -> { printf(\"not this one\"); });");
        stop(
                "{ worker = new Thread(() -> { printf(\"started\"); while (true) { } }); worker.start(); worker.join(); }",
                1,
                3 * SECOND);
        TimeUnit.MILLISECONDS.sleep(300);
        assertEquals("false", client.run("worker.isAlive()").value());
    }

    @Test
    void twelveOfTwelvePrintingCellsEndAndNothingIsLost() throws Exception {
        for (int i = 0; i < 12; i++) {
            stop("for (long k = 0; ; k++) System.out.println(\"started \" + k);", 1, 5 * SECOND);
            assertEquals(
                    "still here\n",
                    client.run("System.out.println(\"still here\")").stdout());
        }
    }

    @Test
    void aParallelStreamEndsWithAllItsThreads() throws Exception {
        client.run("var turns = new java.util.concurrent.atomic.AtomicLong();");
        stop(
                "IntStream.range(0, 64).parallel().forEach(i -> { printf(\"started\"); while (true) turns.incrementAndGet(); })",
                1,
                5 * SECOND);
        TimeUnit.MILLISECONDS.sleep(500);
        String before = client.run("turns.get()").value();
        TimeUnit.MILLISECONDS.sleep(200);
        assertEquals(before, client.run("turns.get()").value(), "no thread of the pool goes on");
    }

    @Test
    void aLibraryLoopEndsAtLatestWhenItIsGivenUp() throws Exception {
        String id = client.sendCell("{ printf(\"started\"); Stream.iterate(1L, n -> n + 1).allMatch(n -> n > 0); }");
        client.awaitPrinted("started");
        client.interrupt();
        assertEquals("KeyboardInterrupt", client.finish(id).errorName(), "the lambda is cell code");
        stop(
                "{ printf(\"started\"); java.util.stream.LongStream.range(0, Long.MAX_VALUE).map(Math::abs).sum(); }",
                2,
                9 * SECOND);
    }

    @Test
    void whileACellWaitsForInputTheAnswerOfAStoppedQuestionIsDropped() throws Exception {
        client.forgetQuestions();
        String id = client.sendCell("{ printf(\"started\"); System.in.read(); }", Map.of("allow_stdin", true));
        client.awaitPrinted("started");
        client.interrupt();
        assertEquals("KeyboardInterrupt", client.finish(id).errorName());
        String next = client.sendCell("new Scanner(System.in).nextLine()", Map.of("allow_stdin", true));
        client.awaitPublished("execute_input");
        client.answerInput("late"); // to the first question, which nobody waits for now
        client.answerInput("in time");
        assertEquals("in time", client.finish(next).value());
    }

    @Test
    void waitingForInputEnds() throws Exception {
        String id = client.sendCell("{ printf(\"started\"); System.in.read(); }", Map.of("allow_stdin", true));
        client.awaitPrinted("started");
        client.interrupt();
        assertEquals("KeyboardInterrupt", client.finish(id).errorName());
    }

    @Test
    void workThatListensGivesBackWhatItHas() throws Exception {
        client.run("String train() {\n  try (var stop = StopSignal.listen()) {\n    int step = 0;\n"
                + "    printf(\"started\");\n    while (!stop.requested()) { step++; Thread.yield(); }\n"
                + "    long end = System.nanoTime() + 700_000_000L;\n"
                + "    while (System.nanoTime() < end) { }\n"
                + "    return step > 0 ? \"best so far\" : \"nothing\";\n  }\n}");
        var run = stop("var trained = train();\nSystem.out.println(\"not reached\");", 1, 4 * SECOND);
        assertEquals("", run.stdout());
        assertEquals("best so far", client.run("trained").value());
        assertEquals("best so far", stop("train()", 1, 4 * SECOND).value(), "shown, and then the interrupt");
    }

    @Test
    void aResultThatIsDrawnWithoutEndEnds() throws Exception {
        stop("new Object() { public String toString() { printf(\"started\"); while (true) { } } }", 1, 3 * SECOND);
    }

    @Test
    void aSecondPressDoesNotWaitForListeners() throws Exception {
        stop("try (var deaf = StopSignal.listen()) { printf(\"started\"); while (true) { } }", 2, 5 * SECOND);
    }

    @Test
    void aSecondPressGivesUpACellInNativeCode() throws Exception {
        client.run("var server = new ServerSocket(0);");
        stop("{ printf(\"started\"); server.accept(); }", 2, 5 * SECOND);
        client.run("server.close()");
    }

    @Test
    void stopWhileTheKernelBootsIsRemembered() throws Exception {
        var startup = Map.of("IJAVA_STARTUP_SCRIPT", "%time 1 + 1\nint fromScript = 5;\nThread.sleep(1_000);");
        try (var booting = KernelProcess.start(jdk, startup);
                var front = booting.connect()) {
            front.awaitReady();
            String loop = front.sendCell("while (true) { }");
            front.awaitPublished("execute_input");
            front.interrupt();
            assertEquals("KeyboardInterrupt", front.reply(loop).text("ename"));
            assertEquals("ok", front.reply(front.sendCell("fromScript + 1")).text("status"));
        }
    }

    @Test
    void controlCStopsTheCellNotTheKernel() throws Exception {
        String id = client.sendCell("{ printf(\"started\"); while (true) { } }");
        client.awaitPrinted("started");
        new ProcessBuilder("sh", "-c", "kill -INT " + kernel.pid())
                .start()
                .waitFor(); // a bare Debian has no other kill
        assertEquals("KeyboardInterrupt", client.finish(id).errorName());
    }

    @Test
    void theKernelEndsWithItsServerAndWhenAsked() throws Exception {
        Process server = new ProcessBuilder("sleep", "600").start();
        try (var orphan = KernelProcess.start(jdk, Map.of("JPY_PARENT_PID", String.valueOf(server.pid())));
                var front = orphan.connect()) {
            front.reply(front.send("kernel_info_request", Map.of()));
            server.destroyForcibly().waitFor();
            assertTrue(orphan.endsWithin(10), "still there without its server");
        }
        try (var asked = KernelProcess.start(jdk);
                var front = asked.connect()) {
            front.reply(front.send("kernel_info_request", Map.of()));
            front.sendCell("while (true) { }");
            front.shutdown();
            assertTrue(asked.endsWithin(10), "still there after shutdown_request in a busy cell");
        }
    }
}
