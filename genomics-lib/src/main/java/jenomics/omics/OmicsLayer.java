package jenomics.omics;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import tech.tablesaw.api.Table;

/**
 * One kind of measurement of some samples: a matrix of float32, samples × features, with a name for each sample and each
 * feature and a {@link Scale}. A missing value is NaN; nothing is infinite. A value: what changes it returns another, and
 * a choice of samples shares the numbers of the whole.
 */
public final class OmicsLayer implements Described {
    private final String name;
    private final Names samples;
    private final Names features;
    private final float[][] rows; // [samples][features], never written to
    private final Scale scale;
    private final List<String> notes;
    private LayerStatistics statistics;

    private OmicsLayer(String name, Names samples, Names features, float[][] rows, Scale scale, List<String> notes) {
        this.name = name;
        this.samples = samples;
        this.features = features;
        this.rows = rows;
        this.scale = scale;
        this.notes = notes;
    }

    /**
     * A layer of these values, which are copied.
     *
     * @param values one row per sample, as wide as there are features; NaN where missing
     */
    public static OmicsLayer of(String name, List<String> samples, List<String> features, float[][] values) {
        return owning(
                name,
                samples,
                features,
                Arrays.stream(values).map(float[]::clone).toArray(float[][]::new));
    }

    /** See {@link #of(String, List, List, float[][])}; values become float32. */
    public static OmicsLayer of(String name, List<String> samples, List<String> features, double[][] values) {
        return owning(
                name,
                samples,
                features,
                Arrays.stream(values).map(OmicsLayer::floats).toArray(float[][]::new));
    }

    /** A layer that keeps these rows: the caller does not write to them again. For readers of large files. */
    public static OmicsLayer owning(String name, List<String> samples, List<String> features, float[][] rows) {
        String owner = "the layer '" + name + "'";
        var layer = new OmicsLayer(
                name,
                Names.of("sample", owner, samples),
                Names.of("feature", owner, features),
                rows,
                Scale.UNKNOWN,
                List.of());
        layer.check();
        return layer;
    }

    /** The same samples and features with these values, on no known scale; keeps the rows, as {@link #owning} does. */
    public OmicsLayer withRows(float[][] newRows) {
        var layer = new OmicsLayer(name, samples, features, newRows, Scale.UNKNOWN, List.of());
        layer.check();
        return layer;
    }

    /** A layer of the number columns of a table; the names of the samples stand in {@code idColumn}. */
    public static OmicsLayer fromTable(Table table, String idColumn) {
        return LayerTable.read(table, idColumn);
    }

    private void check() {
        if (rows.length != samples.size()) {
            throw new GenomicsException(
                    "The layer '" + name + "' has " + Phrases.count(samples.size(), "sample name") + " but "
                            + Phrases.count(rows.length, "row") + " of values.",
                    Map.of("layer", name, "names", samples.size(), "rows", rows.length));
        }
        for (int s = 0; s < rows.length; s++) {
            if (rows[s].length != features.size()) {
                throw new GenomicsException(
                        "The layer '" + name + "' has " + Phrases.count(features.size(), "feature") + ", but sample '"
                                + id(s) + "' has " + Phrases.count(rows[s].length, "value") + ".",
                        Map.of("layer", name, "sample", id(s)));
            }
            for (int f = 0; f < rows[s].length; f++) {
                if (Float.isInfinite(rows[s][f])) {
                    throw new GenomicsException(
                            "The layer '" + name + "' has the value " + rows[s][f] + " for sample '" + id(s)
                                    + "' and feature '" + features.get(f)
                                    + "'. Values are finite; a missing one is NaN.",
                            Map.of("layer", name, "sample", id(s), "feature", features.get(f)));
                }
            }
        }
    }

    public String name() {
        return name;
    }

    /** How many samples. */
    public int size() {
        return rows.length;
    }

    public int featureCount() {
        return features.size();
    }

    /** The names of the samples, in order. */
    public List<String> samples() {
        return samples.list();
    }

    /** The names of the features, in order. */
    public List<String> features() {
        return features.list();
    }

    /** The name of a sample, by its place from 0. */
    public String id(int sample) {
        if (sample < 0 || sample >= rows.length) {
            throw new GenomicsException(
                    "There is no sample number " + sample + " in " + owner() + ": it has " + rows.length
                            + ", numbered from 0.",
                    Map.of("layer", name, "sample", sample));
        }
        return samples.get(sample);
    }

    public boolean hasSample(String sample) {
        return samples.has(sample);
    }

    public boolean hasFeature(String feature) {
        return features.has(feature);
    }

    public Scale scale() {
        return scale;
    }

    /** Remarks on how this layer came to be; shown below the summary. */
    public List<String> notes() {
        return notes;
    }

    /** The value of a sample and a feature, by their places from 0; NaN if missing. */
    public float value(int sample, int feature) {
        return rows[sample][feature];
    }

    /** The value of a sample and a feature, by their names; NaN if missing. */
    public float value(String sample, String feature) {
        return rows[samples.place(sample, owner())][features.place(feature, owner())];
    }

    /** All values of one sample, in the order of the features; a copy. */
    public float[] row(int sample) {
        return rows[sample].clone();
    }

    /** Copies all values of one sample into {@code target}, beginning at {@code offset}. */
    public void copyRow(int sample, float[] target, int offset) {
        System.arraycopy(rows[sample], 0, target, offset, featureCount());
    }

    /** All values of one feature, in the order of the samples. */
    public float[] column(int feature) {
        float[] column = new float[rows.length];
        for (int s = 0; s < column.length; s++) {
            column[s] = rows[s][feature];
        }
        return column;
    }

    /** All values of one feature, in the order of the samples. */
    public float[] column(String feature) {
        return column(features.place(feature, owner()));
    }

    /** All values, one row per sample; a copy. */
    public float[][] toArray() { // [samples, features]
        return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
    }

    /** How many values are missing. */
    public long missing() {
        return statistics().missing();
    }

    /** Whether a sample has any value at all. */
    public boolean measured(int sample) {
        for (float value : rows[sample]) {
            if (!Float.isNaN(value)) {
                return true;
            }
        }
        return rows[sample].length == 0;
    }

    /** The samples at these places, in this order; shares the numbers. */
    public OmicsLayer select(int[] places) {
        float[][] some = new float[places.length][];
        for (int i = 0; i < places.length; i++) {
            id(places[i]);
            some[i] = rows[places[i]];
        }
        return new OmicsLayer(name, samples.select(places), features, some, scale, List.of());
    }

    /** The samples of these names, in this order; shares the numbers. */
    public OmicsLayer samples(String... names) {
        return samples(List.of(names));
    }

    /** The samples of these names, in this order; shares the numbers. */
    public OmicsLayer samples(Collection<String> names) {
        var chosen = List.copyOf(names);
        Names.of("sample", "this choice", chosen);
        return select(samples.places(chosen, owner()));
    }

    /** The features of these names, in this order. */
    public OmicsLayer features(String... names) {
        return features(List.of(names));
    }

    /** The features of these names, in this order. */
    public OmicsLayer features(Collection<String> names) {
        var chosen = List.copyOf(names);
        Names.of("feature", "this choice", chosen);
        return selectFeatures(features.places(chosen, owner()));
    }

    /** The features at these places, in this order. */
    public OmicsLayer selectFeatures(int[] places) {
        for (int place : places) {
            if (place < 0 || place >= featureCount()) {
                throw new GenomicsException(
                        "There is no feature number " + place + " in " + owner() + ": it has " + featureCount()
                                + ", numbered from 0.",
                        Map.of("layer", name, "feature", place));
            }
        }
        float[][] some = new float[rows.length][places.length];
        for (int s = 0; s < some.length; s++) {
            for (int i = 0; i < places.length; i++) {
                some[s][i] = rows[s][places[i]];
            }
        }
        return new OmicsLayer(name, samples, features.select(places), some, scale, List.of());
    }

    /** The first so many samples, or all where there are fewer. */
    public OmicsLayer head(int count) {
        return select(IntStream.range(0, Math.min(count, size())).toArray());
    }

    /** The same under another name. */
    public OmicsLayer named(String newName) {
        if (newName.isBlank()) {
            throw new GenomicsException("A layer needs a name, for example \"rna\"; found '" + newName + "'.");
        }
        return new OmicsLayer(newName, samples, features, rows, scale, notes);
    }

    /** The same values, said to be on this scale; a value that is not possible there is an error that names it. */
    public OmicsLayer withScale(Scale newScale) {
        newScale.check(this);
        return new OmicsLayer(name, samples, features, rows, newScale, notes);
    }

    /** The same with the scale that its values give away (presence, dosage, counts), and a note that says so. */
    public OmicsLayer withLikelyScale() {
        var likely = Scale.likely(statistics());
        if (scale != Scale.UNKNOWN || likely == Scale.UNKNOWN) {
            return this;
        }
        var more = new java.util.ArrayList<>(notes);
        more.add("scale not said; the values look like " + likely + " (change it with withScale)");
        return new OmicsLayer(name, samples, features, rows, likely, List.copyOf(more));
    }

    /** The same with these remarks on how it came to be. */
    public OmicsLayer withNotes(List<String> remarks) {
        return new OmicsLayer(name, samples, features, rows, scale, List.copyOf(remarks));
    }

    /** The same samples under other names, in the same order. */
    OmicsLayer renamed(List<String> sampleNames) {
        return new OmicsLayer(name, Names.of("sample", owner(), sampleNames), features, rows, scale, notes);
    }

    /** These samples in this order; where a place is negative, one without any value. */
    OmicsLayer arranged(List<String> sampleNames, int[] places) {
        float[] nothing = new float[featureCount()];
        Arrays.fill(nothing, Float.NaN);
        float[][] arranged = new float[places.length][];
        for (int i = 0; i < places.length; i++) {
            arranged[i] = places[i] < 0 ? nothing : rows[places[i]];
        }
        return new OmicsLayer(name, Names.of("sample", owner(), sampleNames), features, arranged, scale, notes);
    }

    /** A cohort of this one layer with the attributes of its samples. */
    public MultiOmics with(SampleSheet sheet) {
        return MultiOmics.of(this).with(sheet);
    }

    /**
     * One row per sample: {@code sample}, then a column for each feature. For up to 2,000 features, since tables get slow
     * with more; choose some first: {@code layer.features("TP53", "ESR1").toTable()}.
     */
    public Table toTable() {
        return LayerTable.of(this);
    }

    LayerStatistics statistics() {
        var known = statistics;
        if (known == null) {
            known = LayerStatistics.of(rows, featureCount());
            statistics = known;
        }
        return known;
    }

    /** Adds the values of one sample to a digest. */
    void digest(int sample, MessageDigest digest) {
        var bytes = ByteBuffer.allocate(rows[sample].length * Float.BYTES);
        for (float value : rows[sample]) {
            bytes.putInt(Float.floatToIntBits(value));
        }
        digest.update(bytes.array());
    }

    /** SHA-256 over names, scale and values, in order. */
    public Fingerprint fingerprint() {
        var digest = Fingerprint.digest();
        digestText(digest, name);
        digestText(digest, scale.name());
        features().forEach(f -> digestText(digest, f));
        for (int s = 0; s < size(); s++) {
            digestText(digest, samples.get(s));
            digest(s, digest);
        }
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    /** Led by its length, so that other pieces never add up to the same bytes. */
    static void digestText(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private String owner() {
        return "the layer '" + name + "'";
    }

    private static float[] floats(double[] row) {
        float[] floats = new float[row.length];
        for (int i = 0; i < row.length; i++) {
            floats[i] = (float) row[i];
        }
        return floats;
    }

    @Override
    public Description describe() {
        return LayerSummary.of(this);
    }

    /** The summary; see {@link #describe}. */
    @Override
    public String toString() {
        return describe().text();
    }
}
