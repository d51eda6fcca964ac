package jenomics.classic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import jenomics.learn.Metric;
import jenomics.learn.Scores;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForestTest {
    private static final Seed SEED = Seed.of(1);
    private static final Task KIND = Task.multiclass("kind");
    private static final Task LEVEL = Task.regression("level");
    private static final MultiOmics TRAIN = Simulated.cohort(180, 1);

    private static RandomForest small() {
        return Classic.randomForest().trees(60);
    }

    @Test
    void outOfBagIsNearTheTestAndFarFromTheTraining() {
        var forest = small().trees(200).fit(TRAIN, KIND, SEED);
        var test = Simulated.cohort(300, 2);
        var scores = Scores.of(forest.predict(test), KIND.resolve(TRAIN).targets(test));
        double outside = forest.outOfBag().get(Metric.ACCURACY).value();
        assertEquals(scores.get(Metric.ACCURACY).value(), outside, 0.08);
        assertEquals(180, forest.outOfBag().targets().size());
        assertTrue(forest.toString().contains("200 trees up to"), forest.toString());
        assertTrue(forest.toString().contains("out of bag: AUROC 0."), forest.toString());
    }

    @Test
    void bothImportancesFindThePlantedFeature() {
        var impurity = small().fit(TRAIN, LEVEL, SEED).weights().orElseThrow();
        var permuted = small().importance(RandomForest.Importance.PERMUTATION)
                .fit(TRAIN, LEVEL, SEED)
                .weights()
                .orElseThrow();
        assertEquals("rna: g1", impurity.selected().get(0));
        assertEquals("rna: g1", permuted.selected().get(0));
        assertEquals(1, impurity.weights().stream().mapToDouble(w -> w).sum(), 1e-9, "shares of all that was gained");
        double noise = permuted.weights().subList(3, 35).stream()
                .mapToDouble(w -> w)
                .average()
                .orElseThrow();
        assertEquals(0, noise, 0.1 * permuted.weights().get(1), "unbiased where impurity is not");
        assertEquals("permutation importance (out of bag)", permuted.kind());
    }

    @Test
    void optionsLimitTheTrees() {
        var stump = small().depth(1).fit(TRAIN, LEVEL, SEED);
        assertTrue(stump.trees().stream().allMatch(tree -> tree.depth() <= 1 && tree.size() <= 3));
        var coarse = small().leaf(20).fit(TRAIN, LEVEL, SEED);
        for (var tree : coarse.trees()) {
            for (int node = 0; node < tree.size(); node++) {
                assertTrue(tree.cover()[node] >= 20);
            }
        }
    }

    @Test
    void aTreeOfAllFeaturesAndSamplesFindsTheBestSplit() {
        var random = new SplittableRandom(3);
        float[][] x = new float[300][3];
        double[][] y = new double[300][1];
        for (int i = 0; i < 300; i++) {
            for (int f = 0; f < 3; f++) {
                x[i][f] = (float) random.nextGaussian();
            }
            y[i][0] = x[i][1] > 0.3 ? 5 : 1;
        }
        int[] once = new int[300];
        Arrays.fill(once, 1);
        var grown = new TreeGrowing(Binned.of(x), y, Classic.randomForest().leaf(1), 3, once, random).grow();
        assertEquals(1, grown.tree().feature()[0]);
        assertEquals(0.3, grown.tree().threshold()[0], 0.05);
        assertTrue(grown.tree().depth() <= 3, "128 bins leave little to correct");
        int wrong = 0;
        for (int i = 0; i < 300; i++) {
            wrong += grown.tree().value()[grown.tree().leaf(x[i])][0] == y[i][0] ? 0 : 1;
        }
        assertTrue(wrong <= 3, wrong + " wrong: samples within one bin cannot be told apart");
    }

    /** With few different values every split is looked at: compared with a search that tries all of them. */
    @ParameterizedTest
    @ValueSource(ints = {60, 20})
    void theFirstSplitIsTheExactOne(int samples) {
        var random = new SplittableRandom(4);
        for (int round = 0; round < 20; round++) {
            float[][] x = new float[samples][4];
            double[][] y = new double[samples][2];
            for (int i = 0; i < samples; i++) {
                for (int f = 0; f < 4; f++) {
                    x[i][f] = random.nextInt(12);
                }
                y[i][random.nextInt(10) < x[i][2] ? 1 : 0] = 1;
            }
            int[] once = new int[samples];
            Arrays.fill(once, 1);
            var grown = new TreeGrowing(Binned.of(x), y, Classic.randomForest().leaf(1), 4, once, random).grow();
            assertEquals(bestGain(x, y), grown.gain()[0], 1e-9);
        }
    }

    private static double bestGain(float[][] x, double[][] y) {
        double best = 0;
        for (int f = 0; f < x[0].length; f++) {
            for (float[] at : x) {
                double[] left = new double[3];
                double[] right = new double[3];
                for (int i = 0; i < x.length; i++) {
                    double[] side = x[i][f] <= at[f] ? left : right;
                    side[0] += y[i][0];
                    side[1] += y[i][1];
                    side[2]++;
                }
                if (right[2] > 0) {
                    double all = squares(left[0] + right[0], left[1] + right[1], x.length);
                    best = Math.max(
                            best, squares(left[0], left[1], left[2]) + squares(right[0], right[1], right[2]) - all);
                }
            }
        }
        return best;
    }

    private static double squares(double one, double two, double count) {
        return (one * one + two * two) / count;
    }

    @Test
    void valuesOfTheSameBinAreNeverBetweenItsEdges() {
        float[][] x = {{1}, {1}, {2}, {Math.nextUp(2f)}, {7}, {-0f}, {0f}};
        var binned = Binned.of(x);
        assertEquals(4, binned.edges()[0].length);
        for (int i = 0; i < x.length; i++) {
            int below = 0;
            for (float edge : binned.edges()[0]) {
                below += x[i][0] > edge ? 1 : 0;
            }
            assertEquals(below, binned.bin()[0][i]);
        }
    }

    @Test
    void whatAForestCannotDoIsSaid() {
        String found = LearnersTest.message(() -> Classic.randomForest().trees(0));
        assertTrue(found.startsWith("A forest needs at least 1 tree"), found);
        assertEquals(
                "Extra trees see all training samples, so there is no out-of-bag score; use a test part, or"
                        + " Classic.randomForest().",
                LearnersTest.message(() ->
                        Classic.extraTrees().trees(5).fit(TRAIN, KIND, SEED).outOfBag()));
        assertEquals(
                "Extra trees see all samples, so there are none outside to measure a permutation importance on; use"
                        + " Classic.randomForest() for that.",
                LearnersTest.message(() -> Classic.extraTrees().importance(RandomForest.Importance.PERMUTATION)));
    }

    @Test
    void anotherSeedIsAnotherForestAndATreeKeepsItsSeed() {
        var few = small().trees(3).fit(TRAIN, LEVEL, SEED);
        var more = small().trees(9).fit(TRAIN, LEVEL, SEED);
        var other = small().trees(3).fit(TRAIN, LEVEL, Seed.of(2));
        for (int t = 0; t < 3; t++) {
            assertArrayEquals(
                    few.trees().get(t).threshold(), more.trees().get(t).threshold());
        }
        assertTrue(!Arrays.equals(
                few.trees().get(0).threshold(), other.trees().get(0).threshold()));
        assertTrue(more.plot().svg().contains("rna: g1"));
    }
}
