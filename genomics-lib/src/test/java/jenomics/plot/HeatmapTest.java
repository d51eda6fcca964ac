package jenomics.plot;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeatmapTest {
    private static byte[] embedded(String svg) {
        String href = SvgText.elements(svg, "image").get(0).getAttribute("href");
        assertTrue(href.startsWith("data:image/png;base64,"), href);
        return Base64.getDecoder().decode(href.substring("data:image/png;base64,".length()));
    }

    @Test
    void embeddedCellsHaveTheirPaletteColours() throws IOException {
        double[][] values = Examples.matrix(170, 170);
        values[0][0] = 0;
        values[169][169] = 1;
        values[5][7] = Double.NaN;
        var image = PngTest.read(embedded(Heatmap.of("m", values).svg()));
        assertEquals(170, image.getWidth());
        assertEquals(0x440154, image.getRGB(0, 0) & 0xFFFFFF);
        assertEquals(0xFDE725, image.getRGB(169, 169) & 0xFFFFFF);
        assertEquals(Ink.MISSING.rgb(), image.getRGB(7, 5) & 0xFFFFFF);
        for (int i = 0; i < 170; i++) {
            assertNear(Palette.VIRIDIS.rgb(values[i][2]), image.getRGB(2, i));
        }
    }

    private static void assertNear(int expected, int actual) {
        for (int shift = 0; shift <= 16; shift += 8) {
            assertEquals(expected >> shift & 0xFF, actual >> shift & 0xFF, 3);
        }
    }

    @Test
    void cellsOfThePngAreFlatAndMeetWithoutSeams() throws IOException {
        double[][] values = {{0, 1}, {1, 0}};
        var chart = Heatmap.of("m", values);
        var image = PngTest.read(chart.png());
        int dark = 0;
        int row = image.getHeight() / 3;
        for (int x = 0; x < image.getWidth() / 2; x++) {
            dark += (image.getRGB(x, row) & 0xFFFFFF) == 0x440154 ? 1 : 0;
        }
        assertTrue(dark > 300, dark + " pixels of the first cell");
        int x = 0;
        while ((image.getRGB(x, row) & 0xFFFFFF) != 0x440154) {
            x++;
        }
        while ((image.getRGB(x, row) & 0xFFFFFF) == 0x440154) {
            x++;
        }
        assertEquals(0xFDE725, image.getRGB(x, row) & 0xFFFFFF, "the next cell begins where the first ends");
    }

    @Test
    void smallMatricesAreRectanglesThatShareTheirEdges() {
        String svg = Heatmap.of("m", Examples.matrix(3, 7)).size(333, 222).svg();
        var cells = SvgText.elements(svg, "g").get(0).getElementsByTagName("rect");
        assertEquals(21, cells.getLength());
        for (int i = 1; i < 7; i++) {
            var left = (org.w3c.dom.Element) cells.item(i - 1);
            var right = (org.w3c.dom.Element) cells.item(i);
            double end = Double.parseDouble(left.getAttribute("x")) + Double.parseDouble(left.getAttribute("width"));
            assertEquals(end, Double.parseDouble(right.getAttribute("x")), 1e-9);
        }
    }

    @Test
    void divergingColoursHaveTheirMiddleAtZero() {
        var matrix = Matrix.of("m", new double[][] {{-1, 0, 4}});
        Extent scale = ColourBar.scale(Palette.BLUE_RED, matrix.extent());
        assertEquals(new Extent(-4, 4), scale);
        var raster = matrix.raster(Palette.BLUE_RED, scale);
        assertEquals(0xF7F7F7, raster.rgb(0, 1));
        assertEquals(0x67001F, raster.rgb(0, 2));
    }

    @Test
    void attentionMapsAreCompact() {
        double[][] map = new double[170][170];
        for (int i = 0; i < 170; i++) {
            for (int j = 0; j < 170; j++) {
                map[i][j] = Math.exp(-Math.abs(i - j) / 8.0);
            }
        }
        assertTrue(Heatmap.of("m", map).svg().length() < 20_000);
        assertTrue(Heatmap.of("m", Examples.matrix(512, 512)).svg().length() < 400_000);
    }

    @Test
    void poolingAveragesBlocks() {
        var pooled = Matrix.of("m", new double[][] {{1, 3, 5}, {1, 3, Double.NaN}, {2, 2, 8}})
                .pooled(2);
        assertEquals(2, pooled.rows());
        assertEquals(2, pooled.values()[0][0]);
        assertEquals(5, pooled.values()[0][1]);
        assertEquals(8, pooled.values()[1][1]);
    }

    @Test
    void namesAndNumbersAreShown() {
        String svg = Heatmap.of("Confusion", new double[][] {{412, 18}, {7, 1201}})
                .rows(List.of("yes", "no"))
                .columns(List.of("YES", "NO"))
                .x("predicted")
                .palette(Palette.BLUES)
                .values()
                .svg();
        var texts = SvgText.texts(svg);
        assertTrue(texts.containsAll(List.of("yes", "no", "YES", "NO", "predicted", "412", "18", "7", "1,201")));
        assertEquals(
                "#FFFFFF",
                SvgText.elements(svg, "text").stream()
                        .filter(e -> e.getTextContent().equals("1,201"))
                        .findFirst()
                        .orElseThrow()
                        .getAttribute("fill"),
                "white on dark blue");
    }

    @Test
    void valuesAreCopied() {
        double[][] values = {{1, 2}, {3, 4}};
        var chart = Heatmap.of("m", values);
        String before = chart.svg();
        values[0][0] = 99;
        chart.palette(Palette.MAGMA).x("x").range(0, 1).values();
        assertEquals(before, chart.svg());
        assertEquals("m\n  2 x 2 cells, 1 to 4", chart.text());
    }

    @Test
    void badInputIsNamed() {
        assertEquals(
                "Heatmap 'm': row 1 has 1 cells and row 0 has 2; a matrix has rows of one length, at least 1. Put NaN"
                        + " where a value is missing.",
                refusal(() -> Heatmap.of("m", new double[][] {{1, 2}, {3}})));
        assertEquals("Heatmap 'm' has no rows; give at least one.", refusal(() -> Heatmap.of("m", new double[0][0])));
        var chart = Heatmap.of("m", new double[][] {{1, 2}});
        assertEquals(
                "Heatmap 'm' has 2 columns and 1 column names; give as many of one as of the other.",
                refusal(() -> chart.columns(List.of("a"))));
        assertEquals(
                "Heatmap 'm': the colour range from 2 to 1 is not one; give two different numbers, the lower first.",
                refusal(() -> chart.range(2, 1)));
        assertEquals(
                "Heatmap 'm': the x range from 1 to 1 is not one; give two different numbers.",
                refusal(() -> chart.xRange(1, 1)));
        double[][] map = {{1}};
        assertEquals(
                "Heatmap grid 'g', row 'b' has 1 maps and the first row has 2; give as many in each row.",
                refusal(() -> HeatmapGrid.of("g").row("a", map, map).row("b", map)));
        assertEquals("Heatmap grid 'g' has no rows; give at least one.", refusal(() -> HeatmapGrid.of("g")
                .svg()));
        assertEquals(
                "Palette.VIRIDIS has no colour for NaN; give a number from 0 to 1.",
                refusal(() -> Palette.VIRIDIS.rgb(Double.NaN)));
    }

    @Test
    void gridSharesOneScaleUnlessTold() throws IOException {
        double[][] faint = new double[25][25];
        double[][] strong = new double[25][25];
        faint[0][0] = 0.5;
        strong[0][0] = 1;
        var grid = HeatmapGrid.of("g").row("l", faint, strong);
        assertEquals(
                Palette.VIRIDIS.rgb(0.5), PngTest.read(embedded(grid.svg())).getRGB(0, 0) & 0xFFFFFF);
        assertEquals(0xFDE725, PngTest.read(embedded(grid.ownScales().svg())).getRGB(0, 0) & 0xFFFFFF);
    }

    @Test
    void palettesAreThePublishedOnes() {
        assertEquals(0x440154, Palette.VIRIDIS.rgb(0));
        assertEquals(0x2A788E, Palette.VIRIDIS.rgb(0.4));
        assertEquals(0xFDE725, Palette.VIRIDIS.rgb(7));
        // The 129th of the 256 published colours lies between two that are kept here.
        assertNear(0x21918C, Palette.VIRIDIS.rgb(128 / 255.0));
        assertEquals(0xB73779, Palette.MAGMA.rgb(0.5));
        assertEquals(0x0072B2, Palette.category(0));
        assertEquals(Palette.category(1), Palette.category(9));
        assertEquals(
                8,
                java.util.stream.IntStream.range(0, 8)
                        .map(Palette::category)
                        .distinct()
                        .count());
    }
}
