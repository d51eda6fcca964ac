package jenomics.omics;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * The directions in which samples differ most. By the smaller one of the two matrices of products, in doubles; each number
 * is summed by one thread in one order, so threads change no digit.
 *
 * @param means of the features
 * @param variances along all axes, largest first
 * @param axes the first of them, each of length 1, {@code [axis, feature]}; the largest entry is positive
 */
record PrincipalAxes(double[] means, double[] variances, double[][] axes) {
    /** Smaller variances than this part of the largest are what rounding leaves. */
    private static final double NOTHING = 1e-10;

    static PrincipalAxes of(OmicsLayer layer, int most) {
        double[] means = means(layer);
        double[][] centred = IntStream.range(0, layer.size())
                .mapToObj(s -> centred(layer, s, means))
                .toArray(double[][]::new);
        boolean bySamples = layer.size() <= layer.featureCount();
        double[][] vectors = bySamples ? centred : turned(centred);
        int n = vectors.length;
        var eigen = DecompositionFactory_DDRM.eig(n, true, true);
        eigen.decompose(new DMatrixRMaj(products(vectors)));
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -eigen.getEigenvalue(i).getReal()))
                .mapToInt(i -> i)
                .toArray();
        double largest = eigen.getEigenvalue(order[0]).getReal();
        int rank = (int) IntStream.of(order)
                .filter(i -> eigen.getEigenvalue(i).getReal() > NOTHING * largest)
                .count();
        double[] variances = IntStream.of(order)
                .limit(rank)
                .mapToDouble(i -> eigen.getEigenvalue(i).getReal() / (layer.size() - 1))
                .toArray();
        double[][] axes = IntStream.range(0, Math.min(most, rank))
                .parallel()
                .mapToObj(k -> {
                    double[] vector = eigen.getEigenVector(order[k]).getData().clone();
                    return pointed(bySamples ? combined(centred, vector) : vector);
                })
                .toArray(double[][]::new);
        return new PrincipalAxes(means, variances, axes);
    }

    private static double[] means(OmicsLayer layer) {
        double[] means = new double[layer.featureCount()];
        for (int s = 0; s < layer.size(); s++) {
            for (int f = 0; f < means.length; f++) {
                means[f] += layer.value(s, f) / (double) layer.size();
            }
        }
        return means;
    }

    private static double[] centred(OmicsLayer layer, int sample, double[] means) {
        double[] row = new double[means.length];
        for (int f = 0; f < row.length; f++) {
            row[f] = layer.value(sample, f) - means[f];
        }
        return row;
    }

    private static double[][] turned(double[][] rows) {
        double[][] columns = new double[rows[0].length][rows.length];
        for (int s = 0; s < rows.length; s++) {
            for (int f = 0; f < columns.length; f++) {
                columns[f][s] = rows[s][f];
            }
        }
        return columns;
    }

    private static double[][] products(double[][] vectors) {
        double[][] products = new double[vectors.length][vectors.length];
        IntStream.range(0, vectors.length).parallel().forEach(i -> {
            for (int j = 0; j <= i; j++) {
                products[i][j] = dot(vectors[i], vectors[j]);
            }
        });
        for (int i = 0; i < vectors.length; i++) {
            for (int j = 0; j < i; j++) {
                products[j][i] = products[i][j];
            }
        }
        return products;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double[] combined(double[][] rows, double[] weights) {
        double[] sum = new double[rows[0].length];
        for (int s = 0; s < rows.length; s++) {
            for (int f = 0; f < sum.length; f++) {
                sum[f] += weights[s] * rows[s][f];
            }
        }
        return sum;
    }

    /** Of length 1, with its largest entry positive. */
    private static double[] pointed(double[] axis) {
        double length = Math.sqrt(dot(axis, axis));
        double largest = 0;
        for (double entry : axis) {
            largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
        }
        double divisor = largest < 0 ? -length : length;
        for (int f = 0; f < axis.length; f++) {
            axis[f] /= divisor;
        }
        return axis;
    }

    /** Where samples of the same features lie along the axes. */
    double[][] project(OmicsLayer layer) { // [sample, axis]
        return IntStream.range(0, layer.size())
                .mapToObj(s -> {
                    double[] row = centred(layer, s, means);
                    double[] place = new double[axes.length];
                    for (int k = 0; k < axes.length; k++) {
                        place[k] = dot(axes[k], row);
                    }
                    return place;
                })
                .toArray(double[][]::new);
    }
}
