package jenomics.classic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import jenomics.learn.FeatureWeights;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.omics.MultiOmics;
import jenomics.plot.BarChart;
import jenomics.plot.Chart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** A {@link Cox} model that has learned: a hazard ratio for each feature. Predicts the logarithm of the hazard ratio. */
public final class CoxModel implements Fitted<MultiOmics>, Described {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final Learned learned;
    private final Cox plan;
    private final CoxFit fit;
    private final double[] mean;
    private final int events;

    CoxModel(Learned learned, Cox plan, CoxFit fit, double[] mean, int events) {
        this.learned = learned;
        this.plan = plan;
        this.fit = fit;
        this.mean = mean;
        this.events = events;
    }

    /**
     * What a feature does to the hazard.
     *
     * @param feature its name
     * @param coefficient by how much the logarithm of the hazard grows with one unit of it
     * @param standardError of the coefficient
     */
    public record Effect(String feature, double coefficient, double standardError) {

        /** By what the hazard is multiplied with one unit more. */
        public double hazardRatio() {
            return Math.exp(coefficient);
        }

        /** The lower end of the hazard ratio's 95 % interval. */
        public double low() {
            return Math.exp(coefficient + NORMAL.inverseCumulativeProbability(0.025) * standardError);
        }

        /** The upper end of the hazard ratio's 95 % interval. */
        public double high() {
            return Math.exp(coefficient + NORMAL.inverseCumulativeProbability(0.975) * standardError);
        }

        /** Of the test that the coefficient is 0 (Wald). */
        public double pValue() {
            return 2 * NORMAL.survivalProbability(Math.abs(coefficient / standardError));
        }
    }

    /** One for each feature, in their order. */
    public List<Effect> effects() {
        var names = learned.features().list();
        return IntStream.range(0, names.size())
                .mapToObj(f -> new Effect(names.get(f), fit.coefficients()[f], Math.sqrt(fit.covariance()[f][f])))
                .toList();
    }

    /** The logarithm of the partial likelihood with all coefficients 0. */
    public double nullLogLikelihood() {
        return fit.nullLogLikelihood();
    }

    /** The logarithm of the partial likelihood. */
    public double logLikelihood() {
        return fit.logLikelihood();
    }

    /** Of the likelihood ratio test that all coefficients are 0. */
    public double pValue() {
        double statistic = Math.max(0, 2 * (logLikelihood() - nullLogLikelihood()));
        return ChiSquaredDistribution.of(fit.coefficients().length).survivalProbability(statistic);
    }

    @Override
    public Predictions predict(MultiOmics samples) {
        double[][] values = Arrays.stream(learned.rows(samples))
                .map(row -> new double[] {risk(row)})
                .toArray(double[][]::new);
        return learned.predictions(samples, values);
    }

    private double risk(float[] row) {
        double sum = 0;
        for (int f = 0; f < row.length; f++) {
            sum += fit.coefficients()[f] * (row[f] - mean[f]);
        }
        return sum;
    }

    /** Coefficients in standard errors: what each feature's test sees. */
    @Override
    public Optional<FeatureWeights> weights() {
        return Optional.of(learned.weights(
                "coefficient / standard error",
                effects().stream()
                        .mapToDouble(e -> e.coefficient() / e.standardError())
                        .toArray()));
    }

    /** The logarithm of each hazard ratio with its 95 % interval. */
    public Chart plot() {
        var chart = BarChart.of("Cox model: log hazard ratios").horizontal();
        for (var effect : effects()) {
            chart = chart.bar(effect.feature(), effect.coefficient(), Math.log(effect.low()), Math.log(effect.high()));
        }
        return chart;
    }

    /** {@code Cox model · survival 'time' with event 'status' ... · 4 features · 213 samples · 151 events · p 1.2e-06}. */
    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        for (var effect : effects()) {
            rows.add(List.of(
                    effect.feature(),
                    Phrases.value(effect.hazardRatio()),
                    Phrases.value(effect.low()),
                    Phrases.value(effect.high()),
                    Phrases.value(effect.pValue())));
        }
        return Description.of(learned.headline() + " · " + Phrases.count(events, "event") + " · "
                        + plan.ties().name().toLowerCase(Locale.ROOT) + " · p "
                        + Phrases.value(pValue()) + " (likelihood ratio)")
                .with("hazard ratios for one unit more", List.of("feature", "ratio", "low", "high", "p"), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
