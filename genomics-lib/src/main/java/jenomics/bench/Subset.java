package jenomics.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/** Some of the samples, each class in proportion; a larger subset of one seed holds every smaller one. */
final class Subset {
    private Subset() {}

    static Targets of(Targets targets, int[] places) {
        var ids = new ArrayList<String>();
        double[][] values = new double[places.length][];
        for (int k = 0; k < places.length; k++) {
            ids.add(targets.ids().get(places[k]));
            values[k] = targets.values()[places[k]];
        }
        return new Targets(targets.task(), ids, values);
    }

    /** The fold with so many of its training samples. */
    static Fold of(Fold fold, int size, Targets targets, Seed seed) {
        if (size > fold.train().length) {
            throw new GenomicsException(
                    "A learning curve up to " + size + " training samples was asked for; " + fold.name() + " has "
                            + fold.train().length + ".",
                    Map.of("size", size, "train", fold.train().length));
        }
        return new Fold(fold.name(), chosen(fold.train(), size, targets, seed.part("subset")), fold.test());
    }

    /** Each class shuffled, then taken in turn so that every beginning has it in proportion. */
    static int[] chosen(int[] from, int size, Targets targets, Seed seed) {
        var random = seed.random();
        var classes = new LinkedHashMap<Integer, int[]>();
        int[] classOf = classes(targets);
        Arrays.stream(from).map(i -> classOf[i]).distinct().sorted().forEach(c -> {
            int[] members = Arrays.stream(from).filter(i -> classOf[i] == c).toArray();
            Shuffling.shuffle(members, random);
            classes.put(c, members);
        });
        record Place(double at, int sample) {}
        var order = new ArrayList<Place>();
        int rank = 0;
        for (int[] members : classes.values()) {
            for (int k = 0; k < members.length; k++) {
                order.add(new Place((k + 0.5) / members.length + 1e-9 * rank, members[k]));
            }
            rank++;
        }
        order.sort(java.util.Comparator.comparingDouble(Place::at));
        return order.stream().limit(size).mapToInt(Place::sample).sorted().toArray();
    }

    private static int[] classes(Targets targets) {
        var kind = targets.task().kind();
        if (kind == Task.Kind.BINARY || kind == Task.Kind.MULTICLASS) {
            return targets.classIndex();
        }
        return kind == Task.Kind.SURVIVAL
                ? IntStream.range(0, targets.size())
                        .map(i -> (int) targets.values()[i][1])
                        .toArray()
                : new int[targets.size()];
    }
}
