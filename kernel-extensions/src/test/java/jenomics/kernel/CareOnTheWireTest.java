package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever a cell holds or does, and whoever sends it: the kernel stays, and says what happened. */
class CareOnTheWireTest extends OnEveryJdk {
    private static final int MINUTE = 60_000;

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
    void aRecordedMessageIsNotTakenOnAnotherSocketEither() {
        client.run("int recorded = 0;");
        var frames = client.signed("execute_request", Map.of("code", "recorded++", "store_history", true));
        client.sendOnShell(frames);
        assertEquals("1", client.run("recorded").value());
        client.sendOnControl(frames);
        client.sendOnShell(frames);
        assertNull(client.run("Thread.sleep(200);").value());
        assertEquals("1", client.run("recorded").value());
        client.sendOnControl(client.signed("execute_request", Map.of("code", "recorded = 7")));
        assertNull(client.run("Thread.sleep(200);").value());
        assertEquals("1", client.run("recorded").value(), "cells come on the shell channel alone");
    }

    @Test
    void exitIsRefusedAndTheKernelStays() {
        for (String call : List.of(
                "System.exit(3)",
                "Runtime.getRuntime().exit(3)",
                "Runtime.getRuntime().halt(3)",
                "IntConsumer quit = System::exit; quit.accept(3)",
                "IntConsumer halt = Runtime.getRuntime()::halt; halt.accept(3)",
                "class Quits { static void now(int n) { switch (n) { case 1: System.exit(3); default: long wide = 1L << n; } } }"
                        + " Quits.now(1)")) {
            var run = client.run(call);
            assertEquals("GenomicsException", run.errorName(), call);
            assertTrue(run.errorSentence().contains("would end the kernel, and with it every variable"), call);
            assertTrue(run.traceback().contains("Restart in the notebook's menu Kernel"), run.traceback());
        }
        assertEquals("2", client.run("1 + 1").value());
    }

    @Test
    void aHeapFullOfLargeThingsIsSaidAndTheKernelStays() {
        var run = client.run("var large = new ArrayList<byte[]>(); while (true) large.add(new byte[1 << 20]);", MINUTE);
        assertEquals("java.lang.OutOfMemoryError", run.errorName());
        assertTrue(run.traceback().contains("./lab kernel install --memory"), run.traceback());
        assertEquals("2", client.run("large = null; System.gc(); 1 + 1", MINUTE).value());
    }

    @Test
    void aHeapFullOfSmallThingsIsSaidAndTheKernelStays() {
        var run = client.run("var small = new LinkedList<Object>(); for (;;) small.add(new Object());", MINUTE);
        assertEquals("java.lang.OutOfMemoryError", run.errorName());
        assertEquals("2", client.run("small = null; System.gc(); 1 + 1", MINUTE).value());
        assertEquals(
                "3000",
                client.run("int n = 0; for (; n < 3_000; n++) { var garbage = new byte[1 << 20]; } n", MINUTE)
                        .value());
    }

    @Test
    void anArrayLargerThanTheHeapIsRefused() {
        var run = client.run("var huge = new double[1 << 30];");
        assertEquals("java.lang.OutOfMemoryError", run.errorName());
        assertEquals("2", client.run("1 + 1").value());
    }

    @Test
    void cellsOfNothing() {
        for (String nothing : List.of("", " \n\n", "// only a comment", "/* only\n a comment */", ";")) {
            var run = client.run(nothing);
            assertEquals("ok", run.status(), nothing);
            assertNull(run.value(), nothing);
        }
    }

    @Test
    void aCellOfTenMegabytes() throws Exception {
        String comment = "// " + "ten megabytes of comment ".repeat(4_000) + "\n";
        try (var roomy = KernelProcess.start(jdk, Map.of("_JAVA_OPTIONS", "-Xmx1g")); // the compiler copies such a cell
                var one = roomy.connect().awaitReady()) {
            var run = one.run(comment.repeat(10_000_000 / comment.length()) + "6 * 7", MINUTE);
            assertEquals("42", run.value());
            var constant = one.run("String s = \"" + "x".repeat(10_000_000) + "\";", MINUTE);
            assertEquals("constant string too long", constant.errorSentence());
            assertTrue(constant.traceback().length() < 2_000, "the cell is not repeated");
        }
    }

    @Test
    void aCellOfManyStatements() {
        String cell = "int sum = 0;\n" + "sum += 1;\n".repeat(200) + "if (sum > 0) sum++;\n// " + "-".repeat(9_000)
                + "\nelse sum = -1;\nsum";
        assertEquals("201", client.run(cell, MINUTE).value());
    }

    @Test
    void aHundredThousandLinesArrive() {
        var run = client.run("for (int i = 0; i < 100_000; i++) System.out.println(\"line \" + i);", MINUTE);
        assertEquals(100_000, run.stdout().lines().count());
        assertTrue(run.of("stream").size() < 1_500, run.of("stream").size() + " messages");
    }

    @Test
    void halfACharacterDoesNoHarm() {
        assertEquals("1", client.run("\"\\ud83e\".length()").value());
        var run = client.run("System.out.println(\"\\ud83e\"); \"\\uddec\"");
        assertEquals("ok", run.status());
        assertEquals("?\n", run.stdout());
        String raw = client.send("execute_request", Map.of("code", "\"\ud83e\".length()", "store_history", true));
        assertEquals("ok", client.finish(raw).status());
    }

    @Test
    void anExpressionTooDeepForTheCompilerIsTheCellsError() {
        assertEquals(
                "1",
                client.run("(".repeat(2_000) + "1" + ")".repeat(2_000), MINUTE).value());
        var run = client.run("int deep = " + "(".repeat(400_000) + "1" + ")".repeat(400_000) + ";", MINUTE);
        assertEquals("CompilationError", run.errorName());
        assertTrue(run.errorSentence().startsWith("The compiler ran out of stack: "), run.errorSentence());
        assertEquals("2", client.run("1 + 1").value());
    }

    @Test
    void whatNoClassFileCanHoldIsSaidAndHarmsNoOtherCell() {
        var text = client.run("String text = \"" + "x".repeat(70_000) + "\";", MINUTE);
        assertEquals("constant string too long", text.errorSentence());
        assertTrue(
                text.traceback().endsWith("65,535 bytes in one string of the source: read it from a file."),
                text.traceback());
        assertEquals("2", client.run("int one = 1; one + 1").value());
        var method = client.run("void g() {\n" + "System.out.println(1);\n".repeat(12_000) + "}", MINUTE);
        assertEquals("code too large", method.errorSentence());
        assertEquals("3", client.run("one + 2").value());
    }

    @Test
    void aHeartbeatIsEchoed() {
        assertEquals("beat", client.beat(kernel.port("hb_port"), "beat"));
    }
}
