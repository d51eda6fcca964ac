package jenomics.plot;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BoxPlotTest {
    @Test
    void quartilesAreInPictureAndText() {
        var chart = BoxPlot.of("AUROC").group("a", 1, 2, 3, 4, 5, Double.NaN).dot("a", "published", 4.5);
        assertEquals("AUROC\n  a: median 3, quartiles 2 and 4, from 1 to 5 (5)\n  a, published: 4.5", chart.text());
        assertEquals(
                5 + 2 + 1, SvgText.elements(chart.svg(), "circle").size(), "values, the dot on its paper, the key");
        assertTrue(SvgText.texts(chart.svg()).contains("published"));
    }

    @Test
    void aViolinIsOneShapeMore() {
        var chart = BoxPlot.of("t").group("a", 1, 2, 2, 3);
        int plain = SvgText.elements(chart.svg(), "polygon").size()
                + SvgText.elements(chart.svg(), "path").size();
        String violins = chart.violins().svg();
        int with = SvgText.elements(violins, "polygon").size()
                + SvgText.elements(violins, "path").size();
        assertEquals(plain + 1, with);
    }

    @Test
    void errors() {
        assertEquals("Box plot 't' has no groups; give at least one.", refusal(() -> BoxPlot.of("t")
                .svg()));
        assertEquals("Box plot 't', group 'a' has no values; give at least one.", refusal(() -> BoxPlot.of("t")
                .group("a", Double.NaN)));
        assertEquals(
                "Box plot 't' has no group 'b' for the dot 'x'; it has ['a'].",
                refusal(() -> BoxPlot.of("t").group("a", 1).dot("b", "x", 1)));
    }
}
