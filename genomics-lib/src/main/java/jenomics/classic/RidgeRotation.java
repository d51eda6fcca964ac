package jenomics.classic;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * Ridge with more features than samples: what is fitted depends on the products of the samples alone, so it is found in
 * as many dimensions as there are samples and turned back (Hastie and Tibshirani 2004). X = U D V', features U D.
 */
final class RidgeRotation {
    private static final double NOTHING = 1e-12;

    private RidgeRotation() {}

    static PenalisedPath fit(Design design, PathLoss loss, PathOptions options, double[] lambdas) {
        int n = design.samples();
        var eigen = DecompositionFactory_DDRM.eig(n, true, true);
        eigen.decompose(products(design));
        double largest = 0;
        for (int e = 0; e < n; e++) {
            largest = Math.max(largest, eigen.getEigenvalue(e).getReal());
        }
        var vectors = new ArrayList<double[]>();
        var lengths = new ArrayList<Double>();
        for (int e = 0; e < n; e++) {
            double value = eigen.getEigenvalue(e).getReal();
            if (value > NOTHING * largest) {
                vectors.add(eigen.getEigenVector(e).getData().clone());
                lengths.add(Math.sqrt(value));
            }
        }
        double[][] rotated = new double[n][vectors.size()];
        for (int d = 0; d < vectors.size(); d++) {
            for (int i = 0; i < n; i++) {
                rotated[i][d] = vectors.get(d)[i] * lengths.get(d);
            }
        }
        var path = PathFitting.fit(Design.of(rotated, false), loss, options, lambdas);
        var steps = path.steps().stream()
                .map(step -> turnedBack(step, design, loss, vectors, lengths))
                .toList();
        return new PenalisedPath(path.alpha(), path.lambdas(), steps, path.explained());
    }

    /** The products of every two samples over the standardised features. */
    private static DMatrixRMaj products(Design design) {
        int n = design.samples();
        double[][] rows = design.standardised();
        var products = new DMatrixRMaj(n, n);
        IntStream.range(0, n).parallel().forEach(i -> {
            for (int j = 0; j <= i; j++) {
                double product = CoordinateDescent.dot(rows[i], rows[j]);
                products.set(i, j, product);
                products.set(j, i, product);
            }
        });
        return products;
    }

    private static PathStep turnedBack(
            PathStep step, Design design, PathLoss loss, List<double[]> vectors, List<Double> lengths) {
        double[] intercepts = step.intercepts().clone();
        double[][] dense = new double[intercepts.length][];
        for (int o = 0; o < intercepts.length; o++) {
            double[] ofSamples = new double[design.samples()];
            double[] coefficients = step.dense(o, vectors.size());
            for (int d = 0; d < coefficients.length; d++) {
                for (int i = 0; i < ofSamples.length; i++) {
                    ofSamples[i] += vectors.get(d)[i] * coefficients[d] / lengths.get(d);
                }
            }
            dense[o] = design.products(ofSamples);
            for (int f = 0; f < dense[o].length; f++) {
                dense[o][f] /= design.deviation(f);
                intercepts[o] -= loss.hasIntercept() ? dense[o][f] * design.mean(f) : 0;
            }
        }
        return PathStep.of(intercepts, dense);
    }
}
