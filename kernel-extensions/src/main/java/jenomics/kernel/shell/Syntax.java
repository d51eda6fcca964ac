package jenomics.kernel.shell;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.util.List;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Java's grammar alone: what the parser makes of a text, without looking at any name in it. */
final class Syntax {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** What a piece of a cell can be, as a whole file. The newline ends a comment in the last line. */
    enum As {
        STATEMENTS("class $ { void $() throws Throwable {", "\n}}"),
        MEMBERS("class $ {", "\n}"),
        EXPRESSION("class $ { Object $() throws Throwable { return (", "\n);}}"),
        FILE("", "\n");

        private final String before;
        private final String after;

        As(String before, String after) {
            this.before = before;
            this.after = after;
        }

        /** How far the text is moved. */
        int offset() {
            return before.length();
        }

        private String around(String text) {
            return before + text + after;
        }
    }

    /**
     * A parsed text.
     *
     * @param task the compiler's, for positions
     * @param unit the whole file
     * @param as what the text was taken for
     */
    record Parsed(JavacTask task, CompilationUnitTree unit, As as) {}

    private Syntax() {}

    /** Whether the text cannot be Java, whatever it is taken for. */
    static boolean isBroken(String text) {
        return parsed(text) == null;
    }

    /** The text as the first thing it can be; null if it is broken. */
    static Parsed parsed(String text) {
        for (As as : As.values()) {
            var complaints = new DiagnosticCollector<JavaFileObject>();
            Parsed parsed = parse(as.around(text), as, complaints);
            if (complaints.getDiagnostics().stream().noneMatch(d -> d.getKind() == Diagnostic.Kind.ERROR)) {
                return parsed;
            }
        }
        return null;
    }

    /** The text of a whole file of Java; complaints are of no interest. */
    static Parsed file(String text) {
        return parse(text, As.FILE, new DiagnosticCollector<>());
    }

    private static Parsed parse(String text, As as, DiagnosticCollector<JavaFileObject> complaints) {
        var task = (JavacTask) COMPILER.getTask(
                Writer.nullWriter(), null, complaints, List.of("-proc:none"), null, List.of(new Text(text)));
        try {
            return new Parsed(task, task.parse().iterator().next(), as);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // from memory: cannot be
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String text) {
            super(URI.create("string:///Text.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
