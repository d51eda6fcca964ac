package jenomics.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/**
 * How many features of each layer a discriminant analysis keeps, and what was tried to find out.
 *
 * @param keep [layers][components]
 * @param rows what was tried: component, numbers kept, balanced error rate in cross-validation
 */
record KeepTuning(int[][] keep, List<List<String>> rows) {

    /** A choice for one component, and its error. */
    private record Choice(int[] keep, double error) {
        int total() {
            return Arrays.stream(keep).sum();
        }

        boolean betterThan(Choice other) {
            return other == null || error < other.error || error == other.error && total() < other.total();
        }
    }

    /** Component by component the numbers with the least balanced error; of equal ones those that keep least. */
    static KeepTuning of(Diablo plan, Blocks blocks, Classes classes, Seed seed) {
        int[][] keep = plan.kept(blocks);
        if (plan.tried().isEmpty()) {
            return new KeepTuning(keep, List.of());
        }
        var folds = Folds.deal(classes.targets(), plan.folds(), seed);
        var rows = new ArrayList<List<String>>();
        for (int component = 0; component < plan.components(); component++) {
            int at = component;
            var choices = choices(plan, blocks, keep, at).parallelStream()
                    .map(choice ->
                            new Choice(choice, error(plan, blocks, classes, folds, with(keep, at, choice), at + 1)))
                    .toList();
            Choice best = null;
            for (var choice : choices) {
                rows.add(List.of(
                        Integer.toString(at + 1), Arrays.toString(choice.keep()), Phrases.number(choice.error())));
                best = choice.betterThan(best) ? choice : best;
            }
            for (int b = 0; b < keep.length; b++) {
                keep[b][at] = best.keep()[b];
            }
        }
        return new KeepTuning(keep, List.copyOf(rows));
    }

    /** Every combination of the numbers tried, for one component. */
    private static List<int[]> choices(Diablo plan, Blocks blocks, int[][] keep, int component) {
        List<int[]> choices = List.of(
                IntStream.range(0, keep.length).map(b -> keep[b][component]).toArray());
        for (int b = 0; b < keep.length; b++) {
            int block = b;
            int width = blocks.list().get(b).features().size();
            var tried = plan.tried().get(blocks.list().get(b).name());
            if (tried != null) {
                choices = choices.stream()
                        .flatMap(c -> tried.stream().map(count -> {
                            int[] choice = c.clone();
                            choice[block] = Math.min(width, count);
                            return choice;
                        }))
                        .toList();
            }
        }
        return choices;
    }

    private static int[][] with(int[][] keep, int component, int[] choice) {
        int[][] changed = Arrays.stream(keep).map(int[]::clone).toArray(int[][]::new);
        for (int b = 0; b < changed.length; b++) {
            changed[b][component] = choice[b];
        }
        return changed;
    }

    /** The mean over the classes of the share that is told wrong. */
    private static double error(
            Diablo plan, Blocks blocks, Classes classes, Folds folds, int[][] keep, int components) {
        int[] truth = classes.index();
        double[] wrong = new double[classes.count()];
        double[] all = new double[classes.count()];
        for (int fold = 0; fold < folds.count(); fold++) {
            int[] in = folds.outside(fold);
            int[] held = folds.in(fold);
            var fitted = Discriminant.fit(
                    blocks.select(in),
                    Arrays.stream(in).map(i -> truth[i]).toArray(),
                    classes.count(),
                    plan.between(),
                    keep,
                    components,
                    plan.distance());
            var others = blocks.select(held);
            for (int h = 0; h < held.length; h++) {
                all[truth[held[h]]]++;
                wrong[truth[held[h]]] += told(fitted.probabilities(others, h)) == truth[held[h]] ? 0 : 1;
            }
        }
        return IntStream.range(0, all.length)
                .filter(k -> all[k] > 0)
                .mapToDouble(k -> wrong[k] / all[k])
                .average()
                .orElse(1);
    }

    private static int told(double[] probabilities) {
        int best = 0;
        for (int k = 1; k < probabilities.length; k++) {
            best = probabilities[k] > probabilities[best] ? k : best;
        }
        return best;
    }
}
