package jenomics.omics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import jenomics.genome.Locus;
import jenomics.genome.Variant;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * Which copies of which alleles some samples have: samples × variants, two bits for each, so that 500 samples with a
 * million variants take 125 MB. A value: what changes it returns another.
 *
 * <pre>{@code
 * var genotypes = Vcf.read("cohort.vcf.gz");
 * genotypes.common(0.05).layer()          // an OmicsLayer of dosages
 * }</pre>
 */
public final class Genotypes implements Described {
    /** In place of a dosage: nobody knows. */
    public static final int MISSING = -1;

    private static final int NONE = 3;
    /** For each byte how many of its four genotypes are 0, 1, 2 and missing. */
    private static final byte[][] TALLY = tally();

    private final String name;
    private final Names samples;
    private final List<Variant> variants;
    private final byte[][] packed; // [variants][(samples + 3) / 4], never written to
    private final SampleSheet sheet;
    private final List<String> notes;

    private Genotypes(
            String name,
            Names samples,
            List<Variant> variants,
            byte[][] packed,
            SampleSheet sheet,
            List<String> notes) {
        this.name = name;
        this.samples = samples;
        this.variants = variants;
        this.packed = packed;
        this.sheet = sheet;
        this.notes = notes;
    }

    /** @param dosages one row per sample: 0, 1 or 2 copies of the counted allele, or {@link #MISSING} */
    public static Genotypes of(String name, List<String> samples, List<Variant> variants, int[][] dosages) {
        var rows = new ArrayList<byte[]>();
        for (int v = 0; v < variants.size(); v++) {
            byte[] copies = new byte[samples.size()];
            for (int s = 0; s < copies.length; s++) {
                copies[s] = (byte) checked(dosages[s][v]);
            }
            rows.add(pack(copies));
        }
        return owning(name, samples, variants, rows);
    }

    private static int checked(int dosage) {
        if (dosage < MISSING || dosage > 2) {
            throw new GenomicsException(
                    "A genotype has 0, 1 or 2 copies of the counted allele, or -1 for missing; found " + dosage + ".",
                    Map.of("dosage", dosage));
        }
        return dosage;
    }

    /**
     * Genotypes that keep these rows: the caller does not write to them again. For readers of large files.
     *
     * @param packed for each variant what {@link #pack} makes
     */
    public static Genotypes owning(String name, List<String> samples, List<Variant> variants, List<byte[]> packed) {
        if (variants.size() != packed.size()) {
            throw new GenomicsException("The genotypes '" + name + "' have " + Phrases.count(variants.size(), "variant")
                    + " but " + Phrases.count(packed.size(), "row") + " of values.");
        }
        var names = Names.of("sample", "the genotypes '" + name + "'", samples);
        return new Genotypes(name, names, List.copyOf(variants), packed.toArray(byte[][]::new), null, List.of());
    }

    /** Two bits for each sample, the first in the lowest ones: its copies, or 3 where negative. */
    public static byte[] pack(byte[] copies) {
        byte[] packed = new byte[(copies.length + 3) / 4];
        for (int s = 0; s < copies.length; s++) {
            packed[s >> 2] |= (byte) ((copies[s] < 0 ? NONE : copies[s]) << (s & 3) * 2);
        }
        return packed;
    }

    public String name() {
        return name;
    }

    /** How many samples. */
    public int size() {
        return samples.size();
    }

    public int variantCount() {
        return variants.size();
    }

    /** The names of the samples, in order. */
    public List<String> samples() {
        return samples.list();
    }

    /** The variants, in order. */
    public List<Variant> variants() {
        return variants;
    }

    /** Remarks on how these genotypes came to be. */
    public List<String> notes() {
        return notes;
    }

    /** Copies of the counted allele, 0 to 2, or {@link #MISSING}; places from 0. */
    public int dosage(int sample, int variant) {
        int code = code(sample, variant);
        return code == NONE ? MISSING : code;
    }

    private int code(int sample, int variant) {
        return packed[variant][sample >> 2] >> (sample & 3) * 2 & 3;
    }

    /** How many samples have 0, 1 and 2 copies, and how many are missing. */
    public int[] counts(int variant) {
        int[] counts = new int[4];
        for (byte four : packed[variant]) {
            byte[] tally = TALLY[four & 0xff];
            for (int code = 0; code < 4; code++) {
                counts[code] += tally[code];
            }
        }
        counts[0] -= packed[variant].length * 4 - size(); // the last byte is filled up with 0
        return counts;
    }

    private static byte[][] tally() {
        var tally = new byte[256][4];
        for (int four = 0; four < 256; four++) {
            for (int at = 0; at < 8; at += 2) {
                tally[four][four >> at & 3]++;
            }
        }
        return tally;
    }

    /** The share of the counted allele among the known ones, 0 to 1; NaN where none is known. Two alleles a sample. */
    public double frequency(int variant) {
        int[] n = counts(variant);
        return (n[1] + 2.0 * n[2]) / (2.0 * (n[0] + n[1] + n[2]));
    }

    /** The share of the rarer allele, 0 to 0.5; NaN where none is known. */
    public double minorFrequency(int variant) {
        double frequency = frequency(variant);
        return Math.min(frequency, 1 - frequency);
    }

    /** The samples at these places, in this order. */
    public Genotypes select(int[] places) {
        byte[][] some = new byte[packed.length][];
        byte[] copies = new byte[places.length];
        for (int v = 0; v < some.length; v++) {
            for (int s = 0; s < places.length; s++) {
                copies[s] = (byte) dosage(places[s], v);
            }
            some[v] = pack(copies);
        }
        return new Genotypes(
                name, samples.select(places), variants, some, sheet == null ? null : sheet.select(places), List.of());
    }

    /** The samples of these names, in this order. */
    public Genotypes samples(String... names) {
        return select(samples.places(List.of(names), "the genotypes '" + name + "'"));
    }

    /** The variants at these places, in this order; shares the bits. */
    public Genotypes selectVariants(int[] places) {
        byte[][] some = new byte[places.length][];
        var kept = new ArrayList<Variant>();
        for (int i = 0; i < places.length; i++) {
            some[i] = packed[places[i]];
            kept.add(variants.get(places[i]));
        }
        return new Genotypes(name, samples, List.copyOf(kept), some, sheet, notes);
    }

    /** The variants whose rarer allele has at least this share, 0 to 0.5. */
    public Genotypes common(double leastMinorFrequency) {
        return selectVariants(IntStream.range(0, variantCount())
                .filter(v -> minorFrequency(v) >= leastMinorFrequency)
                .toArray());
    }

    /** The variants that share a base with this stretch. */
    public Genotypes in(Locus region) {
        return selectVariants(IntStream.range(0, variantCount())
                .filter(v -> variants.get(v).locus().filter(region::overlaps).isPresent())
                .toArray());
    }

    /** The same with what is known of the samples, one row for each in their order. */
    public Genotypes with(SampleSheet itsSheet) {
        if (!itsSheet.ids().equals(samples())) {
            throw new GenomicsException("The sample sheet names " + Phrases.firstThree(itsSheet.ids())
                    + ", the genotypes " + Phrases.firstThree(samples()) + "; both need the same samples in order.");
        }
        return new Genotypes(name, samples, variants, packed, itsSheet, notes);
    }

    /** The same with these remarks on how they came to be. */
    public Genotypes withNotes(List<String> remarks) {
        return new Genotypes(name, samples, variants, packed, sheet, List.copyOf(remarks));
    }

    /** The same under another name. */
    public Genotypes named(String newName) {
        return new Genotypes(newName, samples, variants, packed, sheet, notes);
    }

    /**
     * The dosages as a layer of float32, missing ones NaN. A feature is named by its variant's identifier where that is
     * its own, else by {@link Variant#key}; its place is the variant's.
     */
    public OmicsLayer layer() {
        float[][] rows = new float[size()][variantCount()];
        for (int v = 0; v < variantCount(); v++) {
            for (int s = 0; s < rows.length; s++) {
                int code = code(s, v);
                rows[s][v] = code == NONE ? Float.NaN : code;
            }
        }
        return OmicsLayer.owning(name, samples(), VariantNames.of(variants), rows)
                .withNotes(notes)
                .withScale(Scale.DOSAGE);
    }

    /** A name of its own for each variant, as the features of {@link #layer} have. */
    public static List<String> names(List<Variant> variants) {
        return VariantNames.of(variants);
    }

    /** The layer of dosages with what is known of the samples. */
    public MultiOmics cohort() {
        var cohort = MultiOmics.of(layer());
        return sheet == null ? cohort : cohort.with(sheet);
    }

    /** What is known of the samples; an error where nothing is. */
    public SampleSheet sheet() {
        if (sheet == null) {
            throw new GenomicsException("The genotypes '" + name + "' have no sample sheet; PLINK's files bring one.");
        }
        return sheet;
    }

    public boolean hasSheet() {
        return sheet != null;
    }

    @Override
    public Description describe() {
        long missing = 0;
        var frequencies = new double[variantCount()];
        for (int v = 0; v < frequencies.length; v++) {
            missing += counts(v)[NONE];
            frequencies[v] = minorFrequency(v);
        }
        String headline = String.format(
                Locale.ROOT,
                "%s · %s × %s · %s · %s packed",
                name,
                Phrases.count(size(), "sample"),
                Phrases.count(variantCount(), "variant"),
                missing == 0 ? "none missing" : Phrases.percent(missing, (long) size() * variantCount()) + " missing",
                bytes());
        var shown = Description.of(headline);
        if (!notes.isEmpty()) {
            shown = shown.with(
                    "how it was read", List.of(), notes.stream().map(List::of).toList());
        }
        if (variantCount() > 0) {
            shown = shown.with(
                    "", List.of("chromosomes", "minor allele frequency", "single bases"), List.of(facts(frequencies)));
        }
        return hasSheet() ? shown.with("samples", List.of("column", "kind", "values", "missing"), sheet.rows()) : shown;
    }

    private List<String> facts(double[] frequencies) {
        var chromosomes = variants.stream().map(Variant::chromosome).distinct().toList();
        double[] known = Arrays.stream(frequencies)
                .filter(f -> !Double.isNaN(f))
                .sorted()
                .toArray();
        String range = known.length == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%.3g to %.3g, median %.3g",
                        known[0],
                        known[known.length - 1],
                        known[known.length / 2]);
        long snvs = variants.stream().filter(Variant::isSnv).count();
        return List.of(
                chromosomes.size() <= 3 ? String.join(", ", chromosomes) : Phrases.count(chromosomes.size()),
                range,
                Phrases.percent(snvs, variantCount()));
    }

    private String bytes() {
        double bytes = (double) variantCount() * ((size() + 3) / 4);
        return String.format(Locale.ROOT, bytes < 1e6 ? "%.1f kB" : "%.1f MB", bytes / (bytes < 1e6 ? 1e3 : 1e6));
    }

    /** The summary; see {@link #describe}. */
    @Override
    public String toString() {
        return describe().text();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Genotypes genotypes
                && genotypes.samples().equals(samples())
                && genotypes.variants.equals(variants)
                && Arrays.deepEquals(genotypes.packed, packed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(samples(), variants, Arrays.deepHashCode(packed));
    }
}
