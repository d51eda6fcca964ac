package jenomics.omics.step;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.Quantile;
import jenomics.omics.FittedStep;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Scale;
import jenomics.omics.Step;
import jenomics.omics.TrainingSamples;
import jenomics.provenance.GenomicsException;

/**
 * Divides the counts of each sample by its size factor: the median ratio to the geometric means of the training samples,
 * over the features that all of these have counts of (Anders and Huber 2010). The means are kept for other samples.
 */
public record SizeFactors() implements Step {

    @Override
    public String name() {
        return "size factors";
    }

    @Override
    public Scale scaleAfter(String layer, Scale before) {
        Refusals.requireScale(
                name(), "counts", layer, before, "Give it the counts.", Scale.COUNTS, Scale.EXPECTED_COUNTS);
        return Scale.EXPECTED_COUNTS;
    }

    @Override
    public FittedStep fit(OmicsLayer layer, TrainingSamples train) {
        double[] logs = logMeans(IntStream.range(0, layer.size())
                .mapToObj(s -> checked(Rows.doubles(layer.row(s)), layer, s))
                .toArray(double[][]::new));
        if (Arrays.stream(logs).allMatch(Double::isNaN)) {
            throw new GenomicsException(
                    "The step '" + name() + "' needs features that all training samples have counts of, and the layer '"
                            + layer.name() + "' has none. Use cpm(), or leave out samples with few counts.",
                    Map.of("step", name(), "layer", layer.name()));
        }
        return (other, samples) -> Rows.changed(other, (row, of, sample) -> {
            double factor = factor(checked(row, of, sample), logs);
            if (Double.isNaN(factor) && of.measured(sample)) {
                throw new GenomicsException(
                        "The step '" + name() + "' finds no size of sample '" + of.id(sample) + "' of the layer '"
                                + of.name() + "': it has no counts of the features that all training samples have.",
                        Map.of("step", name(), "layer", of.name(), "sample", of.id(sample)));
            }
            for (int f = 0; f < row.length; f++) {
                row[f] /= factor;
            }
        });
    }

    private double[] checked(double[] row, OmicsLayer layer, int sample) {
        Refusals.requireFrom(name(), 0, row, layer, sample);
        return row;
    }

    /** The logarithm of the geometric mean of each feature; NaN where a sample has none of it. */
    static double[] logMeans(double[][] rows) {
        double[] means = new double[rows[0].length];
        for (double[] row : rows) {
            for (int f = 0; f < means.length; f++) {
                means[f] += row[f] > 0 ? Math.log(row[f]) / rows.length : Double.NaN;
            }
        }
        return means;
    }

    /** NaN where no feature of the reference is there. */
    static double factor(double[] row, double[] logMeans) {
        double[] ratios = IntStream.range(0, row.length)
                .filter(f -> row[f] > 0 && !Double.isNaN(logMeans[f]))
                .mapToDouble(f -> Math.log(row[f]) - logMeans[f])
                .sorted()
                .toArray();
        return ratios.length == 0 ? Double.NaN : Math.exp(Quantile.of(ratios, 0.5));
    }
}
