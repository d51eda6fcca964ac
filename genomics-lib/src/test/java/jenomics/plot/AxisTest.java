package jenomics.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AxisTest {
    private static List<String> labels(Axis axis, int atMost) {
        return axis.ticks(atMost).stream().map(Axis.Tick::label).toList();
    }

    @Test
    void ticksAreRoundNumbersWithSeparators() {
        assertEquals(List.of("0", "500", "1,000", "1,500", "2,000", "2,500", "3,000"), labels(Axis.linear(0, 3000), 7));
        assertEquals(List.of("0.0", "0.2", "0.4", "0.6", "0.8", "1.0"), labels(Axis.linear(0, 1), 6));
        assertEquals(List.of("−400", "−200", "0", "200"), labels(Axis.linear(-400, 250), 4));
        assertEquals(List.of("11.2", "11.4", "11.6"), labels(Axis.linear(11.11, 11.7), 3));
        assertEquals(List.of("0", "5e−7", "1e−6"), labels(Axis.linear(0, 1e-6), 3));
    }

    @Test
    void epochsAreNotSplit() {
        assertEquals(List.of("1", "2", "3"), labels(Axis.linear(1, 3).inWholeNumbers(), 10));
        var texts = SvgText.texts(LineChart.of("t")
                .line("a", new double[] {1}, new double[] {0.873})
                .svg());
        assertTrue(texts.containsAll(List.of("0", "1", "2")), texts.toString());
        assertTrue(!texts.contains("0.5") && !texts.contains("1.0"), texts.toString());
    }

    @Test
    void logarithmicTicksAreDecades() {
        assertEquals(List.of("0.001", "0.01", "0.1", "1"), labels(Axis.log(0.0009, 2), 6));
        assertEquals(List.of("1", "100", "10,000", "1,000,000"), labels(Axis.log(1, 1e6), 4));
        assertEquals(List.of("1", "2", "5", "10", "20", "50", "100"), labels(Axis.log(1, 100), 9));
        assertEquals(List.of("2", "3", "4", "5"), labels(Axis.log(1.5, 5.5), 5));
    }

    @Test
    void placesAreLinearInValueOrLogarithm() {
        assertEquals(0.25, Axis.linear(100, 500).place(200), 1e-12);
        assertEquals(0.75, Axis.log(0.01, 100).place(10), 1e-12);
        assertEquals(0.75, Axis.categoriesDown(List.of("a", "b")).place(0), 1e-12);
    }

    /** Whatever the range: few, at least two, within, evenly spaced, told apart by their labels. */
    @Test
    void ticksHoldTheirPromisesOnAnyRange() {
        var random = new Random(7);
        for (int trial = 0; trial < 5000; trial++) {
            double low = random.nextGaussian() * Math.pow(10, random.nextInt(9) - 3);
            double high = low + Math.pow(10, random.nextDouble() * 4 - 2) * Math.max(1e-3, Math.abs(low));
            var ticks = Axis.linear(low, high).ticks(6);
            String where = low + " to " + high + ": " + ticks;
            assertTrue(ticks.size() >= 2 && ticks.size() <= 8, where);
            assertEquals(
                    ticks.size(),
                    ticks.stream().map(Axis.Tick::label).distinct().count(),
                    where);
            double slack = (high - low) * 1e-6;
            assertTrue(ticks.stream().allMatch(t -> t.value() >= low - slack && t.value() <= high + slack), where);
        }
    }

    @Test
    void aChartShowsTheTickUnderItsValue() {
        String svg = LineChart.of("t")
                .x("step")
                .line("a", new double[] {0, 100}, new double[] {0, 1})
                .svg();
        var ticks = SvgText.elements(svg, "text").stream()
                .filter(e -> List.of("0", "50", "100").contains(e.getTextContent()))
                .mapToDouble(e -> Double.parseDouble(e.getAttribute("x")))
                .toArray();
        assertEquals(3, ticks.length);
        assertEquals((ticks[0] + ticks[2]) / 2, ticks[1], 0.11);
    }

    @Test
    void briefNumbersSayWhatMatters() {
        assertEquals("0.93", Numbers.brief(0.93));
        assertEquals("1,234,567", Numbers.brief(1234567));
        assertEquals("0.1235", Numbers.brief(0.123456));
        assertEquals("−12.35", Numbers.brief(-12.3456));
        assertEquals("1.5e−5", Numbers.brief(1.5e-5));
        assertEquals("3e10", Numbers.brief(3e10));
        assertEquals("0.00", Numbers.fixed(-0.001, 2));
        assertEquals("NaN", Numbers.brief(Double.NaN));
    }

    @Test
    void numbersSideBySideHaveTheSameDecimals() {
        assertEquals(List.of("1.06", "1.10", "−0.99"), alike(1.062, 1.1, -0.9939));
        assertEquals(List.of("0.550", "0.020"), alike(0.55, 0.02));
        assertEquals(List.of("12.3", "1.0", "NaN"), alike(12.34, 1, Double.NaN));
        assertEquals(List.of("1,234", "0"), alike(1234.4, 0.2));
        assertEquals(List.of("3", "1,200"), alike(3, 1200));
        assertEquals(List.of("1e−5", "2.5e−4"), alike(1e-5, 2.5e-4));
    }

    private static List<String> alike(double... values) {
        var words = Numbers.alike(Arrays.stream(values));
        return Arrays.stream(values).mapToObj(words).toList();
    }
}
