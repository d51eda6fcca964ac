package jenomics.classic;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Where a path has got to: coefficients of standardised features, and what they predict. */
final class CoordinateDescent {
    private static final int MOST_APPROXIMATIONS = 500;
    private static final int MOST_SWEEPS = 100_000;
    private static final int MOST_HALVINGS = 12;

    private final Design design;
    private final PathLoss loss;
    private final PathOptions options;
    private final double tolerance;
    private final double[] intercepts;
    private final double[][] coefficients; // [outputs][features]
    private final boolean[] everUsed; // [features], by any output
    private final int[] active; // the features that ever had a coefficient, in the order in which they came
    private int entered;
    private final double[][] eta; // [outputs][samples]
    private final double[] residual;
    private final double[] weight;
    private final double[] curvature;

    CoordinateDescent(Design design, PathLoss loss, PathOptions options) {
        this.design = design;
        this.loss = loss;
        this.options = options;
        this.tolerance = options.tolerance() * loss.scale();
        this.intercepts = loss.intercepts();
        this.coefficients = new double[loss.outputs()][design.features()];
        this.everUsed = new boolean[design.features()];
        this.active = new int[design.features()];
        this.eta = new double[loss.outputs()][design.samples()];
        for (int k = 0; k < eta.length; k++) {
            Arrays.fill(eta[k], intercepts[k]);
        }
        this.residual = new double[design.samples()];
        this.weight = new double[design.samples()];
        this.curvature = new double[design.features()];
    }

    double[][] eta() {
        return eta;
    }

    /** Minus the slope of the loss along each feature: [outputs][features]. */
    double[][] gradients() {
        double[][] residuals = new double[loss.outputs()][design.samples()];
        for (int k = 0; k < residuals.length; k++) {
            loss.approximate(eta, k, residuals[k], weight);
        }
        return design.products(residuals);
    }

    /** The coefficients as they are now, for features as they came. */
    PathStep step() {
        double[][] dense = new double[coefficients.length][design.features()];
        double[] shifted = intercepts.clone();
        for (int k = 0; k < dense.length; k++) {
            for (int f = 0; f < dense[k].length; f++) {
                if (coefficients[k][f] != 0) {
                    dense[k][f] = coefficients[k][f] / design.deviation(f);
                    shifted[k] -= loss.hasIntercept() ? dense[k][f] * design.mean(f) : 0;
                }
            }
        }
        if (shifted.length > 1) { // of several classes, whose constants may all be shifted alike
            double mean = Arrays.stream(shifted).average().orElse(0);
            Arrays.setAll(shifted, k -> shifted[k] - mean);
        }
        return PathStep.of(shifted, dense);
    }

    /** Goes to the least penalised loss over the chosen features; false if it did not get there. */
    boolean solve(double lambda, boolean[] chosen) {
        int[] set = IntStream.range(0, chosen.length).filter(f -> chosen[f]).toArray();
        double objective = loss.quadratic() ? 0 : objective(lambda, set);
        for (int round = 0; round < MOST_APPROXIMATIONS; round++) {
            var before = loss.quadratic() ? null : Position.of(this);
            double change = 0;
            for (int k = 0; k < coefficients.length; k++) {
                change = Math.max(change, solve(lambda, k, set));
            }
            if (loss.quadratic() || change == Double.POSITIVE_INFINITY) {
                return change < Double.POSITIVE_INFINITY;
            }
            centre(set);
            double now = objective(lambda, set);
            if (!(now <= objective + Math.abs(objective) * 1e-10)) {
                now = stepBack(before, lambda, set, objective);
            }
            objective = now;
            if (change < tolerance) {
                return true;
            }
        }
        return false;
    }

    /** The approximation was too bold: half the step, until the loss is no longer above what it was. */
    private double stepBack(Position before, double lambda, int[] set, double objective) {
        double now = Double.NaN;
        for (int h = 0; h < MOST_HALVINGS && !(now <= objective); h++) {
            before.halfWay(this);
            now = objective(lambda, set);
        }
        return now;
    }

    /** A copy of all that changes. */
    private record Position(double[] intercepts, double[][] coefficients, double[][] eta) {
        static Position of(CoordinateDescent at) {
            return new Position(at.intercepts.clone(), copy(at.coefficients), copy(at.eta));
        }

        private static double[][] copy(double[][] values) {
            return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
        }

        void halfWay(CoordinateDescent from) {
            halfWay(intercepts, from.intercepts);
            for (int k = 0; k < eta.length; k++) {
                halfWay(coefficients[k], from.coefficients[k]);
                halfWay(eta[k], from.eta[k]);
            }
        }

        private static void halfWay(double[] to, double[] from) {
            for (int i = 0; i < to.length; i++) {
                from[i] = (from[i] + to[i]) / 2;
            }
        }
    }

    private double objective(double lambda, int[] set) {
        double penalty = 0;
        for (int k = 0; k < coefficients.length; k++) {
            for (int f : set) {
                double b = coefficients[k][f];
                penalty += options.alpha() * Math.abs(b) + (1 - options.alpha()) / loss.ridgeUnit() * b * b / 2;
            }
        }
        return loss.deviance(eta) / 2 + lambda * penalty;
    }

    /** One output, by its quadratic approximation; the largest change that it brought to the loss. */
    private double solve(double lambda, int k, int[] set) {
        loss.approximate(eta, k, residual, weight);
        double[] before =
                Arrays.stream(set).mapToDouble(f -> coefficients[k][f]).toArray();
        double interceptBefore = intercepts[k];
        for (int f : set) {
            curvature[f] = weightedSquares(design.column(f));
        }
        if (!sweepUntilStill(lambda, k, set)) {
            return Double.POSITIVE_INFINITY;
        }
        double change = loss.hasIntercept() ? Math.pow(intercepts[k] - interceptBefore, 2) * sum(weight) : 0;
        for (int s = 0; s < set.length; s++) {
            double moved = coefficients[k][set[s]] - before[s];
            if (moved != 0) {
                change = Math.max(change, curvature[set[s]] * moved * moved);
                design.add(set[s], moved, eta[k]);
            }
        }
        for (int i = 0; i < eta[k].length; i++) {
            eta[k][i] += intercepts[k] - interceptBefore;
        }
        return change;
    }

    /**
     * All of the set, then those that ever had a coefficient until they are still, then all again; where the loss is its
     * own approximation the latter come first. In the order of glmnet, so that what is left at the same tolerance is alike.
     */
    private boolean sweepUntilStill(double lambda, int k, int[] set) {
        for (int sweeps = 0; sweeps < MOST_SWEEPS; ) {
            boolean warm = loss.quadratic() && sweeps == 0 && entered > 0;
            if (!warm) {
                sweeps++;
                if (sweep(lambda, k, set, set.length) < tolerance) {
                    return true;
                }
            }
            do {
                sweeps++;
            } while (sweep(lambda, k, active, entered) >= tolerance && sweeps < MOST_SWEEPS);
        }
        return false;
    }

    private double sweep(double lambda, int k, int[] set, int count) {
        double absolute = lambda * options.alpha();
        double squared = lambda * (1 - options.alpha()) / loss.ridgeUnit();
        double change = 0;
        for (int s = 0; s < count; s++) {
            int f = set[s];
            double[] column = design.column(f);
            double b = coefficients[k][f];
            double u = dot(column, residual) + curvature[f] * b;
            double shrunk = Math.abs(u) - absolute;
            double found = shrunk <= 0 ? 0 : Math.copySign(shrunk, u) / (curvature[f] + squared);
            if (found != b) {
                double moved = found - b;
                coefficients[k][f] = found;
                enter(f);
                for (int i = 0; i < residual.length; i++) {
                    residual[i] -= moved * weight[i] * column[i];
                }
                change = Math.max(change, curvature[f] * moved * moved);
            }
        }
        return loss.hasIntercept() ? Math.max(change, moveIntercept(k)) : change;
    }

    private void enter(int f) {
        if (!everUsed[f]) {
            everUsed[f] = true;
            active[entered++] = f;
        }
    }

    private double moveIntercept(int k) {
        double weights = sum(weight);
        double moved = sum(residual) / weights;
        intercepts[k] += moved;
        for (int i = 0; i < residual.length; i++) {
            residual[i] -= moved * weight[i];
        }
        return weights * moved * moved;
    }

    /** The classes' coefficients of a feature may all be shifted alike: to where the penalty is least. */
    private void centre(int[] set) {
        if (coefficients.length > 1) {
            for (int f : set) {
                centre(f);
            }
        }
    }

    private void centre(int f) {
        double[] values = Arrays.stream(coefficients).mapToDouble(c -> c[f]).toArray();
        if (Arrays.stream(values).allMatch(v -> v == 0)) {
            return;
        }
        double shift = PenaltyCentre.of(values, options.alpha());
        if (shift != 0) {
            for (int k = 0; k < values.length; k++) {
                coefficients[k][f] -= shift;
                design.add(f, -shift, eta[k]);
            }
        }
    }

    private double weightedSquares(double[] column) {
        double sum = 0;
        for (int i = 0; i < column.length; i++) {
            sum += weight[i] * column[i] * column[i];
        }
        return sum;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    /** In four sums, which a processor adds side by side. */
    static double dot(double[] a, double[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + (s2 + s3);
    }
}
