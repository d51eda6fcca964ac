package jenomics.classic;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import jenomics.learn.FeatureWeights;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;

/** An {@link Svm} that has learned. */
public final class SvmModel implements Fitted<MultiOmics>, Described {
    private final Learned learned;
    private final Svm plan;
    private final Svm.Kernel kernel;
    private final Scaling scaling;
    private final double[][] training; // [samples, standardised features]
    private final SvmTraining.Best best;

    SvmModel(
            Learned learned, Svm plan, Svm.Kernel kernel, Scaling scaling, double[][] training, SvmTraining.Best best) {
        this.learned = learned;
        this.plan = plan;
        this.kernel = kernel;
        this.scaling = scaling;
        this.training = training;
        this.best = best;
    }

    @Override
    public Predictions predict(MultiOmics samples) {
        float[][] rows = learned.rows(samples);
        return learned.predictions(
                samples, Arrays.stream(rows).parallel().map(this::values).toArray(double[][]::new));
    }

    private double[] values(float[] row) {
        double[] standardised = scaling.row(row);
        double[] products = Arrays.stream(training)
                .mapToDouble(other -> kernel.of(standardised, other))
                .toArray();
        boolean numbers = learned.task().kind() == Task.Kind.REGRESSION;
        double[] values = best.machines().stream()
                .mapToDouble(m -> numbers ? m.decide(products) : m.curve().probability(m.decide(products)))
                .toArray();
        return learned.normalised(values);
    }

    /** The cost that was chosen (libsvm's C). */
    public double cost() {
        return best.cost();
    }

    /** How many training samples lie on a margin or within it, for any output. */
    public int supportVectors() {
        return (int) IntStream.range(0, training.length)
                .filter(i -> best.machines().stream().anyMatch(m -> m.weights()[i] != 0))
                .count();
    }

    /** Of a linear machine the coefficient per standard deviation; a Gaussian one has none. */
    @Override
    public Optional<FeatureWeights> weights() {
        if (plan.gaussian()) {
            return Optional.empty();
        }
        double[][] weights = best.machines().stream().map(this::coefficients).toArray(double[][]::new);
        return Optional.of(learned.weights("coefficient per standard deviation", Learned.summed(weights)));
    }

    private double[] coefficients(SvmTraining.Machine machine) {
        double[] coefficients = new double[training[0].length];
        for (int i = 0; i < training.length; i++) {
            for (int f = 0; f < coefficients.length; f++) {
                coefficients[f] += machine.weights()[i] * training[i][f];
            }
        }
        return coefficients;
    }

    /** {@code Gaussian SVM · binary 'relapse' [no, yes] · 200 features · 150 samples · C 1.0 · 88 support vectors}. */
    @Override
    public Description describe() {
        String gamma = plan.gaussian() ? " · gamma " + Phrases.value(kernel.gamma()) : "";
        return Description.of(learned.headline() + " · C " + cost() + gamma + " · "
                + Phrases.count(supportVectors(), "support vector"));
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
