package jenomics.omics.step;

import java.util.Locale;
import java.util.Map;
import jenomics.learn.Quantile;
import jenomics.omics.FittedStep;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Scale;
import jenomics.omics.Step;
import jenomics.omics.TrainingSamples;
import jenomics.provenance.GenomicsException;

/**
 * Each feature less a middle, divided by a width, both of the training samples. A feature whose width is 0 there becomes
 * its distance from the middle, which is 0 in training samples. Missing values stay missing.
 *
 * @param kind which middle and which width
 */
public record Scaling(Kind kind) implements Step {

    /** Middle and width. */
    public enum Kind {
        /** Mean and standard deviation (n - 1). */
        STANDARDIZE,
        /** Least value and range: training values lie from 0 to 1, others may lie outside. */
        MIN_MAX,
        /** Median and interquartile range (quantiles of type 7). */
        ROBUST_SCALE
    }

    @Override
    public String name() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    public Scale scaleAfter(String layer, Scale before) {
        return kind == Kind.STANDARDIZE ? Scale.Z_SCORE : Scale.UNKNOWN;
    }

    @Override
    public FittedStep fit(OmicsLayer layer, TrainingSamples train) {
        if (layer.size() < 2) {
            throw new GenomicsException(
                    "The step '" + name() + "' needs at least 2 training samples; the layer '" + layer.name() + "' has "
                            + layer.size() + ".",
                    Map.of("step", name(), "layer", layer.name(), "samples", layer.size()));
        }
        var statistics = FeatureStatistics.of(layer);
        statistics.requireMeasured(name(), layer);
        double[][] line = kind == Kind.STANDARDIZE ? standard(statistics) : byOrder(layer);
        return (other, samples) -> Rows.changed(other, (row, of, sample) -> {
            for (int f = 0; f < row.length; f++) {
                row[f] = (row[f] - line[0][f]) / line[1][f];
            }
        });
    }

    private static double[][] standard(FeatureStatistics statistics) {
        double[] widths = new double[statistics.means().length];
        for (int f = 0; f < widths.length; f++) {
            widths[f] = width(Math.sqrt(statistics.variances()[f]));
        }
        return new double[][] {statistics.means(), widths};
    }

    private double[][] byOrder(OmicsLayer layer) {
        double[][] line = new double[2][layer.featureCount()];
        for (int f = 0; f < layer.featureCount(); f++) {
            double[] sorted = Rows.observed(layer.column(f));
            boolean robust = kind == Kind.ROBUST_SCALE;
            line[0][f] = robust ? Quantile.of(sorted, 0.5) : sorted[0];
            line[1][f] = width(
                    robust
                            ? Quantile.of(sorted, 0.75) - Quantile.of(sorted, 0.25)
                            : sorted[sorted.length - 1] - sorted[0]);
        }
        return line;
    }

    private static double width(double found) {
        return found > 0 ? found : 1;
    }
}
