package jenomics.omics.step;

import java.util.Locale;
import jenomics.learn.Quantile;
import jenomics.omics.FittedStep;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Step;
import jenomics.omics.TrainingSamples;

/**
 * Missing values become one that the training samples have: the mean, the median or the most frequent one (the least of
 * several) of the feature.
 *
 * @param kind which
 * @param blocks whether a sample without any value in the layer is filled too
 */
public record Imputation(Kind kind, boolean blocks) implements Step {

    /** What stands for a missing value. */
    public enum Kind {
        MEAN,
        MEDIAN,
        MODE
    }

    /** The same, but a sample without any value in the layer stays so: for learners that know missing layers. */
    public Imputation keepMissingBlocks() {
        return new Imputation(kind, false);
    }

    @Override
    public String name() {
        return "impute " + kind.name().toLowerCase(Locale.ROOT) + (blocks ? "" : ", not whole samples");
    }

    @Override
    public FittedStep fit(OmicsLayer layer, TrainingSamples train) {
        FeatureStatistics.of(layer).requireMeasured(name(), layer);
        double[] fill = new double[layer.featureCount()];
        for (int f = 0; f < fill.length; f++) {
            fill[f] = fill(Rows.observed(layer.column(f)));
        }
        return (other, samples) -> Rows.changed(other, (row, of, sample) -> {
            if (blocks || of.measured(sample)) {
                for (int f = 0; f < row.length; f++) {
                    row[f] = Double.isNaN(row[f]) ? fill[f] : row[f];
                }
            }
        });
    }

    private double fill(double[] ascending) {
        return switch (kind) {
            case MEAN -> mean(ascending);
            case MEDIAN -> Quantile.of(ascending, 0.5);
            case MODE -> mode(ascending);
        };
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double mode(double[] ascending) {
        double best = ascending[0];
        int most = 0;
        for (int from = 0, to; from < ascending.length; from = to) {
            for (to = from; to < ascending.length && ascending[to] == ascending[from]; to++) {}
            if (to - from > most) {
                most = to - from;
                best = ascending[from];
            }
        }
        return best;
    }
}
