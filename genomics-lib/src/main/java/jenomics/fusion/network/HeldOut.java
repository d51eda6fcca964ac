package jenomics.fusion.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.provenance.Seed;

/**
 * Which of the samples that a network is given it learns from, and which are watched for when to stop.
 *
 * @param learned places of samples, in order
 * @param watched places of samples, in order; may be empty
 */
record HeldOut(int[] learned, int[] watched) {
    /** With fewer samples none is held out: a loss over one or two of them says nothing. */
    private static final int FEWEST = 20;

    /** Some of the samples, each class in proportion; at least one of each class is learned from. */
    static HeldOut of(Targets targets, double share, Seed seed) {
        var kind = targets.task().kind();
        boolean classes = kind == Task.Kind.BINARY || kind == Task.Kind.MULTICLASS;
        return of(classes ? targets.classIndex() : new int[targets.size()], share, seed);
    }

    /** The same of this many samples without classes. */
    static HeldOut of(int samples, double share, Seed seed) {
        return of(new int[samples], share, seed);
    }

    private static HeldOut of(int[] classOf, double share, Seed seed) {
        if (share == 0 || classOf.length < FEWEST) {
            return new HeldOut(IntStream.range(0, classOf.length).toArray(), new int[0]);
        }
        boolean[] watched = new boolean[classOf.length];
        double owed = 0;
        for (var members : byClass(classOf).values()) {
            int[] shuffled = shuffled(members.stream().mapToInt(i -> i).toArray(), seed.at(members.get(0)));
            owed += share * shuffled.length;
            int count = (int) Math.min(Math.round(owed), shuffled.length - 1);
            owed -= count;
            for (int k = 0; k < count; k++) {
                watched[shuffled[k]] = true;
            }
        }
        return new HeldOut(
                IntStream.range(0, watched.length).filter(i -> !watched[i]).toArray(),
                IntStream.range(0, watched.length).filter(i -> watched[i]).toArray());
    }

    private static LinkedHashMap<Integer, List<Integer>> byClass(int[] classOf) {
        var byClass = new LinkedHashMap<Integer, List<Integer>>();
        for (int i = 0; i < classOf.length; i++) {
            byClass.computeIfAbsent(classOf[i], c -> new ArrayList<>()).add(i);
        }
        return byClass;
    }

    /** The samples that are learned from, in an order drawn by chance. */
    int[] train(Seed seed) {
        return shuffled(learned, seed);
    }

    private static int[] shuffled(int[] places, Seed seed) {
        int[] order = Arrays.copyOf(places, places.length);
        var random = seed.random();
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }
}
