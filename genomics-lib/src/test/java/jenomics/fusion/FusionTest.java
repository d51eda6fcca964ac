package jenomics.fusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.learn.Estimator;
import jenomics.learn.Metric;
import jenomics.learn.Scores;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;

/** Every way of fusing predicts, places new samples whichever layers they have, and sees training samples only. */
class FusionTest {
    private static final Task CLASS = Task.multiclass("class");
    private static final MultiOmics COHORT = Shared.of(120, 24, 0.7, 1).cohort();
    private static final MultiOmics TRAIN = COHORT.select(IntStream.range(0, 80).toArray());
    private static final MultiOmics TEST =
            COHORT.select(IntStream.range(80, 120).toArray());

    private static List<Estimator<MultiOmics>> everyWay() {
        var plsDa = Fusion.plsDa().distance(ClassDistance.CENTROIDS);
        return List.of(
                plsDa,
                Fusion.diablo().keep("layer1", 10),
                Fusion.concatenation().balance().then(plsDa),
                Fusion.late(plsDa).mean(),
                Fusion.late(plsDa).weighted(),
                Fusion.late(plsDa).stacked(),
                Fusion.kernels().learner(),
                Fusion.kernels().rbf().then(plsDa),
                Fusion.snf().then(plsDa),
                Fusion.snf().placingNewSamples().then(plsDa),
                Fusion.snf().labelPropagation(),
                Fusion.mofa().factors(5).then(plsDa));
    }

    private static double accuracy(Estimator<MultiOmics> way, MultiOmics train, MultiOmics test) {
        var predictions = way.learn(train, CLASS, Seed.of(1)).predict(test);
        assertEquals(test.ids(), predictions.ids());
        for (double[] row : predictions.values()) {
            assertEquals(1, Arrays.stream(row).sum(), 1e-9, way.name());
        }
        return Scores.of(predictions, predictions.task().targets(test))
                .get(Metric.ACCURACY)
                .value();
    }

    @Test
    void everyWayPredictsAndIsNamed() {
        assertEquals(
                List.of(
                        "PLS-DA",
                        "DIABLO",
                        "concatenation (balanced layers) + PLS-DA",
                        "late fusion (mean) of PLS-DA",
                        "late fusion (weighted) of PLS-DA",
                        "late fusion (stacked) of PLS-DA",
                        "kernel averaging (linear) + kernel ridge",
                        "kernel averaging (rbf) + PLS-DA",
                        "SNF + PLS-DA",
                        "SNF + PLS-DA",
                        "SNF + label propagation",
                        "MOFA + PLS-DA"),
                everyWay().stream().map(Estimator::name).toList());
        for (var way : everyWay()) {
            double found = accuracy(way, TRAIN, TEST);
            assertTrue(found > 0.8, way.name() + ": " + found);
        }
        assertEquals(
                List.of(8, 10),
                IntStream.range(0, 12)
                        .filter(i -> everyWay().get(i).transductive())
                        .boxed()
                        .toList());
    }

    @Test
    void everyWayPredictsWithoutALayer() {
        for (var way : everyWay()) {
            double absent = accuracy(way, TRAIN, TEST.only("layer3", "layer1"));
            assertTrue(absent > 0.7, way.name() + " without layer 2: " + absent);
            double gaps = accuracy(way, TRAIN, Shared.without(TEST, "layer2", 2));
            assertTrue(gaps > 0.7, way.name() + " with gaps: " + gaps);
        }
    }

    @Test
    void everyWayLearnsFromSamplesThatLackALayer() {
        for (var way : everyWay()) {
            double found = accuracy(way, Shared.without(TRAIN, "layer1", 5), TEST);
            assertTrue(found > 0.7, way.name() + ": " + found);
        }
    }

    @Test
    void sameSeedGivesTheSamePredictions() {
        for (var way : everyWay()) {
            double[][] one = way.learn(TRAIN, CLASS, Seed.of(4)).predict(TEST).values();
            double[][] other = way.learn(TRAIN, CLASS, Seed.of(4)).predict(TEST).values();
            for (int i = 0; i < one.length; i++) {
                assertArrayEquals(one[i], other[i], way.name());
            }
        }
    }

    /** What is not transductive tells a sample the same whoever comes with it. */
    @Test
    void companyMattersToTransductiveWaysOnly() {
        int[] few = {3, 7, 11};
        for (var way : everyWay()) {
            var fitted = way.learn(TRAIN, CLASS, Seed.of(1));
            double[][] all = fitted.predict(TEST).values();
            double[][] some = fitted.predict(TEST.select(few)).values();
            double apart = 0;
            for (int i = 0; i < few.length; i++) {
                for (int c = 0; c < 3; c++) {
                    apart = Math.max(apart, Math.abs(all[few[i]][c] - some[i][c]));
                }
            }
            assertEquals(way.transductive(), apart > 1e-9, way.name() + ": " + apart);
        }
    }

    @Test
    void binaryTasksGetOneProbability() {
        for (var way : everyWay()) {
            var predictions = way.learn(TRAIN, Task.binary("first"), Seed.of(1)).predict(TEST);
            assertEquals(1, predictions.values()[0].length, way.name());
            var scores = Scores.of(predictions, predictions.task().targets(TEST));
            assertTrue(scores.get(Metric.AUROC).value() > 0.85, way.name() + ": " + scores.get(Metric.AUROC));
        }
    }

    @Test
    void numbersArePredictedByKernelsAndLateFusion() {
        var number = Task.regression("number");
        var ridge = Fusion.kernels().learner();
        for (var way : List.of(
                ridge,
                Fusion.late(ridge).mean(),
                Fusion.late(ridge).weighted(),
                Fusion.late(ridge).stacked(),
                Fusion.mofa().factors(5).then(ridge))) {
            var predictions = way.learn(TRAIN, number, Seed.of(1)).predict(TEST.only("layer1", "layer2"));
            var scores = Scores.of(predictions, predictions.task().targets(TEST));
            assertTrue(scores.get(Metric.PEARSON).value() > 0.8, way.name() + ": " + scores.get(Metric.PEARSON));
        }
    }

    @Test
    void concatenationScalesByTheTrainingSamples() {
        var view = Fusion.concatenation().standardize().of(TRAIN);
        assertEquals(72, view.dimensions().size());
        assertEquals("layer1: f0", view.dimensions().get(0));
        float[] column = view.embedding().column(30);
        double mean =
                IntStream.range(0, 80).mapToDouble(i -> column[i]).average().orElseThrow();
        assertEquals(0, mean, 1e-6);
        var alone = view.project(TEST.select(new int[] {0}));
        var withOthers = view.project(TEST);
        assertArrayEquals(alone.row(0), withOthers.row(0));
        var lacking = view.project(TEST.only("layer1"));
        assertEquals(0, lacking.value(0, 30), 1e-9);
        assertEquals(withOthers.value(0, 5), lacking.value(0, 5));
        var weighted = Fusion.concatenation().balance().weight("layer1", 3).of(TRAIN);
        assertEquals(
                3 * view.embedding().value(0, 0) / Math.sqrt(24),
                weighted.embedding().value(0, 0),
                1e-5);
    }

    @Test
    void viewsAreDescribedAndDrawn() {
        for (FusedView view : List.of(
                Fusion.concatenation().of(COHORT),
                Fusion.kernels().of(COHORT),
                Fusion.snf().of(COHORT),
                Fusion.mofa().factors(5).of(COHORT),
                Fusion.plsDa().of(COHORT, CLASS),
                Fusion.diablo().of(COHORT, CLASS))) {
            assertTrue(
                    view.toString().contains("120 samples · 3 layers: layer1 24, layer2 24, layer3 24"),
                    view.toString());
            assertTrue(view.plot().svg().contains("by class"), view.method());
            assertTrue(
                    view.plot("first").text().contains("yes: 40 points"),
                    view.plot("first").text());
        }
        assertTrue(Fusion.snf().of(COHORT).plotNetwork().text().contains("fused"));
        var factors = Fusion.mofa().factors(5).of(COHORT);
        assertTrue(factors.plotVariance().text().startsWith("Variance explained"));
        assertTrue(factors.plotWeights(1).text().contains("layer2, factor 1"));
        assertTrue(factors.plotBound().png().length > 1000);
        var diablo = Fusion.diablo().keep("layer1", 5).of(COHORT, CLASS);
        assertTrue(diablo.plotLoadings(1).text().contains("layer1, component 1"));
        assertEquals(5, diablo.loadings("layer1", 1).selected().size());
    }

    @Test
    void numbersOfFeaturesAreChosenInsideTheTrainingSamples() {
        var plan = Fusion.diablo().tryKeep("layer1", 2, 20).tryKeep("layer2", 2, 20);
        var view = plan.of(TRAIN, CLASS);
        var kept = List.of(
                view.loadings("layer1", 1).selected().size(),
                view.loadings("layer2", 1).selected().size());
        assertTrue(kept.stream().allMatch(k -> k == 2 || k == 20), kept.toString());
        assertTrue(view.toString().contains("chosen by cross-validation"), view.toString());
        var sparse = Fusion.plsDa().tryKeep(3, 40).of(TRAIN, CLASS);
        assertEquals("sPLS-DA", sparse.method());
        assertTrue(List.of(3, 40)
                .contains(sparse.loadings("all layers", 1).selected().size()));
    }

    @Test
    void theLayerThatCarriesItIsFound() {
        var random = Seed.of(3).random();
        var shuffled = COHORT;
        for (var layer : List.of("layer1", "layer3")) {
            float[][] values = COHORT.layer(layer).toArray();
            var turned = IntStream.range(0, 120)
                    .mapToObj(i -> values[random.nextInt(120)])
                    .toArray(float[][]::new);
            shuffled = shuffled.with(
                    OmicsLayer.of(layer, COHORT.ids(), COHORT.layer(layer).features(), turned));
        }
        var found = Fusion.whichLayer(Fusion.plsDa().distance(ClassDistance.CENTROIDS), shuffled, CLASS);
        assertTrue(found.toString().startsWith("PLS-DA loses AUROC without 'layer2'"), found.toString());
        assertEquals(
                List.of(
                        "all layers",
                        "without layer1",
                        "without layer2",
                        "without layer3",
                        "layer1 alone",
                        "layer2 alone",
                        "layer3 alone"),
                List.copyOf(found.comparison().scores().keySet()));
        assertTrue(found.plot().text().contains("without layer2"));
        // what is said of a layer is no obstacle to leaving it out
        for (var way : List.of(
                Fusion.diablo().keep("layer1", 5),
                Fusion.late(Fusion.plsDa()).with("layer1", Fusion.plsDa().components(1)),
                Fusion.concatenation().weight("layer1", 2).then(Fusion.plsDa()))) {
            assertEquals(
                    7,
                    Fusion.whichLayer(way, shuffled, CLASS)
                            .comparison()
                            .scores()
                            .size());
        }
        assertFalse(found.toString().contains("warning"));
    }

    @Test
    void featureThatTellsTheClassWithoutFaultIsNamed() {
        assertTrue(Fusion.giveAways(COHORT, CLASS).isEmpty());
        float[][] values = COHORT.layer("layer2").toArray();
        for (int i = 0; i < 120; i++) {
            values[i][17] = i % 3 + 0.1f * (i % 7);
        }
        var leaking = COHORT.with(
                OmicsLayer.of("layer2", COHORT.ids(), COHORT.layer("layer2").features(), values));
        var found = Fusion.giveAways(leaking, CLASS);
        assertEquals(List.of("layer2: f17"), found.features());
        assertEquals(
                "'layer2: f17' tells 'class' without fault, in all 120 samples: does a layer contain the outcome?",
                found.sentence());
        assertTrue(Fusion.diablo().of(leaking, CLASS).toString().contains(found.sentence()));
        assertTrue(Fusion.whichLayer(Fusion.plsDa(), leaking, CLASS).toString().contains(found.sentence()));
        for (int i = 0; i < 120; i++) {
            values[i][3] = (float) (2 * Double.parseDouble(COHORT.attribute(i, "number")) - 1);
        }
        var number = COHORT.with(
                OmicsLayer.of("layer2", COHORT.ids(), COHORT.layer("layer2").features(), values));
        assertEquals(
                List.of("layer2: f3"),
                Fusion.giveAways(number, Task.regression("number")).features());
        assertTrue(Fusion.giveAways(COHORT.select(new int[] {0, 1, 2, 3, 4, 5}), CLASS)
                .isEmpty());
    }
}
