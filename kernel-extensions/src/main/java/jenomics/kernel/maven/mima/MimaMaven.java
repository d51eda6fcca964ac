package jenomics.kernel.maven.mima;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.runtime.standalonestatic.StandaloneStaticRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import jenomics.kernel.maven.Maven;
import jenomics.provenance.GenomicsException;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;

/** {@link Maven} by Maven's own resolver. Each call reads the user's settings.xml anew, so that a correction counts. */
public final class MimaMaven implements Maven {

    @Override
    public Found find(List<String> coordinates, List<Repository> repositories, BooleanSupplier cancelled) {
        return within(repositories, cancelled, visit -> {
            var collect = new CollectRequest();
            for (String each : coordinates) {
                collect.addDependency(new Dependency(Coordinates.parse(each, visit), "compile"));
            }
            collect.setRepositories(visit.repositories());
            return resolve(collect, visit);
        });
    }

    @Override
    public Found findForPom(Path pom, Set<String> scopes, BooleanSupplier cancelled) {
        return within(List.of(), cancelled, visit -> {
            var model = PomReading.of(pom, visit);
            var own = visit.with(model.getRepositories());
            var collect = new CollectRequest();
            model.getDependencies().stream()
                    .filter(dependency -> scopes.contains(dependency.getScope()))
                    .forEach(collect::addDependency);
            collect.setManagedDependencies(model.getManagedDependencies());
            collect.setRepositories(own.repositories());
            return collect.getDependencies().isEmpty() ? new Found(List.of(), List.of()) : resolve(collect, own);
        });
    }

    private interface Work {
        Found in(Visit visit);
    }

    /** Libraries of this loader look for their services in the context class loader. */
    private static Found within(List<Repository> repositories, BooleanSupplier cancelled, Work work) {
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(MimaMaven.class.getClassLoader());
        try (Context context = context();
                var downloads = new Downloads(cancelled)) {
            return work.in(Visit.of(context, downloads).with(remote(repositories)));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Context context() {
        try {
            return new StandaloneStaticRuntime()
                    .create(ContextOverrides.create()
                            .withUserSettings(true)
                            .checksumPolicy(ContextOverrides.ChecksumPolicy.FAIL)
                            .build());
        } catch (IllegalStateException e) {
            throw new GenomicsException(
                    "Maven cannot begin; most likely ~/.m2/settings.xml is broken: "
                            + MavenFailure.root(e).getMessage(),
                    e);
        }
    }

    private static List<RemoteRepository> remote(List<Repository> repositories) {
        return repositories.stream()
                .map(each -> new RemoteRepository.Builder(each.id(), "default", each.url()).build())
                .toList();
    }

    private static Found resolve(CollectRequest collect, Visit visit) {
        try {
            var result = visit.system().resolveDependencies(visit.session(), new DependencyRequest(collect, null));
            return new Found(
                    result.getArtifactResults().stream()
                            .map(ArtifactResult::getArtifact)
                            .filter(artifact -> artifact.getFile().getName().endsWith(".jar"))
                            .map(artifact -> new Artifact(
                                    artifact.getGroupId(),
                                    artifact.getArtifactId(),
                                    artifact.getVersion(),
                                    artifact.getClassifier(),
                                    artifact.getFile().toPath()))
                            .toList(),
                    visit.warnings(collect.getDependencies()));
        } catch (DependencyResolutionException e) {
            throw MavenFailure.of(e, collect.getRepositories(), visit);
        }
    }
}
