package jenomics.classic;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.provenance.Seed;

/**
 * How much the error of each tree on the samples it did not see grows when one feature's values are shuffled among them
 * (Breiman 2001); the mean over the trees.
 */
final class PermutationImportance {
    private PermutationImportance() {}

    static double[] of(List<RandomForest.Planted> planted, Lesson lesson, Seed seed) {
        var perTree = IntStream.range(0, planted.size())
                .parallel()
                .mapToObj(t -> new OfTree(planted.get(t), lesson, seed.at(t).random()).growths())
                .toList();
        double[] sums = new double[lesson.x()[0].length];
        for (var growths : perTree) { // in the order of the trees: sums do not depend on threads
            for (int k = 0; k < growths.features().length; k++) {
                sums[growths.features()[k]] += growths.values()[k] / planted.size();
            }
        }
        return sums;
    }

    private record Growths(int[] features, double[] values) {}

    private record OfTree(RandomForest.Planted planted, Lesson lesson, SplittableRandom random) {

        Growths growths() {
            int[] outside = IntStream.range(0, lesson.size())
                    .filter(i -> planted.times()[i] == 0)
                    .toArray();
            int[] used = Arrays.stream(planted.tree().feature())
                    .filter(f -> f >= 0)
                    .distinct()
                    .sorted()
                    .toArray();
            if (outside.length == 0) {
                return new Growths(new int[0], new double[0]);
            }
            float[][] rows =
                    IntStream.of(outside).mapToObj(i -> lesson.x()[i].clone()).toArray(float[][]::new);
            double error = error(outside, rows);
            double[] growths = new double[used.length];
            for (int k = 0; k < used.length; k++) {
                growths[k] = shuffledError(outside, rows, used[k]) - error;
            }
            return new Growths(used, growths);
        }

        private double shuffledError(int[] outside, float[][] rows, int feature) {
            float[] kept = new float[rows.length];
            for (int i = 0; i < kept.length; i++) {
                kept[i] = rows[i][feature];
            }
            for (int i = rows.length - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                float value = rows[i][feature];
                rows[i][feature] = rows[j][feature];
                rows[j][feature] = value;
            }
            double error = error(outside, rows);
            for (int i = 0; i < kept.length; i++) {
                rows[i][feature] = kept[i];
            }
            return error;
        }

        /** The share of wrong classes or labels, or the mean squared error. */
        private double error(int[] outside, float[][] rows) {
            double error = 0;
            for (int i = 0; i < rows.length; i++) {
                double[] found = planted.tree().value()[planted.tree().leaf(rows[i])];
                error += error(found, lesson.y()[outside[i]]);
            }
            return error / rows.length;
        }

        private double error(double[] found, double[] truth) {
            if (lesson.isRegression()) {
                return (found[0] - truth[0]) * (found[0] - truth[0]);
            }
            if (lesson.isMulticlass()) {
                int likeliest = 0;
                for (int o = 1; o < found.length; o++) {
                    likeliest = found[o] > found[likeliest] ? o : likeliest;
                }
                return truth[likeliest] == 1 ? 0 : 1;
            }
            double wrong = 0;
            for (int o = 0; o < found.length; o++) {
                wrong += found[o] >= 0.5 == (truth[o] == 1) ? 0 : 1.0 / found.length;
            }
            return wrong;
        }
    }
}
