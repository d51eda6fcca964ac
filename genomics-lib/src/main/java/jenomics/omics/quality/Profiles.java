package jenomics.omics.quality;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Scale;

/**
 * Samples as rows of numbers that can be compared: logarithms of counts, missing values as the mean of their feature, and
 * of many features those that vary most.
 *
 * @param rows {@code [sample, feature]}
 */
record Profiles(double[][] rows) {
    private static final int MOST = 2000;

    static Profiles of(OmicsLayer layer) {
        double[] variances = IntStream.range(0, layer.featureCount())
                .parallel()
                .mapToDouble(f -> variance(column(layer, f)))
                .toArray();
        double[][] columns = IntStream.range(0, variances.length)
                .filter(f -> variances[f] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(f -> -variances[f]))
                .limit(MOST)
                .map(f -> column(layer, f))
                .toArray(double[][]::new);
        return new Profiles(turned(columns, layer.size()));
    }

    private static double[] column(OmicsLayer layer, int feature) {
        boolean counts = layer.scale() == Scale.COUNTS || layer.scale() == Scale.EXPECTED_COUNTS;
        float[] values = layer.column(feature);
        double[] column = new double[values.length];
        double sum = 0;
        int observed = 0;
        for (int s = 0; s < column.length; s++) {
            column[s] = counts ? Math.log1p(values[s]) : values[s];
            sum += Double.isNaN(column[s]) ? 0 : column[s];
            observed += Double.isNaN(column[s]) ? 0 : 1;
        }
        for (int s = 0; s < column.length; s++) {
            column[s] = Double.isNaN(column[s]) ? sum / observed : column[s];
        }
        return column;
    }

    private static double[][] turned(double[][] columns, int samples) {
        double[][] rows = new double[samples][columns.length];
        for (int s = 0; s < samples; s++) {
            for (int f = 0; f < columns.length; f++) {
                rows[s][f] = columns[f][s];
            }
        }
        return rows;
    }

    int features() {
        return rows.length == 0 ? 0 : rows[0].length;
    }

    /** Each feature less its mean, divided by its standard deviation: what is left is what samples differ in. */
    Profiles standardized() {
        double[][] columns = new double[features()][];
        for (int f = 0; f < columns.length; f++) {
            int feature = f;
            columns[f] = Arrays.stream(rows).mapToDouble(r -> r[feature]).toArray();
            double mean = Arrays.stream(columns[f]).average().orElse(0);
            double width = Math.sqrt(variance(columns[f]));
            for (int s = 0; s < rows.length; s++) {
                columns[f][s] = (columns[f][s] - mean) / width;
            }
        }
        return new Profiles(turned(columns, rows.length));
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length;
    }

    /** Pearson's correlation of each pair of samples; NaN for a sample that is the same in all features. */
    double[][] correlations() { // [sample, sample]
        double[][] units = Arrays.stream(rows).map(Profiles::unit).toArray(double[][]::new);
        double[][] correlations = new double[rows.length][rows.length];
        IntStream.range(0, rows.length).parallel().forEach(i -> {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int f = 0; f < units[i].length; f++) {
                    sum += units[i][f] * units[j][f];
                }
                correlations[i][j] = sum;
            }
        });
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < i; j++) {
                correlations[j][i] = correlations[i][j];
            }
        }
        return correlations;
    }

    private static double[] unit(double[] row) {
        double mean = Arrays.stream(row).average().orElse(0);
        double length =
                Math.sqrt(Arrays.stream(row).map(v -> (v - mean) * (v - mean)).sum());
        return Arrays.stream(row).map(v -> (v - mean) / length).toArray();
    }
}
