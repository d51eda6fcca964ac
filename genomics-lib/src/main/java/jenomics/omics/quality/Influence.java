package jenomics.omics.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SheetColumn;

/**
 * How much of what varies in a layer goes with an attribute of the samples.
 *
 * @param layer which
 * @param attribute one with 2 to 30 values
 * @param share the part of the features' variance that lies between its values, adjusted for their number (about 0 for an
 *     attribute that has nothing to do with the layer), averaged over the features
 */
public record Influence(String layer, String attribute, double share) {
    private static final int MOST_LEVELS = 30;

    /** Of each grouping attribute on each layer. */
    public static List<Influence> in(MultiOmics cohort) {
        var found = new ArrayList<Influence>();
        for (var column : cohort.sheet().columns()) {
            long levels = column.counts().values().stream().filter(n -> n > 0).count();
            boolean groups = column.kind() == SheetColumn.Kind.FACTOR || levels <= 6;
            if (groups && levels >= 2 && levels <= MOST_LEVELS) {
                for (var layer : cohort.layers()) {
                    found.add(new Influence(layer.name(), column.name(), share(layer, column)));
                }
            }
        }
        return List.copyOf(found);
    }

    private static double share(OmicsLayer layer, SheetColumn column) {
        var levels = List.copyOf(column.counts().keySet());
        int[] group = column.values().stream().mapToInt(levels::indexOf).toArray(); // -1 where missing
        double[] shares = IntStream.range(0, layer.featureCount())
                .parallel()
                .mapToDouble(f -> adjusted(layer.column(f), group, levels.size()))
                .toArray();
        return Arrays.stream(shares).filter(Double::isFinite).average().orElse(Double.NaN);
    }

    /** 1 - (1 - R²)(n - 1)/(n - groups); NaN where nothing varies or no sample is left. */
    private static double adjusted(float[] values, int[] group, int groups) {
        double[] sums = new double[groups];
        double[] sizes = new double[groups];
        double sum = 0;
        int n = 0;
        for (int s = 0; s < values.length; s++) {
            if (group[s] >= 0 && !Float.isNaN(values[s])) {
                sums[group[s]] += values[s];
                sizes[group[s]]++;
                sum += values[s];
                n++;
            }
        }
        double total = 0;
        double within = 0;
        for (int s = 0; s < values.length; s++) {
            if (group[s] >= 0 && !Float.isNaN(values[s])) {
                total += Math.pow(values[s] - sum / n, 2);
                within += Math.pow(values[s] - sums[group[s]] / sizes[group[s]], 2);
            }
        }
        long present = Arrays.stream(sizes).filter(size -> size > 0).count();
        return total == 0 || n <= present ? Double.NaN : 1 - within / total * (n - 1) / (n - present);
    }
}
