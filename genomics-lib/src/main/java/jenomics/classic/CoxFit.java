package jenomics.classic;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The maximum of Cox's partial likelihood, by Newton's method.
 *
 * @param coefficients of each feature
 * @param covariance of the coefficients: the inverse of the information at the maximum
 * @param nullLogLikelihood of coefficients 0
 * @param logLikelihood at the maximum
 */
record CoxFit(double[] coefficients, double[][] covariance, double nullLogLikelihood, double logLikelihood) {
    private static final int MOST_STEPS = 60;
    private static final double SMALL = 1e-12;
    private static final double ALIKE = 1e-9;

    /** @param rows [samples][features] around their means */
    static CoxFit of(double[][] rows, double[] time, boolean[] event, Cox.Ties ties, List<String> names) {
        var likelihood = new PartialLikelihood(rows, RiskSets.of(time, event), ties);
        double[] at = new double[rows[0].length];
        likelihood.evaluate(at);
        requireApart(likelihood, names);
        double nothing = likelihood.value();
        double value = nothing;
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] next = plus(at, direction(likelihood, names));
            likelihood.evaluate(next);
            for (int h = 0; h < 30 && !(likelihood.value() >= value - SMALL * Math.abs(value)); h++) {
                next = halfWay(at, next);
                likelihood.evaluate(next);
            }
            boolean still = Math.abs(likelihood.value() - value) <= SMALL * Math.abs(value) && near(at, next);
            at = next;
            value = likelihood.value();
            if (still) {
                return new CoxFit(at, inverse(likelihood, names), nothing, value);
            }
        }
        throw endless(names);
    }

    private static GenomicsException endless(List<String> names) {
        return new GenomicsException(
                "The Cox model has no maximum: a combination of features tells the order of the events perfectly, and"
                        + " its hazard ratio grows without end. Use fewer features, or Classic.elasticNet() on the same"
                        + " task.",
                Map.of("features", names));
    }

    private static void requireApart(PartialLikelihood likelihood, List<String> names) {
        int follows = follows(likelihood.information());
        if (follows >= 0) {
            throw new GenomicsException(
                    "A Cox model cannot tell the features " + Phrases.quoted(names, 8) + " apart: '"
                            + names.get(follows) + "' follows from the others. Leave one out.",
                    Map.of("feature", names.get(follows)));
        }
    }

    private static double[] direction(PartialLikelihood likelihood, List<String> names) {
        double[][] inverse = inverse(likelihood, names);
        double[] direction = new double[inverse.length];
        for (int a = 0; a < direction.length; a++) {
            direction[a] = CoordinateDescent.dot(inverse[a], likelihood.gradient());
        }
        return direction;
    }

    private static double[][] inverse(PartialLikelihood likelihood, List<String> names) {
        if (follows(likelihood.information()) >= 0) {
            throw endless(names); // they were told apart at the beginning
        }
        var inverse = new DMatrixRMaj(likelihood.information());
        CommonOps_DDRM.invert(inverse);
        double[][] values = new double[inverse.numRows][inverse.numCols];
        for (int a = 0; a < values.length; a++) {
            for (int b = 0; b < values.length; b++) {
                values[a][b] = inverse.get(a, b);
            }
        }
        return values;
    }

    /** The first feature of which those before it leave no information, or -1: by elimination. */
    private static int follows(double[][] information) {
        double[][] left = Arrays.stream(information).map(double[]::clone).toArray(double[][]::new);
        for (int a = 0; a < left.length; a++) {
            if (!(left[a][a] > ALIKE * information[a][a])) {
                return a;
            }
            for (int b = a + 1; b < left.length; b++) {
                double times = left[b][a] / left[a][a];
                for (int c = a; c < left.length; c++) {
                    left[b][c] -= times * left[a][c];
                }
            }
        }
        return -1;
    }

    private static double[] plus(double[] a, double[] b) {
        double[] sum = new double[a.length];
        Arrays.setAll(sum, i -> a[i] + b[i]);
        return sum;
    }

    private static double[] halfWay(double[] a, double[] b) {
        double[] half = new double[a.length];
        Arrays.setAll(half, i -> (a[i] + b[i]) / 2);
        return half;
    }

    private static boolean near(double[] a, double[] b) {
        for (int i = 0; i < a.length; i++) {
            if (Math.abs(a[i] - b[i]) > 1e-9 * Math.max(1e-3, Math.abs(b[i]))) {
                return false;
            }
        }
        return true;
    }
}
