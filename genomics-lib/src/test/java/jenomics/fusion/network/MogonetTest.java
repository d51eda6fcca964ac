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
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Scope;
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
        var graph = SampleGraph.of(Cosines.within(rows), 1);
        // sorted: 4 zeros, then the pairs (0,1) and (1,2) at 1 - √½, each twice: the entry at place 4
        assertEquals(1 - half, graph.limit(), 1e-12);
        float[][] within = graph.within(Cosines.within(rows));
        double sum = 1 + half;
        assertArrayEquals(new float[] {(float) (1 / sum), (float) (half / sum), 0, 0}, within[0], 1e-6f);
        double middle = 1 + 2 * half;
        assertArrayEquals(
                new float[] {(float) (half / middle), (float) (1 / middle), (float) (half / middle), 0},
                within[1],
                1e-6f);
        assertArrayEquals(new float[] {0, 0, 0, 1}, within[3], 1e-6f);
        float[][] fresh = {{2, 2}};
        var cosines = Cosines.between(fresh, rows);
        float[][] between = graph.between(cosines);
        assertEquals(5, between.length);
        assertArrayEquals(new float[] {0, 0.5f, 0, 0, 0.5f}, between[1], 1e-6f, "no edge to a training sample");
        float[] onto = graph.onto(cosines)[0];
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

    @TestFactory
    List<DynamicTest> contributionsAddUpToTheScore() {
        return List.of(faithful(), fixed(), fixed().training(t -> t.networks(2))).stream()
                .map(plan -> DynamicTest.dynamicTest(plan.name(), () -> {
                    var fit = plan.fit(TRAIN, TYPE, Seed.of(3));
                    var some = Cohorts.part(TEST, 0, 4);
                    var found = fit.contributions(some, "b");
                    for (int s = 0; s < some.size(); s++) {
                        double rise = found.scores()[s] - found.starts()[s];
                        double sum = Arrays.stream(found.values()[s]).sum();
                        assertEquals(rise, sum, 0.03 * Math.max(1, Math.abs(rise)), plan.name() + ", sample " + s);
                    }
                }))
                .toList();
    }

    /** The positive class has the log odds for a score. */
    @Test
    void theScoreOfABinaryTaskIsThatOfItsPrediction() {
        var fit = fixed().fit(TRAIN, Task.binary("ill"), Seed.of(3));
        assertEquals(List.of("yes"), fit.outputs());
        var some = Cohorts.part(TEST, 0, 3);
        double[] scores = fit.contributions(some, "yes").scores();
        double[][] said = fit.predict(some).values();
        for (int s = 0; s < 3; s++) {
            assertEquals(said[s][0], 1 / (1 + Math.exp(-scores[s])), 1e-5);
        }
    }

    /** Of the twelve features of a layer the first four drive the classes. */
    @Test
    void whatDrivesTheClassesWeighsMost() {
        var fit = fixed().fit(TRAIN, TYPE, Seed.of(3));
        var most = fit.weights().orElseThrow().selected().subList(0, 8);
        long right = most.stream().filter(f -> f.matches(".*\\.g[0123]")).count();
        assertTrue(right >= 7, "the weightiest eight: " + most);
        var found = fit.contributions(Cohorts.part(TEST, 0, 9), "a");
        double[] sizes = found.meanSizes();
        double drivers = 0;
        for (int f = 0; f < sizes.length; f++) {
            drivers += f % 12 < 4 ? sizes[f] : 0;
        }
        double share = drivers / Arrays.stream(sizes).sum();
        assertTrue(share > 0.5, "a third of the features, the drivers, have " + share);
        assertEquals(
                List.of("rna", "protein", "dna"),
                List.copyOf(found.layerShares().keySet()));
        assertTrue(refusal(() -> fit.contributions(TEST, "A"))
                .contains("There is no output 'A'; there are [a, b, c]. Did you mean 'a'?"));
    }

    @TestFactory
    List<DynamicTest> aLayerThatTellsTheClassesIsMissed() {
        var told = Cohorts.ofClasses(150, 3, 3, 21, "rna");
        var cohort = told.with(Cohorts.ofClasses(150, 3, 0, 22, "noise").layer("noise"));
        var train = Cohorts.part(cohort, 0, 100);
        var test = Cohorts.part(cohort, 100, 150);
        return List.of(faithful(), fixed()).stream()
                .map(plan -> DynamicTest.dynamicTest(plan.name(), () -> {
                    var fit = plan.fit(train, TYPE, Seed.of(3));
                    var found = fit.ablation(test);
                    double f1 = Scores.values(
                                    fit.predict(test), TYPE.resolve(train).targets(test))
                            .get(Metric.F1);
                    assertEquals(f1, found.score(), 1e-12);
                    assertTrue(found.layers().get("rna") > 0.3, plan.name() + ": " + found);
                    assertTrue(found.layers().get("noise") < found.layers().get("rna"), plan.name() + ": " + found);
                    var importance = found.importance();
                    assertEquals("drop of F1 × features of the layer", importance.kind());
                    for (int f = 0; f < 24; f++) {
                        assertEquals(
                                12 * found.features().weights().get(f),
                                importance.weights().get(f),
                                1e-12);
                    }
                    assertTrue(importance.selected().get(0).startsWith("rna: rna.g"), found::toString);
                    assertTrue(found.plot().svg().contains("Without a layer"));
                    assertTrue(found.toString().contains("50 samples"), found::toString);
                }))
                .toList();
    }

    /** As if the column had been zero from the beginning: graph, threshold and votes. */
    @TestFactory
    List<DynamicTest> aFeatureLeftOutIsZeroEverywhere() {
        return List.of(faithful(), fixed()).stream()
                .map(plan -> DynamicTest.dynamicTest(plan.name(), () -> {
                    float[][] old = TRAIN.layer("rna").toArray();
                    float[][] fresh = TEST.layer("rna").toArray();
                    float[] gate = new float[12];
                    Arrays.fill(gate, 1);
                    gate[5] = 0;
                    var wires = new MogonetWires(plan, List.of(12), 3);
                    try (var scope = Scope.open();
                            var off = Grad.off();
                            var net = new Network()) {
                        wires.begin(net, Seed.of(4));
                        var whole = MogonetScene.fresh(wires, 0, old, fresh, limit(old));
                        var within = Cosines.within(old).without(5);
                        var onto = Cosines.between(fresh, old).without(5);
                        var limit = SampleGraph.of(within, 10);
                        var votes = whole.regraphed(limit, within, onto).votes(net, scope.floats(gate, 12));
                        float[][] oldZero = zeroed(old, 5);
                        float[][] freshZero = zeroed(fresh, 5);
                        assertEquals(limit(oldZero).limit(), limit.limit(), 1e-9);
                        var expected = MogonetScene.fresh(wires, 0, oldZero, freshZero, limit(oldZero))
                                .votes(net, null);
                        assertArrayEquals(expected.toFloatArray(), votes.toFloatArray(), 1e-4f);
                        assertFalse(Arrays.equals(whole.votes(net, null).toFloatArray(), votes.toFloatArray()));
                    }
                }))
                .toList();
    }

    private static SampleGraph limit(float[][] rows) {
        return SampleGraph.of(Cosines.within(rows), 10);
    }

    private static float[][] zeroed(float[][] rows, int feature) {
        float[][] copy = Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
        for (float[] row : copy) {
            row[feature] = 0;
        }
        return copy;
    }

    @Test
    void badInputIsRefusedWithTheWayOn() {
        assertTrue(refusal(() -> fixed().fit(TRAIN, Task.regression("dose"), Seed.of(1)))
                .startsWith("MOGONET tells classes apart; 'dose' is read as regression."));
        assertTrue(refusal(() -> fixed().neighbours(200).fit(TRAIN, TYPE, Seed.of(1)))
                .contains("was to join each sample to 200 others, but there are only"));
        assertTrue(
                refusal(() -> new MogonetWires(fixed(), List.of(5, 5, 5), 20)).contains("8,000 products"));
        var fit = fixed().training(t -> t.epochs(2)).fit(TRAIN, TYPE, Seed.of(1));
        assertTrue(refusal(() -> fit.ablation(TEST, Metric.PEARSON))
                .contains("Pearson is no metric of a multiclass task"));
        assertTrue(refusal(() -> fixed().hidden(3, 4)).contains("three graph convolutions"));
        assertTrue(refusal(() -> fixed().fit(Cohorts.withGap(TRAIN, "rna", 0, 0), TYPE, Seed.of(1)))
                .contains("takes no missing values"));
    }
}
