package jenomics.kernel.maven.mima;

import java.util.Map;
import java.util.stream.Collectors;
import jenomics.provenance.GenomicsException;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;

/** {@code group:name[:packaging[:classifier]]:version}. */
final class Coordinates {
    private static final int VERSIONS_SHOWN = 5;

    private Coordinates() {}

    static Artifact parse(String text, Visit visit) {
        if (text.matches("[^:\\s]+:[^:\\s]+")) {
            String versions = newestVersions(text + ":", visit);
            throw new GenomicsException(
                    "'" + text + "' says no version; write " + text + ":VERSION."
                            + (versions.isEmpty() ? "" : " The newest are " + versions + "."),
                    Map.of("coordinates", text));
        }
        try {
            var artifact = new DefaultArtifact(text);
            var type = visit.session().getArtifactTypeRegistry().get(artifact.getExtension());
            return type == null
                    ? artifact
                    : new DefaultArtifact(
                            artifact.getGroupId(),
                            artifact.getArtifactId(),
                            artifact.getClassifier().isEmpty() ? type.getClassifier() : artifact.getClassifier(),
                            type.getExtension(),
                            artifact.getVersion());
        } catch (IllegalArgumentException e) {
            throw new GenomicsException(
                    "'" + text + "' is no artifact; write group:name:version, or with what lies between:"
                            + " group:name:packaging:classifier:version.",
                    Map.of("coordinates", text));
        }
    }

    /** The newest versions there are, newest first; empty if none is known. */
    static String newestVersions(String groupAndName, Visit visit) {
        try {
            var range = visit.system()
                    .resolveVersionRange(
                            visit.session(),
                            new VersionRangeRequest(
                                    new DefaultArtifact(groupAndName + "[0,)"), visit.repositories(), null));
            var versions = range.getVersions();
            return versions.subList(Math.max(0, versions.size() - VERSIONS_SHOWN), versions.size()).stream()
                    .map(Object::toString)
                    .collect(Collectors.collectingAndThen(Collectors.toList(), newestFirst -> {
                        java.util.Collections.reverse(newestFirst);
                        return String.join(", ", newestFirst);
                    }));
        } catch (VersionRangeResolutionException | IllegalArgumentException e) {
            return "";
        }
    }
}
