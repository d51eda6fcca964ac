package jenomics.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jenomics.omics.Matching;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.omics.Scale;
import jenomics.provenance.GenomicsException;

/**
 * How to put layers together; begin with {@link Omics#loader}. Each option gives another loader.
 *
 * @param matching when two names are of the same sample
 * @param keepAll whether samples are kept that some layers lack
 * @param scales what the numbers of a layer are, by its name
 * @param reader how each file is read
 */
public record OmicsLoader(Matching matching, boolean keepAll, Map<String, Scale> scales, OmicsReader reader) {
    private static final String TABLES = "(?i).*\\.(csv|tsv|txt|tab|gct|mtx|rda|rdata|rds|h5ad|vcf|bcf|bed|ped)";
    private static final String SHEETS =
            "(?i)(.*[_. -])?(labels?|pheno(type)?s?|samples?|sample[_-]?sheet|metadata|meta|design|clinical|annotations?|targets?)";

    public OmicsLoader {
        scales = Collections.unmodifiableMap(new LinkedHashMap<>(scales));
    }

    static OmicsLoader defaults() {
        return new OmicsLoader(Matching.EXACT, false, Map.of(), OmicsReader.defaults());
    }

    /** Compares names of samples so. */
    public OmicsLoader matching(Matching rule) {
        return new OmicsLoader(rule, keepAll, scales, reader);
    }

    /** Keeps the samples of all layers; in a layer that lacks one, all its values are missing. */
    public OmicsLoader keepAllSamples() {
        return new OmicsLoader(matching, true, scales, reader);
    }

    /** Says what the numbers of a layer are. */
    public OmicsLoader scale(String layer, Scale scale) {
        var more = new LinkedHashMap<>(scales);
        more.put(layer, scale);
        return new OmicsLoader(matching, keepAll, more, reader);
    }

    /** Reads each file so. */
    public OmicsLoader reader(OmicsReader how) {
        return new OmicsLoader(matching, keepAll, scales, how);
    }

    /** The layers of a folder or of these files; see {@link Omics#load(String, String...)}. */
    public MultiOmics load(String folderOrFile, String... more) {
        return load(
                DataFile.find(folderOrFile), Stream.of(more).map(DataFile::find).toArray(Path[]::new));
    }

    /** See {@link #load(String, String...)}. */
    public MultiOmics load(Path folderOrFile, Path... more) {
        var place = DataFile.find(folderOrFile);
        if (more.length == 0 && Files.isDirectory(place) && DatasetCard.isIn(place)) {
            var card = DatasetCard.read(place);
            if (!card.layers().isEmpty()) {
                return load(card, place);
            }
        }
        var files = new ArrayList<Path>();
        var passedOver = new ArrayList<String>();
        Stream.concat(Stream.of(folderOrFile), Stream.of(more))
                .forEach(f -> collect(DataFile.find(f), files, passedOver));
        var names = LayerNames.of(files);
        Path sheetFile = sheet(files);
        var sheet = sheetFile == null ? null : SheetFile.read(sheetFile, reader);
        var layers = new ArrayList<OmicsLayer>();
        for (int i = 0; i < files.size(); i++) {
            if (!files.get(i).equals(sheetFile)) {
                var read = layer(files.get(i), names.get(i), known(sheet, layers));
                layers.add(read.layer());
                sheet = sheet == null ? read.sheet() : sheet;
            }
        }
        return together(layers, sheet, passedOver);
    }

    /** What a card says are layers, on the scales that it says; the notes tell which files differ from their card. */
    MultiOmics load(DatasetCard card, Path folder) {
        var sheet = card.sheet() == null ? null : SheetFile.read(folder.resolve(card.sheet()), reader);
        var layers = new ArrayList<OmicsLayer>();
        for (var entry : card.layers().entrySet()) {
            var saying = scales.containsKey(entry.getKey())
                    ? this
                    : scale(entry.getKey(), entry.getValue().scale());
            String object = entry.getValue().object();
            saying = object.isEmpty() ? saying : saying.reader(reader.object(object));
            var file = DataFile.find(folder.resolve(entry.getValue().file()));
            var read = saying.layer(file, entry.getKey(), known(sheet, layers));
            layers.add(read.layer());
            sheet = sheet == null ? read.sheet() : sheet;
        }
        var remarks = new ArrayList<>(List.of("card: " + card.title()));
        card.splits().forEach((attribute, what) -> remarks.add("published split '" + attribute + "': " + what));
        card.faults(folder).forEach(fault -> remarks.add("not as the card says: " + fault));
        return together(layers, sheet, List.of()).withNotes(remarks);
    }

    private MultiOmics together(List<OmicsLayer> layers, SampleSheet sheet, List<String> passedOver) {
        if (layers.isEmpty()) {
            throw new GenomicsException("No file here holds a layer: all were sample sheets.");
        }
        var unknown = new HashSet<>(scales.keySet());
        layers.forEach(l -> unknown.remove(l.name()));
        if (!unknown.isEmpty()) {
            throw new GenomicsException(
                    "A scale was given for " + unknown + ", but the layers are "
                            + layers.stream().map(OmicsLayer::name).toList() + ".",
                    Map.of("unknown", unknown));
        }
        var cohort = keepAll ? MultiOmics.ofAll(layers, matching) : MultiOmics.ofShared(layers, matching);
        var remarks = new ArrayList<String>();
        layers.forEach(l -> remarks.add(l.name() + ": " + String.join("; ", l.notes())));
        if (!passedOver.isEmpty()) {
            remarks.add("passed over: " + String.join(", ", passedOver));
        }
        var noted = cohort.withNotes(remarks);
        return sheet == null ? noted : noted.with(sheet, matching);
    }

    private ReadLayer layer(Path file, String name, Predicate<String> known) {
        var how = reader.name() == null ? reader.name(name) : reader;
        if (LayerFile.kind(file) == LayerFile.Kind.TEXT && how.attributes().isEmpty()) {
            how = how.attributes(TextMatrix.textColumns(file, how));
        }
        return LayerFile.of(file, how.scale(scales.getOrDefault(name, how.scale())))
                .knowing(known)
                .read();
    }

    private static Predicate<String> known(SampleSheet sheet, List<OmicsLayer> layers) {
        Set<String> names = new HashSet<>();
        if (sheet != null) {
            names.addAll(sheet.ids());
        } else if (!layers.isEmpty()) {
            names.addAll(layers.get(0).samples());
        }
        return names::contains;
    }

    /** The one file that is a sample sheet by its name or because it holds more text than numbers; or null. */
    private Path sheet(List<Path> files) {
        var sheets = files.stream().filter(this::isSheet).toList();
        if (sheets.size() > 1) {
            throw new GenomicsException(
                    "Which of these is the sample sheet: "
                            + sheets.stream().map(Path::getFileName).toList()
                            + "? Name the files to load one by one, with one sheet.",
                    Map.of("sheets", sheets.stream().map(Path::toString).toList()));
        }
        return sheets.isEmpty() || files.size() == 1 ? null : sheets.get(0);
    }

    private boolean isSheet(Path file) {
        if (LayerFile.kind(file) != LayerFile.Kind.TEXT) {
            return false;
        }
        return LayerFile.stem(file).matches(SHEETS) || TextMatrix.mostlyText(file, reader);
    }

    private static void collect(Path place, List<Path> files, List<String> passedOver) {
        if (!Files.isDirectory(place) || TenXMatrix.isFolder(place)) {
            files.add(place);
            return;
        }
        int before = files.size();
        try (var list = Files.list(place)) {
            list.sorted().forEach(f -> {
                boolean data = !Files.isDirectory(f)
                        && LayerFile.unpackedName(f).matches(TABLES)
                        && !LayerFile.unpackedName(f).matches("(?i)(readme|licen[cs]e|copying).*");
                boolean intervals = data && LayerFile.unpackedName(f).matches("(?i).*\\.bed") && !PlinkBed.is(f);
                boolean twin = data && PlinkReader.isBesideBed(f);
                if (data && !intervals && !twin || TenXMatrix.isFolder(f)) {
                    files.add(f);
                } else {
                    passedOver.add(f.getFileName().toString());
                }
            });
        } catch (IOException e) {
            throw new GenomicsException(
                    "Cannot list the folder '" + place + "': " + e.getMessage() + ".",
                    Map.of("folder", place.toString()),
                    e);
        }
        if (files.size() == before) {
            throw new GenomicsException(
                    "The folder '" + place
                            + "' holds no layer: no .csv, .tsv, .txt, .gct, .mtx, .rda, .RData, .rds, .h5ad, .vcf or"
                            + " PLINK's .bed, nor these compressed; it has " + LayerNames.firstThree(passedOver) + ".",
                    Map.of("folder", place.toString(), "files", passedOver.size()));
        }
    }
}
