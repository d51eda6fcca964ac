package jenomics.fusion.network;

import static jenomics.fusion.network.Cohorts.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.fusion.Fusion;
import jenomics.learn.Metric;
import jenomics.learn.Scores;
import jenomics.learn.Scoring;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Scale;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class VaeTest {
    private static final int SAMPLES = 260;
    private static final int TRAINED = 200;
    private static final double[][] FACTORS = normal(SAMPLES, 2, 11);
    private static final MultiOmics COHORT = cohort();
    private static final MultiOmics TRAIN = Cohorts.part(COHORT, 0, TRAINED);
    private static final MultiOmics TEST = Cohorts.part(COHORT, TRAINED, SAMPLES);

    private static double[][] normal(int rows, int columns, long seed) {
        var random = new SplittableRandom(seed);
        double[][] values = new double[rows][columns];
        for (double[] row : values) {
            for (int c = 0; c < columns; c++) {
                row[c] = random.nextGaussian();
            }
        }
        return values;
    }

    /** Three layers that two shared factors drive: normal, counts, presence. */
    private static MultiOmics cohort() {
        var random = new SplittableRandom(12);
        return MultiOmics.of(
                layer("rna", 30, 13, (x, f) -> 3 + x + 0.5 * random.nextGaussian()),
                layer("reads", 20, 14, (x, f) -> poisson(random, 20 * Math.exp(0.5 * x)))
                        .withScale(Scale.COUNTS),
                layer("mutations", 15, 15, (x, f) -> random.nextDouble() < 1 / (1 + Math.exp(-2 * x)) ? 1 : 0)
                        .withScale(Scale.PRESENCE));
    }

    private interface Measured {
        double of(double loaded, int feature);
    }

    private static OmicsLayer layer(String name, int features, long seed, Measured measured) {
        double[][] loadings = normal(features, 2, seed);
        double[][] values = new double[SAMPLES][features];
        for (int s = 0; s < SAMPLES; s++) {
            for (int f = 0; f < features; f++) {
                double x = FACTORS[s][0] * loadings[f][0] + FACTORS[s][1] * loadings[f][1];
                values[s][f] = measured.of(x, f);
            }
        }
        return OmicsLayer.of(name, Cohorts.ids(SAMPLES), Cohorts.features(name, features), values);
    }

    private static double poisson(SplittableRandom random, double rate) {
        double limit = Math.exp(-Math.min(rate, 500));
        int k = -1;
        for (double product = 1; product > limit; product *= random.nextDouble()) {
            k++;
        }
        return k;
    }

    private static MultiOmicsVae plan() {
        return Fusion.vae().dimensions(4).hidden(32).warmUp(10).training(t -> t.epochs(60)
                .learningRate(4e-3)
                .patience(15));
    }

    /** The part of a factor's variance that all dimensions together explain, by least squares. */
    private static double explained(OmicsLayer places, int factor, int first) {
        int n = places.size();
        int d = places.featureCount() + 1;
        double[][] a = new double[d][d + 1];
        double mean = IntStream.range(0, n)
                .mapToDouble(s -> FACTORS[first + s][factor])
                .average()
                .orElseThrow();
        double total = 0;
        for (int s = 0; s < n; s++) {
            double y = FACTORS[first + s][factor] - mean;
            total += y * y;
            for (int i = 0; i < d; i++) {
                double xi = i == 0 ? 1 : places.value(s, i - 1);
                a[i][d] += xi * y;
                for (int j = 0; j < d; j++) {
                    a[i][j] += xi * (j == 0 ? 1 : places.value(s, j - 1)) + (i == j ? 1e-9 : 0);
                }
            }
        }
        double[] right = IntStream.range(0, d).mapToDouble(i -> a[i][d]).toArray();
        for (int i = 0; i < d; i++) {
            for (int r = i + 1; r < d; r++) {
                double by = a[r][i] / a[i][i];
                for (int c = i; c <= d; c++) {
                    a[r][c] -= by * a[i][c];
                }
            }
        }
        double found = 0;
        double[] b = new double[d];
        for (int i = d - 1; i >= 0; i--) {
            b[i] = a[i][d];
            for (int c = i + 1; c < d; c++) {
                b[i] -= a[i][c] * b[c];
            }
            b[i] /= a[i][i];
            found += b[i] * right[i];
        }
        return found / total;
    }

    @TestFactory
    List<DynamicTest> sharedFactorsAreFoundFromAnySubsetOfLayers() {
        return List.of(plan(), plan().joint()).stream()
                .map(plan -> DynamicTest.dynamicTest(plan.name(), () -> {
                    var view = plan.of(TRAIN, Seed.of(3));
                    for (int factor = 0; factor < 2; factor++) {
                        double whole = explained(view.project(TEST), factor, TRAINED);
                        double part = explained(view.project(TEST.only("rna")), factor, TRAINED);
                        double other = explained(view.project(TEST.only("reads", "mutations")), factor, TRAINED);
                        assertTrue(whole > 0.85, plan.name() + ", all layers: " + whole);
                        assertTrue(part > 0.75, plan.name() + ", rna alone: " + part);
                        assertTrue(other > 0.7, plan.name() + ", without rna: " + other);
                    }
                }))
                .toList();
    }

    @Test
    void aMissingLayerIsToldFromTheOthers() {
        var view = plan().of(TRAIN, Seed.of(3));
        var told = view.reconstruct(TEST.only("reads", "mutations")).layer("rna");
        var truth = TEST.layer("rna");
        double missed = 0;
        double spread = 0;
        for (int f = 0; f < truth.featureCount(); f++) {
            double mean = 0;
            for (int s = 0; s < TRAINED; s++) {
                mean += TRAIN.layer("rna").value(s, f) / TRAINED;
            }
            for (int s = 0; s < truth.size(); s++) {
                missed += Math.pow(truth.value(s, f) - told.value(s, f), 2);
                spread += Math.pow(truth.value(s, f) - mean, 2);
            }
        }
        assertTrue(missed < 0.5 * spread, "it tells " + (1 - missed / spread) + " of the variance");
        var all = view.reconstruct(TEST);
        assertEquals(List.of("rna", "reads", "mutations"), all.layerNames());
        double counts = 0;
        double expected = 0;
        for (int f = 0; f < 20; f++) {
            counts += TEST.layer("reads").value(0, f);
            expected += all.layer("reads").value(0, f);
        }
        assertEquals(counts, expected, 0.01 * counts, "as many reads as the sample has");
        for (float share : all.layer("mutations").row(0)) {
            assertTrue(share >= 0 && share <= 1);
        }
    }

    @Test
    void fewerLayersLeaveItLessSureAndTheBoundRises() {
        var view = plan().of(TRAIN, Seed.of(3));
        double whole = mean(view.spread(TEST));
        double part = mean(view.spread(TEST.only("mutations")));
        assertTrue(whole < part && part <= 1.01, "spread " + whole + " with all, " + part + " with one layer");
        var losses = view.history().scores();
        assertTrue(
                losses.get(losses.size() - 1).value() < losses.get(0).value(),
                "the negative bound falls while it learns");
        assertTrue(view.bound(TEST) < 0);
        assertTrue(view.bound(TEST)
                > plan().training(t -> t.epochs(1)).of(TRAIN, Seed.of(3)).bound(TEST));
        assertTrue(view.training().svg().contains("watched samples"));
        assertTrue(
                view.toString().contains("4 dimensions · 200 samples · 3 layers: rna 30, reads 20, mutations 15"),
                view::toString);
        assertTrue(view.toString().contains("negative binomial"), view::toString);
    }

    private static double mean(OmicsLayer layer) {
        double sum = 0;
        for (float[] row : layer.toArray()) {
            for (float v : row) {
                sum += v / row.length / layer.size();
            }
        }
        return sum;
    }

    @Test
    void samplesThatLackALayerAreTrainedOnToo() {
        int[] lacking = IntStream.range(0, TRAINED).filter(i -> i % 3 == 0).toArray();
        var view = plan().of(Cohorts.without(TRAIN, "rna", lacking), Seed.of(3));
        assertTrue(explained(view.project(TEST), 0, TRAINED) > 0.8);
        assertArrayEquals(
                view.project(TEST.only("reads", "mutations")).row(4),
                view.project(Cohorts.without(TEST, "rna", 4)).row(4),
                1e-5f,
                "a layer without values and no layer are the same");
    }

    @Test
    void dimensionsInWhichSamplesDifferMostComeFirst() {
        var view = plan().of(TRAIN, Seed.of(3));
        double before = Double.POSITIVE_INFINITY;
        for (int d = 0; d < 4; d++) {
            float[] column = view.embedding().column(d);
            double sum = 0;
            double squares = 0;
            for (float v : column) {
                sum += v;
                squares += (double) v * v;
            }
            double variance = squares - sum * sum / column.length;
            assertTrue(variance <= before, "dimension " + (d + 1));
            before = variance;
        }
        double[] known = new double[TEST.size()];
        float[] told = view.spread(TEST).column(0);
        for (int s = 0; s < known.length; s++) {
            known[s] = told[s];
        }
        assertTrue(java.util.Arrays.stream(known).average().orElseThrow() < 0.6, "the first is told by the layers");
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        var brief = plan().training(t -> t.epochs(3));
        assertArrayEquals(
                brief.of(TRAIN, Seed.of(3)).embedding().toArray(),
                brief.of(TRAIN, Seed.of(3)).embedding().toArray());
    }

    @Test
    void ledByALabelItPredictsWithLayersMissing() {
        var cohort = Cohorts.ofClasses(180, 3, 2.5, 4, "rna", "protein");
        var train = Cohorts.part(cohort, 0, 120);
        var test = Cohorts.part(cohort, 120, 180);
        var task = Task.multiclass("type").resolve(train);
        var fit = Fusion.vae()
                .dimensions(6)
                .hidden(32)
                .supervised()
                .training(t -> t.epochs(40).learningRate(5e-3))
                .fit(train, task, Seed.of(3));
        assertTrue(accuracy(fit, task, test) > 0.8);
        assertTrue(accuracy(fit, task, test.only("rna")) > 0.6);
        assertEquals("supervised VAE", fit.method());
        var found = fit.contributions(Cohorts.part(test, 0, 3), "c");
        for (int s = 0; s < 3; s++) {
            double rise = found.scores()[s] - found.starts()[s];
            double sum = java.util.Arrays.stream(found.values()[s]).sum();
            assertEquals(rise, sum, 0.02 * Math.max(1, Math.abs(rise)));
        }
        var most = fit.weights().orElseThrow().selected().subList(0, 6);
        assertTrue(most.stream().filter(f -> f.matches(".*\\.g[0123]")).count() >= 5, "the weightiest six: " + most);
    }

    private static double accuracy(VaePredictor fit, Task task, MultiOmics test) {
        return Scores.of(
                        fit.predict(test),
                        task.targets(test),
                        Scoring.standard().resamples(20))
                .get(Metric.ACCURACY)
                .value();
    }

    @Test
    void badInputIsRefusedWithTheWayOn() {
        var gap = Cohorts.withGap(TRAIN, "rna", 7, 2);
        assertTrue(refusal(() -> plan().of(gap))
                .startsWith("The VAE takes no missing values: the layer 'rna' has 1, sample 's7'"));
        assertEquals(
                "The VAE was to take the layer 'rna' as BERNOULLI, but sample 's0' has "
                        + TRAIN.layer("rna").value(0, 0)
                        + " for 'rna.g0'; possible are values from 0 to 1. Say another:"
                        + " .distribution(\"rna\", Distribution.GAUSSIAN).",
                refusal(() -> plan().distribution("rna", Distribution.BERNOULLI).of(TRAIN)));
        assertTrue(
                refusal(() -> plan().distribution("dna", Distribution.BERNOULLI).of(TRAIN))
                        .contains("There is no layer 'dna'"));
        assertTrue(refusal(() -> plan().dimensions(0)).contains("at least 1 dimension"));
        assertTrue(refusal(() -> plan().supervised().weight(0)).contains("weighs more than 0; found 0.0"));
        var empty = Cohorts.without(TRAIN.only("rna"), "rna", 3);
        assertEquals(
                "Sample 's3' has no value in any of the layers [rna] that the VAE was trained on. Leave it out.",
                refusal(() -> plan().of(empty)));
    }
}
