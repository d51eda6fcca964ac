package jenomics.kernel.maven;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Finds artifacts, and all that they need, in Maven repositories: over https only, and never with a wrong checksum. */
public interface Maven {

    /**
     * A repository to ask beside those of the user's settings.
     *
     * @param id its name, as settings.xml knows it for mirrors and passwords
     */
    record Repository(String id, String url) {}

    /** What was found: the jars, in class path order, and what to know about them. */
    record Found(List<Artifact> artifacts, List<String> warnings) {}

    /**
     * One jar.
     *
     * @param classifier empty if it has none
     */
    record Artifact(String group, String name, String version, String classifier, Path file) {

        /** As it is written: {@code group:name:version}, with the classifier in its place. */
        public String coordinates() {
            return group + ":" + name + ":" + (classifier.isEmpty() ? "" : "jar:" + classifier + ":") + version;
        }
    }

    /**
     * @param coordinates each {@code group:name[:packaging[:classifier]]:version}
     * @param repositories more places to ask
     * @param cancelled asked while bytes arrive; true ends the work
     */
    Found find(List<String> coordinates, List<Repository> repositories, BooleanSupplier cancelled);

    /**
     * What a POM depends on.
     *
     * @param scopes the scopes of the direct dependencies to take
     */
    Found findForPom(Path pom, Set<String> scopes, BooleanSupplier cancelled);
}
