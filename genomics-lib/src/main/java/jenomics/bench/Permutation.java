package jenomics.bench;

import java.util.ArrayList;
import jenomics.learn.Samples;
import jenomics.learn.Task;
import jenomics.provenance.Seed;

/** Samples whose labels were dealt out anew: whatever was to be learned is gone, all else is as it was. */
final class Permutation {
    private Permutation() {}

    static <S extends Samples<S>> S of(S samples, Task task, Seed seed) {
        int[] order = new int[samples.size()];
        java.util.Arrays.setAll(order, i -> i);
        Shuffling.shuffle(order, seed.random());
        var permuted = relabelled(samples, task.label(), order);
        return task.event() == null ? permuted : relabelled(permuted, task.event(), order);
    }

    private static <S extends Samples<S>> S relabelled(S samples, String attribute, int[] order) {
        var values = new ArrayList<String>();
        for (int i : order) {
            values.add(samples.attribute(i, attribute));
        }
        return samples.relabelled(attribute, values);
    }
}
