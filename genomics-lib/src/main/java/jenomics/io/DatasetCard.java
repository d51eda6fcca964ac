package jenomics.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jenomics.omics.Scale;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Fingerprint;

/**
 * What a folder of data says of itself in its {@code dataset.json}: what it is, whose, under which licence, which files
 * with which SHA-256 from which address, which of them are layers on which scale, and which attributes are published
 * splits. {@link Omics#load(String, String...)} follows it.
 *
 * <pre>{@code
 * {"name": "cohort", "title": "A cohort", "licence": "CC0-1.0", "citation": "...", "page": "https://...",
 *  "files": {"rna.csv.gz": {"what": "read counts", "sha256": "...", "bytes": 81234, "url": "https://..."},
 *            "samples.csv": {"sha256": "..."}},
 *  "layers": {"rna": {"file": "rna.csv.gz", "scale": "counts"}},
 *  "sheet": "samples.csv",
 *  "splits": {"part": "the published split"}}
 * }</pre>
 *
 * @param name letters, digits and hyphens; also the name of the folder
 * @param title one line
 * @param description what a reader should know
 * @param citation whom to cite
 * @param licence its SPDX identifier, or words
 * @param page where its publisher describes it
 * @param files by name; each lies in the folder
 * @param layers by name, in order
 * @param sheet the file of the sample sheet; null if there is none
 * @param splits attributes that hold a published split, with what it is
 */
public record DatasetCard(
        String name,
        String title,
        String description,
        String citation,
        String licence,
        String page,
        Map<String, Content> files,
        Map<String, Layer> layers,
        String sheet,
        Map<String, String> splits)
        implements Described {

    /** The name of the file. */
    public static final String FILE = "dataset.json";

    /**
     * One file.
     *
     * @param what it holds
     * @param sha256 64 lower-case hexadecimal digits; empty where nobody says
     * @param bytes its size; -1 where nobody says
     * @param url where its publisher has it; empty where it lies with the card
     */
    public record Content(String what, String sha256, long bytes, String url) {}

    /**
     * One layer.
     *
     * @param file which file holds it
     * @param object which object of the file, where it has several ({@link OmicsReader#object}); empty: the only one
     * @param scale what its numbers are
     */
    public record Layer(String file, String object, Scale scale) {}

    public DatasetCard {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
        layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
        splits = Collections.unmodifiableMap(new LinkedHashMap<>(splits));
    }

    /** A card that says no more than this. */
    public static DatasetCard of(String name, String title) {
        return new DatasetCard(name, title, "", "", "", "", Map.of(), Map.of(), null, Map.of());
    }

    /** The card of a folder, or of its file. */
    public static DatasetCard read(String folderOrFile) {
        return read(DataFile.find(folderOrFile));
    }

    /** See {@link #read(String)}. */
    public static DatasetCard read(Path folderOrFile) {
        var place = DataFile.find(folderOrFile);
        return CardText.read(Files.isDirectory(place) ? place.resolve(FILE) : place);
    }

    /** Whether a folder has a card. */
    static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }

    public DatasetCard description(String text) {
        return new DatasetCard(name, title, text, citation, licence, page, files, layers, sheet, splits);
    }

    public DatasetCard citation(String text) {
        return new DatasetCard(name, title, description, text, licence, page, files, layers, sheet, splits);
    }

    /** Under which licence: best its SPDX identifier, such as CC0-1.0. */
    public DatasetCard licence(String text) {
        return new DatasetCard(name, title, description, citation, text, page, files, layers, sheet, splits);
    }

    /** Says that this attribute of the samples is a published split. */
    public DatasetCard split(String attribute, String what) {
        var more = new LinkedHashMap<>(splits);
        more.put(attribute, what);
        return new DatasetCard(name, title, description, citation, licence, page, files, layers, sheet, more);
    }

    DatasetCard holding(Map<String, Content> contents, Map<String, Layer> itsLayers, String itsSheet) {
        return new DatasetCard(
                name, title, description, citation, licence, page, contents, itsLayers, itsSheet, splits);
    }

    /** Writes the card into a folder and returns its path. */
    public Path write(Path folder) {
        byte[] json = CardText.of(this);
        return DataFile.write(folder.resolve(FILE), out -> out.write(json));
    }

    /** How many bytes its files have; -1 where it does not say of all. */
    public long bytes() {
        boolean all = files.values().stream().allMatch(f -> f.bytes() >= 0);
        return all ? files.values().stream().mapToLong(Content::bytes).sum() : -1;
    }

    /** What is wrong with each file of a folder: missing, another SHA-256. Empty if all is right. */
    public List<String> faults(Path folder) {
        var faults = new ArrayList<String>();
        files.forEach((file, content) -> {
            var place = folder.resolve(file);
            if (!Files.isRegularFile(place)) {
                faults.add(file + " is missing");
            } else if (!content.sha256().isEmpty()
                    && !Fingerprint.ofFile(place).sha256().equals(content.sha256())) {
                faults.add(file + " differs");
            }
        });
        return faults;
    }

    @Override
    public Description describe() {
        var facts = new ArrayList<List<String>>();
        fact(facts, "what", description);
        fact(facts, "licence", licence.isEmpty() ? "not said" : licence);
        fact(facts, "cite", citation);
        fact(facts, "page", page);
        splits.forEach((attribute, what) -> fact(facts, "split '" + attribute + "'", what));
        var rows = new ArrayList<List<String>>();
        files.forEach((file, content) ->
                rows.add(List.of(file, size(content.bytes()), use(file), content.what(), content.url())));
        return Description.of(name + " \u00b7 " + title)
                .with("", List.of(), facts)
                .with("files", List.of("file", "size", "use", "what", "from"), rows);
    }

    private static void fact(List<List<String>> facts, String name, String value) {
        if (!value.isEmpty()) {
            facts.add(List.of(name, value));
        }
    }

    private String use(String file) {
        if (file.equals(sheet)) {
            return "sample sheet";
        }
        return layers.entrySet().stream()
                .filter(l -> l.getValue().file().equals(file))
                .map(l -> "layer " + l.getKey() + ", " + l.getValue().scale())
                .collect(Collectors.joining("; "));
    }

    /** {@code 12 kB}, {@code 3.4 MB}; nothing where unknown. */
    static String size(long bytes) {
        return bytes < 0
                ? ""
                : String.format(Locale.ROOT, bytes < 1e6 ? "%.0f kB" : "%.1f MB", bytes / (bytes < 1e6 ? 1e3 : 1e6));
    }

    /** The summary; see {@link #describe}. */
    @Override
    public String toString() {
        return describe().text();
    }
}
