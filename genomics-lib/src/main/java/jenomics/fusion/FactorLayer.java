package jenomics.fusion;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.provenance.GenomicsException;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * One layer while factors are sought in it: what is believed of its weights, their sparsity and its noise, and what the
 * factors leave unexplained. Arrays are feature by feature. Changed in place.
 */
final class FactorLayer {
    private static final double SHAPE = 1e-14;
    private static final double NOISE = 1e-3;

    final MofaLikelihood likelihood;
    final double[] centre; // [features], the mean or the intercept
    final double unit;
    final double[][] left; // [features][samples], target less centre and factors; 0 where missing
    final double[][] seen; // [features], null where complete, else [samples] of 1 and 0
    final double[] count; // [features], how many samples have a value
    private final double[][] observed; // [features][samples], as given
    double[][] mean; // [features][factors], of the slab
    double[][] spread; // [features][factors], its variance
    double[][] used; // [features][factors], the probability that a weight is not zero
    private double[] spike; // [factors], the variance of a weight that is not used
    private double[] alphaShape;
    private double[] alphaRate; // [factors]
    private double[] thetaYes;
    private double[] thetaNo; // [factors]
    private final double[] tauShape;
    private final double[] tauRate; // [features]
    private double constant;

    FactorLayer(Blocks.Block block, MofaLikelihood likelihood, boolean scaled, int factors) {
        int width = block.features().size();
        int n = block.size();
        this.likelihood = likelihood;
        observed = Matrices.transposed(block.values());
        seen = new double[width][];
        count = new double[width];
        centre = new double[width];
        for (int d = 0; d < width; d++) {
            look(block, d, n);
        }
        unit = likelihood == MofaLikelihood.GAUSSIAN && scaled ? deviation() : 1;
        left = new double[width][n];
        tauShape = new double[width];
        tauRate = new double[width];
        for (int d = 0; d < width; d++) {
            begin(d);
        }
        mean = new double[width][factors];
        spread = new double[width][factors];
        used = new double[width][factors];
        Arrays.stream(used).forEach(row -> Arrays.fill(row, 1));
        Arrays.stream(spread).forEach(row -> Arrays.fill(row, 1));
        spike = filled(factors, 1);
        alphaShape = filled(factors, 1);
        alphaRate = filled(factors, 1);
        thetaYes = filled(factors, 1);
        thetaNo = filled(factors, 1);
    }

    private static double[] filled(int length, double value) {
        double[] filled = new double[length];
        Arrays.fill(filled, value);
        return filled;
    }

    private void look(Blocks.Block block, int d, int n) {
        double sum = 0;
        for (double y : observed[d]) {
            if (!Double.isNaN(y)) {
                check(block, d, y);
                sum += y;
                count[d]++;
            }
        }
        if (count[d] < n) {
            seen[d] =
                    Arrays.stream(observed[d]).map(y -> Double.isNaN(y) ? 0 : 1).toArray();
        }
        double average = count[d] == 0 ? 0 : sum / count[d];
        centre[d] = likelihood == MofaLikelihood.GAUSSIAN ? average : likelihood.inverse(inside(average, count[d]));
    }

    /** Away from where the inverse is infinite. */
    private double inside(double average, double values) {
        double rim = 0.5 / (values + 1);
        return likelihood == MofaLikelihood.BERNOULLI
                ? Math.max(rim, Math.min(1 - rim, average))
                : Math.max(rim, average);
    }

    private void check(Blocks.Block block, int d, double y) {
        boolean fits = likelihood == MofaLikelihood.GAUSSIAN
                || (likelihood == MofaLikelihood.BERNOULLI ? y == 0 || y == 1 : y >= 0 && y == Math.rint(y));
        if (!fits) {
            throw new GenomicsException(
                    "The layer '" + block.name() + "' has " + (float) y + " for '"
                            + block.features().get(d) + "'; "
                            + (likelihood == MofaLikelihood.BERNOULLI
                                    ? "a Bernoulli layer holds 0 and 1."
                                    : "a Poisson layer holds counts: whole numbers from 0.")
                            + " Leave it Gaussian, or give it in that form.",
                    Map.of("layer", block.name(), "value", y, "likelihood", likelihood));
        }
    }

    private double deviation() {
        double squares = 0;
        double values = 0;
        for (int d = 0; d < observed.length; d++) {
            values += count[d];
            for (double y : observed[d]) {
                squares += Double.isNaN(y) ? 0 : (y - centre[d]) * (y - centre[d]);
            }
        }
        return squares == 0 ? 1 : Math.sqrt(squares / values);
    }

    private void begin(int d) {
        if (likelihood == MofaLikelihood.GAUSSIAN) {
            double squares = 0;
            for (int i = 0; i < left[d].length; i++) {
                left[d][i] = Double.isNaN(observed[d][i]) ? 0 : (observed[d][i] - centre[d]) / unit;
                squares += left[d][i] * left[d][i];
            }
            tauShape[d] = NOISE + count[d] / 2;
            tauRate[d] = NOISE + squares / 2;
        } else {
            double most = Arrays.stream(observed[d])
                    .filter(y -> !Double.isNaN(y))
                    .max()
                    .orElse(0);
            tauShape[d] = likelihood.bend(most);
            tauRate[d] = 1;
        }
    }

    int features() {
        return left.length;
    }

    /** All features, on several cores where there is much to do for them. */
    private IntStream over() {
        return Matrices.over(features(), (long) features() * left[0].length * mean[0].length * 2);
    }

    double tau(int d) {
        return tauShape[d] / tauRate[d];
    }

    double weight(int d, int k) {
        return used[d][k] * mean[d][k];
    }

    /** The expected square of a weight. */
    double square(int d, int k) {
        return used[d][k] * (mean[d][k] * mean[d][k] + spread[d][k]);
    }

    double[] row(int d) {
        return IntStream.range(0, mean[d].length).mapToDouble(k -> weight(d, k)).toArray();
    }

    /** A quadratic stands for the likelihood, where the factors are now; what it adds to the bound is kept. */
    void restate() {
        if (likelihood == MofaLikelihood.GAUSSIAN) {
            return;
        }
        double[] parts = new double[features()];
        over().forEach(d -> parts[d] = restate(d));
        constant = Arrays.stream(parts).sum();
    }

    private double[][] targets; // of the quadratic: [features][samples]

    private double restate(int d) {
        double tau = tau(d);
        double sum = 0;
        double shift = 0;
        if (targets == null) {
            targets = new double[features()][];
        }
        double[] before = targets[d];
        targets[d] = new double[left[d].length];
        for (int i = 0; i < left[d].length; i++) {
            double y = observed[d][i];
            if (!Double.isNaN(y)) {
                double x = before == null ? centre[d] : before[i] - left[d][i];
                double slope = likelihood.slope(y, x);
                sum += likelihood.loss(y, x) - slope * slope / (2 * tau);
                targets[d][i] = x - slope / tau;
                left[d][i] = targets[d][i] - x;
                shift += left[d][i];
            }
        }
        double move = count[d] == 0 ? 0 : shift / count[d];
        centre[d] += move;
        for (int i = 0; i < left[d].length; i++) {
            left[d][i] -= seen[d] == null || seen[d][i] == 1 ? move : 0;
        }
        return sum;
    }

    /** @param z [factors][samples] */
    void updateWeights(double[][] z, double[][] squares) {
        double[] alpha = alpha();
        double[] odds = new double[alpha.length];
        Arrays.setAll(odds, k -> Digamma.value(thetaYes[k]) - Digamma.value(thetaNo[k]));
        spike = Arrays.stream(alpha).map(a -> 1 / a).toArray();
        double[] full =
                Arrays.stream(squares).mapToDouble(s -> Arrays.stream(s).sum()).toArray();
        double[] lengths = Arrays.stream(z).mapToDouble(s -> Matrices.dot(s, s)).toArray();
        over().forEach(d -> {
            for (int k = 0; k < alpha.length; k++) {
                double before = weight(d, k);
                double strength = seen[d] == null ? full[k] : Matrices.dot(squares[k], seen[d]);
                double length = seen[d] == null ? lengths[k] : masked(z[k], seen[d]);
                double along = Matrices.dot(z[k], left[d]) + before * length;
                double precision = tau(d) * strength + alpha[k];
                mean[d][k] = tau(d) * along / precision;
                spread[d][k] = 1 / precision;
                double logit =
                        odds[k] + 0.5 * Math.log(alpha[k] / precision) + 0.5 * mean[d][k] * mean[d][k] * precision;
                used[d][k] = 1 / (1 + Math.exp(-logit));
                move(d, z[k], weight(d, k) - before);
            }
        });
    }

    private static double masked(double[] z, double[] seen) {
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            sum += seen[i] * z[i] * z[i];
        }
        return sum;
    }

    private void move(int d, double[] z, double by) {
        if (by == 0) {
            return;
        }
        for (int i = 0; i < z.length; i++) {
            left[d][i] -= by * z[i] * (seen[d] == null ? 1 : seen[d][i]);
        }
    }

    private double[] alpha() {
        double[] alpha = new double[alphaShape.length];
        Arrays.setAll(alpha, k -> alphaShape[k] / alphaRate[k]);
        return alpha;
    }

    /** The sparsity of the factors, and the noise. */
    void updateBeliefs(double[][] z, double[][] squares) {
        for (int k = 0; k < alphaShape.length; k++) {
            double sum = 0;
            double yes = 0;
            for (int d = 0; d < features(); d++) {
                sum += slab(d, k);
                yes += used[d][k];
            }
            alphaShape[k] = SHAPE + features() / 2.0;
            alphaRate[k] = SHAPE + sum / 2;
            thetaYes[k] = 1 + yes;
            thetaNo[k] = 1 + features() - yes;
        }
        if (likelihood == MofaLikelihood.GAUSSIAN) {
            over().forEach(d -> tauRate[d] = NOISE + errors(d, z, squares) / 2);
        }
    }

    /** The expected square of a weight as if every one were used or drawn from the spike. */
    private double slab(int d, int k) {
        return square(d, k) + (1 - used[d][k]) * spike[k];
    }

    /** The expected sum of squares that the factors leave. */
    private double errors(int d, double[][] z, double[][] squares) {
        double sum = Matrices.dot(left[d], left[d]);
        for (int k = 0; k < z.length; k++) {
            double w = weight(d, k);
            double strength = seen[d] == null ? Arrays.stream(squares[k]).sum() : Matrices.dot(squares[k], seen[d]);
            double length = seen[d] == null ? Matrices.dot(z[k], z[k]) : masked(z[k], seen[d]);
            sum += strength * square(d, k) - length * w * w;
        }
        return sum;
    }

    /** What this layer adds to the lower bound of the evidence. */
    double bound(double[][] z, double[][] squares) {
        double[] parts = new double[features()];
        double[][] logs = logs();
        over().forEach(d -> parts[d] = boundOfFeature(d, z, squares, logs));
        double sum = Arrays.stream(parts).sum() - constant;
        for (int k = 0; k < alphaShape.length; k++) {
            sum += boundOfFactor(k);
        }
        return sum;
    }

    /** The expected logarithms of each factor's precision, of its share of weights that are used, and of those that are not. */
    private double[][] logs() {
        double[][] logs = new double[3][alphaShape.length];
        for (int k = 0; k < alphaShape.length; k++) {
            double all = Digamma.value(thetaYes[k] + thetaNo[k]);
            logs[0][k] = Digamma.value(alphaShape[k]) - Math.log(alphaRate[k]);
            logs[1][k] = Digamma.value(thetaYes[k]) - all;
            logs[2][k] = Digamma.value(thetaNo[k]) - all;
        }
        return logs;
    }

    private double boundOfFeature(int d, double[][] z, double[][] squares, double[][] logs) {
        double errors = errors(d, z, squares);
        double sum = -tau(d) / 2 * errors;
        if (likelihood == MofaLikelihood.GAUSSIAN) {
            double log = Digamma.value(tauShape[d]) - Math.log(tauRate[d]);
            sum += count[d] / 2 * (log - Math.log(2 * Math.PI));
            sum += gamma(NOISE, NOISE, tauShape[d], tauRate[d]);
        }
        for (int k = 0; k < alphaShape.length; k++) {
            double s = used[d][k];
            sum += 0.5 * (logs[0][k] - alphaShape[k] / alphaRate[k] * slab(d, k) + 1);
            sum += 0.5 * (s * Math.log(spread[d][k]) + (1 - s) * Math.log(spike[k]));
            sum += s * logs[1][k] + (1 - s) * logs[2][k];
            sum -= entropy(s) + entropy(1 - s);
        }
        return sum;
    }

    private static double entropy(double s) {
        return s <= 0 ? 0 : s * Math.log(s);
    }

    private double boundOfFactor(int k) {
        double yes = thetaYes[k];
        double no = thetaNo[k];
        double all = Digamma.value(yes + no);
        double theta =
                LogBeta.value(yes, no) - (yes - 1) * (Digamma.value(yes) - all) - (no - 1) * (Digamma.value(no) - all);
        return theta + gamma(SHAPE, SHAPE, alphaShape[k], alphaRate[k]);
    }

    /** Minus the divergence of a gamma belief from its prior. */
    private static double gamma(double shape, double rate, double nowShape, double nowRate) {
        double log = Digamma.value(nowShape) - Math.log(nowRate);
        double prior = shape * Math.log(rate) - LogGamma.value(shape) + (shape - 1) * log - rate * nowShape / nowRate;
        double belief = nowShape * Math.log(nowRate) - LogGamma.value(nowShape) + (nowShape - 1) * log - nowShape;
        return prior - belief;
    }

    /** Gives up all factors but these; what the others explained is left again. */
    void keep(int[] kept, double[][] z) {
        for (int d = 0; d < features(); d++) {
            for (int k = 0; k < z.length; k++) {
                int factor = k;
                if (Arrays.stream(kept).noneMatch(other -> other == factor)) {
                    move(d, z[k], -weight(d, k));
                }
            }
            mean[d] = Plane.pick(mean[d], kept);
            spread[d] = Plane.pick(spread[d], kept);
            used[d] = Plane.pick(used[d], kept);
        }
        spike = Plane.pick(spike, kept);
        alphaShape = Plane.pick(alphaShape, kept);
        alphaRate = Plane.pick(alphaRate, kept);
        thetaYes = Plane.pick(thetaYes, kept);
        thetaNo = Plane.pick(thetaNo, kept);
    }

    /** Turns the sign of a factor. */
    void turn(int k) {
        for (double[] row : mean) {
            row[k] = -row[k];
        }
    }
}
