package jenomics.plot;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.PieChartBuilder;
import org.w3c.dom.Element;

class BarsDotsPanelsTest {
    private static List<Element> bars(String svg, int group) {
        String ink = Ink.of(Palette.category(group)).onPaper(0.88).hex();
        return SvgText.elements(svg, "rect").stream()
                .filter(e -> e.getAttribute("fill").equals(ink))
                .toList();
    }

    private static double side(Element bar, String name) {
        return Double.parseDouble(bar.getAttribute(name));
    }

    @Test
    void barsAreAsLongAsTheirValues() {
        var chart = BarChart.of("t").bar("a", 2).bar("b", 1).bar("c", -1);
        var upright = bars(chart.svg(), 0);
        assertEquals(side(upright.get(0), "height"), 2 * side(upright.get(1), "height"), 0.3);
        double zero = side(upright.get(0), "y") + side(upright.get(0), "height");
        assertEquals(zero, side(upright.get(2), "y"), 0.2, "a negative bar hangs from zero");
        var lying = bars(chart.horizontal().svg(), 0);
        assertEquals(side(lying.get(0), "width"), 2 * side(lying.get(1), "width"), 0.3);
        assertTrue(side(lying.get(0), "y") < side(lying.get(1), "y"), "the first is on top");
    }

    @Test
    void groupsStandSideBySideAndLabelsLookAlike() {
        String svg = BarChart.of("t")
                .categories("n = 200", "all")
                .bars("LoRA", .81, .9)
                .bars("6-mer", .745, .8)
                .svg();
        assertEquals(2, bars(svg, 0).size());
        assertEquals(2, bars(svg, 1).size());
        assertTrue(side(bars(svg, 0).get(0), "x") < side(bars(svg, 1).get(0), "x"));
        assertTrue(SvgText.texts(svg).containsAll(List.of("LoRA", "6-mer", "n = 200", "0.810", "0.900", "0.745")));
    }

    @Test
    void narrowBarsCarryNoValuesThatWouldOverlap() {
        var chart = BarChart.of("t").categories("50", "200", "1,000");
        for (var method : List.of("k-mers", "head", "ridge", "LoRA", "full")) {
            chart = chart.bars(method, .701, .802, .903);
        }
        assertFalse(SvgText.texts(chart.size(640, 330).svg()).contains("0.903"));
        assertTrue(SvgText.texts(chart.size(900, 330).svg()).contains("0.903"));
        assertTrue(SvgText.texts(chart.horizontal().svg()).contains("0.903"));
    }

    @Test
    void intervalsAreInPictureAndText() {
        var chart = BarChart.of("AUROC").bar("LoRA", 0.93, 0.91, 0.95).bar("none", 0.5);
        assertEquals("AUROC\n  LoRA: 0.93 [0.91, 0.95]\n  none: 0.5", chart.text());
        long whiskers = SvgText.elements(chart.svg(), "path").stream()
                .filter(e -> e.getAttribute("stroke-width").equals("1.3"))
                .count();
        assertEquals(3, whiskers);
    }

    @Test
    void barErrors() {
        assertEquals("Bar chart 't' has no bars; give at least one.", refusal(() -> BarChart.of("t")
                .svg()));
        assertEquals(
                "Bar chart 't', bars 'a' has 2 categories and 1 values; give as many of one as of the other.",
                refusal(() -> BarChart.of("t").categories("x", "y").bars("a", 1)));
        assertEquals(
                "Bar chart 't' has groups of bars already; bar('b', ...) cannot follow bars(...). Use one or the other.",
                refusal(() -> BarChart.of("t").categories("x").bars("a", 1).bar("b", 1)));
    }

    @Test
    void dotsAreWhereTheirValuesAre() {
        double[] xs = {0, 1, 2, Double.NaN};
        double[] ys = {0, 2, 1, 5};
        var dots = SvgText.elements(Scatter.of("t").points("", xs, ys).svg(), "circle");
        assertEquals(3, dots.size());
        assertEquals(2 * side(dots.get(1), "cx"), side(dots.get(0), "cx") + side(dots.get(2), "cx"), 0.2);
        assertTrue(side(dots.get(1), "cy") < side(dots.get(2), "cy"));
    }

    @Test
    void manyDotsAreFewPaths() {
        double[] many = new java.util.Random(1).doubles(20_000).toArray();
        double[] others = new java.util.Random(2).doubles(20_000).toArray();
        String svg = Scatter.of("t").points("a", many, others).svg();
        assertTrue(svg.length() < 320_000, svg.length() + " characters");
        assertTrue(SvgText.elements(svg, "circle").size() <= 1);
    }

    @Test
    void scatterErrors() {
        assertEquals(
                "Scatter 't', group 'a' has 1 x values and 2 y values; give as many of one as of the other.",
                refusal(() -> Scatter.of("t").points("a", new double[1], new double[2])));
        assertEquals(
                "Scatter 't', group 'a' has y = 0 at index 0, and a logarithmic axis shows only values above 0; leave"
                        + " the logarithm out, or put NaN there for a gap.",
                refusal(() -> Scatter.of("t")
                        .logY()
                        .points("a", new double[1], new double[1])
                        .svg()));
        assertEquals("Scatter 't' has no groups of points; give at least one.", refusal(() -> Scatter.of("t")
                .svg()));
    }

    @Test
    void panelsHoldAnyChart() throws IOException {
        var line = LineChart.of("one").line("a", 1, 2).size(300, 200);
        var pie = new PieChartBuilder().width(200).height(150).title("two").build();
        pie.addSeries("x", 1);
        pie.addSeries("y", 2);
        Chart door = XChartPicture.of(pie);
        assertEquals("two", door.title());
        assertEquals(400, PngTest.read(door.png()).getWidth());
        var panels = Panels.of("both").row(line, door).row(line);
        assertEquals(500, panels.width());
        assertEquals(34 + 400, panels.height());
        assertEquals(1, SvgText.elements(panels.svg(), "image").size());
        assertTrue(SvgText.texts(panels.svg()).containsAll(List.of("both", "one")));
        assertTrue(panels.text().startsWith("both\none\n"), panels.text());
        assertEquals("one · one", Panels.beside(line, line).title());
        assertEquals(600, Panels.beside(line, line).width());
        assertEquals(400, Panels.stacked(line, line).height());
        assertEquals("Panels 'p' has no charts; give at least one.", refusal(() -> Panels.of("p")
                .svg()));
        assertEquals("Panels 'p' has no charts in a row; give at least one.", refusal(() -> Panels.of("p")
                .row()));
    }

    @Test
    void longTextIsCutNotSpilled() {
        String name = "a very long name ".repeat(20);
        String svg = LineChart.of(name).line(name, 1, 2).svg();
        for (String text : SvgText.texts(svg)) {
            assertTrue(text.length() < 90, text);
        }
        assertEquals("abc…", Face.TICK.fit("abcdefgh", Face.TICK.width("abc…")));
    }
}
