package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import jenomics.kernel.WireClient.Received;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What results look like when they arrive, with names chosen by somebody hostile. */
class RenderingOnTheWireTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";
    private static final String HARMLESS = "&lt;img src=x onerror=alert(1)&gt;";
    private static final String CHART = """
            class Dot implements Chart {
              public String title() { return "a \\"dot\\" & <b>"; }
              public String svg() { return "<svg xmlns='http://www.w3.org/2000/svg'><circle r='1'/></svg>"; }
              public byte[] png() { return new byte[] {1, 2, 3}; }
              public String text() { return "a dot"; }
            }
            """;
    private static KernelProcess kernel;
    private static WireClient client;

    @BeforeAll
    static void start() throws Exception {
        kernel = KernelProcess.start(Map.of(ShowingLimit.VARIABLE, "10"));
        client = kernel.connect().awaitReady();
        client.run(CHART);
    }

    @AfterAll
    static void end() throws Exception {
        client.close();
        kernel.close();
    }

    @Test
    void aDescribedResultIsHeadlineAndTables() {
        var result =
                client.run("new Provenance(Map.of(\"" + HOSTILE + "\", 12))").result();
        String html = result.data("text/html");
        assertTrue(html.contains(HARMLESS), html);
        assertFalse(html.contains("<img"), html);
        assertTrue(html.contains("text-align:right\">12</td>"), html);
        assertTrue(html.contains("<div style=\"font-weight:600"), html);
        assertEquals("provenance · 1 facts\n  " + HOSTILE + "  12", result.data("text/plain"));
    }

    @Test
    void aLongTableLosesItsMiddle() {
        String html = client.run("class Long implements Described { public Description describe() {"
                        + " return Description.of(\"long\").with(\"\", List.of(\"n\"), IntStream.range(0, 500)"
                        + ".mapToObj(i -> List.of(\"\" + i)).toList()); } }\nnew Long()")
                .result()
                .data("text/html");
        assertTrue(html.contains("⋮ 450 more rows"), html);
        assertTrue(html.contains(">39<") && !html.contains(">40<") && html.contains(">490<"), html);
    }

    @Test
    void aChartIsSvgPngAndText() {
        var result = client.run("new Dot()").result();
        assertEquals("<svg xmlns='http://www.w3.org/2000/svg'><circle r='1'/></svg>", result.data("image/svg+xml"));
        assertEquals("AQID", result.data("image/png"));
        assertEquals("a dot", result.data("text/plain"));
        assertNull(result.data("text/html"));
    }

    @Test
    void aChartWithoutPngIsShownAllTheSame() {
        var result = client.run("new Dot() { public byte[] png() { throw new GenomicsException(\"no fonts\"); } }")
                .result();
        assertTrue(result.data("image/svg+xml").contains("circle"));
        assertNull(result.data("image/png"));
        assertEquals("a dot\nno fonts", result.data("text/plain"));
    }

    @Test
    void aChartIsSeenAtHalfTheSizeOfItsPng() {
        var result = client.run("LineChart.of(\"loss\").line(\"a\", 1.0, 2.0, 1.5).size(400, 200)")
                .result();
        var header = ByteBuffer.wrap(Base64.getDecoder().decode(result.data("image/png")));
        assertEquals(header.getInt(16) / 2, result.metadata("image/png", "width"));
        assertEquals(header.getInt(20) / 2, result.metadata("image/png", "height"));
    }

    @Test
    void aTableIsHeadAndTailWithItsSize() {
        var result = client.run("import tech.tablesaw.api.*;\n"
                        + "Table.create(\"genes\", StringColumn.create(\"" + HOSTILE + "\", IntStream.range(0, 1200)"
                        + ".mapToObj(i -> \"<g\" + i + \">\").toList()), IntColumn.indexColumn(\"n\", 1200, 0))")
                .result();
        String html = result.data("text/html");
        assertTrue(html.contains("genes · 1,200 rows × 2 columns"), html);
        assertTrue(html.contains(HARMLESS) && !html.contains("<img"), html);
        assertTrue(html.contains("&lt;g9&gt;") && !html.contains("g10&gt;") && html.contains("&lt;g1195&gt;"), html);
        assertTrue(html.contains("text-align:right\">1199</td>"), html);
        assertTrue(result.data("text/plain").startsWith("genes · 1,200 rows × 2 columns\n"), result.toString());
    }

    @Test
    void progressIsOneDisplayThatChanges() {
        var run = client.run("try (var p = Progress.of(\"train <b>\", 8, \"steps\")) { p.picture(() -> new Dot());\n"
                + "  for (int i = 1; i <= 8; i++) { Thread.sleep(100); p.done(i).remark(\"best <0.9>\"); } }");
        var shown = run.of("display_data");
        var updates = run.of("update_display_data");
        assertEquals(1, shown.size());
        assertTrue(updates.size() >= 2 && updates.size() <= 5, updates.size() + " updates");
        assertTrue(
                updates.stream().map(Received::displayId).allMatch(shown.get(0).displayId()::equals));
        String first = shown.get(0).data("text/html");
        assertTrue(first.contains("train &lt;b&gt; · 1/8 steps") && first.contains("width:12.5%"), first);
        String last = updates.get(updates.size() - 1).data("text/html");
        assertTrue(last.contains("8/8 steps") && last.contains("best &lt;0.9&gt;"), last);
        assertFalse(last.contains("width:" + "100.0%"), "the bar goes when all is done: " + last);
        assertTrue(last.contains("alt=\"a &quot;dot&quot; &amp; &lt;b&gt;\""), last);
        String svg = last.replaceAll("(?s).*base64,([^\"]*)\".*", "$1");
        assertTrue(new String(Base64.getDecoder().decode(svg), StandardCharsets.UTF_8).contains("<circle"), svg);
    }

    @Test
    void aLongSilentCellSaysHowLong() throws Exception {
        try (var process = KernelProcess.start(Map.of("JENOMICS_ELAPSED_SECONDS", "1"));
                var one = process.connect().awaitReady()) {
            var silent = one.run("Thread.sleep(3_300); 6 * 7");
            assertEquals("42", silent.value());
            var shown = silent.of("display_data");
            var updates = silent.of("update_display_data");
            assertEquals(1, shown.size());
            assertTrue(shown.get(0).data("text/plain").matches("running for \\d\\.\\d s"), shown.toString());
            assertTrue(updates.size() >= 2, updates.toString());
            assertTrue(updates.stream()
                    .map(Received::displayId)
                    .allMatch(shown.get(0).displayId()::equals));
            var last = updates.get(updates.size() - 1);
            assertTrue(last.data("text/plain").matches("took \\d\\.\\d s"), last.toString());
            assertTrue(last.data("text/html").contains("took "), last.toString());
            var failed = one.run("Thread.sleep(1_500); throw new RuntimeException(\"late\");");
            var end = failed.of("update_display_data");
            assertTrue(end.get(end.size() - 1).data("text/plain").startsWith("took "));
            var talking = one.run("for (int i = 0; i < 12; i++) { Thread.sleep(200); System.out.println(i); }");
            assertEquals(List.of(), talking.of("display_data"));
            var progress = one.run("try (var p = Progress.of(\"train\", 4, \"steps\")) { p.done(1); Thread.sleep(600);"
                    + " p.done(2); Thread.sleep(2_200); p.done(4); }");
            assertEquals(1, progress.of("display_data").size(), "the line of the progress alone");
        }
    }

    @Test
    void aPictureThatFailsDoesNotEndTheWork() {
        var run = client.run("try (var p = Progress.of(\"work\", 2, \"steps\")) {"
                + " p.picture(() -> { throw new IllegalStateException(\"no ink\"); }); p.done(2); }\n\"done\"");
        assertEquals("done", run.value());
        assertTrue(run.of("display_data").get(0).data("text/html").contains("no ink"));
    }

    @Test
    void aRendererThatFailsIsAnErrorOfTheCell() {
        var run = client.run(
                "new Described() { public Description describe() { throw new GenomicsException(\"nothing to say\"); } }");
        assertEquals("nothing to say", run.errorSentence());
        assertEquals("1", client.run("1").value());
    }

    @Test
    void aRendererThatNeverEndsIsStoppedAndTheKernelStays() {
        client.run("class Turning { public String toString() { while (true) { } } }\nvar turning = new Turning();");
        long begun = System.nanoTime();
        var run = client.run("turning");
        assertEquals("error", run.status());
        assertEquals(
                "Showing this result, a value of type Turning, took more than 10 s and was stopped.",
                run.errorSentence().replaceFirst("(?<=stopped\\.).*", ""));
        assertTrue(System.nanoTime() - begun < 16_000_000_000L);
        assertEquals("true", client.run("turning != null").value());
    }

    @Test
    void tenMillionElementsAreShownAtOnce() {
        client.run("var many = Collections.nCopies(10_000_000, \"element\");");
        long begun = System.nanoTime();
        assertTrue(client.run("many").value().endsWith("… 9,999,950 more]"));
        assertTrue(System.nanoTime() - begun < 3_000_000_000L);
    }

    @Test
    void onlyTheFormThatIsAskedForIsGiven() {
        var result = client.run("render(LineChart.of(\"loss\").line(\"a\", 1.0, 2.0), \"image/png\")")
                .result();
        assertTrue(result.data("image/png").length() > 100);
        assertNull(result.data("image/svg+xml"));
        assertTrue(result.data("text/plain").startsWith("loss"));
    }

    @Test
    void progressBeforeTheFirstCellHurtsNobody() throws Exception {
        var script = Files.createTempFile("startup-", ".jshell");
        Files.writeString(
                script, "try (var p = Progress.of(\"early\", 2, \"steps\")) { p.done(1); }\nint early = 7;\n");
        try (var young = KernelProcess.start(Map.of("IJAVA_STARTUP_SCRIPTS_PATH", script.toString()));
                var first = young.connect().awaitReady()) {
            assertEquals("7", first.run("early").value());
        } finally {
            Files.delete(script);
        }
    }

    @Test
    void displayTakesFormsByName() {
        var run = client.run("display(\"<b>bold</b>\", \"text/html\"); render(new Dot(), \"image/png\")");
        assertEquals("<b>bold</b>", run.of("display_data").get(0).data("text/html"));
        assertEquals("AQID", run.result().data("image/png"));
        assertEquals(
                "null", client.run("display(null)").of("display_data").get(0).data("text/plain"));
    }
}
