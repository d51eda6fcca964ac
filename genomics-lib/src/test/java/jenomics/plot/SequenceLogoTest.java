package jenomics.plot;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class SequenceLogoTest {
    private static final Pattern PLACE = Pattern.compile("translate\\((\\S+) (\\S+)\\)scale\\((\\S+) (\\S+)\\)");

    private static double[] place(Element letter) {
        var match = PLACE.matcher(letter.getAttribute("transform"));
        assertTrue(match.matches(), letter.getAttribute("transform"));
        double[] place = new double[4];
        java.util.Arrays.setAll(place, i -> Double.parseDouble(match.group(i + 1)));
        return place;
    }

    @Test
    void lettersAreAsHighAsTheirWeightsInTheirColours() {
        String svg =
                SequenceLogo.of("s", "ACGT", new double[] {1, 0.5, -1, 0.25}).svg();
        var letters = SvgText.elements(svg, "use");
        assertEquals(4, letters.size());
        var ends = List.of("A", "C", "G", "T");
        var inks = List.of("#009E73", "#0072B2", "#E69F00", "#D55E00");
        double unit = place(letters.get(0))[3];
        double[] weights = {1, 0.5, -1, 0.25};
        for (int i = 0; i < 4; i++) {
            assertEquals("#jenomics" + ends.get(i), letters.get(i).getAttribute("href"));
            assertEquals(inks.get(i), letters.get(i).getAttribute("fill"));
            assertEquals(weights[i] * unit, place(letters.get(i))[3], 0.002);
        }
        double zero = place(letters.get(0))[1] + 100 * unit;
        double bottomOfG = place(letters.get(2))[1];
        assertEquals(zero + 100 * unit, bottomOfG, 0.2, "turned upside down from its lower end");
    }

    @Test
    void stacksHaveTheHeaviestOutermost() {
        String svg =
                SequenceLogo.ofMatrix("m", new double[][] {{0.2, 1.2, 0, 0.4}}).svg();
        var letters = SvgText.elements(svg, "use");
        assertEquals(
                List.of("#jenomicsA", "#jenomicsT", "#jenomicsC"),
                letters.stream().map(e -> e.getAttribute("href")).toList());
        assertTrue(place(letters.get(0))[1] > place(letters.get(1))[1]);
        assertTrue(place(letters.get(1))[1] > place(letters.get(2))[1]);
    }

    @Test
    void everyLetterFillsItsBox() {
        for (char name : "ACGTUN".toCharArray()) {
            Extent xs = Extent.NONE;
            Extent ys = Extent.NONE;
            for (double[] ring : Letter.of(name).rings()) {
                for (int i = 0; i < ring.length; i += 2) {
                    xs = xs.and(ring[i]);
                    ys = ys.and(ring[i + 1]);
                }
            }
            assertEquals(0, xs.low(), 0.01, "left of " + name);
            assertEquals(100, xs.high(), 0.01, "right of " + name);
            assertEquals(0, ys.low(), 0.5, "top of " + name);
            assertEquals(100, ys.high(), 0.5, "foot of " + name);
        }
    }

    @Test
    void longSequencesWrapIntoRowsOfOneScale() {
        double[] weights = new double[500];
        java.util.Arrays.fill(weights, 0.5);
        weights[499] = 1;
        var logo = SequenceLogo.of("s", "ACGTA".repeat(100), weights).offset(-250);
        var letters = SvgText.elements(logo.svg(), "use");
        assertEquals(500, letters.size());
        assertEquals(
                5,
                letters.stream()
                        .map(e -> place(e)[1] + 100 * place(e)[3])
                        .map(Math::round)
                        .distinct()
                        .count());
        assertEquals(2 * place(letters.get(0))[3], place(letters.get(499))[3], 0.001);
        assertTrue(SvgText.texts(logo.svg()).containsAll(List.of("−250", "−150", "0", "240")));
        assertTrue(logo.svg().length() < 75_000, logo.svg().length() + " characters");
        assertEquals(
                1,
                SvgText.elements(logo.perRow(500).svg(), "use").stream()
                        .map(e -> Math.round(place(e)[1] + 100 * place(e)[3]))
                        .distinct()
                        .count());
    }

    @Test
    void highlightsAndWindowsKeepPositions() {
        double[] weights = new double[200];
        weights[120] = 2;
        weights[10] = -1;
        var logo = SequenceLogo.of("s", "ACGT".repeat(50), weights).highlight(118, 126, "TATA box");
        assertTrue(SvgText.texts(logo.svg()).contains("TATA box"));
        var part = logo.window(100, 140);
        assertTrue(SvgText.texts(part.svg()).containsAll(List.of("TATA box", "110", "140")));
        assertTrue(part.text().startsWith("s\n  40 positions\n  A at 121: 2\n"), part.text());
        assertTrue(part.text().endsWith("TATA box: 119 to 126"), part.text());
        assertTrue(!SvgText.texts(logo.window(0, 50).svg()).contains("TATA box"));
    }

    @Test
    void nanIsAGapAndAllZeroIsDrawn() {
        String svg =
                SequenceLogo.of("s", "ACG", new double[] {1, Double.NaN, 0}).svg();
        assertEquals(1, SvgText.elements(svg, "use").size());
        assertTrue(SvgText.elements(SequenceLogo.of("s", "A", new double[1]).svg(), "use")
                .isEmpty());
    }

    @Test
    void badInputIsNamed() {
        assertEquals(
                "Sequence logo 's' has 3 letters and 2 weights; give as many of one as of the other.",
                refusal(() -> SequenceLogo.of("s", "ACG", new double[2])));
        assertEquals(
                "Sequence logo 's': letter 'X' at index 1 cannot be drawn; a logo has A, C, G, T, U and N.",
                refusal(() -> SequenceLogo.of("s", "AXG", new double[3])));
        assertEquals(
                "Sequence logo 's' has no letters; give at least one.",
                refusal(() -> SequenceLogo.of("s", "", new double[0])));
        assertEquals(
                "Sequence logo 's', position 0 has 3 weights and 4 bases; give as many of one as of the other.",
                refusal(() -> SequenceLogo.ofMatrix("s", new double[][] {{1, 2, 3}})));
        var logo = SequenceLogo.of("s", "ACG", new double[3]);
        assertEquals(
                "Sequence logo 's': the highlight 'm' from 2 to 4 is not within its positions 0 to 3 (0-based, the end"
                        + " not included).",
                refusal(() -> logo.highlight(2, 4, "m")));
        assertEquals(
                "Sequence logo 's': a row of 0 positions cannot be drawn; give 1 or more.",
                refusal(() -> logo.perRow(0)));
    }
}
