package jenomics.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import jenomics.plot.Chart;
import jenomics.plot.LineChart;
import jenomics.plot.Panels;
import jenomics.provenance.Described;
import jenomics.provenance.Description;

/**
 * What the reads of a FASTQ file are like. Positions count from the first base of a read; beyond {@link #POSITIONS} they
 * are not told apart.
 *
 * @param name of the file
 * @param reads how many
 * @param bases of all reads
 * @param shortest bases of the shortest read
 * @param medianLength of the reads, in bases
 * @param longest bases of the longest read
 * @param meanQuality Phred score over all bases; NaN where there is none
 * @param quality mean Phred score at each position
 * @param lowQuality Phred score that 90 % of the reads exceed or reach at each position
 * @param medianQuality Phred score at each position
 * @param composition shares of A, C, G, T and others at each position
 * @param gc how many reads have 0 to 100 % of G and C
 */
public record FastqSummary(
        String name,
        long reads,
        long bases,
        int shortest,
        int medianLength,
        int longest,
        double meanQuality,
        double[] quality,
        double[] lowQuality,
        double[] medianQuality,
        double[][] composition,
        long[] gc)
        implements Described {

    /** How many positions are told apart. */
    public static final int POSITIONS = 1000;

    private static final List<String> LETTERS = List.of("A", "C", "G", "T", "other");

    /** The share of G and C, 0 to 1: the mean over the reads; NaN where there is none. */
    public double meanGc() {
        long all = Arrays.stream(gc).sum();
        return IntStream.range(0, gc.length).mapToDouble(i -> i / 100.0 * gc[i]).sum() / all;
    }

    /** Quality by position, composition by position, GC of the reads. */
    public Chart plot() {
        double[] positions =
                IntStream.rangeClosed(1, quality.length).asDoubleStream().toArray();
        var qualities = LineChart.of("Quality")
                .x("position (bp)")
                .y("Phred score")
                .line("mean", positions, quality)
                .line("median", positions, medianQuality)
                .line("lowest tenth", positions, lowQuality);
        var letters = LineChart.of("Composition").x("position (bp)").y("share");
        for (int b = 0; b < LETTERS.size(); b++) {
            int base = b;
            letters = letters.line(
                    LETTERS.get(b),
                    positions,
                    Arrays.stream(composition).mapToDouble(c -> c[base]).toArray());
        }
        var content = LineChart.of("GC of the reads")
                .x("G and C (%)")
                .y("reads")
                .line(
                        "reads",
                        IntStream.range(0, gc.length).asDoubleStream().toArray(),
                        Arrays.stream(gc).asDoubleStream().toArray());
        return Panels.beside(qualities, letters, content);
    }

    @Override
    public Description describe() {
        String length = shortest == longest
                ? String.format(Locale.ROOT, "%,d bp", longest)
                : String.format(Locale.ROOT, "%,d to %,d bp, median %,d", shortest, longest, medianLength);
        var headline = String.format(
                Locale.ROOT,
                "%s \u00b7 %,d reads \u00b7 %s \u00b7 mean quality %.1f \u00b7 GC %.1f %%",
                name,
                reads,
                length,
                meanQuality,
                100 * meanGc());
        var rows = new ArrayList<List<String>>();
        for (int place = 0; place < quality.length; place += Math.max(1, quality.length / 5)) {
            rows.add(List.of(
                    Integer.toString(place + 1),
                    String.format(Locale.ROOT, "%.1f", quality[place]),
                    String.format(Locale.ROOT, "%.0f", lowQuality[place]),
                    String.format(Locale.ROOT, "%.1f %%", 100 * composition[place][4])));
        }
        return Description.of(headline)
                .with("by position", List.of("position", "mean quality", "lowest tenth", "N and others"), rows);
    }

    /** The summary; see {@link #describe}. */
    @Override
    public String toString() {
        return describe().text();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FastqSummary summary
                && reads == summary.reads
                && bases == summary.bases
                && Arrays.equals(quality, summary.quality)
                && Arrays.deepEquals(composition, summary.composition)
                && Arrays.equals(gc, summary.gc);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(reads) * 31 + Arrays.hashCode(quality);
    }
}
