package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;

class BatchOrderTest {
    private static final int BATCH = 16;
    private final int[] lengths = new Random(1).ints(1003, 20, 500).toArray();
    private final int[] shuffled = TrainingLoop.shuffled(lengths.length, Seed.of(3));

    private int[] order(long seed) {
        return BatchOrder.of(shuffled, i -> lengths[i], BATCH, Seed.of(seed));
    }

    /** Tokens that go through, padding included. */
    private long padded(int[] order) {
        long sum = 0;
        for (int from = 0; from < order.length; from += BATCH) {
            int[] batch = Arrays.copyOfRange(order, from, Math.min(order.length, from + BATCH));
            sum += (long) batch.length
                    * IntStream.of(batch).map(i -> lengths[i]).max().orElseThrow();
        }
        return sum;
    }

    @Test
    void eachSampleComesOnceAndLittleIsPadded() {
        int[] order = order(5);
        assertArrayEquals(
                IntStream.range(0, lengths.length).toArray(),
                IntStream.of(order).sorted().toArray());
        long needed = IntStream.of(lengths).asLongStream().sum();
        assertTrue(padded(order) < 1.1 * needed, padded(order) + " of " + needed);
        assertTrue(padded(shuffled) > 1.6 * needed, padded(shuffled) + " of " + needed);
    }

    @Test
    void theSeedDecides() {
        assertArrayEquals(order(5), order(5));
        assertFalse(Arrays.equals(order(5), order(6)));
    }

    @Test
    void longAndShortBatchesAreMixed() {
        int[] order = order(5);
        long rising = IntStream.range(1, order.length / BATCH)
                .filter(b -> lengths[order[b * BATCH]] > lengths[order[(b - 1) * BATCH]])
                .count();
        assertTrue(rising > 20 && rising < 42, rising + " of 61 batches are longer than the one before");
    }

    @Test
    void equalLengthsStayAsTheyWere() {
        assertSame(shuffled, BatchOrder.of(shuffled, i -> 100, BATCH, Seed.of(5)));
    }
}
