package jenomics.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MagicSyntaxTest {
    private final MagicBook book = new MagicBook();
    private final MagicSyntax syntax = new MagicSyntax(book);

    @BeforeEach
    void someMagics() {
        book.line("jars", "PATTERN...", "adds jars", words -> words);
        book.wholeLine("time", "CODE", "takes the time", words -> words);
        book.cell("time", "", "takes the time", (words, body) -> words + body);
        book.alias("jars", "addJars");
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
    void windowsPathsAndASemicolonOfHabitAreUnderstood() {
        assertEquals(
                "lineMagic(\"jars\", java.util.List.of(\"C:\\\\all my\\\\x.jar\"));",
                syntax.toJava("%jars \"C:\\all my\\x.jar\";"));
    }

    @Test
    void itsResultCanBeKept() {
        assertEquals(
                "List<String> added = lineMagic(\"jars\", java.util.List.of(\"x/*.jar\"));",
                syntax.toJava("List<String> added = %jars x/*.jar"));
        assertEquals(
                "int t =\nlineMagic(\"time\", java.util.List.of(\"f()\"));\nt",
                syntax.toJava("int t =\n  %time f()\nt"));
    }

    @Test
    void aCellMagicTakesTheRestOfTheCell() {
        assertEquals(
                "cellMagic(\"time\", java.util.List.of(\"-n\"), \"a\\n\\t\\\"b\\\\\\\"\")",
                syntax.toJava("%%time -n\na\n\t\"b\\\""));
        assertEquals(
                "cellMagic(\"time\", java.util.List.of(), \"\\n\\na\")",
                syntax.toJava("\n\n%%time\na"),
                "blank lines before count");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int r = 7\n% 3;",
                "int r = total\n%jars;",
                "int r = f(x)\n  %jars;",
                "int r = a[0] // a comment; with a semicolon\n /* and { another } */\n %jars;",
                "int r = x++\n%jars;",
                "String s = \"\"\"\n%jars a\n\"\"\";",
                "String s = \"\"\"\n \\\"\"\" \n%jars a\n\"\"\";",
                "/* remarks:\n%jars a\n*/",
                "x %time y",
                "String s = \"= %jars\";",
                "var s = String.format(\n\"%d\", 1)",
                "char c = '\"'; int r = a\n%jars;",
                "x %= 3; y = x %b;"
            })
    void everythingElseIsJava(String java) {
        assertEquals(java, syntax.toJava(java));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"int a = 1;", "if (a) {", "}", "// a", "/* a */", "%time x", "else", "case 1:", "@A\n;", "'\"';"
            })
    void magicsBeginWhereStatementsDo(String before) {
        String java = syntax.toJava(before + "\n%jars");
        assertTrue(java.endsWith("\nlineMagic(\"jars\", java.util.List.of());"), java);
    }

    @Test
    void aMagicMayHoldWhatIsNoJava() {
        assertEquals(
                "lineMagic(\"jars\", java.util.List.of(\"don't\"));\nlineMagic(\"jars\", java.util.List.of(\"x\"));",
                syntax.toJava("%jars don't\n%jars x"));
    }

    @Test
    void helpIsAskedWithAQuestionMark() {
        assertEquals("lineMagic(\"magics\", java.util.List.of(\"jars\"));", syntax.toJava("%jars?"));
        assertEquals("lineMagic(\"magics\", java.util.List.of(\"time\"))", syntax.toJava("%%time?"));
    }

    @Test
    void errorsShowMagicsAsTheyWereWritten() {
        String java = syntax.toJava("%jars a b");
        assertEquals("  cell [1], line 1: %jars a b", syntax.asWritten("  cell [1], line 1: " + java));
    }

    @Test
    void anUnknownMagicNamesTheNearest() {
        assertEquals(
                "There is no magic 'jar'. Did you mean %jars PATTERN...? %magics lists them all.",
                assertThrows(GenomicsException.class, () -> book.applyLineMagic("jar", List.of()))
                        .getMessage());
        assertEquals(
                "There is no magic 'matplotlib'. %magics lists them all.",
                assertThrows(GenomicsException.class, () -> book.applyCellMagic("matplotlib", List.of(), ""))
                        .getMessage());
        assertEquals(
                "%jars is a magic of one line: with one per cent sign.",
                assertThrows(GenomicsException.class, () -> book.applyCellMagic("jars", List.of(), ""))
                        .getMessage());
        assertEquals(
                "%%time stands in the middle of a cell; a magic of whole cells is the first line, and takes all that"
                        + " follows.",
                assertThrows(GenomicsException.class, () -> book.applyLineMagic("%time", List.of()))
                        .getMessage());
    }

    @Test
    void aliasesAreTheSameMagic() throws Exception {
        assertEquals(List.of("x"), book.applyLineMagic("addJars", List.of("x")));
    }
}
