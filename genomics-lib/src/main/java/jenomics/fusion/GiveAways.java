package jenomics.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;

/**
 * Single features that tell what is to be predicted without any fault: often a sign that a layer contains the outcome, or
 * was made with it known. Of several classes all lie apart in such a feature; a number it follows to one in 10,000.
 * Features that would be found by chance among so many of so few samples are not named.
 *
 * @param task what is to be predicted
 * @param samples how many were looked at
 * @param features their names, "layer: feature"
 */
public record GiveAways(Task task, int samples, List<String> features) implements Described {
    private static final double BY_CHANCE = 0.01;
    private static final double FOLLOWS = 0.9999;

    /** Those of a cohort as it stands. */
    static GiveAways in(MultiOmics cohort, Task task) {
        var resolved = task.resolve(cohort);
        var targets = resolved.targets(cohort);
        var found = new ArrayList<String>();
        int all = cohort.layers().stream().mapToInt(OmicsLayer::featureCount).sum();
        boolean classes = resolved.kind() == Task.Kind.BINARY || resolved.kind() == Task.Kind.MULTICLASS;
        if (resolved.kind() == Task.Kind.REGRESSION || classes && expectedByChance(targets, all) < BY_CHANCE) {
            for (var layer : cohort.layers()) {
                for (int f = 0; f < layer.featureCount(); f++) {
                    float[] values = layer.column(f);
                    if (classes ? apart(values, targets) : follows(values, targets)) {
                        found.add(layer.name() + ": " + layer.features().get(f));
                    }
                }
            }
        }
        return new GiveAways(resolved, cohort.size(), List.copyOf(found));
    }

    /** How many of so many features of pure chance would have the classes lie apart. */
    private static double expectedByChance(Targets targets, int features) {
        int[] classOf = targets.classIndex();
        int classes = targets.task().classes().size();
        double log = Math.log(features);
        int placed = 0;
        for (int c = 0; c < classes; c++) {
            int at = c;
            int members = (int) IntStream.of(classOf).filter(k -> k == at).count();
            for (int i = 1; i <= members; i++) {
                log += Math.log(i) - Math.log(placed + i);
            }
            log += Math.log(c + 1);
            placed += members;
        }
        return Math.exp(log);
    }

    /** Whether the ranges of the classes do not touch. */
    private static boolean apart(float[] values, Targets targets) {
        int[] classOf = targets.classIndex();
        int classes = targets.task().classes().size();
        float[][] ranges = new float[classes][];
        int there = 0;
        for (int i = 0; i < values.length; i++) {
            float v = values[i];
            if (!Float.isNaN(v)) {
                float[] range = ranges[classOf[i]];
                ranges[classOf[i]] =
                        range == null ? new float[] {v, v} : new float[] {Math.min(range[0], v), Math.max(range[1], v)};
                there++;
            }
        }
        var inOrder = Arrays.stream(ranges)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingDouble(r -> r[0]))
                .toList();
        return inOrder.size() == classes
                && there > values.length / 2
                && IntStream.range(1, classes).allMatch(c -> inOrder.get(c - 1)[1] < inOrder.get(c)[0]);
    }

    private static boolean follows(float[] values, Targets targets) {
        double[] truth = targets.output(0);
        int[] there = IntStream.range(0, values.length)
                .filter(i -> !Float.isNaN(values[i]))
                .toArray();
        double[] x = IntStream.of(there).mapToDouble(i -> values[i]).toArray();
        return there.length > 3 && Math.abs(Matrices.correlation(x, Plane.pick(truth, there))) > FOLLOWS;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return features.isEmpty();
    }

    /** {@code mRNA: GENE tells 'subtype' without fault: does the layer contain the outcome?}. */
    public String sentence() {
        return isEmpty()
                ? "No single feature tells '" + task.label() + "' without fault."
                : Phrases.firstThree(features) + (features.size() == 1 ? " tells" : " tell") + " '" + task.label()
                        + "' without fault, in all " + Phrases.count(samples, "sample")
                        + ": does a layer contain the outcome?";
    }

    @Override
    public Description describe() {
        return isEmpty()
                ? Description.of(sentence())
                : Description.of("warning: " + sentence())
                        .with(
                                "",
                                List.of("feature"),
                                features.stream().map(List::of).toList());
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
