package jenomics.bench;

import java.util.List;
import java.util.random.RandomGenerator;

/** Fisher and Yates's. */
final class Shuffling {
    private Shuffling() {}

    static void shuffle(int[] values, RandomGenerator random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
    }

    static <T> void shuffle(List<T> values, RandomGenerator random) {
        for (int i = values.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            values.set(j, values.set(i, values.get(j)));
        }
    }
}
