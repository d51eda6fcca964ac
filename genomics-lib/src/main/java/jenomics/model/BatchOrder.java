package jenomics.model;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import jenomics.provenance.Seed;

/**
 * Batches of like length, so that little is padded: a shuffled order is sorted by length within stretches of fifty
 * batches, and the batches are shuffled again. Sequences that all have one length stay as they were shuffled.
 */
final class BatchOrder {
    private static final int STRETCH = 50;

    private BatchOrder() {}

    /**
     * @param shuffled samples in an order drawn by chance
     * @param length of a sample
     */
    static int[] of(int[] shuffled, IntUnaryOperator length, int batchSize, Seed seed) {
        if (IntStream.of(shuffled).map(length).distinct().count() < 2) {
            return shuffled;
        }
        int[] sorted = shuffled.clone();
        for (int from = 0; from < sorted.length; from += STRETCH * batchSize) {
            sort(sorted, from, Math.min(sorted.length, from + STRETCH * batchSize), length);
        }
        int whole = sorted.length / batchSize;
        int[] order = sorted.clone(); // what is left over stays the last batch
        int[] places = TrainingLoop.shuffled(whole, seed);
        for (int batch = 0; batch < whole; batch++) {
            System.arraycopy(sorted, places[batch] * batchSize, order, batch * batchSize, batchSize);
        }
        return order;
    }

    private static void sort(int[] samples, int from, int to, IntUnaryOperator length) {
        int[] some = Arrays.stream(samples, from, to)
                .boxed()
                .sorted(Comparator.comparingInt(length::applyAsInt))
                .mapToInt(Integer::intValue)
                .toArray();
        System.arraycopy(some, 0, samples, from, some.length);
    }
}
