package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonElement;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import jenomics.kernel.WireClient.Received;
import org.junit.jupiter.api.Test;

/** What a front end asks while somebody types. */
class EditorOnTheWireTest extends OnEveryJdk {
    @Test
    void completesAndDocuments() {
        Received completion = client.reply(client.send("complete_request", Map.of("code", "Math.ma", "cursor_pos", 7)));
        assertEquals(
                "[\"max(\"]", completion.content().getAsJsonArray("matches").toString());
        assertEquals(5, completion.content().get("cursor_start").getAsInt());
        Received ours = client.reply(client.send("complete_request", Map.of("code", "Task.bin", "cursor_pos", 8)));
        assertEquals("[\"binary(\"]", ours.content().getAsJsonArray("matches").toString());
        Received page = client.reply(
                client.send("inspect_request", Map.of("code", "Math.max(1, 2)", "cursor_pos", 6, "detail_level", 0)));
        assertTrue(page.data("text/plain").contains("int Math.max(int a, int b)"), page.toString());
        Received nothing = client.reply(
                client.send("inspect_request", Map.of("code", "nobody(1)", "cursor_pos", 3, "detail_level", 0)));
        assertFalse(nothing.content().get("found").getAsBoolean());
    }

    @Test
    void knowsWhatIsComplete() {
        assertAll(
                () -> assertEquals("complete", completeness("int i = 1;\ni + 1")),
                () -> assertEquals("incomplete", completeness("for (int i = 0; i < 3; i++) {")),
                () -> assertEquals("invalid", completeness("int 7 = ;;)")),
                () -> assertEquals("complete", completeness("%%time\n1 + 1")));
    }

    private static String completeness(String code) {
        return client.reply(client.send("is_complete_request", Map.of("code", code)))
                .text("status");
    }

    private static Received complete(String codeWithCursor) {
        return client.reply(client.send("complete_request", at(codeWithCursor)));
    }

    private static String inspect(String codeWithCursor, String mime) {
        var content = new java.util.HashMap<String, Object>(at(codeWithCursor));
        content.put("detail_level", 0);
        return client.reply(client.send("inspect_request", content)).data(mime);
    }

    /** The cursor is where the bar is; Jupyter counts code points. */
    private static Map<String, Object> at(String codeWithCursor) {
        int cursor = codeWithCursor.indexOf('|');
        return Map.of(
                "code", codeWithCursor.replace("|", ""),
                "cursor_pos", codeWithCursor.codePointCount(0, cursor));
    }

    private static List<String> matches(String codeWithCursor) {
        return complete(codeWithCursor).content().getAsJsonArray("matches").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    @Test
    void ourFactoriesComeFirstAndWhatEveryObjectHasLast() {
        List<String> names = matches("Sp|");
        assertTrue(names.contains("Split") && names.indexOf("Split") < names.indexOf("Spliterator"), names.toString());
        assertEquals(List.of("read(", "reader()", "write(", "class"), matches("Fasta.|"));
        List<String> chain = matches("Fasta.reader().|");
        assertTrue(chain.indexOf("limit(") < chain.indexOf("equals("), chain.toString());
        assertTrue(chain.indexOf("read(") < chain.indexOf("getClass()"), chain.toString());
    }

    @Test
    void completionKnowsKindsAndTheTypesOfVariables() {
        client.run("int countOfReads = 5;");
        var kinds =
                complete("countO|").content().getAsJsonObject("metadata").getAsJsonArray("_jupyter_types_experimental");
        assertEquals("int", kinds.get(0).getAsJsonObject().get("type").getAsString());
        var methods = complete("Fasta.re|")
                .content()
                .getAsJsonObject("metadata")
                .getAsJsonArray("_jupyter_types_experimental");
        assertEquals("function", methods.get(0).getAsJsonObject().get("type").getAsString());
    }

    @Test
    void completesInTheLastLineOfACellAndBehindAnEmoji() {
        assertTrue(matches("int twice(int x) {\n  return 2 * x;\n}\nvar reader = Fasta.reader();\nFasta.rea|")
                .contains("reader()"));
        var emoji = complete("var s = \"🧬\"; Fasta.rea|");
        assertEquals(
                "reader()",
                emoji.content().getAsJsonArray("matches").asList().get(1).getAsString());
        assertEquals(19, emoji.content().get("cursor_start").getAsInt(), "in code points");
    }

    @Test
    void aVariableIsItsTypeAndValue() {
        client.run("var lengths = new double[] {1.5, 2}; String hostile = \"<img src=x>\";"
                + " var endless = new Object() { public String toString() { while (true) { } } };");
        assertEquals("double[] lengths = double[2] {1.5, 2.0}", inspect("leng|ths", "text/plain"));
        assertTrue(inspect("hostile|", "text/html").contains("&lt;img src=x&gt;"));
        assertTrue(inspect("endless|", "text/plain").endsWith("= (its text takes too long)"));
        assertEquals("2", client.run("1 + 1").value());
    }

    @Test
    void ourJavadocIsAPage() {
        String text = inspect("Fasta.read|", "text/plain");
        assertTrue(text.startsWith("SequenceSet Fasta.read(String path)\n    All sequences of a file"), text);
        String html = inspect("Split.of(null).keepTogether|", "text/html");
        assertTrue(html.startsWith("<pre") && html.contains("keepTogether(") && !html.contains("{@"), html);
        String type = inspect("Fasta|", "text/plain");
        assertTrue(type.startsWith("Fasta\n    Sequences from and to FASTA files"), type);
        assertTrue(type.contains("    var few = Fasta.reader().limit(1000)"), "listings keep their lines: " + type);
        assertTrue(inspect("display(|", "text/plain").contains("Shows the value below the cell."));
    }

    @Test
    void theJdksJavadocWhereItsSourcesAre() {
        assumeTrue(
                Files.isReadable(jdk.home().resolve("lib/src.zip")),
                "This JDK has no lib/src.zip (Debian: openjdk-17-source), so no comments.");
        String text = inspect("Math.max(|", "text/plain");
        assertTrue(text.contains("Parameters") && text.contains("Returns"), text);
    }
}
