package jenomics.classic;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Features in at most 128 bins each, between whose values a tree may ask: every value its own bin where there are few,
 * else about as many samples in each.
 *
 * @param column [features][samples]: the values themselves
 * @param bin [features][samples]
 * @param edges [features][bins - 1]: the thresholds between the bins, ascending; a value is in bin b or below if it is at
 *     most edges[b]
 */
record Binned(float[][] column, byte[][] bin, float[][] edges) {
    static final int MOST = 128;

    /** @param rows [samples][features], complete */
    static Binned of(float[][] rows) {
        int features = rows[0].length;
        float[][] columns = new float[features][];
        byte[][] bin = new byte[features][];
        float[][] edges = new float[features][];
        IntStream.range(0, features).parallel().forEach(f -> {
            float[] column = new float[rows.length];
            for (int i = 0; i < column.length; i++) {
                column[i] = rows[i][f];
            }
            columns[f] = column;
            edges[f] = edges(column);
            bin[f] = bins(column, edges[f]);
        });
        return new Binned(columns, bin, edges);
    }

    private static float[] edges(float[] column) {
        float[] sorted = column.clone();
        Arrays.sort(sorted);
        int different = 0;
        for (int i = 0; i < sorted.length; i++) {
            different += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
        }
        float[] edges = new float[Math.min(different, MOST) - 1];
        boolean each = different <= MOST;
        int found = 0;
        for (int i = 1; i < sorted.length && found < edges.length; i++) {
            boolean due = each || (long) i * MOST >= (long) (found + 1) * sorted.length;
            if (due && sorted[i] != sorted[i - 1]) {
                edges[found++] = between(sorted[i - 1], sorted[i]);
            }
        }
        return Arrays.copyOf(edges, found);
    }

    /** Half way, but below the higher of the two whatever the rounding. */
    private static float between(float low, float high) {
        float middle = (float) ((low + (double) high) / 2);
        return middle < high ? middle : low;
    }

    private static byte[] bins(float[] column, float[] edges) {
        byte[] bins = new byte[column.length];
        for (int i = 0; i < bins.length; i++) {
            int place = Arrays.binarySearch(edges, column[i]);
            bins[i] = (byte) (place >= 0 ? place : -place - 1);
        }
        return bins;
    }

    int features() {
        return bin.length;
    }
}
