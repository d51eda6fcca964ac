package jenomics.classic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import jenomics.provenance.Seed;

/**
 * The parts of a cross-validation.
 *
 * @param of the part of each sample, from 0
 * @param count how many parts there are
 */
record Folds(int[] of, int count) {

    /**
     * Dealt out in turn, class after class, each class in random order.
     *
     * @param classes the targets of samples that are of classes; null where there are none
     */
    static Folds dealt(int samples, int most, double[][] classes, Seed seed) {
        int count = Math.max(2, Math.min(most, samples / 2));
        var order = new ArrayList<>(IntStream.range(0, samples).boxed().toList());
        Collections.shuffle(order, new Random(seed.value()));
        if (classes != null) {
            order.sort((i, j) -> Arrays.compare(classes[i], classes[j]));
        }
        int[] of = new int[samples];
        for (int place = 0; place < of.length; place++) {
            of[order.get(place)] = place % count;
        }
        return new Folds(of, count);
    }

    /** One part for each different value. */
    static Folds told(List<String> values) {
        var different = values.stream().distinct().toList();
        return new Folds(values.stream().mapToInt(different::indexOf).toArray(), different.size());
    }

    int[] inside(int fold) {
        return IntStream.range(0, of.length).filter(i -> of[i] == fold).toArray();
    }

    int[] outside(int fold) {
        return IntStream.range(0, of.length).filter(i -> of[i] != fold).toArray();
    }
}
