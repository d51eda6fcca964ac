package jenomics.kernel.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import jenomics.provenance.GenomicsException;

/** What cells can use: what the kernel began with, and what they added. */
final class ClassPath {
    private final Session session;
    private final Set<Path> added = new LinkedHashSet<>();

    ClassPath(Session session) {
        this.session = session;
    }

    /** All entries, in the order they are searched. */
    synchronized List<Path> entries() {
        return Stream.concat(session.firstClassPath().stream(), added.stream()).toList();
    }

    /** Whether the kernel began with it: then it is there after a restart, too. */
    boolean isKernels(Path entry) {
        return session.firstClassPath().contains(entry);
    }

    /** What this session added. */
    synchronized List<Path> added() {
        return List.copyOf(added);
    }

    /** Adds what is not there yet, and returns it. */
    synchronized List<Path> add(List<Path> entries) {
        entries.stream().filter(Files::isRegularFile).forEach(ClassPath::requireJar);
        var there = Set.copyOf(entries());
        var fresh = entries.stream()
                .map(ClassPath::absolute)
                .distinct()
                .filter(entry -> !there.contains(entry))
                .toList();
        if (!fresh.isEmpty()) {
            session.addToClassPath(fresh);
            added.addAll(fresh);
        }
        return fresh;
    }

    static Path absolute(Path entry) {
        return entry.toAbsolutePath().normalize();
    }

    private static void requireJar(Path file) {
        try (var zip = new ZipFile(file.toFile())) {
            zip.size();
        } catch (IOException e) {
            throw new GenomicsException(file + " is no jar: " + e.getMessage() + ".", e);
        }
    }

    /** The entry that already has the classes of this jar, perhaps in another version. */
    Optional<Path> twin(Path jar, String name) {
        return entries().stream()
                .filter(entry -> entry.getFileName() != null
                        && entry.getFileName().toString().matches(java.util.regex.Pattern.quote(name) + "(-.*)?\\.jar"))
                .filter(entry -> entry.equals(absolute(jar)) || shareClasses(jar, entry))
                .findFirst();
    }

    private static boolean shareClasses(Path jar, Path other) {
        try (var mine = new ZipFile(jar.toFile());
                var theirs = new ZipFile(other.toFile())) {
            return mine.stream()
                    .map(ZipEntry::getName)
                    .filter(entry ->
                            entry.endsWith(".class") && entry.indexOf('/') > 0 && !entry.startsWith("META-INF"))
                    .findFirst()
                    .filter(entry -> theirs.getEntry(entry) != null)
                    .isPresent();
        } catch (IOException e) {
            return false; // not a jar: adding it will say so
        }
    }
}
