package jenomics.kernel.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenomics.genome.DnaSequence;
import jenomics.learn.Predictions;
import jenomics.learn.Task;
import jenomics.nn.History;
import jenomics.plot.Chart;
import jenomics.sequence.KmerCounts;
import jenomics.sequence.KmerTokenizer;
import jenomics.sequence.SequenceRecord;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class ViewsTest {

    record Point(String name, double x, int[] cells) {}

    record Spoken(int x) {
        @Override
        public String toString() {
            return "spoken " + x;
        }
    }

    private static String text(Object value) {
        return Extension.bundle(value).text();
    }

    private static String html(Object value) {
        return Extension.bundle(value).data().get(Bundle.HTML);
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    // plain Java

    @Test
    void whatIsShortReadsAsInJava() {
        assertEquals("null", text(null));
        assertEquals("42", text(42));
        assertEquals("text\nof two lines", text("text\nof two lines"));
        assertNull(html("<b>"), "a text is plain");
        assertEquals("[1, 2, null]", text(Arrays.asList(1, 2, null)));
        assertEquals("{a=1, b=[2, 3]}", text(new TreeMap<>(Map.of("a", 1, "b", List.of(2, 3)))));
        assertEquals("[]", text(List.of()));
        assertEquals("Optional[3]", text(Optional.of(3)));
        assertEquals("Optional.empty", text(Optional.empty()));
        assertEquals("spoken 1", text(new Spoken(1)));
        assertEquals("[a, b]", text(new LinkedHashSet<>(List.of("a", "b"))));
    }

    @Test
    void arraysShowTheirElements() {
        assertEquals("double[2] {1.0, 2.5}", text(new double[] {1, 2.5}));
        assertEquals("int[][2] {int[1] {1}, int[0] {}}", text(new int[][] {{1}, {}}));
        assertEquals("String[2] {a, null}", text(new String[] {"a", null}));
        assertTrue(text(new byte[60]).endsWith("0, … 10 more}"), text(new byte[60]));
        assertEquals("boolean[1] {true}", text(new boolean[] {true}));
    }

    @Test
    void recordsShowTheirParts() {
        assertEquals("Point[name=a, x=1.0, cells=int[2] {1, 2}]", text(new Point("a", 1, new int[] {1, 2})));
        String wide = text(new Point("n".repeat(120), 1, new int[0]));
        assertEquals(
                List.of("Point", "name n+", "x 1.0", "cells int[0] {}"),
                wide.lines()
                        .map(l -> l.strip().replaceAll(" +", " ").replaceAll("n{20,}", "n+"))
                        .toList());
    }

    @Test
    void recordsOfOneKindAreATable() {
        var points = List.of(new Point("a", 1, new int[1]), new Point("<b>", 0.123456789, new int[0]));
        assertEquals(
                List.of("2 × Point", "  name  x  cells", "  a     1.0000  int[1] {0}", "  <b>   0.1235  int[0] {}"),
                text(points)
                        .lines()
                        .map(line -> line.replaceAll("x +cells", "x  cells"))
                        .toList());
        assertTrue(html(points).contains("&lt;b&gt;") && html(points).contains("text-align:right\">0.1235<"));
    }

    @Test
    void ofManyTheFirstAndTheLastAreShown() {
        assertTrue(text(numbers(1000)).startsWith("[0, 1, 2, ")
                && text(numbers(1000)).endsWith("49, … 950 more]"));
        var many = IntStream.range(0, 1000)
                .mapToObj(i -> "element of some length, number " + i)
                .toList();
        assertTrue(text(many).startsWith("List · 1,000 elements\n"), text(many));
        assertTrue(html(many).contains("number 19<") && html(many).contains("number 995<"), html(many));
        assertFalse(html(many).contains("number 20<") || html(many).contains("number 994<"), html(many));
        var linked = new LinkedList<>(many);
        assertTrue(html(linked).contains("number 24<") && !html(linked).contains("number 25<"));
    }

    @Test
    void aLargeMapShowsItsFirstEntries() {
        var map = new LinkedHashMap<Integer, String>();
        numbers(100).forEach(i -> map.put(i, "value " + i));
        assertTrue(text(map).startsWith("Map · 100 entries\n"), text(map));
        assertTrue(text(map).endsWith("⋮ 75 more entries"), text(map));
    }

    @Test
    void aMatrixShowsItsCorners() {
        var matrix = new float[20][30];
        matrix[19][29] = 0.5f;
        assertTrue(text(matrix).startsWith("float[20][30]\n"), text(matrix));
        assertTrue(html(matrix).contains(">0.5<")
                && html(matrix).contains("⋮")
                && html(matrix).contains("…"));
        assertEquals(9, html(matrix).split("<tr").length - 1);
    }

    @Test
    void streamsAndIteratorsAreLeftAlone() {
        var seen = new ArrayList<Integer>();
        var stream = Stream.of(1, 2).peek(seen::add);
        assertEquals(
                "Stream: not read, because that can be done only once; .toList() gives its elements, .count() their"
                        + " number.",
                text(stream));
        assertEquals(List.of(1, 2), stream.toList());
        assertEquals(2, seen.size());
        assertTrue(text(IntStream.of(1)).startsWith("IntStream: not read"));
        Iterator<Integer> iterator = List.of(1, 2).iterator();
        assertTrue(text(iterator).startsWith("Iterator: not read"), text(iterator));
        assertEquals(1, iterator.next());
        var inside = Stream.of(1);
        assertEquals("[Stream (not read)]", text(List.of(inside)));
        assertEquals(1, inside.count());
    }

    @Test
    void namelessThingsHaveAName() {
        Function<Integer, Integer> function = x -> x + 1;
        assertEquals("a function (Function)", text(function));
        class Plain {}
        assertTrue(text(new Plain()).matches("Plain@[0-9a-f]+"), text(new Plain()));
        assertTrue(text(new Object() {}).matches("Object@[0-9a-f]+"), text(new Object() {}));
    }

    @Test
    void aCollectionInsideItselfEnds() {
        var list = new ArrayList<Object>(List.of(1));
        list.add(list);
        assertTrue(text(list).startsWith("[1, [1, [1, [1, "), text(list));
        var map = new HashMap<String, Object>();
        map.put("me", map);
        assertTrue(text(map).startsWith("{me={me={"), text(map));
    }

    @Test
    void theLargestAreShownAtOnce() {
        var numbers = new int[10_000_000];
        assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
            assertTrue(text(numbers).endsWith("… 9,999,950 more}"));
            assertTrue(text(Collections.nCopies(10_000_000, "element")).endsWith("… 9,999,950 more]"));
            assertTrue(text(Collections.nCopies(10_000_000, new Point("a", 1, numbers)))
                    .startsWith("10,000,000 × Point"));
            assertTrue(text(new double[10_000][10_000 / 100]).startsWith("double[10000][100]"));
            assertTrue(text(Map.of("big", numbers)).length() < 200);
        });
        String text = text("x".repeat(3_000_000));
        assertTrue(text.endsWith("… 2,900,000 more characters") && text.length() < 101_000);
        assertTrue(text(List.of("x".repeat(1_000_000))).length() < 1_000);
    }

    @Test
    void whatFailsSaysSo() {
        var failing = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("bad");
            }
        };
        assertEquals(
                "bad",
                assertThrows(IllegalStateException.class, () -> text(failing)).getMessage());
        assertEquals(
                "bad",
                assertThrows(IllegalStateException.class, () -> text(List.of(failing)))
                        .getMessage());
    }

    @Test
    void anImageIsAPngOfItsSize() {
        var bundle = Extension.bundle(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB));
        assertEquals("image · 30 × 20 pixels", bundle.text());
        assertEquals(Map.of("width", 30, "height", 20), bundle.metadata().get(Bundle.PNG));
        var large = Extension.bundle(new BufferedImage(4_000, 10, BufferedImage.TYPE_BYTE_GRAY));
        assertEquals("image · 4000 × 10 pixels, shown as 2000 × 5", large.text());
        assertEquals(Map.of("width", 2_000, "height", 5), large.metadata().get(Bundle.PNG));
    }

    @Test
    void whatChangesMeanwhileSaysSo() {
        var changing = new ArrayList<Integer>(List.of(1)) {
            @Override
            public Iterator<Integer> iterator() {
                throw new java.util.ConcurrentModificationException();
            }
        };
        assertEquals("List: changed by another thread while it was read; show it again.", text(changing));
    }

    // what Jenomics makes

    private static Chart chart(String svg) {
        return new Chart() {
            @Override
            public String title() {
                return "a chart";
            }

            @Override
            public String svg() {
                return svg;
            }

            @Override
            public byte[] png() {
                return new byte[] {1, 2, 3};
            }

            @Override
            public String text() {
                return "a\u0000chart";
            }
        };
    }

    @Test
    void aChartHasThreeFormsUnlessItsSvgIsTooLarge() {
        var small = Extension.bundle(chart("<svg/>"));
        assertEquals(Map.of(Bundle.TEXT, "a\ufffdchart", Bundle.SVG, "<svg/>", Bundle.PNG, "AQID"), small.data());
        var large = Extension.bundle(chart("x".repeat(3_000_001)));
        assertEquals("AQID", large.data().get(Bundle.PNG));
        assertNull(large.data().get(Bundle.SVG));
        assertTrue(large.text().contains("shown as a PNG, since the SVG is large"), large.text());
    }

    @Test
    void basesStandOnTheirColours() {
        var bundle = Extension.bundle(DnaSequence.of("AACGTN"));
        assertEquals("6 bp · GC 40.0 %\n1 AACGTN", bundle.text());
        String html = bundle.data().get(Bundle.HTML);
        assertTrue(html.contains("rgba(0,158,115,0.5)\">AA</span>"), html);
        assertTrue(html.contains("rgba(0,114,178,0.5)\">C<") && html.contains("rgba(230,159,0,0.5)\">G<"), html);
        assertTrue(html.contains("rgba(213,94,0,0.5)\">T</span>N</span>"), html);
    }

    @Test
    void aLongSequenceLosesItsMiddle() {
        var bundle = Extension.bundle(new SequenceRecord("chr1", "ACGT".repeat(500_000), Map.of("label", "yes")));
        assertTrue(bundle.text().startsWith("chr1 · 2,000,000 bp · GC 50.0 %\n  label  yes\n"), bundle.text());
        assertTrue(bundle.text().contains("⋮ 1,999,560 bp more"), bundle.text());
        assertTrue(bundle.text().contains("\n1999981 ACGTACGTAC GTACGTACGT"), bundle.text());
        assertTrue(bundle.data().get(Bundle.HTML).length() < 50_000);
    }

    @Test
    void aWideTableLosesItsMiddleAndSaysSo() {
        var table = Table.create("wide");
        for (int c = 0; c < 40; c++) {
            table.addColumns(DoubleColumn.create(
                    "g" + c, IntStream.range(0, 50).mapToDouble(i -> i / 7.0).toArray()));
        }
        String text = text(table);
        assertTrue(text.startsWith("wide · 50 rows × 40 columns\n"), text);
        assertTrue(text.endsWith("left out in the middle: 35 rows and 28 columns"), text);
        assertTrue(text.contains("g9  ") && !text.contains("g10 ") && text.contains("g38"), text);
        assertTrue(html(table).contains("text-align:right\">0.1429<"), html(table));
    }

    @Test
    void aColumnIsShownLikeATable() {
        assertTrue(text(StringColumn.create("sex", "f", "m")).startsWith("sex · 2 values · string\n  sex\n"));
        assertEquals(
                "0 rows × 0 columns", text(Table.create()).lines().findFirst().orElse(""));
    }

    @Test
    void predictionsSayWhichClassTheyMean() {
        var task = new Task(Task.Kind.BINARY, "promoter", List.of("no", "yes"));
        var predictions = new Predictions(task, List.of("a", "b"), new double[][] {{.25}, {.5}});
        assertEquals(
                "2 predictions · binary 'promoter' [no, yes]\n  sample  P(yes)\n  a         0.25\n  b         0.50",
                text(predictions));
        var regression = new Predictions(Task.regression("height"), List.of("a"), new double[][] {{3}});
        assertTrue(text(regression).contains("sample  height"), text(regression));
        assertEquals(
                "0 predictions · regression 'height'",
                text(new Predictions(Task.regression("height"), List.of(), new double[0][]))
                        .lines()
                        .findFirst()
                        .orElse(""));
    }

    @Test
    void aHistorySaysWhereItBeganAndEnded() {
        var history = new History("AUROC");
        assertEquals("training history · 0 steps", text(history));
        history.loss(1, 0.7);
        history.loss(2, 0.25);
        history.score(2, 0.9);
        assertTrue(text(history).startsWith("training history · 2 steps · loss 0.700 → 0.250\n"), text(history));
        assertTrue(text(history).contains("AUROC") && text(history).contains("0.9"), text(history));
    }

    @Test
    void tokensSayWhichBasesTheyStandFor() {
        String text = text(KmerTokenizer.of(3).encode("ACGACG"));
        assertTrue(text.startsWith("3 tokens · 1 of them special\n"), text);
        assertTrue(text.contains("special") && text.contains("0 to 3") && text.contains("3 to 6"), text);
    }

    @Test
    void kmersAreCountedMostFrequentFirst() {
        String text = text(KmerCounts.of(2).add("ACACAC"));
        assertTrue(text.startsWith("5 2-mers counted, 2 kinds\nthe most frequent\n"), text);
        assertTrue(text.indexOf("AC") < text.indexOf("CA") && text.contains("60.00 %"), text);
    }
}
