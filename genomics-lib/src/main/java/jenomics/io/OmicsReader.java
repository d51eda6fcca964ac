package jenomics.io;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Scale;
import jenomics.provenance.GenomicsException;

/**
 * How to read one layer; begin with {@link Omics#reader}. Each option gives another reader.
 *
 * @param orientation which way a text table or a matrix of R lies
 * @param delimiter what separates the cells of a text; 0: what stands most often in its first line
 * @param decimalComma whether numbers are written 3,14
 * @param missing what stands for a missing value, beside nothing at all
 * @param attributes columns that say something of the samples and are no features
 * @param leaveOut columns to pass over
 * @param numberDuplicates whether features of the same name are numbered ({@code TP53}, {@code TP53.2}), not refused
 * @param object which object of an R file, with {@code $} for one inside another; null: the only matrix
 * @param scale what the numbers are; {@link Scale#UNKNOWN}: what they give away
 * @param name of the layer; null: the name of the file or object
 */
public record OmicsReader(
        Orientation orientation,
        char delimiter,
        boolean decimalComma,
        Set<String> missing,
        List<String> attributes,
        List<String> leaveOut,
        boolean numberDuplicates,
        String object,
        Scale scale,
        String name) {

    private static final List<String> USUALLY_MISSING =
            List.of("NA", "N/A", "n/a", "na", "NaN", "nan", "NULL", "null", "None", ".", "-", "?", "#N/A", "<NA>");

    public OmicsReader {
        missing = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(missing));
        attributes = List.copyOf(attributes);
        leaveOut = List.copyOf(leaveOut);
        if (decimalComma && delimiter == ',') {
            throw new GenomicsException(
                    "A comma cannot both separate cells and stand before decimals; found delimiter ',' with decimalComma().",
                    Map.of("delimiter", ","));
        }
        if (delimiter > 127 || delimiter == '"' || delimiter == '\n') {
            throw new GenomicsException(
                    "A delimiter is one ASCII character such as tab, ',' or ';'; found '" + delimiter + "'.",
                    Map.of("delimiter", String.valueOf(delimiter)));
        }
    }

    static OmicsReader defaults() {
        return new OmicsReader(
                Orientation.DETECT,
                '\0',
                false,
                new LinkedHashSet<>(USUALLY_MISSING),
                List.of(),
                List.of(),
                false,
                null,
                Scale.UNKNOWN,
                null);
    }

    /** A line for each sample. */
    public OmicsReader samplesInRows() {
        return orientation(Orientation.SAMPLES_IN_ROWS);
    }

    /** A line for each feature, a column for each sample. */
    public OmicsReader samplesInColumns() {
        return orientation(Orientation.SAMPLES_IN_COLUMNS);
    }

    public OmicsReader orientation(Orientation way) {
        return with(d -> d.orientation = way);
    }

    /** Separates the cells of a text by this character. */
    public OmicsReader delimiter(char separator) {
        return with(d -> d.delimiter = separator);
    }

    /** Reads 3,14 as a number, 3.14 no longer. */
    public OmicsReader withDecimalComma() {
        return with(d -> d.decimalComma = true);
    }

    /** Takes these texts, too, for a missing value. */
    public OmicsReader missing(String... texts) {
        var all = new LinkedHashSet<>(missing);
        all.addAll(List.of(texts));
        return with(d -> d.missing = all);
    }

    /** These columns say something of the samples; {@link #load} makes a sample sheet of them. */
    public OmicsReader attributes(String... columns) {
        return attributes(List.of(columns));
    }

    OmicsReader attributes(Collection<String> columns) {
        return with(d -> d.attributes = List.copyOf(columns));
    }

    /** Passes over these columns. */
    public OmicsReader leaveOut(String... columns) {
        return with(d -> d.leaveOut = List.of(columns));
    }

    /** Numbers features of the same name: {@code TP53}, {@code TP53.2}. */
    public OmicsReader withNumberedDuplicates() {
        return with(d -> d.numberDuplicates = true);
    }

    /** Reads this object of an R file, for example {@code "breast.TCGA$data.train$mirna"}. */
    public OmicsReader object(String path) {
        return with(d -> d.object = path);
    }

    /** Says what the numbers are. */
    public OmicsReader scale(Scale unit) {
        return with(d -> d.scale = unit);
    }

    /** Names the layer. */
    public OmicsReader name(String layer) {
        return with(d -> d.name = layer);
    }

    /** The layer of a file: CSV or TSV, GCT, MatrixMarket with its 10x folder, R data; plain or compressed. */
    public OmicsLayer read(String path) {
        return read(DataFile.find(path));
    }

    /** See {@link #read(String)}. */
    public OmicsLayer read(Path path) {
        return LayerFile.of(DataFile.find(path), this).read().layer();
    }

    /** The layer of a file with what the same file says of the samples: the columns of {@link #attributes}. */
    public MultiOmics load(String path) {
        return load(DataFile.find(path));
    }

    /** See {@link #load(String)}. */
    public MultiOmics load(Path path) {
        return LayerFile.of(DataFile.find(path), this).read().cohort();
    }

    /** The options of a copy while one of them changes. */
    private static final class Draft {
        private Orientation orientation;
        private char delimiter;
        private boolean decimalComma;
        private Set<String> missing;
        private List<String> attributes;
        private List<String> leaveOut;
        private boolean numberDuplicates;
        private String object;
        private Scale scale;
        private String name;
    }

    private OmicsReader with(Consumer<Draft> change) {
        var d = new Draft();
        d.orientation = orientation;
        d.delimiter = delimiter;
        d.decimalComma = decimalComma;
        d.missing = missing;
        d.attributes = attributes;
        d.leaveOut = leaveOut;
        d.numberDuplicates = numberDuplicates;
        d.object = object;
        d.scale = scale;
        d.name = name;
        change.accept(d);
        return new OmicsReader(
                d.orientation,
                d.delimiter,
                d.decimalComma,
                d.missing,
                d.attributes,
                d.leaveOut,
                d.numberDuplicates,
                d.object,
                d.scale,
                d.name);
    }
}
