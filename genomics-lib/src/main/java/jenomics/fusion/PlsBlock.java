package jenomics.fusion;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One block of a fitted discriminant analysis, and what it says of new samples.
 *
 * @param scaling means and deviations of the training samples
 * @param variates of the training samples: [samples, components]
 * @param loadings [features, components]
 * @param explained the share of the block's variance in each component
 * @param weight the mean correlation of its variates with those of the outcome
 * @param toVariates what takes scaled features to variates: [features, components]
 * @param toOutcome what takes scaled features to scaled indicators: [features, classes]
 * @param centroids the mean variates of each class, NaN for one that no training sample has: [classes, components]
 * @param precision the inverse of the spread within classes: [components, components]
 * @param within the mean variance of a variate within classes
 */
record PlsBlock(
        String name,
        List<String> features,
        Scaling scaling,
        double[][] variates,
        double[][] loadings,
        double[] explained,
        double weight,
        double[][] toVariates,
        double[][] toOutcome,
        double[][] centroids,
        double[][] precision,
        double within) {

    /**
     * @param scaled the training samples' features, scaled, NaN where missing
     * @param y the indicators of the classes, scaled: [samples, classes]
     * @param outcome the variates of the outcome
     */
    static PlsBlock of(
            Blocks.Block block,
            Scaling scaling,
            double[][] scaled,
            double[][] y,
            double[][] outcome,
            double[][] variates,
            double[][] loadings,
            int[] classOf) {
        double[][] x = zeroed(scaled);
        double[][] slopes = Matrices.transposedTimes(x, variates); // [features, components]
        double[][] rotation = Matrices.times(loadings, Matrices.inverse(Matrices.transposedTimes(slopes, loadings)));
        double[] lengths = lengths(variates);
        double[][] centroids = centroids(variates, classOf, y[0].length);
        double[][] spread = spread(variates, classOf, centroids);
        return new PlsBlock(
                block.name(),
                block.features(),
                scaling,
                variates,
                loadings,
                explained(x, variates, lengths),
                weight(variates, outcome),
                Arrays.stream(rotation).map(row -> product(row, lengths)).toArray(double[][]::new),
                Matrices.timesTransposed(rotation, Matrices.transposedTimes(y, variates)),
                centroids,
                Matrices.inverse(spread),
                trace(spread) / spread.length);
    }

    private static double[] lengths(double[][] variates) {
        return Arrays.stream(Matrices.transposed(variates))
                .mapToDouble(t -> Matrices.dot(t, t))
                .toArray();
    }

    private static double[] product(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).toArray();
    }

    private static double[] explained(double[][] x, double[][] variates, double[] lengths) {
        double all = Arrays.stream(x).mapToDouble(row -> Matrices.dot(row, row)).sum();
        double[][] turned = Matrices.transposed(variates);
        return IntStream.range(0, lengths.length)
                .mapToDouble(c -> {
                    double[] along = Matrices.transposedTimes(x, turned[c]);
                    return all == 0 || lengths[c] == 0 ? 0 : Matrices.dot(along, along) / lengths[c] / all;
                })
                .toArray();
    }

    private static double weight(double[][] variates, double[][] outcome) {
        return IntStream.range(0, variates[0].length)
                .mapToDouble(c -> Matrices.correlation(Matrices.column(variates, c), Matrices.column(outcome, c)))
                .average()
                .orElse(0);
    }

    private static double[][] centroids(double[][] variates, int[] classOf, int classes) {
        double[][] centroids = new double[classes][variates[0].length];
        int[] members = new int[classes];
        for (int i = 0; i < classOf.length; i++) {
            members[classOf[i]]++;
            for (int c = 0; c < variates[i].length; c++) {
                centroids[classOf[i]][c] += variates[i][c];
            }
        }
        for (int k = 0; k < classes; k++) {
            for (int c = 0; c < centroids[k].length; c++) {
                centroids[k][c] /= members[k];
            }
        }
        return centroids;
    }

    private static double[][] spread(double[][] variates, int[] classOf, double[][] centroids) {
        double[][] within = new double[variates.length][];
        Arrays.setAll(within, i -> difference(variates[i], centroids[classOf[i]]));
        double[][] spread = Matrices.transposedTimes(within, within);
        return Arrays.stream(spread)
                .map(row -> Matrices.scaled(row, 1.0 / variates.length))
                .toArray(double[][]::new);
    }

    private static double[] difference(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    }

    private static double trace(double[][] a) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i][i]).sum();
    }

    static double[][] zeroed(double[][] values) {
        return Arrays.stream(values)
                .map(row -> Arrays.stream(row).map(v -> Double.isNaN(v) ? 0 : v).toArray())
                .toArray(double[][]::new);
    }

    /** The variates of new samples: [samples, components]; a missing value counts as the mean. */
    double[][] variates(double[][] values) {
        return Matrices.times(zeroed(scaling.apply(values)), toVariates);
    }

    /** How near a new sample is to each class; the larger the nearer, minus infinity for a class without centroid. */
    double[] nearness(double[] values, ClassDistance distance, Scaling outcome) {
        double[][] x = zeroed(scaling.apply(new double[][] {values}));
        if (distance == ClassDistance.MAXIMUM) {
            double[] y = Matrices.times(x, toOutcome)[0];
            return IntStream.range(0, y.length)
                    .mapToDouble(k -> Double.isNaN(centroids[k][0])
                            ? Double.NEGATIVE_INFINITY
                            : y[k] * outcome.deviation()[k] + outcome.mean()[k])
                    .toArray();
        }
        double[] variate = Matrices.times(x, toVariates)[0];
        return Arrays.stream(centroids)
                .mapToDouble(centroid -> Double.isNaN(centroid[0])
                        ? Double.NEGATIVE_INFINITY
                        : -squared(difference(variate, centroid), distance))
                .toArray();
    }

    private double squared(double[] gap, ClassDistance distance) {
        return distance == ClassDistance.CENTROIDS
                ? Matrices.dot(gap, gap)
                : Matrices.dot(gap, Matrices.times(precision, gap));
    }

    /** Nearness as shares that sum to 1: of indicators those above 0, of distances the normal density. */
    double[] shares(double[] nearness, ClassDistance distance) {
        double most = Arrays.stream(nearness).max().orElse(0);
        double unit = distance == ClassDistance.CENTROIDS && within > 0 ? within : 1;
        double[] raw = Arrays.stream(nearness)
                .map(n -> distance == ClassDistance.MAXIMUM
                        ? Math.max(n, n == Double.NEGATIVE_INFINITY ? 0 : 1e-9)
                        : Math.exp((n - most) / (2 * unit)))
                .toArray();
        return Matrices.scaled(raw, 1 / Arrays.stream(raw).sum());
    }
}
