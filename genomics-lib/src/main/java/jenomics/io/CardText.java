package jenomics.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import jenomics.omics.Scale;
import jenomics.provenance.GenomicsException;

/**
 * The text of a card, read and written. What it does not know it passes over.
 *
 * @param where what to call it in messages
 * @param folder what a data set is called whose card names none
 */
record CardText(String where, String folder) {
    private static final int LARGEST = 4 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    static DatasetCard read(Path file) {
        var folder = file.toAbsolutePath().getParent().getFileName();
        try {
            if (Files.size(file) > LARGEST) {
                throw new CardText("'" + file + "'", "").refusal("has more than 4 MB; a card is small");
            }
            return read("'" + file + "'", folder == null ? "data" : folder.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new CardText("'" + file + "'", "").refusal("cannot be read: " + e.getMessage());
        }
    }

    static DatasetCard read(String where, String folder, String json) {
        return new CardText(where, folder).card(json);
    }

    private DatasetCard card(String json) {
        var root = root(json);
        String name = root.path("name").asText(folder);
        var files = files(root.path("files"));
        var layers = layers(root.path("layers"), files);
        String sheet = root.path("sheet").asText("");
        if (!sheet.isEmpty() && !files.containsKey(sheet)) {
            throw refusal("names the sample sheet '" + sheet + "', which is none of its files " + files.keySet());
        }
        return new DatasetCard(
                name,
                root.path("title").asText(""),
                root.path("description").asText(""),
                root.path("citation").asText(""),
                root.path("licence").asText(""),
                root.path("page").asText(""),
                files,
                layers,
                sheet.isEmpty() ? null : sheet,
                texts(root.path("splits")));
    }

    private JsonNode root(String json) {
        try {
            var root = JSON.readTree(json);
            if (root == null || !root.isObject()) {
                throw refusal("is no JSON object: it begins with {");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw refusal("is no JSON: " + e.getOriginalMessage());
        }
    }

    private Map<String, DatasetCard.Content> files(JsonNode node) {
        var files = new LinkedHashMap<String, DatasetCard.Content>();
        node.fields().forEachRemaining(entry -> {
            String name = entry.getKey();
            if (!isInside(name)) {
                throw refusal("names the file '" + name + "', which lies outside its folder");
            }
            var said = entry.getValue();
            String sha256 = said.path("sha256").asText("");
            if (!sha256.matches("([0-9a-f]{64})?")) {
                throw refusal(
                        "says the SHA-256 '" + sha256 + "' of '" + name + "'; it has 64 lower-case hexadecimal digits");
            }
            files.put(
                    name,
                    new DatasetCard.Content(
                            said.path("what").asText(""),
                            sha256,
                            said.path("bytes").asLong(-1),
                            said.path("url").asText("")));
        });
        return files;
    }

    /** A name such as ../x would lead elsewhere. */
    static boolean isInside(String name) {
        return name.matches("[^/\\\\:\\x00-\\x1f]+(/[^/\\\\:\\x00-\\x1f]+)*") && !name.matches("(.*/)?\\.\\.?(/.*)?");
    }

    private Map<String, DatasetCard.Layer> layers(JsonNode node, Map<String, DatasetCard.Content> files) {
        var layers = new LinkedHashMap<String, DatasetCard.Layer>();
        node.fields().forEachRemaining(entry -> {
            String of = entry.getValue().path("file").asText("");
            if (!files.containsKey(of)) {
                throw refusal("says that the layer '" + entry.getKey() + "' is in the file '" + of
                        + "', which is none of its files " + files.keySet());
            }
            layers.put(
                    entry.getKey(),
                    new DatasetCard.Layer(
                            of,
                            entry.getValue().path("object").asText(""),
                            scale(entry.getValue().path("scale").asText("unknown"))));
        });
        return layers;
    }

    private Scale scale(String text) {
        return Arrays.stream(Scale.values())
                .filter(s -> s.name().equalsIgnoreCase(text) || s.toString().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> refusal("names the scale '" + text + "'; there are "
                        + Arrays.stream(Scale.values()).map(Scale::toString).collect(Collectors.joining(", "))));
    }

    private static Map<String, String> texts(JsonNode node) {
        var texts = new LinkedHashMap<String, String>();
        node.fields().forEachRemaining(e -> texts.put(e.getKey(), e.getValue().asText("")));
        return texts;
    }

    private GenomicsException refusal(String what) {
        return new GenomicsException("The card " + where + " " + what + ".", Map.of("card", where));
    }

    /** The JSON of a card; the same card gives the same bytes. */
    static byte[] of(DatasetCard card) {
        var root = new LinkedHashMap<String, Object>();
        root.put("name", card.name());
        root.put("title", card.title());
        put(root, "description", card.description());
        put(root, "licence", card.licence());
        put(root, "citation", card.citation());
        put(root, "page", card.page());
        var files = new LinkedHashMap<String, Object>();
        card.files().forEach((name, content) -> files.put(name, json(content)));
        root.put("files", files);
        var layers = new LinkedHashMap<String, Object>();
        card.layers().forEach((name, layer) -> {
            var json = new LinkedHashMap<String, Object>();
            json.put("file", layer.file());
            put(json, "object", layer.object());
            json.put("scale", layer.scale().toString());
            layers.put(name, json);
        });
        root.put("layers", layers);
        put(root, "sheet", card.sheet() == null ? "" : card.sheet());
        root.put("splits", card.splits());
        try {
            String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
            return (text.replace(System.lineSeparator(), "\n") + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of text are always JSON", e);
        }
    }

    private static Map<String, Object> json(DatasetCard.Content content) {
        var json = new LinkedHashMap<String, Object>();
        put(json, "what", content.what());
        put(json, "sha256", content.sha256());
        if (content.bytes() >= 0) {
            json.put("bytes", content.bytes());
        }
        put(json, "url", content.url());
        return json;
    }

    private static void put(Map<String, Object> json, String name, String value) {
        if (!value.isEmpty()) {
            json.put(name, value);
        }
    }
}
