package jenomics.kernel.extension;

import java.util.ArrayList;
import java.util.List;

/** Names as nobody's samples should be called, but could be. */
final class Hostile {
    static final List<String> CORPUS = corpus();

    private Hostile() {}

    private static List<String> corpus() {
        var all = new ArrayList<>(List.of(
                "<script>alert(1)</script>",
                "</script><script src=//example.org/x.js></script>",
                "<ScRiPt\n>alert(1)</sCrIpT >",
                "<img src=x onerror=alert(1)>",
                "<IMG SRC=javascript:alert('x')>",
                "<svg onload=alert(1)>",
                "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
                "<object data=data:text/html;base64,PHNjcmlwdD4=>",
                "<link rel=stylesheet href=//example.org>",
                "<base href=//example.org/>",
                "<form action=//example.org><input name=x>",
                "</td></tr></table><h1>free</h1>",
                "</div></div></div><b>",
                "</text></svg><script>alert(1)</script>",
                "</title><script>alert(1)</script>",
                "\" onmouseover=\"alert(1)",
                "' onfocus='alert(1)' autofocus='",
                "\"><script>alert(1)</script>",
                "` onclick=alert(1) `",
                "\" style=\"background:url(javascript:alert(1))",
                "x;} * {display:none} body{background:url(//example.org)}",
                "expression(alert(1)); -moz-binding:url(//example.org)",
                "</style><style>@import '//example.org';",
                "<!-- never closed",
                "--><script>alert(1)</script><!--",
                "<![CDATA[<script>alert(1)</script>]]>",
                "]]><x/>",
                "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;",
                "&lt;script&gt;alert(1)&lt;/script&gt;",
                "&#60;script&#62;&#x3c;b&#x3e;",
                "&amp;amp;&nosuchentity;&#0;&",
                "<",
                ">",
                "\"",
                "'",
                "&",
                "\\",
                "$",
                "$\\href{javascript:alert(1)}{x}$ \\(\\unicode{x}\\)",
                "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
                "a\u0000b\u0001c\u0008d\u001b[31mred\u009b31m\u007f",
                "gpj.\u202eexe\u202c \u2066x\u2069 \u200f\u061c",
                "\ud83e\uddec ok \ud83e alone \uddec alone \ufffe\uffff",
                "\uff1cscript\uff1e \u02bcx\u02bc \u3008b\u3009",
                "line one\nline two\r\n\ttab\u2028separator\u2029",
                "<b>" + "long".repeat(50_000) + "</b>"));
        return List.copyOf(all);
    }
}
