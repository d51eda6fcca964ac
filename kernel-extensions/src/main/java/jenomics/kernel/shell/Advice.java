package jenomics.kernel.shell;

import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.SourceCodeAnalysis;

/** What to do about the commonest slips that the compiler refuses. */
final class Advice {
    private static final Pattern SYMBOL = Pattern.compile("(?m)^\\s*symbol:\\s+(variable|class|method)\\s+(\\w+)");
    private static final Pattern UNREPORTED = Pattern.compile("unreported exception ([\\w.$]+)");
    private static final long NANOS_FOR_INDEX = 2_000_000_000;
    private static final int IMPORTS_OFFERED = 4;

    private final SourceCodeAnalysis analysis;
    private final NearestNames nearest;

    Advice(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
        this.nearest = new NearestNames(analysis);
    }

    /** Lines to put below the complaint; none where there is nothing better to say than the compiler does. */
    List<String> on(Diag complaint, Place place) {
        String message = complaint.getMessage(Locale.ROOT);
        if (message.startsWith("';' expected")) {
            return List.of("End this statement with ';'. Only the last line of a cell may go without.");
        }
        if (complaint.getCode().startsWith("compiler.err.limit.string")) {
            return List.of("Java allows 65,535 bytes in one string of the source: read it from a file.");
        }
        if (complaint.getCode().startsWith("compiler.err.limit.code")) {
            return List.of("Java allows 64 kB of code in one method: read data from a file, or split the method.");
        }
        Matcher unreported = UNREPORTED.matcher(message);
        if (unreported.find()) {
            return onUnreported(unreported.group(1), place.source(), (int) complaint.getPosition());
        }
        Matcher symbol = SYMBOL.matcher(message);
        return symbol.find() ? onUnknown(symbol.group(1), symbol.group(2), complaint, place.source()) : List.of();
    }

    private List<String> onUnknown(String kind, String name, Diag complaint, String source) {
        int at = beginOf(name, source, complaint);
        if (at < 0) {
            return List.of();
        }
        List<String> near = nearest.to(name, source, at, kind);
        if (!near.isEmpty()) {
            return List.of("Did you mean " + String.join(" or ", near) + "?");
        }
        return kind.equals("method") ? List.of() : imports(source, at + name.length());
    }

    /** The complaint about a member begins with what the dot stands behind. */
    private static int beginOf(String name, String source, Diag complaint) {
        int from = (int) Math.max(0, Math.min(source.length(), complaint.getPosition()));
        int at = source.indexOf(name, from);
        return at >= 0 && at <= complaint.getEndPosition()
                ? at
                : source.indexOf(name, (int) complaint.getStartPosition());
    }

    private List<String> imports(String source, int end) {
        List<String> names = qualified(source, end).getNames();
        return names.stream()
                .sorted(Comparator.comparing(Advice::isFarFetched).thenComparing(name -> !name.startsWith("java")))
                .limit(IMPORTS_OFFERED)
                .map(name -> (names.size() == 1 ? "It needs: import " : "Perhaps: import ") + name + ";")
                .toList();
    }

    /** In the first seconds of a kernel, or after a jar was added, the index of all classes is still being made. */
    private SourceCodeAnalysis.QualifiedNames qualified(String source, int end) {
        var names = analysis.listQualifiedNames(source, end);
        long latest = System.nanoTime() + NANOS_FOR_INDEX;
        while (!names.isUpToDate() && System.nanoTime() < latest) {
            LockSupport.parkNanos(NANOS_FOR_INDEX / 40);
            names = analysis.listQualifiedNames(source, end);
        }
        return names;
    }

    /** Types within types, and what a library keeps for itself. */
    private static boolean isFarFetched(String name) {
        return name.matches(".*\\.[A-Z]\\w*\\..*|.*\\b(impl|internal|shaded|sun)\\b.*");
    }

    private static List<String> onUnreported(String exception, String source, int position) {
        String simple = exception.substring(exception.lastIndexOf('.') + 1);
        Tree around = lambdaOrMethod(source, position);
        if (around instanceof LambdaExpressionTree) {
            String unchecked = isIOException(exception) ? "UncheckedIOException" : "IllegalStateException";
            return List.of("A lambda cannot pass it on. Catch it there: x -> { try { return ...; } catch (" + simple
                    + " e) { throw new " + unchecked + "(e); } }");
        }
        if (around instanceof MethodTree method) {
            return List.of(
                    "Declare it: " + header(method) + " throws " + simple + " { ... }",
                    "or catch it: try { ... } catch (" + simple + " e) { ... }");
        }
        return List.of("Catch it: try { ... } catch (" + simple + " e) { ... }");
    }

    private static boolean isIOException(String exception) {
        try {
            return java.io.IOException.class.isAssignableFrom(
                    Class.forName(exception, false, Advice.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static String header(MethodTree method) {
        String parameters = method.getParameters().stream()
                .map(p -> p.getType() + " " + p.getName())
                .collect(java.util.stream.Collectors.joining(", "));
        String result = method.getReturnType() == null ? "" : method.getReturnType() + " ";
        return result + method.getName() + "(" + parameters + ")";
    }

    /** The innermost lambda or method around a place in the text; null at the top of a cell, where all may be thrown. */
    private static Tree lambdaOrMethod(String source, int position) {
        Syntax.Parsed parsed = Syntax.parsed(source);
        if (parsed == null) {
            return null;
        }
        SourcePositions positions = Trees.instance(parsed.task()).getSourcePositions();
        long at = position + parsed.as().offset();
        var innermost = new Tree[1];
        new TreePathScanner<Void, Void>() {
            @Override
            public Void scan(Tree tree, Void unused) {
                if (tree != null
                        && (tree instanceof LambdaExpressionTree
                                || tree instanceof MethodTree m && !m.getName().contentEquals("$"))
                        && positions.getStartPosition(parsed.unit(), tree) <= at
                        && positions.getEndPosition(parsed.unit(), tree) >= at) {
                    innermost[0] = tree;
                }
                return super.scan(tree, unused);
            }
        }.scan(new TreePath(parsed.unit()), null);
        return innermost[0];
    }
}
