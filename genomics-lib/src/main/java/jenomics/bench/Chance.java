package jenomics.bench;

import java.util.Arrays;
import java.util.OptionalDouble;
import jenomics.learn.Metric;
import jenomics.learn.Targets;

/** What a metric is worth without having learned anything. */
final class Chance {
    private Chance() {}

    /** Empty where it depends on what is guessed. */
    static OptionalDouble of(Metric metric, Targets targets) {
        return switch (metric) {
            case AUROC, AUROC_WEIGHTED, C_INDEX, C_INDEX_UNO -> OptionalDouble.of(0.5);
            case MCC, PEARSON, SPEARMAN, R2 -> OptionalDouble.of(0);
            case AUPRC ->
                OptionalDouble.of(Arrays.stream(shares(targets)).average().orElseThrow());
            case BALANCED_ACCURACY ->
                OptionalDouble.of(1.0 / targets.task().classes().size());
            case ACCURACY -> accuracy(targets);
            default -> OptionalDouble.empty();
        };
    }

    /** The share of the largest class. */
    private static OptionalDouble accuracy(Targets targets) {
        double[] shares = shares(targets);
        return switch (targets.task().kind()) {
            case BINARY -> OptionalDouble.of(Math.max(shares[0], 1 - shares[0]));
            case MULTICLASS -> Arrays.stream(shares).max();
            default -> OptionalDouble.empty();
        };
    }

    /** How many samples have each output. */
    private static double[] shares(Targets targets) {
        double[] shares = new double[targets.task().outputs()];
        for (double[] row : targets.values()) {
            for (int o = 0; o < shares.length; o++) {
                shares[o] += row[o] / targets.size();
            }
        }
        return shares;
    }
}
