package jenomics.kernel.maven.mima;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;
import org.apache.maven.model.building.ModelBuildingException;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.WorkspaceReader;
import org.eclipse.aether.repository.WorkspaceRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorException;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;

/** A POM file as Maven reads it: with its parents, its properties and the versions that it imports. */
final class PomReading {
    private static final Artifact HERE = new DefaultArtifact("notebook", "notebook", "pom", "1");

    private PomReading() {}

    static ArtifactDescriptorResult of(Path pom, Visit visit) {
        var session = new DefaultRepositorySystemSession(visit.session());
        session.setWorkspaceReader(new OneFile(pom.toFile()));
        session.setArtifactDescriptorPolicy(new SimpleArtifactDescriptorPolicy(false, false));
        session.setIgnoreArtifactDescriptorRepositories(false); // this POM's own count; plain http is still refused
        try {
            return visit.system()
                    .readArtifactDescriptor(session, new ArtifactDescriptorRequest(HERE, visit.repositories(), null));
        } catch (ArtifactDescriptorException e) {
            throw failure(e, pom, visit);
        }
    }

    private static GenomicsException failure(ArtifactDescriptorException e, Path pom, Visit visit) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ModelBuildingException model
                    && !model.getProblems().isEmpty()) {
                var first = model.getProblems().get(0);
                String where = first.getLineNumber() > 0
                        ? ", line " + first.getLineNumber() + ", column " + first.getColumnNumber()
                        : "";
                return new GenomicsException(
                        "The POM " + pom.getFileName() + " does not resolve" + where + ": " + first.getMessage(),
                        Map.of(
                                "pom",
                                pom.toString(),
                                "problems",
                                model.getProblems().size()),
                        e);
            }
        }
        return MavenFailure.of(e, visit.repositories(), visit);
    }

    /** To the resolver, a workspace in which there is just this POM. */
    private static final class OneFile implements WorkspaceReader {
        private final WorkspaceRepository repository = new WorkspaceRepository("notebook");
        private final File pom;

        OneFile(File pom) {
            this.pom = pom;
        }

        @Override
        public WorkspaceRepository getRepository() {
            return repository;
        }

        @Override
        public File findArtifact(Artifact artifact) {
            return artifact.getGroupId().equals(HERE.getGroupId())
                            && artifact.getArtifactId().equals(HERE.getArtifactId())
                    ? pom
                    : null;
        }

        @Override
        public List<String> findVersions(Artifact artifact) {
            return List.of();
        }
    }
}
