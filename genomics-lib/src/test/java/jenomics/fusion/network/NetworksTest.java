package jenomics.fusion.network;

import static jenomics.fusion.network.Cohorts.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.learn.Estimator;
import jenomics.learn.Metric;
import jenomics.learn.Scores;
import jenomics.learn.Scoring;
import jenomics.learn.Task;
import jenomics.nn.Grad;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.provenance.Seed;
import jenomics.provenance.StopSignal;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What all networks that predict have in common, and the perceptron and the CNN. */
class NetworksTest {
    private static final Task TYPE = Task.multiclass("type");
    private static final MultiOmics COHORT = Cohorts.ofClasses(150, 3, 2.5, 1, "rna", "protein");
    private static final MultiOmics TRAIN = Cohorts.part(COHORT, 0, 90);
    private static final MultiOmics TEST = Cohorts.part(COHORT, 90, 150);

    private static List<Estimator<MultiOmics>> networks() {
        var graph = FeatureGraph.of(List.of(
                new FeatureGraph.Edge("rna.g0", "rna.g3", 1),
                new FeatureGraph.Edge("rna.g1", "protein.g1", 0.5),
                new FeatureGraph.Edge("protein.g2", "rna.g2", 0.7)));
        return List.of(
                Networks.perceptron().training(NetworksTest::brief),
                Networks.cnn().pool(1).blocks(1).training(NetworksTest::brief),
                Networks.graph(graph).training(NetworksTest::brief),
                Networks.graph(graph).convolution(GraphNetwork.Convolution.SAGE).training(NetworksTest::brief),
                Networks.graph(graph).convolution(GraphNetwork.Convolution.GAT).training(NetworksTest::brief),
                Networks.transformer().tokens(4).width(16).training(NetworksTest::brief));
    }

    private static Regime brief(Regime regime) {
        return regime.epochs(25).learningRate(5e-3);
    }

    private static double accuracy(Estimator<MultiOmics> estimator) {
        var fit = estimator.fit(TRAIN, TYPE, Seed.of(3));
        return Cohorts.score(Metric.ACCURACY, fit, TYPE.resolve(TRAIN), TEST);
    }

    @TestFactory
    List<DynamicTest> eachLearnsWhatIsPlain() {
        return networks().stream()
                .map(network -> DynamicTest.dynamicTest(network.name(), () -> {
                    double accuracy = accuracy(network);
                    assertTrue(accuracy > 0.8, network.name() + " has accuracy " + accuracy + " where chance is 1/3");
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> theSameSeedGivesTheSameBitsAndAnotherDoesNot() {
        return networks().stream()
                .map(network -> DynamicTest.dynamicTest(network.name(), () -> {
                    double[][] one =
                            network.fit(TRAIN, TYPE, Seed.of(3)).predict(TEST).values();
                    double[][] again =
                            network.fit(TRAIN, TYPE, Seed.of(3)).predict(TEST).values();
                    double[][] other =
                            network.fit(TRAIN, TYPE, Seed.of(4)).predict(TEST).values();
                    assertTrue(Arrays.deepEquals(one, again), "equal bits");
                    assertFalse(Arrays.deepEquals(one, other), "another seed is another network");
                }))
                .toList();
    }

    /** The loss of a whole network by each of some weights, against central differences. */
    @Test
    void gradientsEqualFiniteDifferences() {
        for (var network : networks()) {
            var fitted = network.fit(TRAIN, TYPE, Seed.of(3));
            var fit = fitted instanceof TransformerFit transformer ? transformer.fit() : (NetworkFit) fitted;
            try (var scope = Scope.open();
                    var net = fit.members().get(0).weights().network()) {
                var some = Cohorts.part(TEST, 0, 8);
                var targets = TYPE.resolve(TRAIN).targets(some);
                var readout = Readout.of(targets, false);
                var inputs = Inputs.of(scope, fit.features(), fit.features().numbers(some));
                var learner = new ScoreLearner(
                        fit.wiring(), net, fit.features(), inputs, readout, readout.truth(scope, targets.values()));
                int[] all = IntStream.range(0, 8).toArray();
                for (String name : List.copyOf(net.names())) {
                    compare(network.name() + " " + name, net.weight(name), learner, all);
                }
            }
        }
    }

    private static void compare(String what, NDArray weight, Learner learner, int[] samples) {
        float[] values = weight.toFloatArray();
        long[] shape = weight.getShape().getShape();
        float[] gradient;
        try (var scope = Scope.open();
                var on = Grad.on()) {
            weight.setRequiresGradient(true);
            Grad.backward(learner.stages().get(0).loss().of(samples, Chance.NONE));
            gradient = Ops.callAll("gradient_of", weight)[0].toFloatArray();
            weight.setRequiresGradient(false);
        }
        int at = IntStream.range(0, gradient.length)
                .reduce((a, b) -> Math.abs(gradient[a]) >= Math.abs(gradient[b]) ? a : b)
                .orElseThrow();
        double[] sides = new double[2];
        for (int side = 0; side < 2; side++) {
            try (var scope = Scope.open();
                    var off = Grad.off()) {
                float[] moved = values.clone();
                moved[at] += side == 0 ? -2e-3f : 2e-3f;
                Ops.run("copy_into", weight, scope.floats(moved, shape));
                sides[side] = learner.watched(samples);
                Ops.run("copy_into", weight, scope.floats(values, shape));
            }
        }
        double difference = (sides[1] - sides[0]) / 4e-3;
        assertEquals(difference, gradient[at], 2e-3 + 0.05 * Math.abs(difference), what);
    }

    @Test
    void whatRunsOnOtherThreadsChangesNothing() throws Exception {
        var network = Networks.perceptron().training(NetworksTest::brief);
        double[][] alone = network.fit(TRAIN, TYPE, Seed.of(3)).predict(TEST).values();
        var found = new double[3][][];
        var threads = new ArrayList<Thread>();
        for (int t = 0; t < found.length; t++) {
            int place = t;
            threads.add(new Thread(() -> found[place] =
                    network.fit(TRAIN, TYPE, Seed.of(3)).predict(TEST).values()));
        }
        threads.forEach(Thread::start);
        for (var thread : threads) {
            thread.join();
        }
        for (double[][] values : found) {
            assertTrue(Arrays.deepEquals(alone, values));
        }
    }

    /** Two noisy bits in four features and their exclusive or, which no linear model can tell. */
    @Test
    void aPerceptronLearnsExclusiveOrAndALinearModelDoesNot() {
        int n = 240;
        var random = new SplittableRandom(5);
        float[][] values = new float[n][4];
        var rows = new ArrayList<List<String>>();
        for (int s = 0; s < n; s++) {
            int one = random.nextInt(2);
            int other = random.nextInt(2);
            for (int f = 0; f < 4; f++) {
                int bit = f % 2 == 0 ? one : other;
                values[s][f] = (float) (2 * bit - 1 + 0.3 * random.nextGaussian());
            }
            rows.add(List.of(one == other ? "no" : "yes"));
        }
        var layer = OmicsLayer.of("snps", Cohorts.ids(n), List.of("a1", "b1", "a2", "b2"), values);
        var cohort = MultiOmics.of(layer).with(SampleSheet.ofText("sample", Cohorts.ids(n), List.of("ill"), rows));
        double deep = auroc(Networks.perceptron().hidden(16).dropout(0), cohort);
        double linear = auroc(Networks.perceptron().hidden(new int[0]).dropout(0), cohort);
        assertTrue(deep > 0.98, "perceptron " + deep);
        assertTrue(linear < 0.65, "linear " + linear);
    }

    private static double auroc(Perceptron plan, MultiOmics cohort) {
        var task = Task.binary("ill").resolve(cohort);
        var test = Cohorts.part(cohort, 160, 240);
        var fit =
                plan.training(t -> t.epochs(60).learningRate(1e-2)).fit(Cohorts.part(cohort, 0, 160), task, Seed.of(2));
        return Cohorts.score(Metric.AUROC, fit, task, test);
    }

    /** A wave of six neighbours that may stand anywhere: what a convolution is for. */
    @Test
    void aCnnFindsNeighboursThatBelongTogether() {
        int n = 300;
        var random = new SplittableRandom(9);
        float[][] values = new float[n][64];
        var rows = new ArrayList<List<String>>();
        for (int s = 0; s < n; s++) {
            boolean yes = s % 2 == 1;
            int at = random.nextInt(58);
            for (int f = 0; f < 64; f++) {
                values[s][f] = (float) (0.5 * random.nextGaussian());
            }
            for (int f = 0; yes && f < 6; f++) {
                values[s][at + f] += f % 2 == 0 ? 2 : -2;
            }
            rows.add(List.of(yes ? "yes" : "no"));
        }
        var layer = OmicsLayer.of("signal", Cohorts.ids(n), Cohorts.features("site", 64), values);
        var cohort = MultiOmics.of(layer).with(SampleSheet.ofText("sample", Cohorts.ids(n), List.of("ill"), rows));
        var task = Task.binary("ill").resolve(cohort);
        var test = Cohorts.part(cohort, 200, 300);
        var fit = Networks.cnn()
                .training(t -> t.epochs(25).learningRate(1e-2))
                .fit(Cohorts.part(cohort, 0, 200), task, Seed.of(2));
        var scores = Scores.of(
                fit.predict(test), task.targets(test), Scoring.standard().resamples(20));
        assertTrue(scores.get(Metric.AUROC).value() > 0.95, scores::toString);
    }

    @Test
    void aNumberIsPredictedInItsOwnUnits() {
        var task = Task.regression("dose");
        var fit = Networks.perceptron().training(NetworksTest::brief).fit(TRAIN, task, Seed.of(3));
        var scores = Scores.of(
                fit.predict(TEST), task.targets(TEST), Scoring.standard().resamples(20));
        assertTrue(scores.get(Metric.R2).value() > 0.6, scores::toString);
    }

    @Test
    void severalNetworksAreAveraged() {
        var plan = Networks.perceptron().training(NetworksTest::brief);
        var one = plan.fit(TRAIN, TYPE, Seed.of(3)).predict(TEST).values();
        var three = plan.training(t -> t.networks(3)).fit(TRAIN, TYPE, Seed.of(3));
        double[][] mean = three.predict(TEST).values();
        assertNotEquals(one[0][0], mean[0][0]);
        assertEquals(1, Arrays.stream(mean[0]).sum(), 1e-6);
        assertTrue(three.toString().contains("× 3 networks"), three::toString);
    }

    @Test
    void trainingStopsEarlyAndGoesBackToTheBest() {
        var fit = Networks.perceptron()
                .training(t -> t.epochs(200).learningRate(1e-2).patience(5))
                .fit(TRAIN, TYPE, Seed.of(3));
        var scores = fit.history().scores();
        assertTrue(scores.size() < 200, "it stopped after " + scores.size() + " epochs");
        double best = scores.stream().mapToDouble(p -> p.value()).min().orElseThrow();
        int at = IntStream.range(0, scores.size())
                .filter(i -> scores.get(i).value() == best)
                .findFirst()
                .orElseThrow();
        assertEquals(scores.size() - 1 - 5, at, "five epochs without a better one follow the best");
        assertTrue(fit.toString().contains("best after " + (at + 1) + " epoch"), fit::toString);
    }

    @Test
    void stopKeepsTheBestSoFar() throws Exception {
        var fitting = new NetworkFit[1];
        var thread = new Thread(() -> fitting[0] = Networks.perceptron()
                .training(t -> t.epochs(1_000_000).heldOut(0).networks(3))
                .fit(TRAIN, TYPE, Seed.of(3)));
        thread.start();
        while (!StopSignal.request() && thread.isAlive()) {
            Thread.sleep(20);
        }
        Thread.sleep(300);
        StopSignal.request();
        thread.join(20_000);
        assertFalse(thread.isAlive(), "it stopped");
        assertEquals(TEST.size(), fitting[0].predict(TEST).size());
        assertTrue(fitting[0].toString().contains("stopped by hand"), fitting[0]::toString);
    }

    @Test
    void balancedClassesAreAskedFor() {
        var rare = COHORT.select(
                IntStream.range(0, 150).filter(i -> i % 3 != 2 || i % 15 == 2).toArray());
        var task = TYPE.resolve(rare);
        var plan = Networks.perceptron().training(t -> NetworksTest.brief(t).epochs(6));
        double plain = plan.fit(rare, task, Seed.of(3)).predict(TEST).values()[2][2];
        double balanced = plan.training(t -> t.balanced(true))
                .fit(rare, task, Seed.of(3))
                .predict(TEST)
                .values()[2][2];
        assertTrue(balanced > plain, "the rare class has " + balanced + ", without weights " + plain);
    }

    @TestFactory
    List<DynamicTest> contributionsAddUpToTheScore() {
        return networks().stream()
                .map(network -> DynamicTest.dynamicTest(network.name(), () -> {
                    var fitted = network.fit(TRAIN, TYPE, Seed.of(3));
                    var some = Cohorts.part(TEST, 0, 3);
                    var found = fitted instanceof TransformerFit transformer
                            ? transformer.contributions(some, "b")
                            : ((NetworkFit) fitted).contributions(some, "b");
                    for (int s = 0; s < some.size(); s++) {
                        double sum = Arrays.stream(found.values()[s]).sum();
                        double rise = found.scores()[s] - found.starts()[s];
                        assertEquals(rise, sum, 0.02 * Math.max(1, Math.abs(rise)), network.name() + ", sample " + s);
                    }
                }))
                .toList();
    }

    @Test
    void whatDrivesTheClassesWeighsMost() {
        var fit = Networks.perceptron().training(NetworksTest::brief).fit(TRAIN, TYPE, Seed.of(3));
        var weights = fit.weights().orElseThrow();
        var most = weights.selected().subList(0, 6);
        long right = most.stream().filter(f -> f.matches(".*\\.g[0123]")).count();
        assertTrue(right >= 5, "the weightiest six: " + most);
        assertEquals(24, weights.features().size());
        var contributions = fit.contributions(TEST, "a");
        assertEquals(
                1,
                contributions.layerShares().values().stream()
                        .mapToDouble(d -> d)
                        .sum(),
                1e-9);
        assertTrue(contributions.plot().svg().contains("What speaks for a"));
        assertTrue(refusal(() -> fit.contributions(TEST, "A"))
                .contains("There is no output 'A'; there are [a, b, c]. Did you mean 'a'?"));
    }

    @Test
    void badInputIsRefusedWithTheWayOn() {
        var plan = Networks.perceptron().training(NetworksTest::brief);
        var fit = plan.fit(TRAIN, TYPE, Seed.of(3));
        var gap = Cohorts.withGap(TRAIN, "rna", 7, 2);
        assertEquals(
                "The perceptron takes no missing values: the layer 'rna' has 1, sample 's7' for feature 'rna.g2' among"
                        + " them. Fill them first: .prepare(\"rna\", imputeMedian()).",
                refusal(() -> plan.fit(gap, TYPE, Seed.of(3))));
        assertTrue(refusal(() -> fit.predict(TEST.only("rna")))
                .startsWith("The perceptron was trained with the layer 'protein'; these samples have only [rna]."));
        assertTrue(refusal(() -> fit.predict(Cohorts.without(TEST, "protein", 3)))
                .startsWith("Sample 's93' has no value in the layer 'protein', and the perceptron needs every layer."));
        var renamed = TEST.with(OmicsLayer.of(
                "rna", TEST.ids(), Cohorts.features("x", 12), TEST.layer("rna").toArray()));
        assertTrue(refusal(() -> fit.predict(renamed))
                .startsWith("The perceptron was trained with 12 features in the layer 'rna'; these samples lack 12 of"
                        + " them: 'rna.g0', 'rna.g1', 'rna.g2' and 9 more."));
        assertTrue(refusal(() -> plan.training(
                                t -> t.learningRate(1).clip(1e30).epochs(100).weightDecay(1))
                        .dropout(2))
                .contains("dropout from 0 to below 1"));
        assertEquals("Regime.patience is a whole number of at least 1; found 0.", refusal(() -> Regime.standard()
                .patience(0)));
        assertEquals("Regime.heldOut must be at least 0.0 and at most 0.5; found 0.9.", refusal(() -> Regime.standard()
                .heldOut(0.9)));
        assertTrue(refusal(() -> Networks.cnn().kernel(4)).contains("an odd kernel"));
        assertTrue(refusal(() -> Regime.standard().finite("perceptron", "loss", Double.NaN))
                .contains("Try a tenth: .training(t -> t.learningRate(1.0E-4))."));
    }

    @Test
    void featuresInAnotherOrderGiveTheSame() {
        var fit = Networks.perceptron().training(NetworksTest::brief).fit(TRAIN, TYPE, Seed.of(3));
        var turned = TEST.with(TEST.layer("rna")
                .selectFeatures(IntStream.range(0, 12).map(i -> 11 - i).toArray()));
        assertArrayEquals(fit.predict(TEST).values()[0], fit.predict(turned).values()[0]);
    }

    @Test
    void aConstantFeatureAndOnesThatNeverVaryDoNoHarm() {
        float[][] values = TRAIN.layer("rna").toArray();
        for (float[] row : values) {
            row[5] = 7;
        }
        var flat = TRAIN.with(OmicsLayer.of("rna", TRAIN.ids(), Cohorts.features("rna", 12), values));
        var fit = Networks.perceptron().training(NetworksTest::brief).fit(flat, TYPE, Seed.of(3));
        assertTrue(Arrays.stream(fit.predict(TEST).values()[0]).allMatch(Double::isFinite));
    }
}
