package jenomics.io;

import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import jenomics.provenance.GenomicsException;

/**
 * A model on a hub, and which state of it.
 *
 * @param repository {@code org/name}
 * @param revision a branch, a tag, or a commit of 40 hexadecimal digits; {@code main} where nobody says
 */
record HubName(String repository, String revision) {
    private static final String PART = "[A-Za-z0-9][A-Za-z0-9._-]*";
    private static final Pattern NAME = Pattern.compile("(" + PART + "/" + PART + ")(?:@([A-Za-z0-9._/-]+))?");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    /** Whether a text could name a model on a hub. */
    static boolean matches(String text) {
        return NAME.matcher(text).matches();
    }

    /** Of {@code org/name} or {@code org/name@revision}. */
    static HubName of(String text) {
        var match = NAME.matcher(text);
        if (!match.matches() || match.group(1).contains("..") || match.group(1).contains("--")) {
            throw wrong(text);
        }
        String revision = match.group(2) == null ? "main" : match.group(2);
        if (Arrays.stream(revision.split("/", -1)).anyMatch(part -> part.isEmpty() || part.startsWith("."))) {
            throw wrong(text);
        }
        return new HubName(match.group(1), revision);
    }

    private static GenomicsException wrong(String text) {
        return new GenomicsException(
                "'" + text
                        + "' names no model of a hub; a name is org/name or org/name@revision, of letters, digits, '.',"
                        + " '_' and single '-'.",
                Map.of("name", text));
    }

    static boolean isCommit(String text) {
        return COMMIT.matcher(text).matches();
    }

    /** The folder of a cache: {@code models--org--name}. */
    String folder() {
        return "models--" + repository.replace("/", "--");
    }

    @Override
    public String toString() {
        return revision.equals("main") ? repository : repository + "@" + revision;
    }
}
