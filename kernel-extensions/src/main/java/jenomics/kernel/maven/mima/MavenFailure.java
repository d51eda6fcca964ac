package jenomics.kernel.maven.mima;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jenomics.provenance.GenomicsException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.collection.DependencyCollectionException;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactResolutionException;
import org.eclipse.aether.transfer.ArtifactNotFoundException;
import org.eclipse.aether.transfer.ArtifactTransferException;
import org.eclipse.aether.transfer.ChecksumFailureException;
import org.eclipse.aether.transfer.RepositoryOfflineException;

/** What the resolver's exceptions mean: nested five deep and long, they come down to one of a few things. */
final class MavenFailure {
    private final Set<Throwable> all = new LinkedHashSet<>();
    private final List<RemoteRepository> asked;
    private final Visit visit;

    private MavenFailure(Throwable thrown, List<RemoteRepository> asked, Visit visit) {
        this.asked = asked;
        this.visit = visit;
        gather(thrown);
    }

    static GenomicsException of(Throwable thrown, List<RemoteRepository> asked, Visit visit) {
        return new MavenFailure(thrown, asked, visit).sentence(thrown);
    }

    private void gather(Throwable thrown) {
        if (thrown == null || !all.add(thrown)) {
            return;
        }
        gather(thrown.getCause());
        List<? extends Throwable> more = List.of();
        if (thrown instanceof ArtifactResolutionException e) {
            more = e.getResults().stream()
                    .flatMap(result -> result.getExceptions().stream())
                    .toList();
        } else if (thrown instanceof DependencyCollectionException e) {
            more = e.getResult().getExceptions();
        } else if (thrown instanceof ArtifactDescriptorException e) {
            more = e.getResult().getExceptions();
        }
        more.forEach(this::gather);
    }

    private GenomicsException sentence(Throwable thrown) {
        var transfers = instances(ArtifactTransferException.class);
        var checksum = instances(ChecksumFailureException.class);
        if (!checksum.isEmpty()) {
            return damaged(transfers, checksum.get(0), thrown);
        }
        if (!instances(RepositoryOfflineException.class).isEmpty()
                || visit.session().isOffline()) {
            return failure(
                    "Maven is offline (settings.xml), and " + subject(transfers) + " is not in "
                            + visit.session().getLocalRepository().getBasedir() + ".",
                    thrown);
        }
        var unreachable = transfers.stream()
                .filter(e -> !(e instanceof ArtifactNotFoundException))
                .toList();
        if (!unreachable.isEmpty()) {
            return unreachable(unreachable.get(0), thrown);
        }
        return transfers.isEmpty()
                ? failure("Maven cannot resolve this: " + root(thrown).getMessage() + ".", thrown)
                : missing(transfers, thrown);
    }

    private GenomicsException damaged(
            List<ArtifactTransferException> transfers, ChecksumFailureException e, Throwable thrown) {
        String found = e.getExpected() == null || e.getExpected().isEmpty()
                ? "its repository has no checksum to compare it with"
                : "its checksum is " + e.getActual() + ", not " + e.getExpected();
        return failure(
                "What arrived for " + subject(transfers) + " is not what should: " + found
                        + ". It is not used. Try again; if it stays so, the repository or something on the way to it"
                        + " is broken.",
                thrown);
    }

    private GenomicsException unreachable(ArtifactTransferException e, Throwable thrown) {
        String place = e.getRepository() == null ? "a repository" : Visit.place(e.getRepository());
        Throwable root = root(e);
        return failure(
                e.getArtifact() + " cannot be fetched from " + place + ": "
                        + root.getClass().getSimpleName() + ", " + root.getMessage()
                        + ". Behind a proxy, set https_proxy where Jupyter starts, or a <proxy> in settings.xml.",
                thrown);
    }

    private GenomicsException missing(List<ArtifactTransferException> transfers, Throwable thrown) {
        Artifact artifact = transfers.get(0).getArtifact();
        String versions =
                Coordinates.newestVersions(artifact.getGroupId() + ":" + artifact.getArtifactId() + ":", visit);
        String advice = versions.isEmpty()
                ? " Check the spelling, or add a repository that has it: %mavenRepo NAME https://..."
                : " Of " + artifact.getArtifactId() + " there are the versions " + versions + ".";
        return new GenomicsException("There is no " + artifact + " in " + places() + "." + advice, thrown);
    }

    private String places() {
        return asked.stream().map(Visit::place).collect(Collectors.joining(" nor in "));
    }

    private static String subject(List<ArtifactTransferException> transfers) {
        return transfers.isEmpty()
                ? "what is asked for"
                : transfers.get(0).getArtifact().toString();
    }

    private GenomicsException failure(String sentence, Throwable thrown) {
        return new GenomicsException(
                sentence,
                Map.of("repositories", asked.stream().map(Visit::place).toList()),
                thrown);
    }

    private <T> List<T> instances(Class<T> type) {
        return new ArrayList<>(
                all.stream().filter(type::isInstance).map(type::cast).toList());
    }

    static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
