package jenomics.classic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenomics.learn.Estimator;
import jenomics.learn.Metric;
import jenomics.learn.Predictions;
import jenomics.learn.Scores;
import jenomics.learn.Scoring;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every classical learner. */
class LearnersTest {
    private static final Seed SEED = Seed.of(1);
    private static final Scoring QUICK = Scoring.standard().resamples(20);
    private static final Task SICK = Task.binary("sick");
    private static final Task KIND = Task.multiclass("kind");
    private static final Task LEVEL = Task.regression("level");
    private static final Task TAGS = Task.multilabel("tags");
    private static final Task SURVIVAL = Task.survival("days", "died");

    private static final MultiOmics TRAIN = Simulated.cohort(180, 1);
    private static final MultiOmics TEST = Simulated.cohort(120, 2);

    static Stream<Estimator<MultiOmics>> classifiers() {
        return Stream.concat(both(), Stream.of(Classic.logistic()));
    }

    static Stream<Estimator<MultiOmics>> both() {
        return Stream.of(
                Classic.elasticNet().folds(5).lambdas(30),
                Classic.lasso().folds(5).lambdas(30),
                Classic.ridge().folds(5).lambdas(30),
                Classic.randomForest().trees(100),
                Classic.extraTrees().trees(100),
                Classic.xgboost().rounds(40),
                Classic.svm().costs(1, 10),
                Classic.linearSvm().costs(0.1),
                Classic.knn());
    }

    private static Scores scores(Estimator<MultiOmics> learner, Task task) {
        var fitted = learner.fit(TRAIN, task, SEED);
        return Scores.of(fitted.predict(TEST), task.resolve(TRAIN).targets(TEST), QUICK);
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void classesAndLabelsAreLearned(Estimator<MultiOmics> learner) {
        assertTrue(scores(learner, SICK).get(Metric.AUROC).value() > 0.8, learner.name());
        assertTrue(scores(learner, KIND).get(Metric.AUROC).value() > 0.8, learner.name());
        assertTrue(scores(learner, TAGS).get(Metric.AUROC).value() > 0.65, learner.name());
        double naive = scores(Classic.naive(), KIND).get(Metric.BRIER).value();
        assertTrue(scores(learner, KIND).get(Metric.BRIER).value() < 0.9 * naive, learner.name() + " is calibrated");
    }

    @ParameterizedTest
    @MethodSource("both")
    void numbersAreLearnedInTheirUnits(Estimator<MultiOmics> learner) {
        var scores = scores(learner, LEVEL);
        assertTrue(scores.get(Metric.PEARSON).value() > (learner instanceof Knn ? 0.3 : 0.75), learner.name());
        assertTrue(
                scores.get(Metric.RMSE).value()
                        < scores(Classic.naive(), LEVEL).get(Metric.RMSE).value(),
                learner.name());
    }

    @Test
    void survivalIsLearned() {
        var one = TRAIN.only("rna");
        for (Estimator<MultiOmics> learner : List.<Estimator<MultiOmics>>of(
                Classic.elasticNet().folds(5), Classic.xgboost().rounds(40), Classic.cox())) {
            var scores = Scores.of(
                    learner.fit(one, SURVIVAL, SEED).predict(TEST),
                    SURVIVAL.resolve(TRAIN).targets(TEST),
                    QUICK);
            assertTrue(scores.get(Metric.C_INDEX).value() > 0.65, learner.name());
        }
        assertEquals(0.5, scores(Classic.naive(), SURVIVAL).get(Metric.C_INDEX).value());
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void probabilitiesAreProbabilities(Estimator<MultiOmics> learner) {
        for (double[] row : learner.fit(TRAIN, KIND, SEED).predict(TEST).values()) {
            assertEquals(3, row.length);
            assertEquals(1, Arrays.stream(row).sum(), 1e-6);
            assertTrue(Arrays.stream(row).allMatch(p -> p >= 0 && p <= 1));
        }
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void theWeightiestFeatureIsThePlantedOne(Estimator<MultiOmics> learner) {
        var weights = learner.fit(TRAIN, SICK, SEED).weights();
        if (weights.isPresent()) {
            assertEquals("rna: g0", weights.get().selected().get(0), learner.name());
            assertEquals(35, weights.get().features().size());
        } else {
            assertTrue(learner instanceof Knn || learner instanceof Svm);
        }
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void neitherThreadsNorAnotherRunChangeADigitAndNothingIsPrinted(Estimator<MultiOmics> learner) throws Exception {
        var before = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed));
        try {
            var one = learner.fit(TRAIN, KIND, SEED).predict(TEST);
            var alone = new ForkJoinPool(1);
            var other = alone.submit(() -> learner.fit(TRAIN, KIND, SEED).predict(TEST))
                    .get();
            alone.shutdown();
            assertSame(one, other, 0);
        } finally {
            System.setOut(before);
        }
        assertEquals("", printed.toString());
    }

    private static void assertSame(Predictions one, Predictions other, double tolerance) {
        for (int i = 0; i < one.size(); i++) {
            assertArrayEquals(one.values()[i], other.values()[i], tolerance);
        }
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void featuresAreMatchedByNameInAnyOrder(Estimator<MultiOmics> learner) {
        var fitted = learner.fit(TRAIN, SICK, SEED);
        var rna = TEST.layer("rna");
        int[] reversed = IntStream.range(0, 30).map(f -> 29 - f).toArray();
        var turned = MultiOmics.of(TEST.layer("protein"), rna.selectFeatures(reversed));
        assertSame(fitted.predict(TEST), fitted.predict(turned), 0);
        var less = MultiOmics.of(
                TEST.layer("protein"), rna.selectFeatures(IntStream.range(2, 30).toArray()));
        assertEquals(
                learner.name() + " was trained on 30 features; the layer 'rna' of these samples lacks 2 of them: 'g0',"
                        + " 'g1'. Features are matched by name, in any order; prepare both alike.",
                message(() -> fitted.predict(less)));
        assertEquals(
                learner.name() + " was trained on the layers [rna, protein]; these samples lack 'protein' and have"
                        + " [rna]. Train it on layers that both have: train.only(\"rna\").",
                message(() -> fitted.predict(TEST.only("rna"))));
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void aMissingValueIsNamedWithTheWayOn(Estimator<MultiOmics> learner) {
        var rna = TRAIN.layer("rna").toArray();
        rna[7][3] = Float.NaN;
        var holed = TRAIN.with(Simulated.layer("rna", "g", TRAIN.ids(), rna));
        if (learner instanceof Xgboost) {
            assertEquals(180, learner.fit(holed, SICK, SEED).predict(holed).size());
            return;
        }
        String expected =
                learner.name() + " cannot take missing values; sample 's7' has none for 'rna: g3'. Impute them"
                        + " first: .prepare(\"rna\", imputeMedian()); or use Classic.xgboost(), which takes them.";
        assertEquals(expected, message(() -> learner.fit(holed, SICK, SEED)));
        var fitted = learner.fit(TRAIN, SICK, SEED);
        assertEquals(expected, message(() -> fitted.predict(holed)));
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void oneClassOneSampleAndFeaturesAllAlikeAreRefused(Estimator<MultiOmics> learner) {
        int[] a = IntStream.range(0, 60).map(i -> 3 * i).toArray();
        var resolved = SICK.resolve(TRAIN);
        assertEquals(
                learner.name() + " needs training samples of at least two classes; all 60 are 'yes' of 'sick'. Stratify"
                        + " the split, or leave this group out.",
                message(() -> learner.fit(TRAIN.select(a), resolved, SEED)));
        assertEquals(
                learner.name() + " needs at least 2 training samples; found 1.",
                message(() -> learner.fit(TRAIN.select(new int[] {0}), resolved, SEED)));
        var alike = MultiOmics.of(Simulated.layer("rna", "g", TRAIN.ids(), new float[180][4]))
                .with(TRAIN.sheet());
        if (learner instanceof RandomForest || learner instanceof Xgboost) {
            double[] first = learner.fit(alike, SICK, SEED).predict(alike).values()[0];
            assertEquals(1 / 3.0, first[0], 0.05, "trees without a question say what is naive");
        } else {
            assertEquals(
                    learner.name() + " needs features that differ; all 180 training samples are the same in all 4"
                            + " features.",
                    message(() -> learner.fit(alike, SICK, SEED)));
        }
    }

    @ParameterizedTest
    @MethodSource("classifiers")
    void aConstantFeatureCountsNothingAndAClassNobodyHasGetsNoProbability(Estimator<MultiOmics> learner) {
        var rna = TRAIN.layer("rna").toArray();
        for (float[] row : rna) {
            row[5] = 1000.1f;
        }
        var resolved = KIND.resolve(TRAIN);
        int[] without = IntStream.range(0, 180).filter(i -> i % 3 != 1).toArray();
        var train = TRAIN.with(Simulated.layer("rna", "g", TRAIN.ids(), rna)).select(without);
        var fitted = learner.fit(train, resolved, SEED);
        for (double[] row : fitted.predict(TEST).values()) {
            assertEquals(3, row.length);
            assertEquals(0, row[1]);
            assertEquals(1, row[0] + row[2], 1e-6);
        }
        fitted.weights().ifPresent(weights -> assertEquals(0, weights.weights().get(5), 0));
    }

    @Test
    void xgboostStopsWhereRoundsBringNothingAndSaysNothing() {
        var before = System.err;
        var printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed));
        try {
            var model = Classic.xgboost().rounds(400).patience(10).fit(TRAIN, SICK, SEED);
            assertTrue(model.rounds() < 200, model.rounds() + " rounds");
            assertTrue(model.toString().contains(" of 400 rounds of depth 4"), model.toString());
            assertTrue(model.plot().svg().contains("rna: g0"));
        } finally {
            System.setErr(before);
        }
        assertEquals("", printed.toString());
        String found = message(() -> Classic.xgboost().eta(2));
        assertTrue(found.startsWith("XGBoost needs at least 1 round") && found.contains("eta 2.0"), found);
        assertEquals("XGBoost needs at least 1 thread; found 0.", message(() -> Classic.xgboost()
                .threads(0)));
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertEquals("Nearest neighbours are at least 1; found [0].", message(() -> Classic.knn()
                .neighbours(0)));
        assertEquals(
                "Nearest neighbours needs more training samples than neighbours; found 6 samples for [7].",
                message(() -> Classic.knn().neighbours(7).fit(TRAIN.select(new int[] {0, 1, 2, 3, 4, 5}), SICK, SEED)));
        assertTrue(message(() -> Classic.svm().costs(0)).startsWith("A support vector machine needs costs above 0"));
        assertTrue(message(() -> Classic.logistic().folds(1)).startsWith("Logistic regression chooses among costs"));
    }

    @Test
    void survivalAndNumbersAreRefusedWhereTheyCannotBeLearned() {
        String message = message(() -> Classic.randomForest().fit(TRAIN, SURVIVAL, SEED));
        assertTrue(message.startsWith("random forest learns classes and numbers, not survival"), message);
        assertEquals(
                "Logistic regression learns classes; the task is regression 'level'. For numbers use Classic.ridge().",
                message(() -> Classic.logistic().fit(TRAIN, LEVEL, SEED)));
        assertEquals(
                "A Cox model learns survival; the task is binary 'sick'. Say Task.survival(\"time\", \"event\"), or use"
                        + " Classic.elasticNet().",
                message(() -> Classic.cox().fit(TRAIN, SICK, SEED)));
    }

    static String message(Executable work) {
        return assertThrows(GenomicsException.class, work).getMessage();
    }
}
