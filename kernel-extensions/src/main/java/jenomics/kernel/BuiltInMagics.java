package jenomics.kernel;

import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;

/** The magics of the kernel itself. */
final class BuiltInMagics {
    static final Set<String> TAKE_THE_LINE_WHOLE = Set.of("time");

    private final JavaKernel kernel;

    private BuiltInMagics(JavaKernel kernel) {
        this.kernel = kernel;
    }

    static void register(JavaKernel kernel, MagicBook book) {
        var magics = new BuiltInMagics(kernel);
        book.registerLineMagic("time", line -> magics.time(line.get(0), 1));
        book.registerCellMagic("time", (words, body) -> magics.time(body, 2));
        book.registerLineMagic("jars", magics::jars);
        book.registerLineMagic("classpath", magics::classPath);
    }

    private Object time(String code, int firstLine) throws Exception {
        long begun = System.nanoTime();
        try {
            return kernel.evalNested(code, firstLine);
        } finally {
            System.out.println("wall time " + Progress.brief(Duration.ofNanos(System.nanoTime() - begun)));
        }
    }

    /** Adds jar files, by name or pattern. */
    private List<String> jars(List<String> patterns) {
        var added = new ArrayList<String>();
        for (String pattern : patterns) {
            List<Path> found = find(pattern);
            if (found.isEmpty()) {
                throw new GenomicsException(
                        "%jars " + pattern + ": no such file in " + Path.of("").toAbsolutePath() + ".");
            }
            found.forEach(jar -> added.add(add(jar)));
        }
        return added;
    }

    /** Adds jars or folders of classes; without arguments tells what there is. */
    private List<String> classPath(List<String> patterns) {
        return patterns.isEmpty()
                ? List.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                : jars(patterns);
    }

    private String add(Path entry) {
        kernel.shell().addToClassPath(entry.toAbsolutePath().toString());
        return entry.toString();
    }

    private static List<Path> find(String pattern) {
        var found = new ArrayList<Path>();
        try {
            new GlobFinder(pattern).computeMatchingPaths().forEach(found::add);
        } catch (IOException e) {
            throw new GenomicsException("%jars " + pattern + ": " + e.getMessage() + ".", e);
        }
        return found;
    }
}
