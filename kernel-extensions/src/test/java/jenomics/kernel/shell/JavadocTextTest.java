package jenomics.kernel.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JavadocTextTest {

    @Test
    void signaturesAreTakenApart() {
        assertEquals(new Signature("Fasta.read", List.of("path")), Signature.of("SequenceSet Fasta.read(Path path)"));
        assertEquals(new Signature("Fasta", null), Signature.of("jenomics.io.Fasta"));
        assertEquals(new Signature("Pair", List.of("a", "b")), Signature.of("Pair<A, B>(A a, Map<String, B> b)"));
        assertEquals(
                new Signature("Map.put", List.of("key", "value")), Signature.of("V Map<K, V>.put(K key, V value)"));
        assertEquals(new Signature("Task.NAME", null), Signature.of("Task.NAME:int"));
        assertEquals("Task", Signature.of("Task.NAME:int").outermost());
        assertEquals(new Signature("Fasta.of", List.of()), Signature.of("Fasta Fasta.of() throws IOException"));
    }

    @Test
    void markupBecomesParagraphs() {
        var doc = new JavadocText("""
                 Reads {@code a < b} and {@link Fasta#read read}, see {@link #limit}.
                 Two lines, one paragraph.

                 <p>Second &lt;part&gt;.
                 <ul><li>one</li><li>two</li></ul>
                 <pre>{@code
                 var x = 1;
                   x++;
                 }</pre>
                """);
        assertEquals(
                "Reads `a < b` and `read`, see `limit`. Two lines, one paragraph.\n\nSecond <part>.\n\n• one\n\n• two\n\n"
                        + "`var x = 1;\n  x++;`",
                doc.body().replace(JavadocText.CODE, '`').replace(JavadocText.END_OF_CODE, '`'));
    }

    @Test
    void tagsBecomeSections() {
        var doc = new JavadocText("Reads.\n@param path where\n  it lies\n@param n how many\n@return all\n"
                + "@throws GenomicsException if not\n@since 1");
        assertEquals("Reads.", doc.body());
        assertEquals(
                List.of("Parameters", "Returns", "Throws"),
                doc.sections().stream().map(JavadocText.Section::title).toList());
        assertEquals(
                new JavadocText.Row("path", "where it lies"),
                doc.sections().get(0).rows().get(0));
        assertEquals(
                Map.of("path", "where it lies", "n", "how many"),
                JavadocText.parameters("@param path where it lies\n@param n how many"));
    }

    @Test
    void ourSourcesAreFound() {
        var docs = new SourceDocs();
        assertEquals(true, docs.isType("Fasta"));
        assertEquals(false, docs.isType("ArrayList"));
        assertNull(docs.of("ArrayList.add(E e)"));
        assertEquals(
                "All sequences of a file, with the attributes of their headers.",
                new JavadocText(docs.of("SequenceSet Fasta.read(Path path)")).body());
    }
}
