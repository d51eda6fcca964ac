package jenomics.classic;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenomics.learn.FeatureWeights;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;

/** A {@link Logistic} regression that has learned. */
public final class LinearModel implements Fitted<MultiOmics>, Described {
    private static final int SHOWN = 5;

    private final Learned learned;
    private final double[][] standardised; // [outputs, features]
    private final double[][] coefficients; // [outputs, features]
    private final double[] intercepts;
    private final String choice;

    private LinearModel(
            Learned learned, double[][] standardised, double[][] coefficients, double[] intercepts, String choice) {
        this.learned = learned;
        this.standardised = standardised;
        this.coefficients = coefficients;
        this.intercepts = intercepts;
        this.choice = choice;
    }

    /** @param weights [outputs][standardised features, the intercept last] */
    static LinearModel of(Learned learned, Scaling scaling, double[][] weights, String choice) {
        int features = weights[0].length - 1;
        double[][] standardised =
                Arrays.stream(weights).map(w -> Arrays.copyOf(w, features)).toArray(double[][]::new);
        double[][] coefficients = new double[weights.length][features];
        double[] intercepts = new double[weights.length];
        for (int o = 0; o < weights.length; o++) {
            for (int f = 0; f < features; f++) {
                coefficients[o][f] = standardised[o][f] / scaling.deviation()[f];
            }
            intercepts[o] = scaling.intercept(weights[o][features], coefficients[o]);
        }
        return new LinearModel(learned, standardised, coefficients, intercepts, choice);
    }

    @Override
    public Predictions predict(MultiOmics samples) {
        float[][] rows = learned.rows(samples);
        return learned.predictions(
                samples, Arrays.stream(rows).map(this::probabilities).toArray(double[][]::new));
    }

    private double[] probabilities(float[] row) {
        double[] p = IntStream.range(0, intercepts.length)
                .mapToDouble(o -> 1 / (1 + Math.exp(-at(row, o))))
                .toArray();
        return learned.normalised(p);
    }

    private double at(float[] row, int output) {
        double sum = intercepts[output];
        for (int f = 0; f < row.length; f++) {
            sum += coefficients[output][f] * row[f];
        }
        return sum;
    }

    /** The names of the features, in the order of {@link #coefficients}. */
    public List<String> features() {
        return learned.features().list();
    }

    /** How many outputs have coefficients of their own: classes, labels, or one. */
    public int outputs() {
        return intercepts.length;
    }

    /** The names of the outputs: classes or labels; for binary the positive class. */
    public List<String> outputNames() {
        return IntStream.range(0, outputs()).mapToObj(learned::outputName).toList();
    }

    /** The values of these samples as the model reads them, one row per sample. */
    public float[][] rows(MultiOmics samples) { // [samples, features]
        return learned.rows(samples);
    }

    /** What is added to the sum of coefficients times features: the log odds where all features are 0. */
    public double intercept(int output) {
        return intercepts[checked(output)];
    }

    /** The coefficient of every feature as it was measured. */
    public double[] coefficients(int output) {
        return coefficients[checked(output)].clone();
    }

    private int checked(int output) {
        if (output < 0 || output >= intercepts.length) {
            throw new GenomicsException(
                    "There is no output " + output + ": the task " + learned.task() + " has " + intercepts.length
                            + ", numbered from 0.",
                    Map.of("output", output));
        }
        return output;
    }

    /** Coefficients per standard deviation; over several outputs the sum of their absolute values. */
    @Override
    public Optional<FeatureWeights> weights() {
        return Optional.of(learned.weights("coefficient per standard deviation", Learned.summed(standardised)));
    }

    /** {@code logistic regression · binary 'relapse' [no, yes] · 200 features · 150 samples · C 0.01 ...}. */
    @Override
    public Description describe() {
        var names = features();
        var rows = IntStream.range(0, intercepts.length)
                .mapToObj(o -> List.of(
                        learned.outputName(o),
                        String.join(", ", largest(o, 1).map(names::get).toList()),
                        String.join(", ", largest(o, -1).map(names::get).toList())))
                .toList();
        return Description.of(learned.headline() + " · " + choice)
                .with(
                        "features of the largest coefficients per standard deviation",
                        List.of("for", "more", "less"),
                        rows);
    }

    private Stream<Integer> largest(int output, int sign) {
        double[] b = standardised[output];
        return IntStream.range(0, b.length)
                .boxed()
                .filter(f -> sign * b[f] > 0)
                .sorted(Comparator.comparingDouble(f -> -sign * b[f]))
                .limit(SHOWN);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
