package jenomics.omics;

import static jenomics.omics.Steps.imputeMedian;
import static jenomics.omics.Steps.log2Cpm;
import static jenomics.omics.Steps.mValue;
import static jenomics.omics.Steps.standardize;
import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import jenomics.learn.Estimator;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;

class PreparationTest {
    private static final Task TASK = Task.binary("class").positive("case");
    private final MultiOmics cohort = cohort(40);

    /** Counts and methylated shares, with a class every other sample. */
    static MultiOmics cohort(int size) {
        var ids = IntStream.range(0, size).mapToObj(i -> "s" + i).toList();
        var random = new java.util.Random(11);
        float[][] counts = new float[size][5];
        float[][] shares = new float[size][3];
        var facts = new ArrayList<List<String>>();
        for (int s = 0; s < size; s++) {
            for (int f = 0; f < 5; f++) {
                counts[s][f] = random.nextInt(200) + f;
            }
            for (int f = 0; f < 3; f++) {
                shares[s][f] = random.nextFloat();
            }
            facts.add(List.of(s % 2 == 0 ? "case" : "control"));
        }
        return MultiOmics.of(
                        OmicsLayer.of("rna", ids, List.of("g1", "g2", "g3", "g4", "g5"), counts)
                                .withScale(Scale.COUNTS),
                        OmicsLayer.of("methylation", ids, List.of("c1", "c2", "c3"), shares)
                                .withScale(Scale.BETA))
                .with(SampleSheet.ofText("id", ids, List.of("class"), facts));
    }

    @Test
    void stepsArePlannedShownAndCarriedAlong() {
        var planned = cohort.prepare("rna", log2Cpm(), standardize()).prepare("methylation", mValue());
        assertEquals(
                "[rna: log2 CPM, rna: standardize, methylation: M value]",
                planned.preparation().steps().stream()
                        .map(s -> s.name())
                        .toList()
                        .toString());
        assertEquals(cohort.layer("rna").toArray()[0][0], planned.layer("rna").value(0, 0));
        assertTrue(planned.toString().contains("planned, fitted to the training samples of each fold"));
        assertTrue(planned.toString().contains("each sample by itself"), planned.toString());
        assertEquals(3, planned.select(new int[] {1, 2}).preparation().steps().size());
        assertEquals(2, planned.only("rna").preparation().steps().size());
        assertEquals(
                3, Split.of(planned).test(0.25).train().preparation().steps().size());
        assertEquals(0, cohort.preparation().steps().size());
        assertEquals(2, cohort.prepare(standardize()).preparation().steps().size());
    }

    @Test
    void testSamplesAreScaledByTrainingSamples() {
        var planned = cohort.prepare("rna", log2Cpm(), standardize());
        var split = Split.of(planned).stratify("class").test(0.25);
        var fitted = split.train().preparation().fit(split.train(), TASK, Seed.of(1));
        var train = fitted.train().layer("rna");
        var test = fitted.apply(split.test()).layer("rna");
        assertEquals(Scale.Z_SCORE, train.scale());
        assertEquals(0, mean(train.column(2)), 1e-6);
        assertTrue(Math.abs(mean(test.column(2))) > 1e-3, "the test samples have a mean of their own");
        var raw = split.train().prepare("rna").layer("rna");
        double[] logs = new double[raw.size()];
        for (int s = 0; s < logs.length; s++) {
            double total = 0;
            for (float value : raw.row(s)) {
                total += value;
            }
            logs[s] = Math.log(1e6 * raw.value(s, 2) / total + 1) / Math.log(2);
        }
        double middle = java.util.Arrays.stream(logs).average().orElseThrow();
        double width = Math.sqrt(java.util.Arrays.stream(logs)
                        .map(v -> (v - middle) * (v - middle))
                        .sum()
                / (logs.length - 1));
        for (int s = 0; s < logs.length; s++) {
            assertEquals((logs[s] - middle) / width, train.value(s, 2), 1e-5);
        }
        assertEquals(0, fitted.train().preparation().steps().size());
        assertEquals(0, fitted.apply(split.test()).preparation().steps().size());
    }

    @Test
    void nothingOfTestSamplesReachesWhatIsLearned() {
        var planned = cohort.prepare(imputeMedian(), standardize());
        int[] first = IntStream.range(0, 30).toArray();
        var alone = planned.select(first).preparation().fit(planned.select(first), TASK, Seed.of(1));
        var leaking = planned.preparation().leaking(1, planned).fit(planned.select(first), TASK, Seed.of(1));
        assertEquals(
                alone.train().layer("methylation").fingerprint(),
                leaking.train().layer("methylation").fingerprint());
        assertNotEquals(
                alone.train().layer("rna").fingerprint(),
                leaking.train().layer("rna").fingerprint());
        refuses(
                () -> planned.preparation().leaking(4, planned),
                "There is no step number 4 in this preparation: it has 4, numbered from 0.");
    }

    @Test
    void anEstimatorGetsPreparedSamples() {
        var seen = new ArrayList<MultiOmics>();
        Estimator<MultiOmics> estimator = new Estimator<>() {
            @Override
            public String name() {
                return "looks";
            }

            @Override
            public Fitted<MultiOmics> fit(MultiOmics train, Task task, Seed seed) {
                seen.add(train);
                return samples -> {
                    seen.add(samples);
                    return new Predictions(task, samples.ids(), new double[samples.size()][1]);
                };
            }
        };
        var split = Split.of(cohort.prepare("methylation", mValue())).test(0.25);
        estimator.learn(split.train(), TASK, Seed.of(3)).predict(split.test());
        assertEquals(30, seen.get(0).size());
        assertEquals(Scale.M_VALUE, seen.get(0).layer("methylation").scale());
        assertEquals(10, seen.get(1).size());
        assertEquals(Scale.M_VALUE, seen.get(1).layer("methylation").scale());
        assertEquals(Scale.COUNTS, seen.get(1).layer("rna").scale());
    }

    @Test
    void samplesMayLackALayerAndFeaturesMayStandInAnotherOrder() {
        var planned = cohort.prepare(standardize());
        var fitted = planned.preparation().fit(planned, TASK, Seed.of(1));
        var one = fitted.apply(cohort.only("rna"));
        assertEquals(List.of("rna"), one.layerNames());
        var turned = MultiOmics.of(
                cohort.layer("rna").features("g5", "g4", "g3", "g2", "g1").withScale(Scale.COUNTS));
        var prepared = fitted.apply(turned).layer("rna");
        assertEquals(List.of("g1", "g2", "g3", "g4", "g5"), prepared.features());
        assertEquals(one.layer("rna").value("s3", "g4"), prepared.value("s3", "g4"));
        refuses(
                () -> fitted.apply(
                        MultiOmics.of(cohort.layer("rna").features("g1", "g2").withScale(Scale.COUNTS))),
                "The layer 'rna' lacks 3 of the 5 features that the step 'standardize' was fitted to: 'g3', 'g4', 'g5'.");
        refuses(
                () -> fitted.apply(MultiOmics.of(cohort.layer("rna").withScale(Scale.TPM))),
                "The step 'rna: standardize' was fitted to values on the scale counts; these are on the scale TPM. If that"
                        + " was only guessed, say it: .scale(\"rna\", Scale.COUNTS).");
    }

    @Test
    void stepsThatMakeNoSenseAreRefusedWhenTheyArePlanned() {
        refuses(
                () -> cohort.prepare("rna", mValue()),
                "The step 'M value' takes methylated shares from 0 to 1, and the layer 'rna' is on the scale counts.");
        refuses(
                () -> cohort.prepare("methylation", log2Cpm()),
                "The step 'log2 CPM' takes counts, and the layer 'methylation' is on the scale beta.");
        refuses(
                () -> cohort.prepare("rna", standardize(), log2Cpm()),
                "The step 'log2 CPM' takes counts, and the layer 'rna' is on the scale z-score.");
        refuses(
                () -> cohort.prepare("protein", standardize()),
                "There is no layer 'protein' to prepare; there are [rna, methylation].");
    }

    @Test
    void aCohortCanBeLookedAtPrepared() {
        var shown = cohort.prepare("rna", log2Cpm(), standardize()).prepared();
        assertEquals(Scale.Z_SCORE, shown.layer("rna").scale());
        assertTrue(shown.notes().get(0).contains("for looking at"), shown.toString());
        assertFalse(cohort.prepare("rna", log2Cpm()).prepared().toString().contains("for looking at"));
        var empty = new Plan(List.of(), java.util.Set.of(), null);
        assertEquals(
                cohort.ids(),
                empty.fit(cohort, Optional.empty(), Seed.of(1)).train().ids());
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
