package jenomics.io;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jenomics.provenance.GenomicsException;

/**
 * What a hub says of one state of a model.
 *
 * @param commit the state
 * @param files all files by name
 */
record HubListing(String commit, Map<String, HubFile> files) {

    /**
     * A file of a model.
     *
     * @param name its path inside the model
     * @param size bytes; -1 where the hub does not say
     * @param etag the name of its content: SHA-256 of a large file, git's SHA-1 of a small one; null where the hub does
     *     not say
     */
    record HubFile(String name, long size, String etag) {}

    /** What goes with the weights, if there; a licence under whatever ending. */
    private static final Pattern WANTED =
            Pattern.compile("config\\.json|tokenizer\\.json|tokenizer_config\\.json|vocab\\.txt"
                    + "|vocab\\.json|merges\\.txt|special_tokens_map\\.json|added_tokens\\.json|README\\.md"
                    + "|LICEN[SC]E(\\.\\w+)?");

    /** Of the answer to {@code /api/models/org/name/revision/main?blobs=true}. */
    static HubListing of(byte[] json) throws IOException {
        JsonNode root;
        try {
            root = new ObjectMapper().readTree(json);
        } catch (JacksonException e) {
            throw new IOException("its answer is not JSON", e);
        }
        String commit = root.path("sha").asText();
        if (!HubName.isCommit(commit)) {
            throw new IOException("its answer names no commit");
        }
        var files = new LinkedHashMap<String, HubFile>();
        for (var file : root.path("siblings")) {
            String name = file.path("rfilename").asText();
            if (isInside(name)) {
                files.put(name, new HubFile(name, file.path("size").asLong(-1), etag(file)));
            }
        }
        return new HubListing(commit, files);
    }

    private static String etag(JsonNode file) {
        String large = file.path("lfs").path("sha256").asText("");
        String any = large.isEmpty() ? file.path("blobId").asText("") : large;
        return any.matches("[0-9a-f]{40}|[0-9a-f]{64}") ? any : null;
    }

    /** A name such as ../x could lead outside the cache. */
    private static boolean isInside(String name) {
        return name.matches("[^/\\\\:\\x00-\\x1f]+(/[^/\\\\:\\x00-\\x1f]+)*") && !name.matches("(.*/)?\\.\\.?(/.*)?");
    }

    /** Configuration, tokenizer and licence. */
    List<HubFile> companions() {
        return files.values().stream()
                .filter(file -> WANTED.matcher(file.name()).matches())
                .toList();
    }

    /** The weights, or the index of their parts. */
    HubFile weights(HubName name) {
        var weights = Weights.choose(files.keySet());
        if (weights.isEmpty() || !files.containsKey("config.json") && files.containsKey("adapter_config.json")) {
            throw Weights.none("The model " + name, files.keySet());
        }
        if (!files.containsKey("config.json")) {
            throw new GenomicsException(
                    "The model " + name + " has no config.json, so nobody knows what its weights mean.",
                    Map.of("model", name.toString()));
        }
        return files.get(weights.get());
    }

    /** The files of these names. */
    List<HubFile> named(HubName name, Collection<String> wanted) {
        var found = new ArrayList<HubFile>();
        for (String file : wanted) {
            if (!files.containsKey(file)) {
                throw new GenomicsException(
                        "The index of the model " + name + " names the part " + file
                                + ", which the model does not have.",
                        Map.of("model", name.toString(), "part", file));
            }
            found.add(files.get(file));
        }
        return found;
    }
}
