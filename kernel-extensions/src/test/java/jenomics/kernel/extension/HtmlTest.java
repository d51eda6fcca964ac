package jenomics.kernel.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlTest {
    private static final List<String> HOSTILE = List.of(
            "<script>alert(1)</script>",
            "</td></table><svg onload=alert(1)>",
            "\" onmouseover=\"alert(1)",
            "' style='background:url(javascript:alert(1))",
            "&lt;script&gt; &#x3c;",
            "<!-- --><img src=x onerror=alert(1)>",
            "\u0000<\u0008b>");
    private static final Pattern OUR_TAGS =
            Pattern.compile("</?(table|thead|tbody|tr|th|td|div)( style=\"[a-z0-9 .,:;()%#-]*\")?>");

    @Test
    void nothingFromDataBecomesATag() {
        String html = Html.headline(HOSTILE.get(0))
                + Html.aside(HOSTILE.get(1))
                + Html.table(HOSTILE, List.of(HOSTILE, HOSTILE.subList(0, 2)));
        String text = OUR_TAGS.matcher(html).replaceAll("");
        assertFalse(text.contains("<") || text.contains(">") || text.contains("\"") || text.contains("'"), text);
        assertFalse(text.contains("\u0000"), text);
    }

    @Test
    void textIsWhatItWas() {
        assertEquals("&lt;a href=&quot;x&quot;&gt; &amp;amp; &#39;ü🧬&#39;", Html.escape("<a href=\"x\"> &amp; 'ü🧬'"));
    }

    @Test
    void numbersStandRight() {
        String html =
                Html.table(List.of("name", "n"), List.of(List.of("a", "1,200"), List.of("⋮", "⋮"), List.of("b", "")));
        assertTrue(html.contains("text-align:left;font-weight:600\">name<"), html);
        assertTrue(html.contains("text-align:right;font-weight:600\">n<"), html);
        assertTrue(html.contains("text-align:right\">1,200<"), html);
        assertTrue(html.contains("text-align:left\">⋮<") && html.contains("text-align:right\">⋮<"), html);
    }

    @Test
    void aValueStandsNearItsName() {
        String html = Html.table(List.of(), List.of(List.of("os", "Linux"), List.of("seed", "42")));
        assertTrue(html.contains("text-align:left\">42<"), html);
        assertTrue(
                Html.table(List.of(), List.of(List.of("seed", "42"))).contains("text-align:right\">42<"),
                "all numbers");
    }
}
