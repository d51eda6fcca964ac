package jenomics.kernel.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import jenomics.io.FastaHeader;
import jenomics.learn.Predictions;
import jenomics.learn.Task;
import jenomics.nn.History;
import jenomics.plot.BarChart;
import jenomics.plot.Chart;
import jenomics.plot.Heatmap;
import jenomics.plot.LineChart;
import jenomics.plot.Scatter;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;
import jenomics.provenance.Provenance;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Whatever text stands in the data, the elements and attributes of what is shown are those of harmless data: parsed, and
 * compared one by one.
 */
class HostileTextTest {
    private static final String HARMLESS = "harmless";

    record Sample(String name, List<String> labels) {}

    /** Ways in which text from data comes to be shown. */
    private static final Map<String, Function<String, Object>> WAYS = new LinkedHashMap<>();

    static {
        WAYS.put("names and values of facts", text -> new Provenance(Map.of(text, text)));
        WAYS.put("sequence names and labels", HostileTextTest::sequences);
        WAYS.put("one sequence", text -> new SequenceRecord(text + "x", "ACGTN", Map.of(text, text)));
        WAYS.put("FASTA headers", text -> new FastaHeader(List.of(text, text)));
        WAYS.put("a table", HostileTextTest::table);
        WAYS.put("a column", text -> StringColumn.create(text, text, text));
        WAYS.put("predictions", HostileTextTest::predictions);
        WAYS.put("a metric", HostileTextTest::history);
        WAYS.put("keys and values", text -> new TreeMap<>(Map.of(text, text, "other", "long ".repeat(40))));
        WAYS.put("records", text -> List.of(new Sample(text, List.of(text)), new Sample("b", List.of())));
        WAYS.put("one record", text -> new Sample(text, List.of("long".repeat(40))));
        WAYS.put("long elements", text -> List.of(text, "long ".repeat(40)));
        WAYS.put("an array", text -> new String[] {text, "long ".repeat(40)});
        WAYS.put("progress", HostileTextTest::progress);
    }

    private static SequenceSet sequences(String text) {
        return SequenceSet.of(List.of(
                new SequenceRecord(text + "x", "ACGT", Map.of("label", text, text, "value")),
                new SequenceRecord("second", "ACGT", Map.of("label", "no"))));
    }

    private static Table table(String text) {
        return Table.create(text, StringColumn.create(text, text, "b"), DoubleColumn.create("n", 1, 2));
    }

    private static Predictions predictions(String text) {
        return new Predictions(
                new Task(Task.Kind.MULTICLASS, text + "x", List.of(text, "other")),
                List.of(text),
                new double[][] {{.5, .5}});
    }

    private static History history(String text) {
        var history = new History(text);
        history.loss(1, 0.5);
        history.score(1, 0.5);
        return history;
    }

    /** What a kernel would be given to show: the bundle itself. */
    private static Bundle progress(String text) {
        var shown = new ArrayList<Bundle>();
        var screen = new ProgressScreen(new Recorder(shown));
        var work = Progress.of(text, 10, text).remark(text).picture(() -> {
            throw new GenomicsException(text);
        });
        screen.show(work, false);
        return shown.get(0);
    }

    @ParameterizedTest
    @FieldSource("jenomics.kernel.extension.Hostile#CORPUS")
    void nothingFromDataBecomesAnElementOrAnAttribute(String hostile) {
        WAYS.forEach((way, show) -> {
            Bundle bad = bundle(show.apply(hostile));
            Bundle good = bundle(show.apply(HARMLESS));
            String html = bad.data().get(Bundle.HTML);
            if (html == null) {
                assertFalse(good.data().containsKey(Bundle.HTML) && hostile.length() < 20, way);
                return;
            }
            assertTrue(html.length() < 100_000, () -> way + ": " + html.length() + " characters");
            if (good.data().containsKey(Bundle.HTML)) {
                assertEquals(structure(parsed(good.data().get(Bundle.HTML))), structure(parsed(html)), way);
            }
            assertPlain(bad.text(), way);
        });
    }

    private static Bundle bundle(Object shown) {
        return shown instanceof Bundle bundle ? bundle : Extension.bundle(shown);
    }

    private static void assertPlain(String text, String way) {
        assertTrue(
                text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t' || c == 0x202E),
                () -> way + ": " + text);
    }

    @ParameterizedTest
    @FieldSource("jenomics.kernel.extension.Hostile#CORPUS")
    void nothingFromDataBecomesPartOfADrawing(String hostile) {
        charts().forEach(chart -> {
            Element bad = parsed(svg(chart.apply(hostile)));
            Element good = parsed(svg(chart.apply(HARMLESS)));
            assertEquals(kinds(good), kinds(bad), () -> "the kinds of elements in " + bad.getTextContent());
        });
    }

    private static String svg(Chart chart) {
        return chart.svg();
    }

    private static Stream<Function<String, Chart>> charts() {
        return Stream.of(
                text -> LineChart.of(text).x(text).y(text).line(text, 1.0, 2.0, 1.5),
                text -> BarChart.of(text).bar(text, 1).bar("b", 2),
                text -> Scatter.of(text).x(text).y(text).points(text, new double[] {1, 2}, new double[] {1, 2}),
                text -> Heatmap.of(text, new double[][] {{1, 2}, {3, 4}})
                        .x(text)
                        .y(text)
                        .columns(List.of(text, "b"))
                        .rows(List.of(text, "b")));
    }

    @ParameterizedTest
    @FieldSource("jenomics.kernel.extension.Hostile#CORPUS")
    void aPictureOfProgressIsAnImageAndItsTitleAnAttribute(String hostile) {
        var shown = new ArrayList<Bundle>();
        var screen = new ProgressScreen(new Recorder(shown));
        screen.show(
                Progress.of("work", 2, "steps")
                        .picture(() -> LineChart.of(hostile).line("a", 1, 2)),
                false);
        var images = parsed(shown.get(0).data().get(Bundle.HTML)).getElementsByTagName("img");
        assertEquals(1, images.getLength());
        var image = (Element) images.item(0);
        assertEquals(3, image.getAttributes().getLength());
        String source = image.getAttribute("src");
        assertTrue(source.startsWith("data:image/svg+xml;base64,"), source);
        parsed(new String(
                Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1)), StandardCharsets.UTF_8));
    }

    private static Element parsed(String markup) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader("<root>" + markup + "</root>")))
                    .getDocumentElement();
        } catch (Exception e) {
            throw new AssertionError("not well-formed: " + markup.substring(0, Math.min(2_000, markup.length())), e);
        }
    }

    /** Elements with their attributes, in order; the text between them is left out. */
    private static String structure(Node node) {
        var out = new StringBuilder();
        if (node instanceof Element element) {
            out.append('<').append(element.getTagName());
            var attributes = element.getAttributes();
            for (int i = 0; i < attributes.getLength(); i++) {
                out.append(' ').append(attributes.item(i));
            }
            out.append('>');
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
            out.append(structure(child));
        }
        return out.toString();
    }

    /** Which elements there are, with which attributes; their number depends on how long the text is. */
    private static Set<String> kinds(Element root) {
        var kinds = new TreeSet<String>();
        var all = root.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            var names = new TreeSet<String>();
            var attributes = all.item(i).getAttributes();
            for (int a = 0; a < attributes.getLength(); a++) {
                names.add(attributes.item(a).getNodeName());
            }
            kinds.add(((Element) all.item(i)).getTagName() + names);
        }
        return kinds;
    }
}
