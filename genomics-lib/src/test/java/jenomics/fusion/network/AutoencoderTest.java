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
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Scale;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Autoencoders of layers, and of genotypes. */
class AutoencoderTest {
    private static final MultiOmics COHORT = Cohorts.ofClasses(180, 3, 3, 31, "rna", "protein");
    private static final MultiOmics TRAIN = Cohorts.part(COHORT, 0, 120);
    private static final MultiOmics TEST = Cohorts.part(COHORT, 120, 180);

    private static Autoencoder plan() {
        return Fusion.autoencoder().dimensions(6).training(t -> t.epochs(60).learningRate(1e-2));
    }

    private static List<Autoencoder> kinds() {
        return List.of(plan().denoising(0.2), plan().sparse(0.05), plan().contractive(0.01));
    }

    @TestFactory
    List<DynamicTest> codesMakeTheFeaturesAgainAndTellClasses() {
        return kinds().stream()
                .map(plan -> DynamicTest.dynamicTest(plan.name(), () -> {
                    var view = plan.of(TRAIN, Seed.of(3));
                    assertEquals(12, view.dimensions().size());
                    double left = left(view);
                    assertTrue(left < 0.85, plan.name() + " leaves " + left + " of the variance of new samples");
                    var task = Task.multiclass("type").resolve(TRAIN);
                    var fit = plan.then(Networks.perceptron()
                                    .training(t -> t.epochs(40).learningRate(1e-2)))
                            .fit(TRAIN, task, Seed.of(3));
                    double accuracy = Cohorts.score(Metric.ACCURACY, fit, task, TEST);
                    assertTrue(accuracy > 0.8, plan.name() + " + perceptron has accuracy " + accuracy);
                }))
                .toList();
    }

    /** The share of the variance around the training mean that is not made again, in new samples. */
    private static double left(AutoencoderView view) {
        double missed = 0;
        double spread = 0;
        var again = view.reconstruct(TEST);
        for (var layer : TEST.layers()) {
            for (int f = 0; f < layer.featureCount(); f++) {
                float[] trained = TRAIN.layer(layer.name()).column(f);
                double mean = IntStream.range(0, trained.length)
                        .mapToDouble(s -> trained[s])
                        .average()
                        .orElseThrow();
                for (int s = 0; s < layer.size(); s++) {
                    double told = again.layer(layer.name()).value(s, f);
                    missed += Math.pow(layer.value(s, f) - told, 2);
                    spread += Math.pow(layer.value(s, f) - mean, 2);
                }
            }
        }
        return missed / spread;
    }

    @Test
    void penaltiesDoWhatTheyAreFor() {
        double free = meanCode(plan().sparse(0).of(TRAIN, Seed.of(3)));
        double sparse = meanCode(plan().sparse(5).activity(0.1).of(TRAIN, Seed.of(3)));
        assertTrue(sparse < 0.25 && sparse < free, "mean activity " + sparse + ", without a penalty " + free);
        double loose = meanSpread(plan().contractive(0).of(TRAIN, Seed.of(3)));
        double tight = meanSpread(plan().contractive(3).of(TRAIN, Seed.of(3)));
        assertTrue(tight < 0.7 * loose, "codes spread " + tight + ", without a penalty " + loose);
    }

    private static double meanCode(AutoencoderView view) {
        double sum = 0;
        for (float[] row : view.embedding().toArray()) {
            for (float v : row) {
                sum += v / row.length / view.embedding().size();
            }
        }
        return sum;
    }

    private static double meanSpread(AutoencoderView view) {
        double sum = 0;
        for (int d = 0; d < view.dimensions().size(); d++) {
            float[] column = view.embedding().column(d);
            double mean = 0;
            double squares = 0;
            for (float v : column) {
                mean += v / column.length;
                squares += (double) v * v / column.length;
            }
            sum += Math.sqrt(Math.max(0, squares - mean * mean))
                    / view.dimensions().size();
        }
        return sum;
    }

    @Test
    void aMissingLayerHasTheMeanCode() {
        var view = plan().training(t -> t.epochs(5)).of(TRAIN, Seed.of(3));
        float[] code = view.project(TEST.only("rna")).row(0);
        for (int d = 6; d < 12; d++) {
            float[] column = view.embedding().column(d);
            double mean = IntStream.range(0, column.length)
                    .mapToDouble(s -> column[s])
                    .average()
                    .orElseThrow();
            assertEquals(mean, code[d], 1e-5);
        }
        assertTrue(refusal(() -> plan().of(Cohorts.withGap(TRAIN, "rna", 0, 0)))
                .startsWith("The denoising autoencoder takes no missing values"));
        assertTrue(refusal(() -> plan().denoising(1)).contains("share of noise from 0 to below 1; found"));
        assertTrue(refusal(() -> plan().activity(0)).contains("activity between 0 and 1"));
    }

    /** Haplotype blocks of ten SNPs, of which each sample has two of four. */
    private static MultiOmics genotypes(int samples) {
        var random = new SplittableRandom(6);
        int blocks = 6;
        int[][][] haplotypes = new int[blocks][4][10];
        for (int[][] block : haplotypes) {
            for (int[] haplotype : block) {
                for (int i = 0; i < 10; i++) {
                    haplotype[i] = random.nextInt(2);
                }
            }
        }
        float[][] values = new float[samples][blocks * 10];
        for (float[] row : values) {
            for (int b = 0; b < blocks; b++) {
                int[] one = haplotypes[b][random.nextInt(4)];
                int[] other = haplotypes[b][random.nextInt(4)];
                for (int i = 0; i < 10; i++) {
                    row[b * 10 + i] = one[i] + other[i];
                }
            }
        }
        return MultiOmics.of(OmicsLayer.of("snps", Cohorts.ids(samples), Cohorts.features("snp", blocks * 10), values)
                .withScale(Scale.DOSAGE));
    }

    @Test
    void genotypesFitIntoFewNumbers() {
        var cohort = genotypes(300);
        var train = Cohorts.part(cohort, 0, 220);
        var test = Cohorts.part(cohort, 220, 300);
        var view = Fusion.genotypeCompressor()
                .stretch(10)
                .hidden(32)
                .dimensions(3)
                .training(t -> t.epochs(60).learningRate(1e-2))
                .of(train, Seed.of(3));
        assertEquals(18, view.dimensions().size());
        double right = view.concordance(test);
        double guessed = commonest(train, test);
        assertTrue(right > 0.8 && right > guessed + 0.2, right + " are made again; the commonest gives " + guessed);
        assertTrue(view.toString().contains("60 SNPs in 18 dimensions (70.0 % fewer)"), view::toString);
        var gap = Cohorts.withGap(test, "snps", 0, 3);
        assertTrue(Float.isFinite(view.project(gap).value(0, 0)), "a missing genotype is of no class");
    }

    /** How many genotypes are the commonest of their SNP. */
    private static double commonest(MultiOmics train, MultiOmics test) {
        double right = 0;
        for (int f = 0; f < 60; f++) {
            int[] counts = new int[3];
            for (float g : train.layer("snps").column(f)) {
                counts[(int) g]++;
            }
            int most = counts[0] >= counts[1] && counts[0] >= counts[2] ? 0 : counts[1] >= counts[2] ? 1 : 2;
            for (float g : test.layer("snps").column(f)) {
                right += g == most ? 1 : 0;
            }
        }
        return right / (60.0 * test.size());
    }

    @Test
    void whatIsNoGenotypeIsRefused() {
        var plan = Fusion.genotypeCompressor().training(t -> t.epochs(1));
        assertTrue(refusal(() -> plan.of(TRAIN))
                .startsWith("The genotype compressor takes genotypes of 0, 1 or 2 alleles; the layer 'rna' has"));
        var cohort = genotypes(30);
        var view = plan.of(cohort, Seed.of(3));
        var turned = cohort.with(cohort.layer("snps")
                .selectFeatures(IntStream.range(0, 60).map(i -> 59 - i).toArray()));
        assertTrue(refusal(() -> view.project(turned)).contains("Give the same SNPs in the same order"));
        assertTrue(refusal(() -> plan.stretch(0)).contains("stretches of at least 1 SNP"));
        assertArrayEquals(
                view.embedding().toArray(),
                plan.of(cohort, Seed.of(3)).embedding().toArray());
    }
}
