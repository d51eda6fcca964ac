package jenomics.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jenomics.plot.LineChart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;

/**
 * How found and falsely found samples grow as the threshold falls: a receiver operating characteristic or a
 * precision-recall curve, with a point for every threshold that tells samples apart.
 *
 * @param kind which of the two
 * @param positive the class that is looked for
 * @param x false positive rate, or recall
 * @param y true positive rate, or precision
 * @param thresholds scores of at least this count as found; the first point of a ROC has an infinite one
 * @param area AUROC, or average precision
 */
public record Curve(Kind kind, String positive, double[] x, double[] y, double[] thresholds, double area)
        implements Described {

    /** What is drawn against what. */
    public enum Kind {
        ROC("ROC", "AUROC", "false positive rate", "true positive rate"),
        PRECISION_RECALL("precision-recall", "AUPRC", "recall", "precision");

        private final String text;
        private final String areaName;
        private final String x;
        private final String y;

        Kind(String text, String areaName, String x, String y) {
            this.text = text;
            this.areaName = areaName;
            this.x = x;
            this.y = y;
        }

        /** What the area under it is called. */
        public String areaName() {
            return areaName;
        }

        /** The title of its x axis. */
        public String x() {
            return x;
        }

        /** The title of its y axis. */
        public String y() {
            return y;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * The ROC of a binary task, or of one class or label against the rest.
     *
     * @throws jenomics.provenance.GenomicsException if the two do not belong together, or not both classes are there
     */
    public static Curve roc(Predictions predictions, Targets targets, String className) {
        var found = Found.of(predictions, targets, className);
        int n = found.thresholds.length;
        double[] x = new double[n + 1];
        double[] y = new double[n + 1];
        double[] thresholds = new double[n + 1];
        thresholds[0] = Double.POSITIVE_INFINITY;
        for (int k = 0; k < n; k++) {
            x[k + 1] = (double) found.negatives[k] / found.negatives[n - 1];
            y[k + 1] = (double) found.positives[k] / found.positives[n - 1];
            thresholds[k + 1] = found.thresholds[k];
        }
        return new Curve(Kind.ROC, className, x, y, thresholds, found.ranking.auroc(found.once));
    }

    /** The precision-recall curve of a binary task, or of one class or label against the rest; errors as of {@link #roc}. */
    public static Curve precisionRecall(Predictions predictions, Targets targets, String className) {
        var found = Found.of(predictions, targets, className);
        int n = found.thresholds.length;
        double[] x = new double[n];
        double[] y = new double[n];
        for (int k = 0; k < n; k++) {
            x[k] = (double) found.positives[k] / found.positives[n - 1];
            y[k] = (double) found.positives[k] / (found.positives[k] + found.negatives[k]);
        }
        return new Curve(
                Kind.PRECISION_RECALL, className, x, y, found.thresholds, found.ranking.averagePrecision(found.once));
    }

    /** The counts at each threshold, from the highest down. */
    private record Found(double[] thresholds, long[] positives, long[] negatives, Ranking ranking, int[] once) {
        static Found of(Predictions predictions, Targets targets, String className) {
            double[] scores = OneClass.scores(predictions, targets, className);
            boolean[] positive = OneClass.positive(targets, className);
            OneClass.requireBoth(targets, className, positive);
            int[] order = OneClass.descending(scores);
            double[] thresholds =
                    Arrays.stream(order).mapToDouble(i -> scores[i]).distinct().toArray();
            long[] positives = new long[thresholds.length];
            long[] negatives = new long[thresholds.length];
            int at = 0;
            for (int k = 0; k < thresholds.length; k++) {
                positives[k] = k == 0 ? 0 : positives[k - 1];
                negatives[k] = k == 0 ? 0 : negatives[k - 1];
                while (at < order.length && scores[order[at]] == thresholds[k]) {
                    if (positive[order[at++]]) {
                        positives[k]++;
                    } else {
                        negatives[k]++;
                    }
                }
            }
            int[] once = new int[scores.length];
            Arrays.fill(once, 1);
            return new Found(thresholds, positives, negatives, new Ranking(scores, positive), once);
        }
    }

    /** The curve alone; several go into one chart with {@link #addTo}. */
    public LineChart plot() {
        return addTo(chart(kind.text + " of '" + positive + "'"), kind.text);
    }

    /** An empty chart for curves of this kind, with the line of chance where it is the same for all. */
    public LineChart chart(String title) {
        var chart = LineChart.of(title)
                .x(kind.x)
                .y(kind.y)
                .xRange(0, 1)
                .yRange(0, 1)
                .size(520, 460);
        return kind == Kind.ROC ? chart.dashed("chance", new double[] {0, 1}, new double[] {0, 1}) : chart;
    }

    /** The chart with this curve as one more line, its area beside its name. */
    public LineChart addTo(LineChart chart, String name) {
        return chart.line(name + " (" + kind.areaName + " " + Interval.number(area) + ")", x, y);
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        int step = Math.max(1, x.length / 10);
        for (int k = 0; k < x.length; k += step) {
            rows.add(List.of(
                    Double.isInfinite(thresholds[k]) ? "-" : Interval.number(thresholds[k]),
                    Interval.number(x[k]),
                    Interval.number(y[k])));
        }
        return Description.of(kind + " of '" + positive + "' · " + kind.areaName + " " + Interval.number(area) + " · "
                        + Phrases.count(x.length, "point"))
                .with(step > 1 ? "some of its points" : "", List.of("threshold", kind.x, kind.y), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
