package jenomics.fusion;

import static jenomics.testing.Refusals.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.classic.Classic;
import jenomics.fusion.network.Networks;
import jenomics.learn.Estimator;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;

/** What users will try: every message says what was found and the way on. */
class BadInputTest {
    private static final Task CLASS = Task.multiclass("class");
    private static final MultiOmics COHORT = Shared.of(60, 12, 0.8, 2).cohort();

    private static MultiOmics changed(String layer, java.util.function.Consumer<float[][]> change) {
        float[][] values = COHORT.layer(layer).toArray();
        change.accept(values);
        return COHORT.with(
                OmicsLayer.of(layer, COHORT.ids(), COHORT.layer(layer).features(), values));
    }

    private static List<Estimator<MultiOmics>> ways() {
        var plsDa = Fusion.plsDa();
        return List.of(
                plsDa,
                Fusion.diablo(),
                Fusion.concatenation().standardize().then(plsDa),
                Fusion.late(plsDa).stacked(),
                Fusion.kernels().learner(),
                Fusion.snf().then(plsDa),
                Fusion.snf().labelPropagation(),
                Fusion.mofa().factors(4).then(plsDa));
    }

    @Test
    void layersThatShareNoSampleAreRefused() {
        var other = OmicsLayer.of("other", List.of("x1", "x2"), List.of("f"), new double[][] {{1}, {2}});
        var error = assertThrows(GenomicsException.class, () -> MultiOmics.of(COHORT.layer("layer1"), other));
        assertTrue(error.getMessage().contains("'x1', 'x2'"), error.getMessage());
    }

    @Test
    void newSamplesWithoutAnyLayerOrFeatureThatIsKnownAreRefused() {
        var view = Fusion.mofa().factors(4).of(COHORT);
        assertSentence(
                "MOFA was fitted to the layers [layer1, layer2, layer3]; the new samples have none of them but [rna]."
                        + " Give at least one layer under the name it had.",
                () -> view.project(MultiOmics.of(COHORT.layer("layer1").named("rna"))));
        var strange = OmicsLayer.of("layer2", List.of("x"), List.of("TP53"), new double[][] {{1}});
        assertSentence(
                "MOFA was fitted to the layer 'layer2' with the features 'f0', 'f1', 'f2' and 9 more; the new samples have"
                        + " none of them but 'TP53'. Name the features as they were named.",
                () -> view.project(MultiOmics.of(strange)));
    }

    @Test
    void sampleWithoutAnyValueIsRefused() {
        var empty = COHORT.only("layer1").select(new int[] {0, 1, 2});
        float[][] values = empty.layer("layer1").toArray();
        Arrays.fill(values[1], Float.NaN);
        var gap = MultiOmics.of(
                OmicsLayer.of("layer1", empty.ids(), empty.layer("layer1").features(), values));
        for (var way : ways()) {
            if (!way.name().startsWith("concatenation")) {
                var fitted = way.learn(COHORT, CLASS, Seed.of(1));
                var error = assertThrows(GenomicsException.class, () -> fitted.predict(gap), way.name());
                assertTrue(
                        error.getMessage()
                                .contains(" can say nothing of sample 's1': it has no value in any of the layers"
                                        + " [layer1, layer2, layer3]. Leave it out, or give one of these layers."),
                        error.getMessage());
            }
        }
    }

    @Test
    void layerOfOneSampleIsRefusedOrPassedOver() {
        var one = changed("layer3", values -> {
            for (int i = 1; i < values.length; i++) {
                Arrays.fill(values[i], Float.NaN);
            }
        });
        assertSentence(
                "SNF looks at 20 neighbours of each sample, and the layer 'layer3' has values for 1 sample only. Leave the"
                        + " layer out, or take fewer neighbours.",
                () -> Fusion.snf().of(one));
        assertSentence(
                "The layer 'layer3' has values for 1 training sample; late fusion fits a model to each layer and needs at"
                        + " least 2. Leave the layer out.",
                () -> Fusion.late(Fusion.plsDa()).learn(one, CLASS, Seed.of(1)));
        assertSentence(
                "All samples are alike in the layer 'layer3': every feature is constant, so that its kernel says nothing."
                        + " Leave the layer out.",
                () -> Fusion.kernels().of(one));
        assertEquals(60, Fusion.mofa().factors(4).of(one).embedding().size());
        assertEquals(60, Fusion.diablo().of(one, CLASS).embedding().size());
    }

    @Test
    void singleMissingValuesAreFilledFirstWhereDistancesNeedThem() {
        var gap = changed("layer2", values -> values[4][7] = Float.NaN);
        assertSentence(
                "SNF measures distances and needs every value of a layer that a sample has: sample number 5 has none for"
                        + " 'f7' in 'layer2'. Fill gaps first: .prepare(\"layer2\", imputeMedian()).",
                () -> Fusion.snf().of(gap));
        assertSentence(
                "Kernel averaging compares all values of a layer that a sample has: sample number 5 has none for 'f7' in"
                        + " 'layer2'. Fill gaps first: .prepare(\"layer2\", imputeMedian()).",
                () -> Fusion.kernels().of(gap));
        assertEquals(60, Fusion.mofa().factors(4).of(gap).embedding().size());
        assertEquals(60, Fusion.diablo().of(gap, CLASS).embedding().size());
    }

    @Test
    void featureWithoutAnyValueIsRefusedOrPassedOver() {
        var gap = changed("layer2", values -> {
            for (float[] row : values) {
                row[7] = Float.NaN;
            }
        });
        var error = assertThrows(GenomicsException.class, () -> Fusion.snf().of(gap));
        assertTrue(error.getMessage().contains("has none for 'f7' in 'layer2'"), error.getMessage());
        var factors = Fusion.mofa().factors(4).of(gap);
        assertEquals(0, factors.weights("layer2", 1).weights().get(7), 1e-6);
        var diablo = Fusion.diablo().of(gap, CLASS);
        assertEquals(0, diablo.loadings("layer2", 1).weights().get(7));
    }

    @Test
    void constantLayerIsNamedOrHarmless() {
        var constant = changed("layer1", values -> {
            for (float[] row : values) {
                Arrays.fill(row, 5);
            }
        });
        assertSentence(
                "All samples are alike in the layer 'layer1': every feature is constant, so that it has no network. Leave"
                        + " the layer out.",
                () -> Fusion.snf().of(constant));
        assertSentence(
                "All samples are alike in the layer 'layer1': every feature is constant, so that its kernel says nothing."
                        + " Leave the layer out.",
                () -> Fusion.kernels().of(constant));
        var factors = Fusion.mofa().factors(4).of(constant);
        assertEquals(0, factors.explained("layer1"), 1e-9);
        var diablo = Fusion.diablo().of(constant, CLASS);
        assertEquals(0, diablo.voteWeights().get("layer1"), 1e-9);
        assertEquals(List.of(), diablo.loadings("layer1", 1).selected());
        for (double[] row : diablo.predict(constant).values()) {
            assertEquals(1, Arrays.stream(row).sum(), 1e-9);
        }
    }

    @Test
    void neighboursAreFewerThanSamples() {
        assertSentence(
                "SNF was to look at 60 neighbours of each sample, and there are 60 samples. Take fewer:"
                        + " Fusion.snf().neighbours(20).",
                () -> Fusion.snf().neighbours(60).of(COHORT));
        assertSentence("SNF needs at least 4 samples to make a network of; found 3.", () -> Fusion.snf()
                .of(COHORT.select(new int[] {0, 1, 2})));
        assertSentence("MOFA needs at least 3 samples to find factors in; found 2.", () -> Fusion.mofa()
                .of(COHORT.select(new int[] {0, 1})));
    }

    @Test
    void networkInPartsIsSaid() {
        var apart = changed("layer1", values -> {});
        for (var layer : COHORT.layerNames()) {
            float[][] values = COHORT.layer(layer).toArray();
            for (int i = 0; i < 30; i++) {
                for (int f = 0; f < values[i].length; f++) {
                    values[i][f] += 1e6f;
                }
            }
            apart = apart.with(
                    OmicsLayer.of(layer, COHORT.ids(), COHORT.layer(layer).features(), values));
        }
        var view = Fusion.snf().neighbours(5).of(apart);
        assertTrue(
                view.toString().contains("parts without any similarity between them; look for outlying samples"),
                view.toString());
        var clusters = view.clusters();
        assertTrue(IntStream.range(0, 30).allMatch(i -> !clusters.get(i).equals(clusters.get(59))));
    }

    @Test
    void classThatTheTrainingSamplesLackIsNeverTold() {
        var task = CLASS.resolve(COHORT);
        int[] two = IntStream.range(0, 60).filter(i -> i % 3 != 2).toArray();
        for (var way : List.of(Fusion.plsDa(), Fusion.diablo(), Fusion.snf().labelPropagation())) {
            for (double[] row : way.fit(COHORT.select(two), task, Seed.of(1))
                    .predict(COHORT)
                    .values()) {
                assertEquals(0, row[2], 1e-12, way.name());
                assertEquals(1, row[0] + row[1], 1e-9, way.name());
            }
        }
    }

    @Test
    void numbersAreNoClasses() {
        assertSentence(
                "DIABLO tells classes apart; the task is regression 'number'. Name a task of classes,"
                        + " Task.multiclass(\"subtype\"), or take another method.",
                () -> Fusion.diablo().of(COHORT, Task.regression("number")));
        assertSentence(
                "Stacking learns classes and numbers; the task is multilabel 'class' [A, B, C]. Take the mean of the layers"
                        + " instead: Fusion.late(...).mean().",
                () -> Fusion.late(Fusion.plsDa()).stacked().learn(COHORT, Task.multilabel("class"), Seed.of(1)));
    }

    @Test
    void survivalIsRefusedByWhatCannotLearnIt() {
        var rows = IntStream.range(0, COHORT.size())
                .mapToObj(i -> List.of("" + (10 + i), i % 2 == 0 ? "yes" : "no"))
                .toList();
        var patients = COHORT.with(SampleSheet.ofText("sample", COHORT.ids(), List.of("time", "event"), rows));
        var task = Task.survival("time", "event");
        String words = task.resolve(patients).toString();
        assertSentence(
                "Layers are weighed for classes, labels and numbers; the task is " + words
                        + ". Take the mean of the layers instead: Fusion.late(...).mean().",
                () -> Fusion.late(Classic.elasticNet()).weighted().learn(patients, task, Seed.of(1)));
        for (var network : List.<Estimator<MultiOmics>>of(
                Networks.perceptron(), Networks.transformer(), Fusion.vae().supervised())) {
            assertSentence(
                    "Networks on layers learn classes, labels and numbers; the task is " + words
                            + ". For survival say, for example, Fusion.mofa().then(Classic.elasticNet()).",
                    () -> network.learn(patients, task, Seed.of(1)));
        }
    }

    @Test
    void optionsAreChecked() {
        assertSentence(
                "DIABLO takes at least 1 component, a design from 0 to 1 and at least 2 folds; found 0 components, design"
                        + " 0.1, 5 folds.",
                () -> Fusion.diablo().components(0));
        assertSentence(
                "DIABLO keeps at least 1 feature of the layer 'layer1' for each component; found [0].",
                () -> Fusion.diablo().keep("layer1", 0));
        assertSentence(
                "There is no layer 'rna' here; there are [layer1, layer2, layer3].",
                () -> Fusion.diablo().keep("rna", 5).of(COHORT, CLASS));
        assertSentence(
                "The weight of the layer 'layer1' is -1.0; a weight is 0 or more, and finite.",
                () -> Fusion.concatenation().weight("layer1", -1));
        assertSentence(
                "The layer 'layer1' has " + COHORT.layer("layer1").value(0, 0)
                        + " for 'f0'; a Bernoulli layer holds 0 and 1. Leave it Gaussian, or give it in that form.",
                () -> Fusion.mofa().bernoulli("layer1").of(COHORT));
        assertSentence(
                "There are the factors 1 to 4; there is no factor 9.",
                () -> Fusion.mofa().factors(4).giveUpBelow(0).of(COHORT).weights("layer1", 9));
        assertSentence(
                "Which layer carries it is a question about at least two layers; there is [layer1] alone.",
                () -> Fusion.whichLayer(Fusion.plsDa(), COHORT.only("layer1"), CLASS));
        assertSentence(
                "The samples have no attribute 'stage' to colour them by; they have [class, first, number].",
                () -> Fusion.kernels().of(COHORT).plot("stage"));
        assertSentence(
                "The attribute 'number' has 60 different values; a plot tells up to 8 apart by colour. Choose another, or"
                        + " plot() without one.",
                () -> Fusion.kernels().of(COHORT).plot("number"));
    }

    @Test
    void noiseHasNoFactors() {
        var random = Seed.of(1).random();
        double[][] noise = new double[200][300];
        for (double[] row : noise) {
            Arrays.setAll(row, f -> random.nextGaussian());
        }
        var names = IntStream.range(0, 300).mapToObj(i -> "n" + i).toList();
        var cohort = MultiOmics.of(OmicsLayer.of("noise", names.subList(0, 200), names, noise));
        assertSentence(
                "MOFA found no factor that explains 5.0 % of the variance of any layer: there is no structure of that"
                        + " strength. Ask for less with giveUpBelow(...), or look at the layers.",
                () -> Fusion.mofa().giveUpBelow(0.05).of(cohort));
    }
}
