package jenomics.fusion;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import java.util.stream.IntStream;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.provenance.Seed;

/**
 * Training samples dealt out for an inner cross-validation, class after class where there are classes.
 *
 * @param of the fold of each sample, from 0
 * @param count how many there are
 */
record Folds(int[] of, int count) {

    /** @param most so many folds; fewer where there are fewer than two samples for each */
    static Folds deal(Targets targets, int most, Seed seed) {
        int n = targets.size();
        int folds = Math.max(2, Math.min(most, n / 2));
        var order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
        Collections.shuffle(order, new Random(seed.value()));
        if (targets.task().kind() != Task.Kind.REGRESSION) {
            order.sort((i, j) -> java.util.Arrays.compare(targets.values()[i], targets.values()[j]));
        }
        int[] of = new int[n];
        for (int place = 0; place < n; place++) {
            of[order.get(place)] = place % folds;
        }
        return new Folds(of, folds);
    }

    int[] in(int fold) {
        return IntStream.range(0, of.length).filter(i -> of[i] == fold).toArray();
    }

    int[] outside(int fold) {
        return IntStream.range(0, of.length).filter(i -> of[i] != fold).toArray();
    }
}
