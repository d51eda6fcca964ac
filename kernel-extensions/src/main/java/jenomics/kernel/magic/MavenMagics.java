package jenomics.kernel.magic;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import jenomics.kernel.maven.Maven;
import jenomics.kernel.maven.MavenDoor;
import jenomics.kernel.maven.PlainHttp;
import jenomics.provenance.Described;
import jenomics.provenance.GenomicsException;

/** {@code %maven}, {@code %mavenRepo} and {@code %loadFromPOM}: artifacts, and all that they need. */
final class MavenMagics {
    private static final Set<String> USUAL_SCOPES = Set.of("compile", "runtime", "system", "import");
    private static final Set<String> SCOPES =
            new TreeSet<>(Set.of("compile", "runtime", "system", "import", "provided", "test"));

    private final ClassPath classPath;
    private final Map<String, Maven.Repository> repositories = new LinkedHashMap<>();

    MavenMagics(ClassPath classPath) {
        this.classPath = classPath;
    }

    void register(MagicBook book) {
        book.line(
                "maven",
                "GROUP:NAME[:PACKAGING[:CLASSIFIER]]:VERSION...",
                "adds artifacts and all that they need to the class path",
                this::maven);
        book.alias("maven", "addMavenDependency", "addMavenDependencies");
        book.line("mavenRepo", "[NAME URL]", "one more repository for %maven; alone, it lists them", this::repository);
        book.alias("mavenRepo", "addMavenRepo");
        book.line(
                "loadFromPOM",
                "FILE [SCOPE...]",
                "adds what a POM depends on (compile, runtime, system, import)",
                this::pomFile);
        book.cell(
                "loadFromPOM",
                "[SCOPE...]",
                "the same with a POM, or pieces of one as a README shows them, in the cell",
                this::pomText);
    }

    private Described maven(List<String> coordinates) throws Exception {
        if (coordinates.isEmpty()) {
            throw new GenomicsException("%maven needs an artifact: %maven GROUP:NAME:VERSION");
        }
        var more = List.copyOf(repositories.values());
        return add(cancelled -> MavenDoor.open().find(coordinates, more, cancelled));
    }

    private Described repository(List<String> nameAndUrl) {
        if (nameAndUrl.size() == 2) {
            String name = nameAndUrl.get(0);
            repositories.put(name, new Maven.Repository(name, checked(name, nameAndUrl.get(1))));
        } else if (!nameAndUrl.isEmpty()) {
            throw new GenomicsException("%mavenRepo needs a name and an address: %mavenRepo NAME https://...; found "
                    + nameAndUrl.size() + (nameAndUrl.size() == 1 ? " word." : " words."));
        }
        return AddedArtifacts.repositories(repositories.values());
    }

    private static String checked(String name, String url) {
        URI uri = null;
        try {
            uri = URI.create(url);
        } catch (IllegalArgumentException e) {
            // said below
        }
        String scheme = uri == null || uri.getScheme() == null ? "" : uri.getScheme();
        if (!scheme.equals("https") && !scheme.equals("http") && !scheme.equals("file")) {
            throw new GenomicsException("%mavenRepo " + name + " " + url
                    + ": this is no address of a repository; it should begin with https:// or file://.");
        }
        if (PlainHttp.isRefused(scheme, String.valueOf(uri.getHost()))) {
            throw PlainHttp.refusal(name, url);
        }
        return url;
    }

    private Described pomFile(List<String> words) throws Exception {
        if (words.isEmpty()) {
            throw new GenomicsException("%loadFromPOM needs a file: %loadFromPOM pom.xml [SCOPE...]");
        }
        Path named = Path.of(words.get(0));
        Path pom = Files.isDirectory(named) ? named.resolve("pom.xml") : named;
        if (!Files.isRegularFile(pom)) {
            throw new GenomicsException(
                    "%loadFromPOM " + named + ": no such file in " + Path.of("").toAbsolutePath() + ".");
        }
        var scopes = scopes(words.subList(1, words.size()));
        return add(cancelled -> MavenDoor.open().findForPom(pom.toAbsolutePath(), scopes, cancelled));
    }

    private Described pomText(List<String> words, String body) throws Exception {
        var scopes = scopes(words);
        String whole = PomFragment.whole(body);
        Path pom = Files.createTempFile("notebook-", ".pom");
        try {
            Files.writeString(pom, whole);
            return add(cancelled -> MavenDoor.open().findForPom(pom, scopes, cancelled));
        } finally {
            Files.deleteIfExists(pom);
        }
    }

    private static Set<String> scopes(List<String> words) {
        for (String word : words) {
            if (!SCOPES.contains(word)) {
                throw new GenomicsException(
                        "'" + word + "' is no scope of Maven; they are " + String.join(", ", SCOPES) + ".");
            }
        }
        return words.isEmpty() ? USUAL_SCOPES : Set.copyOf(words);
    }

    private interface Search {
        Maven.Found with(BooleanSupplier cancelled);
    }

    private Described add(Search search) throws Exception {
        Maven.Found found = apart(search);
        var result = new AddedArtifacts(classPath);
        var fresh = new ArrayList<Path>();
        for (var artifact : found.artifacts()) {
            var twin = classPath.twin(artifact.file(), artifact.name());
            result.add(artifact, twin);
            if (twin.isEmpty()) {
                fresh.add(artifact.file());
            }
        }
        classPath.add(fresh);
        found.warnings().forEach(System.err::println);
        return result.shown();
    }

    /** In a thread of its own: what waits for a silent server cannot be interrupted, but the cell can. */
    private static Maven.Found apart(Search search) throws Exception {
        var stopped = new AtomicBoolean();
        var task = new FutureTask<>(() -> search.with(stopped::get));
        var thread = new Thread(task, "maven");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof GenomicsException known
                    ? new GenomicsException(known.getMessage(), known.facts()) // thrown here, it names the cell's line
                    : e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            stopped.set(!task.isDone());
        }
    }
}
