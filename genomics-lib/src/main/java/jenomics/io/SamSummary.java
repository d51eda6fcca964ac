package jenomics.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import jenomics.plot.BarChart;
import jenomics.plot.Chart;
import jenomics.plot.LineChart;
import jenomics.plot.Panels;
import jenomics.provenance.Described;
import jenomics.provenance.Description;

/**
 * What the alignments of a file are like. Reads are counted once, by their primary alignments, as samtools flagstat does.
 *
 * @param name of the file
 * @param reads primary alignments, mapped or not
 * @param secondary further places of the same reads
 * @param supplementary further parts of split reads
 * @param mapped reads with a place
 * @param duplicates reads marked as copies
 * @param failing reads that failed the sequencer's own checks
 * @param paired reads with a mate
 * @param proper paired reads that lie as their pair should
 * @param bases of all reads
 * @param mappingQuality how many mapped reads have 0 to 255
 * @param insertSizes how many proper pairs span 0 to {@link #LONGEST_INSERT} bp, or more
 * @param contigs the sequences of the genome, in order
 */
public record SamSummary(
        String name,
        long reads,
        long secondary,
        long supplementary,
        long mapped,
        long duplicates,
        long failing,
        long paired,
        long proper,
        long bases,
        long[] mappingQuality,
        long[] insertSizes,
        List<Contig> contigs)
        implements Described {

    /** Longer inserts are counted as this long. */
    public static final int LONGEST_INSERT = 10_000;

    private static final int SHOWN = 30;

    /**
     * A sequence of the genome.
     *
     * @param alignments primary and supplementary ones that lie on it
     * @param alignedBp bases of reads that lie on one of its bases, duplicates and failing reads left out
     */
    public record Contig(String name, long lengthBp, long alignments, long alignedBp) {
        /** How often a base is read, on average. */
        public double depth() {
            return (double) alignedBp / lengthBp;
        }
    }

    public SamSummary {
        mappingQuality = mappingQuality.clone();
        insertSizes = insertSizes.clone();
        contigs = List.copyOf(contigs);
    }

    /** The share of mapped reads, 0 to 1; NaN without reads. */
    public double mappedShare() {
        return (double) mapped / reads;
    }

    /** The insert size that half of the proper pairs do not exceed, in bp; NaN without pairs. */
    public double medianInsert() {
        return FastqTally.quantile(insertSizes, 0.5);
    }

    /** How often a base of the genome is read, on average. */
    public double depth() {
        double aligned = contigs.stream().mapToLong(Contig::alignedBp).sum();
        return aligned / contigs.stream().mapToLong(Contig::lengthBp).sum();
    }

    /** Depth by contig (the first 30), insert sizes where there are pairs. */
    public Chart plot() {
        var shown = contigs.stream().limit(SHOWN).toList();
        var depths = BarChart.of("Depth")
                .y("reads per base")
                .categories(shown.stream().map(Contig::name).toArray(String[]::new))
                .bars("depth", shown.stream().mapToDouble(Contig::depth).toArray());
        if (Arrays.stream(insertSizes).sum() == 0) {
            return depths;
        }
        int most = (int) Math.max(1, FastqTally.quantile(insertSizes, 0.995));
        var inserts = LineChart.of("Insert size")
                .x("bp")
                .y("pairs")
                .line(
                        "pairs",
                        IntStream.rangeClosed(0, most).asDoubleStream().toArray(),
                        Arrays.stream(insertSizes, 0, most + 1).asDoubleStream().toArray());
        return Panels.beside(depths, inserts);
    }

    @Override
    public Description describe() {
        var headline = String.format(
                Locale.ROOT,
                "%s \u00b7 %,d reads \u00b7 %s mapped \u00b7 %.3g-fold depth",
                name,
                reads,
                share(mapped, reads),
                contigs.isEmpty() ? 0 : depth());
        var counts = new ArrayList<List<String>>();
        count(counts, "mapped", mapped, reads);
        count(counts, "duplicates", duplicates, reads);
        count(counts, "failing the sequencer's checks", failing, reads);
        count(counts, "paired", paired, reads);
        count(counts, "in proper pairs", proper, paired);
        count(counts, "secondary alignments", secondary, 0);
        count(counts, "supplementary alignments", supplementary, 0);
        var shown = Description.of(headline).with("", List.of("", "reads", "share"), counts);
        if (!Double.isNaN(medianInsert())) {
            shown = shown.with(
                    "insert size (bp)",
                    List.of("median", "middle half"),
                    List.of(List.of(
                            String.format(Locale.ROOT, "%,.0f", medianInsert()),
                            String.format(
                                    Locale.ROOT,
                                    "%,.0f to %,.0f",
                                    FastqTally.quantile(insertSizes, 0.25),
                                    FastqTally.quantile(insertSizes, 0.75)))));
        }
        return contigs.isEmpty()
                ? shown
                : shown.with("depth", List.of("contig", "bp", "alignments", "depth"), depths());
    }

    private List<List<String>> depths() {
        return contigs.stream()
                .limit(SHOWN)
                .map(c -> List.of(
                        c.name(),
                        String.format(Locale.ROOT, "%,d", c.lengthBp()),
                        String.format(Locale.ROOT, "%,d", c.alignments()),
                        String.format(Locale.ROOT, "%.3g", c.depth())))
                .toList();
    }

    private static void count(List<List<String>> rows, String what, long count, long of) {
        rows.add(List.of(what, String.format(Locale.ROOT, "%,d", count), of == 0 ? "" : share(count, of)));
    }

    private static String share(long part, long whole) {
        return whole == 0 ? "0 %" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    /** The summary; see {@link #describe}. */
    @Override
    public String toString() {
        return describe().text();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SamSummary summary
                && reads == summary.reads
                && mapped == summary.mapped
                && contigs.equals(summary.contigs)
                && Arrays.equals(insertSizes, summary.insertSizes)
                && Arrays.equals(mappingQuality, summary.mappingQuality);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(reads) * 31 + contigs.hashCode();
    }
}
