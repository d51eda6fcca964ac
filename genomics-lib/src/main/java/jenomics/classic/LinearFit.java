package jenomics.classic;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.Arrays;

/**
 * A linear function of sparse features, found by liblinear's trust region Newton method in the primal (Lin, Weng and
 * Keerthi 2008): no chance in it. Minimises |w|²/2 + C × loss; the intercept is not shrunken.
 *
 * @param weights one per feature, the intercept last
 */
record LinearFit(double[] weights) {
    private static final double TOLERANCE = 0.01;

    static {
        Linear.disableDebugOutput();
    }

    /**
     * Of a class: the logistic loss.
     *
     * @param yes 1 or 0 for each row
     * @param width number of features, the intercept being the last
     * @param start where to begin, such as the fit of a nearby cost, or null: at zero
     */
    static LinearFit logistic(Feature[][] rows, double[] yes, int width, double cost, LinearFit start) {
        double positives = Arrays.stream(yes).sum();
        if (positives == 0 || positives == yes.length) {
            return constant(width, Math.log((positives + 0.5) / (yes.length - positives + 0.5)));
        }
        double[] signs = Arrays.stream(yes).map(y -> y == 1 ? 1 : -1).toArray();
        var model = Linear.train(problem(rows, signs, width), parameter(SolverType.L2R_LR, cost, start));
        double sign = model.getLabels()[0] == 1 ? 1 : -1;
        return new LinearFit(
                Arrays.stream(model.getFeatureWeights()).map(w -> sign * w).toArray());
    }

    /** Of a number: the squared error, which makes it ridge regression with lambda = 1 / 2C. */
    static LinearFit ridge(Feature[][] rows, double[] values, int width, double cost, LinearFit start) {
        var parameter = parameter(SolverType.L2R_L2LOSS_SVR, cost, start);
        parameter.setP(0);
        return new LinearFit(Linear.train(problem(rows, values, width), parameter)
                .getFeatureWeights()
                .clone());
    }

    private static LinearFit constant(int width, double value) {
        double[] weights = new double[width];
        weights[width - 1] = value;
        return new LinearFit(weights);
    }

    private static Problem problem(Feature[][] rows, double[] values, int width) {
        var problem = new Problem();
        problem.l = rows.length;
        problem.n = width;
        problem.x = rows;
        problem.y = values;
        problem.bias = 1;
        return problem;
    }

    private static Parameter parameter(SolverType solver, double cost, LinearFit start) {
        var parameter = new Parameter(solver, cost, TOLERANCE);
        parameter.setRegularizeBias(false);
        if (start != null) {
            parameter.setInitSol(start.weights());
        }
        return parameter;
    }

    /** Dense features with the constant 1 after them. */
    static Feature[] row(double[] values) {
        var row = new Feature[values.length + 1];
        for (int h = 0; h < values.length; h++) {
            row[h] = new FeatureNode(h + 1, values[h]);
        }
        row[values.length] = new FeatureNode(values.length + 1, 1);
        return row;
    }

    /** The same for values in other units: value × unit + shift. */
    LinearFit scaled(double unit, double shift) {
        double[] scaled = Arrays.stream(weights).map(w -> w * unit).toArray();
        scaled[scaled.length - 1] += shift;
        return new LinearFit(scaled);
    }

    double at(Feature[] row) {
        double sum = 0;
        for (var feature : row) {
            sum += weights[feature.getIndex() - 1] * feature.getValue();
        }
        return sum;
    }

    double probability(Feature[] row) {
        return 1 / (1 + Math.exp(-at(row)));
    }
}
