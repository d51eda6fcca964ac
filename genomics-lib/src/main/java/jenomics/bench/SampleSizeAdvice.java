package jenomics.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenomics.learn.Interval;
import jenomics.learn.Samples;
import jenomics.learn.Task;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * Whether there are samples enough: the published rules for multi-omics studies, and how precisely an AUROC can be
 * known. The rules (Han, BMC Genomics 2025, 26:769: 26 samples per class or more, classes of a balance below 3:1, less
 * than 10 % of the features, less than 30 % noise) were found for the clustering of cancer subtypes with ten methods
 * on seven TCGA benchmarks. They are evidence on clustering, not on prediction; a learning curve of one's own says more.
 *
 * @param counts samples of each class; of survival, censored and with the event
 * @param features how many there are, or 0: not said
 * @param selected how many of them are used, or 0: not said
 */
public record SampleSizeAdvice(Map<String, Integer> counts, int features, int selected) implements Described {
    private static final int ENOUGH_PER_CLASS = 26;
    private static final double BALANCE = 3;
    private static final double SELECTED = 0.1;
    private static final double Z = 1.959963984540054;

    public SampleSizeAdvice {
        counts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(counts));
        if (features < 0 || selected < 0 || features > 0 && selected > features) {
            throw new GenomicsException(
                    "Of " + features + " features " + selected + " cannot be selected.",
                    Map.of("features", features, "selected", selected));
        }
    }

    /** For these samples and this task, which must have classes or events. */
    public static SampleSizeAdvice of(Samples<?> samples, Task task) {
        var resolved = task.resolve(samples);
        var targets = resolved.targets(samples);
        var kind = task.kind();
        if (kind == Task.Kind.REGRESSION || kind == Task.Kind.MULTILABEL) {
            throw new GenomicsException(
                    "The rules on sample sizes are for classes; the task is " + task + ". Use LearningCurve.of(bench).",
                    Map.of("task", task.toString()));
        }
        var counts = new LinkedHashMap<String, Integer>();
        resolved.classes().forEach(c -> counts.put(c, 0));
        for (int i = 0; i < targets.size(); i++) {
            int cls = kind == Task.Kind.SURVIVAL ? (int) targets.values()[i][1] : targets.classIndex()[i];
            counts.merge(resolved.classes().get(cls), 1, Integer::sum);
        }
        return new SampleSizeAdvice(counts, 0, 0);
    }

    /** The same with the number of features, and how many of them the model is to use. */
    public SampleSizeAdvice features(int all, int used) {
        return new SampleSizeAdvice(counts, all, used);
    }

    /**
     * Half the width of the 95 % interval of an AUROC that is measured on so many samples (Hanley and McNeil 1982).
     *
     * @param auroc the true value, for example 0.8
     */
    public static double halfWidth(double auroc, int positives, int negatives) {
        if (!(auroc > 0 && auroc < 1) || positives < 1 || negatives < 1) {
            throw new GenomicsException(
                    "The width of an interval is known for an AUROC between 0 and 1 and samples of both classes; found "
                            + auroc + ", " + positives + " and " + negatives + ".",
                    Map.of("auroc", auroc, "positives", positives, "negatives", negatives));
        }
        double square = auroc * auroc;
        double q1 = auroc / (2 - auroc);
        double q2 = 2 * square / (1 + auroc);
        double variance = (auroc * (1 - auroc) + (positives - 1) * (q1 - square) + (negatives - 1) * (q2 - square))
                / ((double) positives * negatives);
        return Z * Math.sqrt(variance);
    }

    /**
     * How many samples must be tested for a 95 % interval of an AUROC of this half width.
     *
     * @param positiveShare how many of them are positive, for example 0.3
     */
    public static int samplesFor(double auroc, double positiveShare, double halfWidth) {
        if (!(positiveShare > 0 && positiveShare < 1) || !(halfWidth > 0)) {
            throw new GenomicsException(
                    "A share of positives is between 0 and 1 and a half width above 0; found " + positiveShare + " and "
                            + halfWidth + ".",
                    Map.of("share", positiveShare, "halfWidth", halfWidth));
        }
        long n = 2;
        while (n < 10_000_000) {
            int positives = (int) Math.max(1, Math.round(n * positiveShare));
            if (positives < n && halfWidth(auroc, positives, (int) (n - positives)) <= halfWidth) {
                return (int) n;
            }
            n = Math.max(n + 1, (long) (n * 1.002));
        }
        return Integer.MAX_VALUE;
    }

    /** Samples of the smallest class. */
    public int smallest() {
        return counts.values().stream().mapToInt(c -> c).min().orElse(0);
    }

    /** The largest class over the smallest. */
    public double balance() {
        return (double) counts.values().stream().mapToInt(c -> c).max().orElse(0) / smallest();
    }

    private int size() {
        return counts.values().stream().mapToInt(c -> c).sum();
    }

    @Override
    public Description describe() {
        var rules = new ArrayList<List<String>>();
        rules.add(rule(
                "samples per class",
                "at least " + ENOUGH_PER_CLASS,
                String.valueOf(smallest()),
                smallest() >= ENOUGH_PER_CLASS));
        rules.add(rule(
                "balance of the classes",
                "below 3:1",
                String.format(Locale.ROOT, "%.1f:1", balance()),
                balance() < BALANCE));
        if (features > 0 && selected > 0) {
            double share = (double) selected / features;
            rules.add(rule(
                    "features used",
                    "below 10 %",
                    String.format(Locale.ROOT, "%.1f %%", 100 * share),
                    share < SELECTED));
        }
        rules.add(List.of("noise", "below 30 %", "not known from the data alone", "-"));
        return Description.of(headline())
                .with(
                        "rules of Han (2025), found for clustering subtypes: no evidence on prediction",
                        List.of("rule", "wanted", "here", ""),
                        rules)
                .with(
                        "how precisely an AUROC is known if every sample is tested once (Hanley and McNeil), smallest"
                                + " class against the rest",
                        List.of("AUROC", "half width of the 95 % interval", "samples for 0.05"),
                        precision())
                .with("what to do where there are too few", List.of(), advice());
    }

    private static List<String> rule(String name, String wanted, String here, boolean met) {
        return List.of(name, wanted, here, met ? "met" : "not met");
    }

    private List<List<String>> precision() {
        var rows = new ArrayList<List<String>>();
        for (double auroc : new double[] {0.7, 0.8, 0.9}) {
            rows.add(List.of(
                    Interval.number(auroc),
                    Interval.number(halfWidth(auroc, smallest(), size() - smallest())),
                    String.format(Locale.ROOT, "%,d", samplesFor(auroc, (double) smallest() / size(), 0.05))));
        }
        return rows;
    }

    private List<List<String>> advice() {
        var advice = new ArrayList<List<String>>();
        if (smallest() < ENOUGH_PER_CLASS) {
            advice.add(List.of("join small classes, or leave them out"));
        }
        if (balance() >= BALANCE) {
            advice.add(List.of("judge by AUPRC or balanced accuracy; weight the classes"));
        }
        advice.add(List.of("prefer few parameters: ridge or an elastic net, one model per layer joined late"));
        advice.add(List.of("repeat the folds, and look at LearningCurve.of(bench)"));
        return advice;
    }

    private String headline() {
        return Phrases.count(size(), "sample") + " · smallest class " + smallest() + " · balance "
                + String.format(Locale.ROOT, "%.1f:1", balance()) + " · an AUROC of 0.8 is known to ±"
                + Interval.number(halfWidth(0.8, smallest(), size() - smallest()));
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
