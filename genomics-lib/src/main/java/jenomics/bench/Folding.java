package jenomics.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import jenomics.learn.Samples;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/** Carries a protocol out: classes are shared out evenly, groups stay whole, every class is in every training part. */
final class Folding {
    private static final int GROUP_TRIES = 10;
    /** So many numbers that follow each other in size are shared out evenly. */
    private static final int NEIGHBOURS = 10;

    private final Protocol protocol;
    private final Samples<?> samples;
    private final Targets targets;
    private final int[] stratum;
    private final Seed seed;

    private Folding(Protocol protocol, Samples<?> samples, Targets targets, Seed seed) {
        this.protocol = protocol;
        this.samples = samples;
        this.targets = targets;
        this.seed = seed.part("folds");
        this.stratum = strata(targets, protocol.kind() == Protocol.Kind.FOLDS ? protocol.folds() : NEIGHBOURS);
    }

    /** @throws GenomicsException if the samples cannot be divided so: says why, and what could be done instead */
    static List<Fold> of(Protocol protocol, Samples<?> samples, Targets targets, Seed seed) {
        var folding = new Folding(protocol, samples, targets, seed);
        var folds =
                switch (protocol.kind()) {
                    case FOLDS -> folding.folds();
                    case RANDOM_SPLITS -> folding.splits();
                    case LEAVE_ONE_GROUP_OUT -> folding.oneGroupOut();
                    case HOLD_OUT -> throw new IllegalStateException("a given split is not drawn");
                };
        folds.forEach(fold -> requireClasses(fold, targets));
        return folds;
    }

    /** What is shared out evenly: the class, whether the event came, or the place among the sorted numbers. */
    private static int[] strata(Targets targets, int k) {
        int n = targets.size();
        return switch (targets.task().kind()) {
            case BINARY, MULTICLASS -> targets.classIndex();
            case SURVIVAL ->
                Arrays.stream(targets.output(1)).mapToInt(e -> (int) e).toArray();
            case MULTILABEL -> new int[n];
            case REGRESSION -> {
                double[] values = targets.output(0);
                int[] order = IntStream.range(0, n)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> values[i]))
                        .mapToInt(i -> i)
                        .toArray();
                int[] stratum = new int[n];
                for (int place = 0; place < n; place++) {
                    stratum[order[place]] = place / k;
                }
                yield stratum;
            }
        };
    }

    private List<Fold> folds() {
        int k = protocol.folds();
        if (k > samples.size()) {
            throw new GenomicsException(
                    "kFold(" + k + ") asks for more folds than there are samples: "
                            + Phrases.count(samples.size(), "sample") + ".",
                    Map.of("folds", k, "samples", samples.size()));
        }
        var groups = protocol.group() == null ? null : groups();
        if (groups == null) {
            requireEnough(k);
        } else if (groups.size() < k) {
            throw new GenomicsException(
                    "kFold(" + k + ") with '" + protocol.group() + "' kept together needs at least " + k
                            + " groups; there are " + groups.size() + ": " + Phrases.quoted(groups.keySet())
                            + ". Use .kFold(" + groups.size() + ") or .leaveOneGroupOut(\"" + protocol.group()
                            + "\").",
                    Map.of("folds", k, "groups", groups.size()));
        }
        var folds = new ArrayList<Fold>();
        for (int repeat = 0; repeat < protocol.repeats(); repeat++) {
            var drawn = seed.at(repeat);
            int[] foldOf = groups == null ? dealt(k, drawn) : groupsDealt(groups, k, drawn);
            String of = " of " + k + (protocol.repeats() > 1 ? ", repeat " + (repeat + 1) : "");
            for (int f = 0; f < k; f++) {
                folds.add(fold("fold " + (f + 1) + of, foldOf, f));
            }
        }
        return folds;
    }

    private void requireEnough(int k) {
        var kind = targets.task().kind();
        if (kind != Task.Kind.BINARY && kind != Task.Kind.MULTICLASS) {
            return;
        }
        int[] counts = new int[targets.task().classes().size()];
        Arrays.stream(stratum).forEach(c -> counts[c]++);
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] < k) {
                throw new GenomicsException(
                        "kFold(" + k + ") needs at least " + k
                                + " samples of every class, so that each fold tests some;"
                                + " of '" + targets.task().classes().get(c) + "' there "
                                + (counts[c] == 1 ? "is 1" : "are " + counts[c])
                                + (counts[c] < 2
                                        ? ". Leave that class out, or join it with another."
                                        : ". Use .kFold(" + counts[c] + "), or leave that class out."),
                        Map.of("class", targets.task().classes().get(c), "samples", counts[c], "folds", k));
            }
        }
    }

    /** Every stratum shuffled and dealt out like cards, the next one going on where the last one ended. */
    private int[] dealt(int k, Seed drawn) {
        var random = drawn.random();
        int[] foldOf = new int[samples.size()];
        int next = 0;
        for (var members : byStratum().values()) {
            Shuffling.shuffle(members, random);
            for (int i : members) {
                foldOf[i] = next++ % k;
            }
        }
        return foldOf;
    }

    private Map<Integer, int[]> byStratum() {
        var lists = new TreeMap<Integer, IntStream.Builder>();
        for (int i = 0; i < stratum.length; i++) {
            lists.computeIfAbsent(stratum[i], s -> IntStream.builder()).add(i);
        }
        var arrays = new TreeMap<Integer, int[]>();
        lists.forEach((s, builder) -> arrays.put(s, builder.build().toArray()));
        return arrays;
    }

    private Map<String, int[]> groups() {
        var lists = new LinkedHashMap<String, IntStream.Builder>();
        for (int i = 0; i < samples.size(); i++) {
            String group = samples.attribute(i, protocol.group());
            if (group == null) {
                throw new GenomicsException(
                        "Sample '" + samples.id(i) + "' has no '" + protocol.group()
                                + "', by which samples are kept together. Give it one, or leave it out.",
                        Map.of("sample", samples.id(i), "attribute", protocol.group()));
            }
            lists.computeIfAbsent(group, g -> IntStream.builder()).add(i);
        }
        var groups = new LinkedHashMap<String, int[]>();
        lists.forEach((g, builder) -> groups.put(g, builder.build().toArray()));
        return groups;
    }

    /** Large groups first, each to the fold that has least of its classes; the most even of some such orders. */
    private int[] groupsDealt(Map<String, int[]> groups, int k, Seed drawn) {
        int[] best = null;
        double least = Double.POSITIVE_INFINITY;
        for (int t = 0; t < GROUP_TRIES; t++) {
            var counts = new double[k][1 + Arrays.stream(stratum).max().orElse(0)];
            int[] foldOf = new int[samples.size()];
            var order = new ArrayList<>(groups.values());
            Shuffling.shuffle(order, drawn.at(t).random());
            order.sort(Comparator.comparingInt(members -> -members.length));
            for (int[] members : order) {
                int fold = lightest(counts, members);
                for (int i : members) {
                    foldOf[i] = fold;
                    counts[fold][group(i)]++;
                }
            }
            double uneven = unevenness(counts);
            if (uneven < least - 1e-12) {
                least = uneven;
                best = foldOf;
            }
        }
        return best;
    }

    /** Numbers in many strata say nothing of evenness: then sizes alone count. */
    private int group(int sample) {
        return targets.task().kind() == Task.Kind.REGRESSION ? 0 : stratum[sample];
    }

    private int lightest(double[][] counts, int[] members) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int f = 0; f < counts.length; f++) {
            double[] before = counts[f].clone();
            for (int i : members) {
                counts[f][group(i)]++;
            }
            double uneven = unevenness(counts);
            counts[f] = before;
            if (uneven < least - 1e-12) {
                least = uneven;
                best = f;
            }
        }
        return best;
    }

    /** Sum over the classes of the squared shares that the folds have of it. */
    private static double unevenness(double[][] counts) {
        double sum = 0;
        for (int c = 0; c < counts[0].length; c++) {
            double all = 0;
            double squares = 0;
            for (double[] fold : counts) {
                all += fold[c];
                squares += fold[c] * fold[c];
            }
            sum += all == 0 ? 0 : squares / (all * all);
        }
        return sum;
    }

    private List<Fold> splits() {
        var groups = protocol.group() == null ? null : groups();
        return IntStream.range(0, protocol.folds())
                .mapToObj(s -> {
                    int[] inTest = groups == null ? drawn(seed.at(s)) : groupsDrawn(groups, seed.at(s));
                    return fold("split " + (s + 1) + " of " + protocol.folds(), inTest, 1);
                })
                .toList();
    }

    private int[] drawn(Seed drawn) {
        var random = drawn.random();
        int[] inTest = new int[samples.size()];
        double owed = 0;
        for (var members : byStratum().values()) {
            Shuffling.shuffle(members, random);
            owed += protocol.share() * members.length;
            int count = (int) Math.round(owed);
            count = Math.max(Math.min(1, members.length - 1), Math.min(count, members.length - 1));
            owed -= count;
            for (int k = 0; k < count; k++) {
                inTest[members[k]] = 1;
            }
        }
        return inTest;
    }

    private int[] groupsDrawn(Map<String, int[]> groups, Seed drawn) {
        if (groups.size() < 2) {
            throw new GenomicsException(
                    "Random splits with '" + protocol.group() + "' kept together need at least two groups; there is "
                            + Phrases.quoted(groups.keySet()) + ".",
                    Map.of("groups", groups.size()));
        }
        var order = new ArrayList<>(groups.values());
        Shuffling.shuffle(order, drawn.random());
        int[] inTest = new int[samples.size()];
        double missing = protocol.share() * samples.size();
        int taken = 0;
        for (int[] members : order) {
            boolean nearer = Math.abs(missing - members.length) < Math.abs(missing);
            if (nearer && taken < order.size() - 1 || taken == 0 && members == order.get(order.size() - 1)) {
                Arrays.stream(members).forEach(i -> inTest[i] = 1);
                missing -= members.length;
                taken++;
            }
        }
        return inTest;
    }

    private List<Fold> oneGroupOut() {
        var groups = groups();
        if (groups.size() < 2) {
            throw new GenomicsException(
                    "leaveOneGroupOut(\"" + protocol.group() + "\") needs at least two groups; there is "
                            + Phrases.quoted(groups.keySet()) + ".",
                    Map.of("groups", groups.size()));
        }
        return groups.entrySet().stream()
                .map(group -> {
                    int[] inTest = new int[samples.size()];
                    Arrays.stream(group.getValue()).forEach(i -> inTest[i] = 1);
                    return fold("'" + group.getKey() + "' left out", inTest, 1);
                })
                .toList();
    }

    private static Fold fold(String name, int[] partOf, int test) {
        return new Fold(
                name,
                IntStream.range(0, partOf.length).filter(i -> partOf[i] != test).toArray(),
                IntStream.range(0, partOf.length).filter(i -> partOf[i] == test).toArray());
    }

    /** What was never seen cannot be predicted: each class must be among the training samples. */
    static void requireClasses(Fold fold, Targets targets) {
        var task = targets.task();
        if (task.kind() != Task.Kind.BINARY && task.kind() != Task.Kind.MULTICLASS) {
            return;
        }
        int[] classOf = targets.classIndex();
        for (int c = 0; c < task.classes().size(); c++) {
            int cls = c;
            if (Arrays.stream(fold.train()).noneMatch(i -> classOf[i] == cls)) {
                throw new GenomicsException(
                        "In " + fold.name() + " no training sample is of class '"
                                + task.classes().get(c) + "' of '"
                                + task.label() + "': all of them are tested on. Keep other groups together, use fewer"
                                + " folds, or leave that class out.",
                        Map.of("fold", fold.name(), "class", task.classes().get(c)));
            }
        }
    }
}
