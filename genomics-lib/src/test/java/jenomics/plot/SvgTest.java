package jenomics.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class SvgTest {
    @Test
    void everyChartIsOneWellFormedStandaloneDocument() {
        Examples.all().forEach((name, chart) -> {
            var root = SvgText.parse(chart.svg()).getDocumentElement();
            assertEquals("svg", root.getLocalName(), name);
            assertEquals("http://www.w3.org/2000/svg", root.getNamespaceURI(), name);
            assertEquals("sans-serif", root.getAttribute("font-family"), name);
            assertTrue(SvgText.elements(chart.svg(), "script").isEmpty(), name);
            for (String outside : new String[] {"http", "//", "javascript", "NaN", "Infinity"}) {
                String body = chart.svg()
                        .replace("xmlns=\"http://www.w3.org/2000/svg\"", "")
                        .replaceAll("data:image/png;base64,[A-Za-z0-9+/=]*", "");
                assertFalse(body.contains(outside), name + " contains " + outside);
            }
        });
    }

    @Test
    void textFromDataIsEscapedAndReadsBackAsItWas() {
        String svg = LineChart.of("a<b & \"c\" 'd'").line("x > 1", 1, 2, 3).svg();
        assertTrue(SvgText.texts(svg).contains("a<b & \"c\" 'd'"), svg);
        assertTrue(SvgText.texts(svg).contains("x > 1"), svg);
        assertEquals("a<b & \"c\" 'd'", SvgText.parse(svg).getDocumentElement().getAttribute("aria-label"));
    }

    @Test
    void charactersForbiddenInXmlAreReplaced() {
        assertEquals("a\uFFFDb\uFFFDc d", SvgSurface.escape("a\u0000b\uD800c\td"));
        assertEquals("\uD83E\uDDEC", SvgSurface.escape("\uD83E\uDDEC"));
    }

    @Test
    void paperIsWhiteWithRoundCornersSoThatItReadsOnDarkThemes() {
        Element paper = SvgText.elements(LineChart.of("t").line("a", 1, 2).svg(), "rect")
                .get(0);
        assertEquals("#FFFFFF", paper.getAttribute("fill"));
        assertEquals("640", paper.getAttribute("width"));
        assertEquals("6", paper.getAttribute("rx"));
    }

    @Test
    void numbersAreShort() {
        assertEquals("0", SvgSurface.number(-0.04));
        assertEquals(".5", SvgSurface.number(0.5));
        assertEquals("-12.3", SvgSurface.number(-12.34));
        assertEquals("7", SvgSurface.number(7.0));
    }

    @Test
    void svgNeverWakesAwt() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java, "-Xlog:class+load", "-cp", System.getProperty("java.class.path"), SvgOnly.class.getName())
                .redirectErrorStream(true)
                .start();
        String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), log);
        assertTrue(log.contains("10 charts drawn"), log);
        assertTrue(log.contains("jenomics.plot.SvgSurface"), log);
        for (String woken :
                new String[] {"java.awt.Toolkit", "java.awt.Font ", "GraphicsEnvironment", "sun.font.", "sun.java2d"}) {
            assertFalse(log.contains(woken), woken);
        }
    }

    /** Draws every example as SVG, in a Java of its own. */
    static final class SvgOnly {
        private SvgOnly() {}

        public static void main(String[] arguments) {
            var charts = Examples.all();
            charts.values().forEach(Chart::svg);
            System.out.println(charts.size() + " charts drawn");
        }
    }
}
