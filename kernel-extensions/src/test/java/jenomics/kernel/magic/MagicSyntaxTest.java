package jenomics.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MagicSyntaxTest {
    private final MagicBook book = new MagicBook();
    private final MagicSyntax syntax = new MagicSyntax(book, Set.of("time"));

    @BeforeEach
    void twoMagics() {
        book.registerLineMagic("jars", words -> null);
        book.registerLineMagic("time", words -> null);
        book.registerCellMagic("time", (words, body) -> null);
    }

    @Test
    void aLineMagicBecomesACall() {
        assertEquals(
                "int a;\nlineMagic(\"jars\", java.util.List.of(\"a.jar\", \"b c.jar\"));",
                syntax.toJava("int a;\n %jars a.jar \"b c.jar\""));
        assertEquals("lineMagic(\"jars\", java.util.List.of());", syntax.toJava("%jars"));
        assertEquals("lineMagic(\"time\", java.util.List.of(\"f(\\\"x y\\\")\"));", syntax.toJava("%time f(\"x y\")"));
    }

    @Test
    void aCellMagicTakesTheRestOfTheCell() {
        assertEquals(
                "cellMagic(\"time\", java.util.List.of(\"-n\"), \"a\\n\\t\\\"b\\\\\\\"\")",
                syntax.toJava("%%time -n\na\n\t\"b\\\""));
    }

    @Test
    void everythingElseIsJava() {
        for (String java : new String[] {
            "int r = 7\n% 3;",
            "int r = 7\n%unknown 3",
            "int r = 7\n %time2 3",
            "%%unknown\nx",
            "String s = \"\"\"\n%jars a\n\"\"\";",
            "x %time y"
        }) {
            assertEquals(java, syntax.toJava(java));
        }
    }

    @Test
    void afterATextBlockMagicsWorkAgain() {
        assertEquals(
                "s = \"\"\"\n%jars\n\"\"\";\nlineMagic(\"jars\", java.util.List.of());",
                syntax.toJava("s = \"\"\"\n%jars\n\"\"\";\n%jars"));
    }
}
