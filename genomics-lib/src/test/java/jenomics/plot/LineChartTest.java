package jenomics.plot;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineChartTest {
    private static final double NAN = Double.NaN;

    private static List<String> strokes(String svg, String colour) {
        return SvgText.elements(svg, "path").stream()
                .filter(e -> e.getAttribute("stroke").equals(colour))
                .filter(e -> e.getAttribute("d").contains("l"))
                .map(e -> e.getAttribute("d"))
                .toList();
    }

    @Test
    void threeThousandNoisyPointsStaySmallAndKeepTheirPeak() {
        var random = new Random(3);
        double[] ys = random.doubles(3000).toArray();
        ys[1500] = 9;
        var chart = LineChart.of("loss").x("step").y("loss").line("train", ys);
        assertTrue(chart.svg().length() < 15_000, chart.svg().length() + " characters");
        double[] px = new double[3000];
        double[] py = new double[3000];
        java.util.Arrays.setAll(px, i -> i * 0.18);
        java.util.Arrays.setAll(py, i -> 300 - 30 * ys[i]);
        var thin = Line.thinned(px, py);
        assertTrue(thin.xs().length < 1200, thin.xs().length + " points");
        assertEquals(30, java.util.Arrays.stream(thin.ys()).min().orElseThrow(), 1e-9);
        assertEquals(py[0], thin.ys()[0]);
        assertEquals(py[2999], thin.ys()[thin.ys().length - 1]);
    }

    @Test
    void aMillionPointsToo() {
        double[] ys = new Random(4).doubles(1_000_000).toArray();
        assertTrue(LineChart.of("t").line("a", ys).svg().length() < 15_000);
    }

    @Test
    void nanBreaksTheLineAndASinglePointIsADot() {
        double[] ys = {1, 2, NAN, 3, NAN, 2, 1};
        String svg = LineChart.of("t").line("a", ys).size(300, 200).svg();
        assertEquals(2, strokes(svg, "#0072B2").size() - 1, "two pieces beside the legend's swatch");
        assertEquals(1, SvgText.elements(svg, "circle").size());
    }

    @Test
    void allNanIsAnEmptyPlotNotAnError() {
        assertFalse(LineChart.of("t").line("a", NAN, NAN).svg().contains("NaN"));
        assertEquals("t\n  a: no values", LineChart.of("t").line("a", NAN, NAN).text());
    }

    @Test
    void eachSeriesHasItsColourAndANameInTheLegend() {
        String svg = LineChart.of("t")
                .line("train", 1, 2)
                .line("validation", 2, 3)
                .dashed("chance", two(), two())
                .svg();
        assertTrue(SvgText.texts(svg).containsAll(List.of("train", "validation", "chance")));
        assertEquals(2, strokes(svg, "#0072B2").size());
        assertEquals(2, strokes(svg, "#D55E00").size());
        assertEquals(2, strokes(svg, "#999999").size());
    }

    @Test
    void chartsAreValues() {
        double[] xs = {1, 2, 3};
        double[] ys = {1, 2, 3};
        var chart = LineChart.of("t").line("a", xs, ys);
        String before = chart.svg();
        ys[0] = 100;
        xs[2] = 50;
        chart.line("b", 4, 5).x("other").logY().size(100, 100).mark(1, "m");
        assertEquals(before, chart.svg());
    }

    @Test
    void smoothingIsTheExponentialMovingAverage() {
        var line = new Line("a", 0, new double[] {1, 2, 3, 4}, new double[] {4, 0, NAN, 2}, new double[0], null);
        double[] smooth = line.smoothedOver(3).ys();
        assertEquals(4, smooth[0]);
        assertEquals(2, smooth[1]);
        assertTrue(Double.isNaN(smooth[2]));
        assertEquals(2, smooth[3]);
    }

    @Test
    void textSaysTheMainNumbers() {
        assertEquals(
                "loss\n  train: 3 points, x 0 to 2,000, y 0.12 to 2.3, last 0.13",
                LineChart.of("loss")
                        .line("train", new double[] {0, 1000, 2000}, new double[] {2.3, .12, .13})
                        .text());
    }

    @Test
    void badInputIsNamed() {
        var chart = LineChart.of("loss");
        assertEquals(
                "Line chart 'loss', line 'train' has 3 x values and 2 y values; give as many of one as of the other.",
                refusal(() -> chart.line("train", new double[3], new double[2])));
        assertEquals(
                "Line chart 'loss', line 'train' has no points; give at least one.",
                refusal(() -> chart.line("train", new double[0], new double[0])));
        assertEquals("Line chart 'loss' has no lines; give at least one.", refusal(chart::svg));
        assertEquals(
                "Line chart 'loss', line 'train' has y = 0 at index 1, and a logarithmic axis shows only values above 0;"
                        + " leave the logarithm out, or put NaN there for a gap.",
                refusal(() -> chart.logY().line("train", 1, 0).svg()));
        assertEquals(
                "Line chart 'loss', line 'train' has x = −1 at index 0, and a logarithmic axis shows only values above"
                        + " 0; leave the logarithm out, or put NaN there for a gap.",
                refusal(() -> chart.logX()
                        .line("train", new double[] {-1}, new double[] {1})
                        .png()));
        assertEquals(
                "Line chart 'loss' has no line yet for a band to surround; call line(...) first.",
                refusal(() -> chart.band(two(), two(), two())));
        assertEquals(
                "Line chart 'loss', line 'a': its band has 2 x values and 1 upper limits; give as many of one as of the"
                        + " other.",
                refusal(() -> chart.line("a", 1, 2).band(two(), two(), new double[1])));
        assertEquals(
                "Line chart 'loss', line 'a' cannot be smoothed over 0 points; give 1 or more.",
                refusal(() -> chart.smoothed("a", two(), two(), 0)));
        assertEquals(
                "Chart 'loss': the y range 2 to 1 is not one; give two numbers, the lower first.",
                refusal(() -> chart.yRange(2, 1)));
        assertEquals(
                "Chart 'loss': a size of 10 x 400 pixels cannot be drawn; width and height go from 80 to 10,000.",
                refusal(() -> chart.size(10, 400)));
    }

    private static double[] two() {
        return new double[] {1, 2};
    }
}
