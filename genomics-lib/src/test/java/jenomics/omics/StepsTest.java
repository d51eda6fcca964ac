package jenomics.omics;

import static jenomics.omics.Steps.*;
import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.learn.Task;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;

class StepsTest {
    private static final float NONE = Float.NaN;
    private static final Task CLASS = Task.multiclass("class");

    private static OmicsLayer layer(float[]... rows) {
        var ids = IntStream.range(0, rows.length).mapToObj(i -> "s" + i).toList();
        var features = IntStream.range(0, rows[0].length).mapToObj(i -> "f" + i).toList();
        return OmicsLayer.of("x", ids, features, rows);
    }

    private static float[] row(float... values) {
        return values;
    }

    private static MultiOmics with(OmicsLayer layer, String... classes) {
        var rows = Arrays.stream(classes).map(c -> Arrays.asList(c)).toList();
        return layer.with(SampleSheet.ofText("id", layer.samples(), List.of("class"), rows));
    }

    private static OmicsLayer prepared(OmicsLayer layer, Step... steps) {
        return MultiOmics.of(layer).prepare("x", steps).prepared().layer("x");
    }

    /** Fits to the first layer and applies to the second. */
    private static OmicsLayer applied(OmicsLayer train, OmicsLayer test, Step... steps) {
        var planned = MultiOmics.of(train).prepare("x", steps);
        return planned.plan()
                .fit(planned, java.util.Optional.empty(), Seed.of(1))
                .apply(MultiOmics.of(test))
                .layer("x");
    }

    @Test
    void scalersUseTrainingValuesAndKeepMissingOnes() {
        var train = layer(row(1, 5), row(2, 5), row(3, 5), row(NONE, 5), row(6, 5));
        var test = layer(row(4, 7), row(NONE, 5));
        var z = applied(train, test, standardize()); // mean 3, standard deviation sqrt(14/3)
        assertEquals(1 / Math.sqrt(14 / 3.0), z.value(0, 0), 1e-6);
        assertEquals(2, z.value(0, 1), "a feature that is constant in training becomes its distance from there");
        assertTrue(Float.isNaN(z.value(1, 0)));
        assertEquals(0.6, applied(train, test, minMax()).value(0, 0), 1e-6);
        var robust = applied(train, test, robustScale()); // median 2.5, quartiles 1.75 and 3.75
        assertEquals(0.75, robust.value(0, 0), 1e-6);
        assertEquals(Scale.Z_SCORE, z.scale());
    }

    @Test
    void missingValuesAreFilledByWhatTrainingSamplesHave() {
        var train = layer(row(1, 2), row(2, 2), row(9, 3), row(NONE, NONE));
        var test = layer(row(NONE, 7), row(NONE, NONE));
        assertEquals(4, applied(train, test, imputeMean()).value(0, 0), 1e-6);
        assertEquals(2, applied(train, test, imputeMedian()).value(0, 0));
        assertEquals(2, applied(train, test, imputeMode()).value(1, 1));
        assertEquals(7, applied(train, test, imputeMode()).value(0, 1));
        var blocks = applied(train, test, imputeMedian().keepMissingBlocks());
        assertEquals(2, blocks.value(0, 0));
        assertTrue(Float.isNaN(blocks.value(1, 0)), "a sample without any value stays so");
    }

    @Test
    void neighboursFillMissingValues() {
        var train = layer(row(0, 0, 10), row(1, 1, 20), row(5, 5, 70), row(9, 9, NONE));
        var test = layer(row(0.4f, 0.4f, NONE), row(NONE, 9, NONE), row(NONE, NONE, NONE));
        var near = applied(train, test, imputeKnn(2));
        assertEquals(15, near.value(0, 2), 1e-6);
        assertEquals(45, near.value(1, 2), 1e-6, "the nearest that have the value: 5,5 and 1,1");
        assertEquals((0 + 1 + 5 + 9) / 4f, near.value(2, 0), 1e-6, "no neighbour: the mean");
        assertTrue(Float.isNaN(
                applied(train, test, imputeKnn(2).keepMissingBlocks()).value(2, 0)));
        refuses(() -> imputeKnn(0), "The number of neighbours of the step 'impute kNN' is 1 or more; found 0.");
    }

    @Test
    void featuresNeverMeasuredAreNamed() {
        var hole = layer(row(1, NONE), row(2, NONE), row(3, NONE));
        for (var step : List.of(standardize(), minMax(), imputeMedian(), imputeKnn())) {
            refuses(
                    () -> prepared(hole, step),
                    "cannot be fitted: 1 feature of the layer 'x' has no value in any of the 3 training samples: 'f1'."
                            + " Leave such out before: dropMissing(0.5).");
        }
        assertEquals(
                List.of("f0"), prepared(hole, dropMissing(0.5), standardize()).features());
        refuses(
                () -> prepared(layer(row(NONE), row(NONE)), dropMissing(0.2)),
                "The step 'drop missing (above 20 %)' leaves no feature of the layer 'x'");
        refuses(() -> dropMissing(2), "The share of the step 'drop missing' is 0 to 1; found 2.0.");
    }

    @Test
    void oneSampleIsTooFewForAScale() {
        refuses(
                () -> prepared(layer(row(1, 2)), standardize()),
                "The step 'standardize' needs at least 2 training samples; the layer 'x' has 1.");
    }

    @Test
    void countsAreNormalizedSampleBySample() {
        var counts = layer(row(1, 3), row(10, 30)).withScale(Scale.COUNTS);
        var cpm = prepared(counts, cpm());
        assertEquals(Scale.CPM, cpm.scale());
        assertArrayEquals(new float[] {250_000, 750_000}, cpm.row(1));
        assertEquals(Scale.LOG2, prepared(counts, log2Cpm()).scale());
        assertEquals(
                Math.log(250_001) / Math.log(2), prepared(counts, log2Cpm()).value(0, 0), 1e-5);
        var tpm = prepared(counts, tpm(Map.of("f0", 1000.0, "f1", 3000.0)));
        assertArrayEquals(new float[] {500_000, 500_000}, tpm.row(0));
        assertEquals(
                Scale.FPKM,
                prepared(counts, fpkm(Map.of("f0", 1000.0, "f1", 3000.0))).scale());
        assertEquals(5, prepared(counts, log2()).value(1, 1) + Math.log(32 / 31.0) / Math.log(2), 1e-5);
        assertEquals(Math.log(2), prepared(counts, log1p()).value(0, 0), 1e-6);
        float[] clr = prepared(counts, clr()).row(0);
        assertEquals(0, clr[0] + clr[1], 1e-6);
        refuses(
                () -> prepared(layer(row(0, 0), row(1, 2)).withScale(Scale.COUNTS), cpm()),
                "The step 'CPM' needs counts in every sample; all of sample 's0' of the layer 'x' are 0. Leave that"
                        + " sample out.");
        refuses(
                () -> prepared(layer(row(1, -2)), log2Cpm()),
                "The step 'log2 CPM' takes values from 0; sample 's0' of the layer 'x' has -2 for 'f1'.");
        refuses(
                () -> prepared(counts, tpm(Map.of("f0", 10.0))),
                "The step 'TPM' needs the length of every feature, above 0 bp; there is none for 1 feature of the layer"
                        + " 'x': 'f1'.");
        refuses(
                () -> prepared(layer(row(0, 1)), log2(0)),
                "The step 'log2(x + 0)' takes values above 0; sample 's0' of the layer 'x' has 0 for 'f0'.");
        refuses(() -> log2(-1), "The pseudocount of the step 'log2' is 0 or more; found -1.0.");
        refuses(() -> clr(0), "The pseudocount of the step 'CLR' is above 0; found 0.0.");
    }

    @Test
    void methylationGoesBothWays() {
        var shares = layer(row(0.2f, 0.5f), row(0, 1)).withScale(Scale.BETA);
        var m = prepared(shares, mValue());
        assertEquals(-2, m.value(0, 0), 1e-5);
        assertEquals(0, m.value(0, 1), 1e-6);
        assertEquals(-Math.log(999) / Math.log(2), m.value(1, 0), 1e-4);
        var back = prepared(shares, mValue(), betaValue());
        assertEquals(0.2, back.value(0, 0), 1e-6);
        refuses(
                () -> prepared(layer(row(0.5f, 1.2f)), mValue()),
                "The step 'M value' takes methylated shares from 0 to 1; sample 's0' of the layer 'x' has 1.2 for 'f1'.");
    }

    @Test
    void aFormulaOfOnesOwn() {
        assertEquals(
                3,
                prepared(layer(row(9), row(4)), each("square root", Math::sqrt)).value(0, 0));
        refuses(
                () -> prepared(layer(row(0), row(4)), each("inverse", v -> 1 / v)),
                "The step 'inverse' takes values whose result is finite; sample 's0' of the layer 'x' has 0 for 'f0'.");
    }

    @Test
    void quantilesOfNewSamplesAreThoseOfTrainingSamples() {
        var train = layer(row(1, 2, 3), row(10, 30, 20));
        var test = layer(row(100, -5, 7), row(NONE, 8, 9));
        var made = applied(train, test, quantileNormalize());
        assertArrayEquals(new float[] {16.5f, 5.5f, 11}, made.row(0));
        assertTrue(Float.isNaN(made.value(1, 0)));
        assertEquals(5.5f, made.value(1, 1));
        assertEquals(16.5f, made.value(1, 2));
    }

    @Test
    void sizeFactorsKeepTheirReference() {
        var train = layer(row(10, 20, 0), row(20, 40, 5)).withScale(Scale.COUNTS);
        var test = layer(row(40, 80, 9)).withScale(Scale.COUNTS);
        double mean = Math.sqrt(200);
        assertEquals(mean, applied(train, test, sizeFactors()).value(0, 0), 1e-4);
        refuses(
                () -> prepared(layer(row(0, 1), row(1, 0)).withScale(Scale.COUNTS), sizeFactors()),
                "The step 'size factors' needs features that all training samples have counts of, and the layer 'x' has"
                        + " none.");
        refuses(
                () -> applied(train, layer(row(0, 0, 9)).withScale(Scale.COUNTS), sizeFactors()),
                "The step 'size factors' finds no size of sample 's0' of the layer 'x'");
    }

    /** Ten features, of which the third tells the class and the sixth a number. */
    private static MultiOmics telling() {
        var random = new SplittableRandom(4);
        float[][] rows = new float[60][10];
        var facts = new ArrayList<List<String>>();
        for (int s = 0; s < 60; s++) {
            for (int f = 0; f < 10; f++) {
                rows[s][f] = (float) (random.nextDouble() + (f == 2 ? s % 3 : 0));
            }
            facts.add(List.of("c" + s % 3, Float.toString(rows[s][5] * 2 + 1), "same", s % 2 == 0 ? "p" : "q"));
        }
        var values = layer(rows);
        return values.with(SampleSheet.ofText("id", values.samples(), List.of("class", "dose", "only", "half"), facts));
    }

    @Test
    void featuresAreChosenByWhatIsToBePredicted() {
        var cohort = telling();
        for (var step : List.of(anova(1), mutualInformation(1), lasso(1))) {
            assertEquals(
                    List.of("f2"),
                    cohort.prepare("x", step).prepared(CLASS).layer("x").features(),
                    step.name());
        }
        var dose = Task.regression("dose");
        for (var step : List.of(anova(1), mutualInformation(1), lasso(1))) {
            assertEquals(
                    List.of("f5"),
                    cohort.prepare("x", step).prepared(dose).layer("x").features(),
                    step.name());
        }
        assertEquals(
                10, cohort.prepare("x", anova(99)).prepared(CLASS).layer("x").featureCount());
        refuses(
                () -> cohort.prepare("x", anova(1)).prepared(),
                "The step 'ANOVA F (1)' chooses by what is to be predicted, and nothing is here.");
        refuses(
                () -> cohort.where("class", "c1")
                        .prepare("x", lasso(1))
                        .prepared(new Task(Task.Kind.MULTICLASS, "class", List.of("c0", "c1", "c2"))),
                "The step 'lasso (1)' chooses features by 'class', and all training samples have the same.");
        refuses(() -> anova(0), "The number of features of the step 'ANOVA' is 1 or more; found 0.");
        refuses(
                () -> with(layer(row(1, NONE), row(2, 1)), "a", "b")
                        .prepare("x", lasso(1))
                        .prepared(CLASS),
                "The step 'lasso (1)' takes no missing values, and the layer 'x' has 1 missing value, the first for"
                        + " sample 's0' and feature 'f1'. Fill them before: imputeMedian() or imputeKnn().");
    }

    @Test
    void varianceChoosesWithoutAClass() {
        var values = layer(row(1, 5, 0), row(2, 5, 9), row(3, 5, 0));
        assertEquals(List.of("f2"), prepared(values, topVariance(1)).features());
        assertEquals(List.of("f0", "f2"), prepared(values, dropConstant()).features());
        assertEquals(List.of("f2"), prepared(values, minVariance(1)).features());
        refuses(
                () -> prepared(layer(row(1), row(1)), dropConstant()),
                "The step 'drop constant' leaves no feature of the layer 'x'");
    }

    @Test
    void componentsOfTrainingSamplesAreKeptForOthers() {
        var train = layer(row(0, 0), row(1, 1), row(2, 2), row(3, 3.1f));
        var test = layer(row(10, 10));
        var scores = applied(train, test, pca(1));
        assertEquals(List.of("PC1"), scores.features());
        assertEquals((10 - 1.5) * Math.sqrt(2), scores.value(0, 0), 0.05);
        assertEquals(2, prepared(train, pca(5)).featureCount(), "there are no more");
    }

    @Test
    void smoteAddsToTrainingSamplesAlone() {
        var cohort = telling().where("half", "p").prepare(standardize());
        int[] some = IntStream.range(0, 30).filter(s -> s % 3 != 1 || s < 9).toArray();
        var few = cohort.select(some).prepare(smote());
        var fitted = few.preparation().fit(few, CLASS, Seed.of(2));
        assertEquals(10 + 10 + 3, few.size());
        assertEquals(30, fitted.train().size());
        assertEquals(
                10, fitted.train().where("class", few.attribute(1, "class")).size());
        assertEquals(few.size(), fitted.apply(few).size());
        assertEquals("SMOTE 1 of", fitted.train().id(23).substring(0, 10));
        assertEquals(
                fitted.train().fingerprint(),
                few.preparation().fit(few, CLASS, Seed.of(2)).train().fingerprint());
        assertNotEquals(
                fitted.train().fingerprint(),
                few.preparation().fit(few, CLASS, Seed.of(3)).train().fingerprint());
        var made = fitted.train().layer("x");
        String small = fitted.train().attribute(23, "class");
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (int s = 0; s < 23; s++) {
            if (small.equals(fitted.train().attribute(s, "class"))) {
                low = Math.min(low, made.value(s, 0));
                high = Math.max(high, made.value(s, 0));
            }
        }
        assertTrue(made.value(25, 0) >= low && made.value(25, 0) <= high, "between samples of the class");
    }

    @Test
    void smoteRefusesWhatItCannotBalance() {
        var lonely = with(layer(row(1), row(2), row(3)), "a", "a", "b").prepare(smote());
        refuses(
                () -> lonely.prepared(CLASS),
                "The step 'SMOTE (5 neighbours)' needs at least 2 training samples of each class; 'b' has 1.");
        var counts = with(layer(row(1), row(2), row(9)).withScale(Scale.COUNTS), "a", "a", "b")
                .prepare(smote());
        refuses(() -> counts.prepared(CLASS), "is on the scale counts, which takes whole numbers.");
        refuses(
                () -> telling().prepare(smote()).prepared(Task.regression("dose")),
                "balances classes, and 'dose' has none");
    }

    @Test
    void columnsOfTheSheetBecomeALayer() {
        var sheet = SampleSheet.ofText(
                "id",
                List.of("s0", "s1", "s2", "s3"),
                List.of("sex", "stage", "age", "site"),
                List.of(
                        Arrays.asList("f", "I", "50", "x"),
                        Arrays.asList("m", "III", null, "y"),
                        Arrays.asList("f", "II", "61", "z"),
                        Arrays.asList("m", "I", "40", "x")));
        var cohort = layer(row(1), row(2), row(3), row(4)).with(sheet);
        var planned = cohort.prepare(encode("clinical", "sex", "age", "site").ordinal("stage", "I", "II", "III"))
                .prepare("clinical", imputeMean());
        var clinical = planned.prepared().layer("clinical");
        assertEquals(List.of("sex=m", "age", "site=x", "site=y", "site=z", "stage"), clinical.features());
        assertArrayEquals(new float[] {1, 151 / 3f, 0, 1, 0, 2}, clinical.row(1), 1e-5f);
        assertEquals(List.of("x"), planned.only("x").plan().layers(List.of("x")));
        assertEquals(2, planned.only("x", "clinical").preparation().steps().size());
        var fitted = planned.select(new int[] {0, 1, 3}).preparation();
        var three = planned.select(new int[] {0, 1, 3});
        var other = fitted.fit(three, CLASS, Seed.of(1)).apply(cohort.select(new int[] {2}));
        assertEquals(
                List.of("sex=m", "age", "site=y", "stage"),
                other.layer("clinical").features());
        assertArrayEquals(new float[] {0, 61, 0, 1}, other.layer("clinical").row(0), "site z is new: not y");
        refuses(
                () -> cohort.prepare(encode("clinical", "sex"))
                        .prepared(Task.binary("sex").positive("m")),
                "The column 'sex' is to be predicted, so it cannot be a feature.");
        refuses(() -> cohort.prepare(encode("x", "sex")).prepared(), "There is a layer 'x' already; give the encoded");
        refuses(
                () -> cohort.prepare(encode("c").ordinal("stage", "I", "II")).prepared(),
                "Encoding needs a name for the new layer and at least one column");
        refuses(
                () -> cohort.prepare(encode("c", "stage").ordinal("stage", "I", "II"))
                        .prepared(),
                "Sample 's1' has 'III' for 'stage', which is none of the levels [I, II].");
    }
}
