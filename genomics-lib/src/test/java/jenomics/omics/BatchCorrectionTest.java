package jenomics.omics;

import static jenomics.omics.Steps.combat;
import static jenomics.omics.Steps.standardize;
import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.learn.Task;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;

class BatchCorrectionTest {
    private static final Task SUBTYPE = Task.multiclass("subtype");
    private final MultiOmics cohort =
            CohortSimulation.defaults().batchEffect(2).missing(0).make().cohort();

    private static MultiOmics samples(String[] batches, String[] classes, float[]... rows) {
        var ids = IntStream.range(0, rows.length).mapToObj(i -> "s" + i).toList();
        var features = IntStream.range(0, rows[0].length).mapToObj(i -> "f" + i).toList();
        var facts = new ArrayList<List<String>>();
        for (int i = 0; i < rows.length; i++) {
            facts.add(Arrays.asList(batches[i], classes[i]));
        }
        return OmicsLayer.of("x", ids, features, rows)
                .with(SampleSheet.ofText("id", ids, List.of("batch", "class"), facts));
    }

    private static MultiOmics random(String batches, String classes) {
        var chance = new java.util.Random(3);
        float[][] rows = new float[batches.length()][6];
        for (float[] row : rows) {
            for (int f = 0; f < row.length; f++) {
                row[f] = (float) chance.nextGaussian();
            }
        }
        return samples(batches.split(""), classes.split(""), rows);
    }

    /** How far the means of the batches lie apart, over the features, in standard deviations. */
    private static double between(MultiOmics cohort, String layer) {
        var values = MultiOmics.of(cohort.layer(layer))
                .with(cohort.sheet())
                .prepare(standardize())
                .prepared();
        double sum = 0;
        for (int f = 0; f < values.layer(layer).featureCount(); f++) {
            double b1 = mean(values, layer, f, "b1");
            double b2 = mean(values, layer, f, "b2");
            sum += Math.abs(b1 - b2) / values.layer(layer).featureCount();
        }
        return sum;
    }

    private static double mean(MultiOmics cohort, String layer, int feature, String batch) {
        return IntStream.range(0, cohort.size())
                .filter(i -> batch.equals(cohort.attribute(i, "batch")))
                .mapToDouble(i -> cohort.layer(layer).value(i, feature))
                .average()
                .orElseThrow();
    }

    @Test
    void batchesAreTakenOutOfTrainingAndTestSamples() {
        var planned = cohort.prepare("protein", combat("batch"));
        int[] first = IntStream.range(0, 100).toArray();
        int[] last = IntStream.range(100, 150).toArray();
        var fitted = planned.select(first).preparation().fit(planned.select(first), SUBTYPE, Seed.of(1));
        double before = between(cohort.select(last), "protein");
        double after = between(fitted.apply(cohort.select(last)), "protein");
        assertTrue(before > 1 && after < 0.45 && between(fitted.train(), "protein") < 0.2, before + " to " + after);
        assertEquals(Scale.LOG2, fitted.train().layer("protein").scale());
    }

    @Test
    void oneSampleIsCorrectedAsAmongOthers() {
        var planned = cohort.prepare("protein", combat("batch"));
        int[] first = IntStream.range(0, 100).toArray();
        var fitted = planned.select(first).preparation().fit(planned.select(first), SUBTYPE, Seed.of(1));
        var all = fitted.apply(cohort).layer("protein");
        var one = fitted.apply(cohort.select(new int[] {120})).layer("protein");
        assertArrayEquals(all.row(120), one.row(0));
    }

    @Test
    void confoundedDesignsAreRefusedWithBatchAndClass() {
        var nested = random("aaaabbbbcccc", "xxxxyyyyyyyy").prepare(combat("batch"));
        refuses(
                () -> nested.prepared(Task.multiclass("class")),
                "Batches by 'batch' cannot be taken out: what is to be predicted, 'class' is confounded with them. batch a"
                        + " has x; batch b has y; batch c has y. What is batch and what is 'class' cannot be told apart,"
                        + " and correcting would take out both.");
        assertEquals(12, nested.prepared().size(), "nothing is to be predicted, so nothing is confounded");
        var kept =
                random("aaaabbbbcccc", "xxxxyyyyzzzz").prepare(combat("batch").keeping("class"));
        refuses(() -> kept.prepared(), "the covariate 'class' is confounded with them.");
        var linked = random("aaaabbbbcccc", "xxyyyyzzzzxx").prepare(combat("batch"));
        assertEquals(12, linked.prepared(Task.multiclass("class")).size());
        var parts = random("aaaabbbbccccdddd", "xyxyxyxyzwzwzwzw").prepare(combat("batch"));
        refuses(
                () -> parts.prepared(Task.multiclass("class")),
                "batch a has x, y; batch b has x, y; batch c has z, w; batch d has z, w.");
    }

    @Test
    void whatIsToBePredictedIsNeitherKeptNorTakenOut() {
        refuses(
                () -> cohort.prepare("protein", combat("batch").keeping("subtype"))
                        .prepared(SUBTYPE),
                "would keep the effect of 'subtype', which is to be predicted");
        refuses(
                () -> cohort.prepare("protein", combat("subtype")).prepared(SUBTYPE),
                "would take out 'subtype', which is to be predicted.");
    }

    @Test
    void aBatchThatTrainingDoesNotKnow() {
        var refusing = cohort.prepare("protein", combat("batch"));
        int[] known = places("b3", false);
        int[] stranger = places("b3", true);
        var fitted = refusing.select(known).preparation().fit(refusing.select(known), SUBTYPE, Seed.of(1));
        refuses(
                () -> fitted.apply(cohort),
                "The batch 'b3' has 45 samples to correct and none in training, which had [b1, b2]: nothing is known of"
                        + " that batch. To correct its mean by its own samples together, plan"
                        + " combat(\"batch\").estimatingNewBatches().");
        var willing = cohort.prepare("protein", combat("batch").estimatingNewBatches());
        var estimating = willing.select(known).preparation().fit(willing.select(known), SUBTYPE, Seed.of(1));
        var corrected = estimating.apply(cohort);
        double raw = distance(cohort, "b1", "b3");
        double after = distance(corrected, "b1", "b3");
        assertTrue(after < 0.35 * raw, raw + " to " + after);
        var alone = estimating.apply(cohort.select(stranger)).layer("protein");
        assertArrayEquals(corrected.layer("protein").row(stranger[0]), alone.row(0), 1e-5f);
        var single = estimating.apply(cohort.select(new int[] {stranger[0]})).layer("protein");
        assertFalse(Float.isNaN(single.value(0, 0)));
        assertTrue(willing.toString().contains("new batches by their own samples"), willing.toString());
    }

    private int[] places(String batch, boolean wanted) {
        return IntStream.range(0, cohort.size())
                .filter(i -> batch.equals(cohort.attribute(i, "batch")) == wanted)
                .toArray();
    }

    private static double distance(MultiOmics cohort, String one, String other) {
        double sum = 0;
        int features = cohort.layer("protein").featureCount();
        for (int f = 0; f < features; f++) {
            sum += Math.abs(mean(cohort, "protein", f, one) - mean(cohort, "protein", f, other));
        }
        return sum / features;
    }

    @Test
    void aBatchOfOneSampleIsCorrectedByItsMeansAlone() {
        var cells = random("aaaaabbbbbc", "xyxyxyxyxyx").prepare(combat("batch"));
        var corrected = cells.prepared().layer("x");
        assertFalse(Float.isNaN(corrected.value(10, 0)));
        double within = corrected.value(0, 0) - corrected.value(1, 0);
        double before = cells.layer("x").value(0, 0) - cells.layer("x").value(1, 0);
        assertEquals(before, within, 1e-5, "means only: what is within a batch stays");
    }

    @Test
    void featuresThatDoNotVaryInABatchStayAsTheyAre() {
        var cells = random("aaaabbbb", "xyxyxyxy");
        float[][] rows = cells.layer("x").toArray();
        for (int s = 0; s < 4; s++) {
            rows[s][0] = 5;
        }
        var still = cells.with(OmicsLayer.of("x", cells.ids(), cells.layer("x").features(), rows));
        var corrected = still.prepare(combat("batch")).prepared().layer("x");
        assertArrayEquals(still.layer("x").column(0), corrected.column(0));
        assertTrue(still.layer("x").value(0, 1) != corrected.value(0, 1));
        for (float[] row : rows) {
            Arrays.fill(row, 1);
        }
        refuses(
                () -> cells.with(
                                OmicsLayer.of("x", cells.ids(), cells.layer("x").features(), rows))
                        .prepare(combat("batch"))
                        .prepared(),
                "needs at least 2 features of the layer 'x' that vary within every batch; there are none among 6 features.");
    }

    @Test
    void badInputIsRefused() {
        refuses(
                () -> random("aaaa", "xyxy").prepare(combat("batch")).prepared(),
                "needs at least 2 batches; all training samples have the batch [a].");
        refuses(
                () -> random("aab", "xyx").prepare(combat("batch").to("q")).prepared(),
                "The reference batch 'q' of ComBat ('batch', to 'q') has no training sample; there are [a, b].");
        refuses(
                () -> random("ab", "xy").prepare(combat("batch")).prepared(),
                "has 2 effects to estimate from 2 training samples; it needs more samples than that.");
        refuses(
                () -> cohort.prepare("rna", combat("batch")),
                "takes values that are roughly normal, and the layer 'rna' is on the scale counts. Take logarithms before:"
                        + " log2Cpm().");
        refuses(() -> cohort.prepare("methylation", combat("batch")), "Take M values before: mValue().");
        refuses(
                () -> cohort.prepare("protein", combat("centre")).prepared(),
                "The sample sheet has no column 'centre'; it has");
        var unsure = samples(
                new String[] {"a", null, "b", "b"},
                new String[] {"x", "y", "x", "y"},
                new float[] {1, 2},
                new float[] {2, 1},
                new float[] {3, 3},
                new float[] {5, 1});
        refuses(
                () -> unsure.prepare(combat("batch")).prepared(),
                "1 sample has no 'batch', which ComBat ('batch') needs: 's1'.");
        refuses(
                () -> random("aaabbb", "xxxxxx")
                        .prepare(combat("batch").keeping("batch"))
                        .prepared(),
                "the covariate 'batch' is confounded with them.");
        var kept = random("aaabbb", "123456").prepare(combat("batch").keeping("class"));
        var fitted = kept.plan().fit(kept, java.util.Optional.empty(), Seed.of(1));
        refuses(
                () -> fitted.apply(random("ab", "1x")),
                "Sample 's1' has 'x' for the covariate 'class', which is a number in all training samples.");
        var types = random("aaabbb", "xyxyxy").prepare(combat("batch").keeping("class"));
        var known = types.plan().fit(types, java.util.Optional.empty(), Seed.of(1));
        refuses(
                () -> known.apply(random("ab", "xz")),
                "Sample 's1' has 'z' for the covariate 'class', which no training sample has; they have [x, y].");
        var age = random("aaabbb", "123456").prepare(combat("batch").keeping("class"));
        assertEquals(6, age.prepared().size());
    }
}
