package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenomics.kernel.WireClient.Received;
import org.junit.jupiter.api.Test;

/** The extension in kernels that are not ours, on the real libraries of IJava and of JJava, over the wire. */
abstract class ForeignKernelTests extends OnOneKernel {
    static void start(Class<?> main, String firstCell) throws IOException {
        use(KernelProcess.start(main));
        var connected = client.run(firstCell);
        assertEquals("ok", connected.status(), connected.published().toString());
    }

    abstract String name();

    @Test
    void resultsAreShown() {
        var result = client.run("Provenance.here().with(\"<b>\", 1)").result();
        assertTrue(result.data("text/html").contains("&lt;b&gt;"), result.toString());
        assertTrue(result.data("text/plain").startsWith("provenance · 5 facts\n"), result.toString());
        assertTrue(client.run("DnaSequence.of(\"ACGT\")")
                .result()
                .data("text/html")
                .contains(">A</span>"));
    }

    @Test
    void chartsHaveThreeForms() {
        var result = client.run("LineChart.of(\"loss\").line(\"a\", 1.0, 2.0, 1.5).size(400, 200)")
                .result();
        assertTrue(result.data("image/svg+xml").startsWith("<svg"), result.toString());
        assertTrue(result.metadata("image/png", "width") >= 400, result.toString());
        assertTrue(result.data("text/plain").startsWith("loss"), result.toString());
    }

    @Test
    void plainJavaIsShownReadably() {
        assertEquals("int[3] {1, 2, 3}", client.run("new int[] {1, 2, 3}").value());
        assertEquals("[1, 2]", client.run("java.util.List.of(1, 2)").value());
        assertEquals("text", client.run("\"text\"").value());
        var refused = client.run("java.util.stream.Stream.of(1)").value();
        assertTrue(refused.contains("not read"), refused);
    }

    @Test
    void progressIsOneDisplayThatChanges() {
        var run = client.run("try (var p = Progress.of(\"train\", 4, \"steps\")) {"
                + " for (int i = 1; i <= 4; i++) { Thread.sleep(150); p.done(i).remark(\"best .9\"); } }");
        var shown = run.of("display_data");
        var updates = run.of("update_display_data");
        assertEquals(1, shown.size(), run.published().toString());
        assertFalse(updates.isEmpty());
        assertTrue(
                updates.stream().map(Received::displayId).allMatch(shown.get(0).displayId()::equals));
        String last = updates.get(updates.size() - 1).data("text/html");
        assertTrue(last.contains("4/4 steps") && last.contains("best .9"), last);
        assertTrue(updates.get(updates.size() - 1).data("text/plain").startsWith("train · 4/4 steps"));
    }

    @Test
    void progressOfAnotherThreadIsShownWhileTheCellRuns() {
        var run = client.run("var worker = new Thread(() -> { try (var p = Progress.of(\"apart\", 2, \"steps\")) {"
                + " p.done(1); } });\nworker.start();\nworker.join();");
        assertEquals(1, run.of("display_data").size(), run.published().toString());
        assertTrue(run.of("update_display_data").get(0).data("text/html").contains("apart"));
    }

    @Test
    void progressAfterItsCellHurtsNobody() {
        var run = client.run("new Thread(() -> { try { Thread.sleep(400); } catch (InterruptedException e) { }"
                + " try (var p = Progress.of(\"late\", 2, \"steps\")) { p.done(1); } }).start();");
        assertEquals("ok", run.status());
        assertEquals("7", client.run("Thread.sleep(800);\n3 + 4").value());
    }

    @Test
    void theOutputOfACellCanBeCleared() {
        var run = client.run("System.out.println(\"before\");\njenomics.kernel.extension.Extension.clearOutput(true);\n"
                + "System.out.println(\"after\");");
        assertEquals(1, run.of("clear_output").size(), run.published().toString());
        assertTrue(run.of("clear_output").get(0).content().get("wait").getAsBoolean());
    }

    @Test
    void theMagicSaysWhatIsHere() {
        var result = client.run("%jenomics").result();
        assertTrue(result.data("text/html").contains(name().replace("'", "&#39;")), result.toString());
        assertFalse(result.data("text/html").contains("second line"), result.toString());
    }

    @Test
    void theKernelSurvivesATextThatOverflowsTheStack() {
        var run = client.run("class Endless { public String toString() { return \"\" + this; } }\nnew Endless()");
        assertEquals("error", run.status());
        assertTrue(
                run.errorSentence().endsWith("Endless cannot be shown: java.lang.StackOverflowError"),
                run.errorSentence());
        assertEquals("3", client.run("1 + 2").value());
    }

    @Test
    void aTextThatFailsIsAnErrorOfTheCell() {
        var run = client.run("new Object() { public String toString() { throw new IllegalStateException(\"bad\"); } }");
        assertEquals("bad", run.errorSentence());
        assertNull(run.result());
    }

    @Test
    void tenMillionElementsAreShownAtOnce() {
        long begun = System.nanoTime();
        String text = client.run("new java.util.AbstractList<Integer>() { public Integer get(int i) { return i; }"
                        + " public int size() { return 10_000_000; } }")
                .value();
        var parts = new ArrayList<>(List.of(text.split(", ")));
        assertEquals("… 9,999,950 more]", parts.get(parts.size() - 1));
        assertTrue(System.nanoTime() - begun < 5_000_000_000L);
    }
}
