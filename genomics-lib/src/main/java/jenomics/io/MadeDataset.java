package jenomics.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.provenance.Fingerprint;

/**
 * A data set that the project makes itself: text files in a folder, and the card that says what they are.
 *
 * @param folder where they lie
 */
record MadeDataset(Path folder) {
    private static final String CARD = "dataset.json";

    Path file(String name) {
        return folder.resolve(name);
    }

    void write(String name, String text) {
        DataFile.write(file(name), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    void writeCard(Map<String, Object> card) {
        write(CARD, json(card));
    }

    /** What the card says of a file that is written already: what it holds, and its hashes. */
    Map<String, Object> described(String name, String what) {
        var described = new LinkedHashMap<String, Object>();
        described.put("what", what);
        described.put("sha256", Fingerprint.ofFile(file(name)).sha256());
        if (name.endsWith(".gz")) {
            String text = DataFile.readText(file(name));
            described.put("sha256Unpacked", Fingerprint.of(text).sha256());
        }
        return described;
    }

    private static String json(Map<String, Object> card) {
        try {
            return new ObjectMapper()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsString(card)
                            .replace(System.lineSeparator(), "\n")
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of text are always JSON", e);
        }
    }
}
