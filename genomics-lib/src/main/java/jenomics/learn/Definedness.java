package jenomics.learn;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/** Whether predictions can be scored against these targets at all, and which metrics have no meaning for them. */
final class Definedness {
    /** Sums of many probabilities may miss 0 and 1 by so much. */
    private static final double ROUNDING = 1e-9;

    private Definedness() {}

    /** @throws GenomicsException if they are not of the same samples and task, or hold what is no prediction */
    static void requireMatch(Predictions predictions, Targets targets) {
        if (targets.size() == 0) {
            throw new GenomicsException("There are no samples to score: the targets are empty.");
        }
        var task = targets.task();
        if (!predictions.task().classes().equals(task.classes())
                || predictions.task().kind() != task.kind()) {
            throw new GenomicsException(
                    "The predictions are for the task " + predictions.task() + ", the targets for " + task
                            + ": score with the same task.",
                    Map.of("predictions", predictions.task(), "targets", task));
        }
        requireSameSamples(predictions, targets);
        for (int i = 0; i < predictions.size(); i++) {
            requireSound(task, predictions.ids().get(i), predictions.values()[i]);
        }
    }

    private static void requireSameSamples(Predictions predictions, Targets targets) {
        if (predictions.size() != targets.size()) {
            throw new GenomicsException(
                    "There are predictions for " + Phrases.count(predictions.size(), "sample") + " but targets for "
                            + Phrases.count(targets.size()) + ": predict the samples that are scored.",
                    Map.of("predictions", predictions.size(), "targets", targets.size()));
        }
        for (int i = 0; i < targets.size(); i++) {
            String predicted = predictions.ids().get(i);
            String scored = targets.ids().get(i);
            if (!predicted.equals(scored)) {
                throw new GenomicsException(
                        "Prediction " + (i + 1) + " is for sample '" + predicted + "', target " + (i + 1) + " of '"
                                + scored + "': both must be in the same order.",
                        Map.of("predicted", predicted, "scored", scored));
            }
        }
    }

    private static void requireSound(Task task, String id, double[] row) {
        if (row.length != task.outputs()) {
            throw unsound(task, id, row, "the task has " + Phrases.count(task.outputs(), "output"));
        }
        boolean probabilities = task.kind() != Task.Kind.REGRESSION && task.kind() != Task.Kind.SURVIVAL;
        for (double v : row) {
            if (!Double.isFinite(v) || probabilities && (v < -ROUNDING || v > 1 + ROUNDING)) {
                throw unsound(task, id, row, probabilities ? "probabilities are from 0 to 1" : "values must be finite");
            }
        }
        if (task.kind() == Task.Kind.MULTICLASS && Math.abs(Arrays.stream(row).sum() - 1) > 1e-3) {
            throw unsound(task, id, row, "the probabilities of the classes must sum to 1");
        }
    }

    private static GenomicsException unsound(Task task, String id, double[] row, String allowed) {
        return new GenomicsException(
                "The prediction for sample '" + id + "' is " + Arrays.toString(row) + "; " + allowed + ".",
                Map.of("sample", id, "task", task));
    }

    /** The metrics that have no value for these samples, each with the reason as a sentence. */
    static Map<Metric, String> undefined(Predictions predictions, Targets targets) {
        return switch (targets.task().kind()) {
            case BINARY -> forClasses(targets, Metric.AUROC, Metric.AUPRC);
            case MULTICLASS -> forClasses(targets, Metric.AUROC, Metric.AUROC_WEIGHTED, Metric.AUPRC);
            case MULTILABEL -> forClasses(targets, Metric.AUROC, Metric.AUPRC);
            case REGRESSION -> forValues(predictions, targets);
            case SURVIVAL -> forTimes(predictions, targets);
        };
    }

    private static Map<Metric, String> forTimes(Predictions predictions, Targets targets) {
        int[] once = new int[targets.size()];
        Arrays.fill(once, 1);
        double[] risks =
                Arrays.stream(predictions.values()).mapToDouble(row -> row[0]).toArray();
        var undefined = new EnumMap<Metric, String>(Metric.class);
        if (Double.isNaN(new Concordance(targets.output(0), targets.output(1), risks).harrell(once))) {
            long events = (long) Arrays.stream(targets.output(1)).sum();
            for (var metric : new Metric[] {Metric.C_INDEX, Metric.C_INDEX_UNO}) {
                undefined.put(
                        metric,
                        metric + " needs an event and a sample that was followed longer; the "
                                + Phrases.count(targets.size(), "sample") + " have "
                                + Phrases.count(events, "event") + ".");
            }
        }
        return undefined;
    }

    private static Map<Metric, String> forClasses(Targets targets, Metric... metrics) {
        var task = targets.task();
        var undefined = new EnumMap<Metric, String>(Metric.class);
        for (int c = 0; c < task.outputs(); c++) {
            double with = Arrays.stream(targets.output(c)).sum();
            String lack = lack(task, c, with == 0, with == targets.size(), targets.size());
            if (lack != null) {
                Arrays.stream(metrics).forEach(m -> undefined.putIfAbsent(m, m + " needs " + lack));
            }
        }
        return undefined;
    }

    private static String lack(Task task, int output, boolean none, boolean all, int n) {
        if (!none && !all) {
            return null;
        }
        var classes = task.classes();
        String samples = Phrases.count(n, "sample");
        return switch (task.kind()) {
            case BINARY -> "both classes; all " + samples + " are '" + classes.get(all ? 1 : 0) + "'.";
            case MULTICLASS ->
                "samples of every class; of the " + samples + " " + (all ? "all are '" : "none is '")
                        + classes.get(output) + "'.";
            default ->
                "samples with and without every label; of the " + samples + " " + (all ? "all have '" : "none has '")
                        + classes.get(output) + "'.";
        };
    }

    private static Map<Metric, String> forValues(Predictions predictions, Targets targets) {
        int[] once = new int[targets.size()];
        Arrays.fill(once, 1);
        double[] truth = targets.output(0);
        double[] said =
                Arrays.stream(predictions.values()).mapToDouble(row -> row[0]).toArray();
        var undefined = new EnumMap<Metric, String>(Metric.class);
        if (Correlation.constant(truth, once)) {
            String why =
                    " needs true values that differ; all " + Phrases.count(truth.length) + " are " + truth[0] + ".";
            undefined.put(Metric.PEARSON, Metric.PEARSON + why);
            undefined.put(Metric.SPEARMAN, Metric.SPEARMAN + why);
            undefined.put(Metric.R2, Metric.R2 + why);
        } else if (Correlation.constant(said, once)) {
            String why = " needs predictions that differ; all " + Phrases.count(said.length) + " are " + said[0] + ".";
            undefined.put(Metric.PEARSON, Metric.PEARSON + why);
            undefined.put(Metric.SPEARMAN, Metric.SPEARMAN + why);
        }
        return undefined;
    }
}
