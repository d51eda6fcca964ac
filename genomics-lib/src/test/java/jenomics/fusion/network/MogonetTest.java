package jenomics.fusion.network;

import static jenomics.fusion.network.Cohorts.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import jenomics.fusion.Fusion;
import jenomics.learn.Metric;
import jenomics.learn.Scores;
import jenomics.learn.Scoring;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MogonetTest {
    private static final Task TYPE = Task.multiclass("type");
    private static final MultiOmics COHORT = Cohorts.ofClasses(150, 3, 3, 21, "rna", "protein", "dna");
    private static final MultiOmics TRAIN = Cohorts.part(COHORT, 0, 100);
    private static final MultiOmics TEST = Cohorts.part(COHORT, 100, 150);

    private static Mogonet faithful() {
        return Fusion.mogonet().faithful().hidden(24, 24, 12).pretraining(40).training(t -> t.epochs(80)
                .learningRate(2e-3));
    }

    private static Mogonet fixed() {
        return Fusion.mogonet().hidden(24, 24, 12).training(t -> t.epochs(80).learningRate(5e-3));
    }

    @TestFactory
    List<DynamicTest> itTellsClassesApart() {
        return List.of(faithful(), fixed()).stream()
                .map(plan -> DynamicTest.dynamicTest(plan.name(), () -> {
                    var fit = plan.fit(TRAIN, TYPE, Seed.of(3));
                    var predictions = fit.predict(TEST);
                    double accuracy = Scores.of(
                                    predictions,
                                    TYPE.resolve(TRAIN).targets(TEST),
                                    Scoring.standard().resamples(20))
                            .get(Metric.ACCURACY)
                            .value();
                    assertTrue(accuracy > 0.8, plan.name() + " has accuracy " + accuracy);
                    var again = plan.fit(TRAIN, TYPE, Seed.of(3)).predict(TEST);
                    assertTrue(Arrays.deepEquals(predictions.values(), again.values()), "equal bits");
                }))
                .toList();
    }

    @Test
    void asPublishedPredictionsDependOnTheOthersAndThatIsSaid() {
        assertTrue(faithful().transductive());
        assertFalse(fixed().transductive());
        var published = faithful().training(t -> t.epochs(10)).fit(TRAIN, TYPE, Seed.of(3));
        var repaired = fixed().training(t -> t.epochs(10)).fit(TRAIN, TYPE, Seed.of(3));
        double[] among = published.predict(TEST).values()[0];
        double[] alone = published.predict(Cohorts.part(TEST, 0, 1)).values()[0];
        assertNotEquals(among[0], alone[0]);
        assertArrayEquals(
                repaired.predict(TEST).values()[0],
                repaired.predict(Cohorts.part(TEST, 0, 1)).values()[0],
                1e-6);
        assertTrue(published.toString().contains("transductive"), published::toString);
    }

    /** Worked out by hand from the published definition. */
    @Test
    void theGraphIsThePublishedOne() {
        float[][] rows = {{1, 0}, {1, 1}, {0, 1}, {-1, 0.2f}};
        double half = Math.sqrt(0.5);
        var graph = SampleGraph.of(rows, 1);
        // sorted: 4 zeros, then the pairs (0,1) and (1,2) at 1 - √½, each twice: the entry at place 4
        assertEquals(1 - half, graph.limit(), 1e-12);
        float[][] within = graph.within(rows);
        double sum = 1 + half;
        assertArrayEquals(new float[] {(float) (1 / sum), (float) (half / sum), 0, 0}, within[0], 1e-6f);
        double middle = 1 + 2 * half;
        assertArrayEquals(
                new float[] {(float) (half / middle), (float) (1 / middle), (float) (half / middle), 0},
                within[1],
                1e-6f);
        assertArrayEquals(new float[] {0, 0, 0, 1}, within[3], 1e-6f);
        float[][] fresh = {{2, 2}};
        float[][] between = graph.between(rows, fresh);
        assertEquals(5, between.length);
        assertArrayEquals(new float[] {0, 0.5f, 0, 0, 0.5f}, between[1], 1e-6f, "no edge to a training sample");
        float[] onto = graph.onto(rows, fresh)[0];
        assertEquals(onto[0], half / (2 + 2 * half), 1e-6);
        assertEquals(onto[4], 1 / (2 + 2 * half), 1e-6);
    }

    /** Quirk (a): with the larger class weighing more, a rare class is told less often than with balanced weights. */
    @Test
    void asPublishedLargerClassesCountMore() {
        int[] kept = java.util.stream.IntStream.range(0, 150)
                .filter(i -> i % 3 != 2 || i % 12 == 2)
                .toArray();
        var uneven = COHORT.select(kept);
        double published = share(faithful().training(t -> t.epochs(5)).pretraining(0), uneven);
        double repaired = share(fixed().training(t -> t.epochs(5)), uneven);
        assertTrue(published < repaired, "the rare class has " + published + ", repaired " + repaired);
    }

    private static double share(Mogonet plan, MultiOmics train) {
        return Arrays.stream(plan.fit(train, TYPE, Seed.of(3)).predict(TEST).values())
                .mapToDouble(row -> row[2])
                .average()
                .orElseThrow();
    }

    @Test
    void binaryTasksAndASingleLayerWorkToo() {
        var task = Task.binary("ill").resolve(TRAIN);
        var fit = fixed().fit(TRAIN.only("rna"), task, Seed.of(3));
        double auroc = Scores.of(
                        fit.predict(TEST),
                        task.targets(TEST),
                        Scoring.standard().resamples(20))
                .get(Metric.AUROC)
                .value();
        assertTrue(auroc > 0.8, "AUROC " + auroc);
    }

    @Test
    void badInputIsRefusedWithTheWayOn() {
        assertTrue(refusal(() -> fixed().fit(TRAIN, Task.regression("dose"), Seed.of(1)))
                .startsWith("MOGONET tells classes apart; 'dose' is read as regression."));
        assertTrue(refusal(() -> fixed().neighbours(200).fit(TRAIN, TYPE, Seed.of(1)))
                .contains("was to join each sample to 200 others, but there are only"));
        assertTrue(
                refusal(() -> new MogonetWires(fixed(), List.of(5, 5, 5), 20)).contains("8,000 products"));
        assertTrue(refusal(() -> fixed().hidden(3, 4)).contains("three graph convolutions"));
        assertTrue(refusal(() -> fixed().fit(Cohorts.withGap(TRAIN, "rna", 0, 0), TYPE, Seed.of(1)))
                .contains("takes no missing values"));
    }
}
