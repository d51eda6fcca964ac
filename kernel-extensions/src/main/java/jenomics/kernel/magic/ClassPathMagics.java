package jenomics.kernel.magic;

import io.github.spencerpark.jupyter.kernel.util.GlobFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenomics.provenance.GenomicsException;

/** {@code %jars} and {@code %classpath}: files of this machine. */
final class ClassPathMagics {
    private final ClassPath classPath;

    ClassPathMagics(ClassPath classPath) {
        this.classPath = classPath;
    }

    void register(MagicBook book) {
        book.line("jars", "PATTERN...", "adds jars to the class path; of a folder, all jars in it", this::jars);
        book.line(
                "classpath",
                "[PATTERN...]",
                "adds jars or folders of classes; alone, it lists the class path",
                this::classPath);
        book.alias("classpath", "addClasspath");
    }

    /** As in IJava, returns what was added. */
    private List<String> jars(List<String> patterns) {
        if (patterns.isEmpty()) {
            throw new GenomicsException("%jars needs a file or a pattern: %jars lib/*.jar");
        }
        var jars = new ArrayList<Path>();
        for (String pattern : patterns) {
            for (Path found : find("%jars", pattern)) {
                jars.addAll(Files.isDirectory(found) ? jarsIn(found) : List.of(found));
            }
        }
        return texts(classPath.add(jars));
    }

    private List<String> classPath(List<String> patterns) {
        if (patterns.isEmpty()) {
            return texts(classPath.entries());
        }
        var entries = new ArrayList<Path>();
        patterns.forEach(pattern -> entries.addAll(find("%classpath", pattern)));
        return texts(classPath.add(entries));
    }

    private static List<String> texts(List<Path> paths) {
        return paths.stream().map(Path::toString).toList();
    }

    private static List<Path> jarsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            var jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            if (jars.isEmpty()) {
                throw new GenomicsException("%jars " + folder + ": there is no jar in this folder. For a folder of"
                        + " classes, use %classpath.");
            }
            return jars;
        } catch (IOException e) {
            throw new GenomicsException("%jars " + folder + " cannot be read (" + e + ").", e);
        }
    }

    private static List<Path> find(String magic, String pattern) {
        var found = new ArrayList<Path>();
        if (Files.exists(Path.of(pattern.replace('*', 'x').replace('?', 'x')))
                || !pattern.contains("*") && !pattern.contains("?")) {
            found.add(Path.of(pattern));
        } else {
            try {
                new GlobFinder(pattern).computeMatchingPaths().forEach(found::add);
            } catch (IOException e) {
                throw new GenomicsException(magic + " " + pattern + " cannot be searched (" + e + ").", e);
            }
        }
        if (found.isEmpty() || !Files.exists(found.get(0))) {
            throw new GenomicsException(
                    magic + " " + pattern + ": no such file in " + Path.of("").toAbsolutePath() + ".");
        }
        return found;
    }
}
