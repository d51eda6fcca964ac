package jenomics.kernel.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import jenomics.kernel.maven.Maven;
import jenomics.provenance.Described;
import jenomics.provenance.Description;

/** What {@code %maven} did: each artifact, and whether it is new. */
final class AddedArtifacts {
    private static final double KB = 1000.0;

    private final ClassPath classPath;
    private final List<List<String>> rows = new ArrayList<>();
    private int added;
    private long bytes;

    AddedArtifacts(ClassPath classPath) {
        this.classPath = classPath;
    }

    /** @param twin what has the classes already; empty if the artifact is new */
    void add(Maven.Artifact artifact, Optional<Path> twin) {
        long size = size(artifact.file());
        if (twin.isEmpty()) {
            added++;
            bytes += size;
        }
        rows.add(List.of(
                artifact.coordinates(),
                size(size),
                twin.map(there -> state(artifact, there)).orElse("added")));
    }

    private String state(Maven.Artifact artifact, Path there) {
        String file = there.getFileName().toString();
        if (file.equals(artifact.file().getFileName().toString())) {
            return "was there already";
        }
        return classPath.isKernels(there)
                ? "not added: the kernel's own " + file + " is used"
                : "not added: " + file + " was added before and is used; another version needs a restart";
    }

    Described shown() {
        return new Shown(Description.of(headline()).with("", List.of("artifact", "size", ""), rows));
    }

    private String headline() {
        if (rows.isEmpty()) {
            return "nothing to add";
        }
        return added == 0
                ? "nothing added · " + rows.size() + (rows.size() == 1 ? " jar was" : " jars were") + " there already"
                : added + " of " + rows.size() + (rows.size() == 1 ? " jar" : " jars") + " added · " + size(bytes);
    }

    static Described repositories(Collection<Maven.Repository> repositories) {
        String headline = repositories.size() + (repositories.size() == 1 ? " repository" : " repositories")
                + " beside those of settings.xml and Central";
        return new Shown(Description.of(headline)
                .with(
                        "",
                        List.of(),
                        repositories.stream()
                                .map(each -> List.of(each.id(), each.url()))
                                .toList()));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    private static String size(long bytes) {
        return bytes < KB * KB
                ? String.format(Locale.ROOT, "%.0f kB", bytes / KB)
                : String.format(Locale.ROOT, "%.1f MB", bytes / KB / KB);
    }
}
