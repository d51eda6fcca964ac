package jenomics.kernel.magic;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import jenomics.io.Catalog;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.GenomicsException;

/**
 * {@code %datasets}: the data that lie here, whether they are still what their cards say, and what the catalog knows
 * beside them.
 */
final class DatasetsMagic {
    private static final String FOLDER = "datasets";
    private static final String CARD = "dataset.json";

    private DatasetsMagic() {}

    static void register(MagicBook book) {
        book.line(
                "datasets",
                "[FOLDER]",
                "the data sets near this notebook: title, size, licence, and whether their SHA-256 is right",
                words -> datasets(words.isEmpty() ? nearest() : named(words.get(0))));
    }

    /** The folder {@code datasets} here or above. */
    private static Path nearest() {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(FOLDER))) {
                return folder.resolve(FOLDER);
            }
        }
        throw new GenomicsException("There is no folder '" + FOLDER + "' in " + here + " or above it."
                + " %datasets FOLDER looks elsewhere.");
    }

    private static Path named(String folder) {
        Path path = Path.of(folder);
        if (!Files.isDirectory(path)) {
            throw new GenomicsException("%datasets " + folder + ": there is no such folder in "
                    + Path.of("").toAbsolutePath() + ".");
        }
        return path.toAbsolutePath();
    }

    private static Described datasets(Path folder) {
        var rows = cards(folder).stream().map(DatasetsMagic::row).toList();
        String headline = rows.size() + (rows.size() == 1 ? " data set in " : " data sets in ") + seenFromHere(folder);
        return new Shown(Description.of(headline)
                .with("", List.of("name", "title", "size", "licence", "SHA-256"), rows)
                .with("Catalog.accept(name) downloads", List.of("name", "title", "licence"), elsewhere()));
    }

    /** What the catalog knows and does not lie here. */
    private static List<List<String>> elsewhere() {
        return Catalog.names().stream()
                .filter(name -> !Catalog.isShipped(name))
                .map(Catalog::card)
                .map(card -> List.of(card.name(), card.title(), card.licence()))
                .toList();
    }

    /** A notebook is shared: it should not say where on this machine it lay. */
    private static Path seenFromHere(Path folder) {
        Path here = Path.of("").toAbsolutePath();
        return folder.getRoot().equals(here.getRoot()) ? here.relativize(folder) : folder;
    }

    private static List<Path> cards(Path folder) {
        try (Stream<Path> sets = Files.list(folder)) {
            return sets.map(set -> set.resolve(CARD))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new GenomicsException("The folder " + folder + " cannot be read (" + e + ").", e);
        }
    }

    private static List<String> row(Path card) {
        Path folder = card.getParent();
        try {
            JsonObject json = JsonParser.parseString(Files.readString(card)).getAsJsonObject();
            JsonObject files = json.has("files") ? json.getAsJsonObject("files") : new JsonObject();
            return List.of(
                    text(json, "name", folder.getFileName().toString()),
                    text(json, "title", ""),
                    size(folder, files),
                    text(json, "licence", "not said"),
                    state(folder, files));
        } catch (IOException | JsonParseException | IllegalStateException | ClassCastException e) {
            return List.of(folder.getFileName().toString(), "", "", "", CARD + " cannot be read: " + e.getMessage());
        }
    }

    private static String text(JsonObject json, String name, String otherwise) {
        JsonElement value = json.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : otherwise;
    }

    private static String size(Path folder, JsonObject files) throws IOException {
        long bytes = 0;
        for (String name : files.keySet()) {
            Path file = folder.resolve(name);
            bytes += Files.isRegularFile(file) ? Files.size(file) : 0;
        }
        return String.format(Locale.ROOT, bytes < 1e6 ? "%.0f kB" : "%.1f MB", bytes / (bytes < 1e6 ? 1e3 : 1e6));
    }

    /** Each file that is not as it should be; "right" if all are. */
    private static String state(Path folder, JsonObject files) {
        var faults = new ArrayList<String>();
        int checked = 0;
        for (Map.Entry<String, JsonElement> entry : files.entrySet()) {
            Path file = folder.resolve(entry.getKey()).normalize();
            String expected =
                    entry.getValue().isJsonObject() ? text(entry.getValue().getAsJsonObject(), "sha256", "") : "";
            if (!file.startsWith(folder)) {
                faults.add(entry.getKey() + " lies outside the folder");
            } else if (!Files.isRegularFile(file)) {
                faults.add(entry.getKey() + " is missing");
            } else if (expected.isEmpty()) {
                faults.add(entry.getKey() + " has none");
            } else if (!Fingerprint.ofFile(file).sha256().equals(expected)) {
                faults.add(entry.getKey() + " differs");
            } else {
                checked++;
            }
        }
        return faults.isEmpty()
                ? checked == 0 ? "no files named" : "right, " + checked + (checked == 1 ? " file" : " files")
                : String.join("; ", faults);
    }
}
