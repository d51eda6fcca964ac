package jenomics.explain;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.classic.Classic;
import jenomics.classic.RandomForest;
import jenomics.learn.Fitted;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;

class ShapTest {
    private static final Seed SEED = Seed.of(1);
    private static final Task KIND = Task.multiclass("kind");
    private static final Task SICK = Task.binary("sick");
    private static final MultiOmics ALL = cohort();
    private static final MultiOmics TRAIN = ALL.select(IntStream.range(0, 120).toArray());
    private static final MultiOmics TEST = ALL.select(IntStream.range(120, 140).toArray());

    private static MultiOmics cohort() {
        var random = new SplittableRandom(1);
        float[][] x = new float[140][6];
        var ids = new ArrayList<String>();
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < 140; i++) {
            for (int f = 0; f < 6; f++) {
                x[i][f] = (float) random.nextGaussian();
            }
            x[i][2] += 2 * (i % 3);
            ids.add("s" + i);
            rows.add(
                    List.of(List.of("A", "B", "C").get(i % 3), i % 3 == 2 ? "yes" : "no", String.valueOf(x[i][4] * 2)));
        }
        return MultiOmics.of(OmicsLayer.of("rna", ids, List.of("a", "b", "c", "d", "e", "f"), x))
                .with(SampleSheet.ofText("sample", ids, List.of("kind", "sick", "level"), rows));
    }

    private static RandomForest forest() {
        return Classic.randomForest().trees(40);
    }

    private static void assertAddsUp(ShapValues shap, double[][] predicted, double tolerance) {
        for (int o = 0; o < shap.outputs().size(); o++) {
            for (int i = 0; i < predicted.length; i++) {
                double sum = shap.base()[o] + Arrays.stream(shap.values()[o][i]).sum();
                assertEquals(predicted[i][o], sum, tolerance, shap.method());
            }
        }
    }

    private static double[][] logits(double[][] probabilities) {
        return Arrays.stream(probabilities)
                .map(row -> Arrays.stream(row).map(p -> Math.log(p / (1 - p))).toArray())
                .toArray(double[][]::new);
    }

    @Test
    void whatFeaturesAddSumsToWhatTheForestSays() {
        var model = forest().fit(TRAIN, KIND, SEED);
        double[][] predicted = model.predict(TEST).values();
        var pathDependent = Shap.of(model, TEST);
        assertAddsUp(pathDependent, predicted, 1e-9);
        assertAddsUp(Shap.of(model, TEST, TRAIN), predicted, 1e-9);
        assertEquals("c", pathDependent.weights().selected().get(0));
        assertEquals(
                "TreeSHAP · 20 samples × 6 features · 3 outputs",
                pathDependent.describe().headline());
        assertEquals(pathDependent.values()[1][3][2], pathDependent.value("B", "s123", "c"));
    }

    @Test
    void kernelShapOfAForestIsItsInterventionalShap() {
        var model = forest().fit(TRAIN, KIND, SEED);
        var background = TRAIN.select(IntStream.range(0, 15).toArray());
        var exact = Shap.of(model, TEST, background);
        var kernel = Shap.of((Fitted<MultiOmics>) model, TEST, background, KernelShap.standard());
        assertEquals("kernel SHAP", kernel.method());
        for (int o = 0; o < 3; o++) {
            for (int i = 0; i < TEST.size(); i++) {
                assertArrayEquals(exact.values()[o][i], kernel.values()[o][i], 1e-8);
            }
        }
    }

    @Test
    void interactionsSumToTheValues() {
        var model = forest().fit(TRAIN, Task.regression("level"), SEED);
        double[][] together = Shap.interactions(model, TEST, 4, 0);
        double[] values = Shap.of(model, TEST).values()[0][4];
        for (int f = 0; f < 6; f++) {
            assertEquals(values[f], Arrays.stream(together[f]).sum(), 1e-9);
            for (int g = 0; g < 6; g++) {
                assertEquals(together[f][g], together[g][f], 1e-9);
            }
        }
        assertEquals(
                "There is no output 2; the forest has [level], numbered from 0.",
                refusal(() -> Shap.interactions(model, TEST, 4, 2)));
    }

    @Test
    void xgboostsOwnValuesSumToItsLogOdds() {
        var model = Classic.xgboost().rounds(30).fit(TRAIN, SICK, SEED);
        var shap = Shap.of(model, TEST);
        assertAddsUp(shap, logits(model.predict(TEST).values()), 1e-3);
        assertEquals("c", shap.weights().selected().get(0));
        assertEquals(
                3,
                Shap.of(Classic.xgboost().rounds(5).fit(TRAIN, KIND, SEED), TEST)
                        .outputs()
                        .size());
    }

    @Test
    void valuesOfLinearModelsAreCoefficientsTimesDistances() {
        var logistic = Classic.logistic().fit(TRAIN, SICK, SEED);
        assertAddsUp(
                Shap.of(logistic, TEST, TRAIN), logits(logistic.predict(TEST).values()), 1e-6);
        var net = Classic.elasticNet().fit(TRAIN, Task.regression("level"), SEED);
        var shap = Shap.of(net, TEST, TRAIN);
        assertAddsUp(shap, net.predict(TEST).values(), 1e-6);
        double mean = IntStream.range(0, 120)
                .mapToDouble(i -> TRAIN.layers().get(0).value(i, 4))
                .average()
                .orElseThrow();
        double distance = TEST.layers().get(0).value(0, 4) - mean;
        assertEquals(net.coefficients(0)[4] * distance, shap.value("level", "s120", "e"), 1e-9);
    }

    @Test
    void picturesShowFeaturesAndValues() {
        var shap = Shap.of(forest().fit(TRAIN, SICK, SEED), TEST);
        assertTrue(
                shap.summary().text().startsWith("TreeSHAP: yes\n  c: 20 dots"),
                shap.summary().text());
        var waterfall = shap.waterfall("s121");
        assertTrue(waterfall.text().startsWith("s121: yes\n  average: 0.3"), waterfall.text());
        assertTrue(waterfall.svg().contains("c = "));
        assertTrue(shap.summary().png().length > 1000 && waterfall.png().length > 1000);
    }

    @Test
    void whatIsNotThereIsNamed() {
        var model = forest().fit(TRAIN, SICK, SEED);
        var shap = Shap.of(model, TEST);
        assertEquals(
                "There is no sample 'x' among the 20 explained: 's120', 's121', 's122', 's123', 's124' ....",
                refusal(() -> shap.waterfall("x")));
        assertEquals("There is no output 'maybe' among the 1 explained: 'yes'.", refusal(() -> shap.summary("maybe")));
        var nobody = TRAIN.select(new int[0]);
        assertEquals(
                "SHAP needs a background of at least one sample: what features are replaced by; found none.",
                refusal(() -> Shap.of(model, TEST, nobody)));
        assertEquals(
                "There are no samples to show SHAP values of; explain at least one.",
                refusal(() -> Shap.of(model, nobody).summary()));
        assertEquals("Kernel SHAP needs a budget of at least 4 subsets; found 3.", refusal(() -> KernelShap.standard()
                .budget(3)));
        var wide = MultiOmics.of(OmicsLayer.of(
                "wide",
                List.of("s"),
                IntStream.range(0, 1001).mapToObj(f -> "f" + f).toList(),
                new float[1][1001]));
        assertTrue(refusal(() -> Shap.of(some -> model.predict(TEST), wide, wide))
                .startsWith("Kernel SHAP solves for all features at once, up to 1000 of them; found 1001."));
    }
}
