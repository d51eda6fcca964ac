package jenomics.learn;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenomics.plot.LineChart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * How many of those looked for are among the first k, if samples are taken from the highest score down: what a
 * screening, a follow-up of candidates or a polygenic score is used for. Samples of one score are taken in any order,
 * so each adds the mean of theirs.
 *
 * @param positive the class that is looked for
 * @param hits how many are expected among the first 1, 2, ... samples
 * @param positives how many there are in all
 */
public record HitCurve(String positive, double[] hits, int positives) implements Described {
    private static final double[] SHOWN = {0.01, 0.05, 0.1, 0.2, 0.5};

    /**
     * For a binary task, or one class or label against the rest.
     *
     * @throws GenomicsException if the two do not belong together, or not both classes are there
     */
    public static HitCurve of(Predictions predictions, Targets targets, String className) {
        double[] scores = OneClass.scores(predictions, targets, className);
        boolean[] positive = OneClass.positive(targets, className);
        OneClass.requireBoth(targets, className, positive);
        int[] order = OneClass.descending(scores);
        double[] hits = new double[order.length];
        int found = 0;
        for (int from = 0, to; from < order.length; from = to) {
            int inTie = 0;
            for (to = from; to < order.length && scores[order[to]] == scores[order[from]]; to++) {
                inTie += positive[order[to]] ? 1 : 0;
            }
            for (int k = from; k < to; k++) {
                hits[k] = found + (double) inTie * (k + 1 - from) / (to - from);
            }
            found += inTie;
        }
        return new HitCurve(className, hits, found);
    }

    /** How many samples there are. */
    public int size() {
        return hits.length;
    }

    /** The area between the curve and that of a random order, as a share of what a perfect order has: 0 random, 1 ideal. */
    public double area() {
        double n = hits.length;
        double random = positives * (n + 1) / 2;
        double ideal = positives * (positives + 1) / 2.0 + positives * (n - positives);
        return (Arrays.stream(hits).sum() - random) / (ideal - random);
    }

    /** How many times more hits the first share of the samples has than the whole. @param share for example 0.1 */
    public double enrichment(double share) {
        return precision(first(share)) * size() / positives;
    }

    /** The share of hits among the first k. */
    public double precision(int k) {
        return hits(k) / k;
    }

    /** The share of all hits that is among the first k. */
    public double recall(int k) {
        return hits(k) / positives;
    }

    private double hits(int k) {
        if (k < 1 || k > size()) {
            throw new GenomicsException(
                    "The first " + Phrases.count(k) + " were asked for; there are " + Phrases.count(size(), "sample")
                            + ".",
                    Map.of("k", k, "samples", size()));
        }
        return hits[k - 1];
    }

    private int first(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new GenomicsException(
                    "A share of the samples is more than 0 and at most 1; found " + share + ".",
                    Map.of("share", share));
        }
        return (int) Math.max(1, Math.round(share * size()));
    }

    /** The curve with those of a random and of a perfect order. */
    public LineChart plot() {
        return addTo(chart("Hits of '" + positive + "'"), "hits");
    }

    /** An empty chart for curves of these samples, with those of a random and of a perfect order. */
    public LineChart chart(String title) {
        double n = size();
        return LineChart.of(title)
                .x("samples taken, from the highest score down")
                .y("hits among them")
                .xRange(0, n)
                .dashed("random", new double[] {0, n}, new double[] {0, positives})
                .dashed("ideal", new double[] {0, positives, n}, new double[] {0, positives, positives});
    }

    /** The chart with this curve as one more line. */
    public LineChart addTo(LineChart chart, String name) {
        double[] from0 = new double[hits.length + 1];
        System.arraycopy(hits, 0, from0, 1, hits.length);
        double[] taken = IntStream.rangeClosed(0, size()).asDoubleStream().toArray();
        return chart.line(String.format(Locale.ROOT, "%s (top 10 %%: %.2f×)", name, enrichment(0.1)), taken, from0);
    }

    @Override
    public Description describe() {
        List<List<String>> rows = Arrays.stream(SHOWN)
                .mapToObj(share -> {
                    int k = first(share);
                    return Stream.of(
                                    Math.round(100 * share) + " %",
                                    Phrases.count(k),
                                    Interval.number(hits(k)),
                                    Interval.number(enrichment(share)))
                            .toList();
                })
                .toList();
        return Description.of("hits of '" + positive + "' · " + Phrases.count(positives) + " of "
                        + Phrases.count(size(), "sample") + " · enrichment in the top 10 % "
                        + Interval.number(enrichment(0.1)) + " · normalised area " + Interval.number(area()))
                .with("", List.of("top", "samples", "hits", "enrichment"), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
