package jenomics.bench;

import static jenomics.bench.Points.YES_NO;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jenomics.learn.Metric;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BenchTest {
    private static final Points CLEAR = Points.twoClasses(80, 6, 2, 1.2, 1);

    static String message(Executable bad) {
        return assertThrows(GenomicsException.class, bad).getMessage();
    }

    private static Bench<Points> on(Points samples) {
        return Bench.on(samples, YES_NO).kFold(5);
    }

    @Test
    void theBetterOneIsOnTopAndTheVerdictSaysSo() {
        var result = on(CLEAR)
                .repeatedKFold(5, 4)
                .enter("coin", Centroids.coin())
                .enter("centroids", new Centroids(0))
                .run();
        assertEquals("centroids", result.best());
        assertTrue(result.signal());
        assertTrue(result.verdict().startsWith("centroids is better than coin: by 0."), result::verdict);
        assertTrue(result.verdict().endsWith("coin does no better than chance (0.500)."), result::verdict);
        assertEquals(20, result.scores("coin").length);
        String text = result.toString();
        assertTrue(text.contains("AUROC on 80 samples; 5-fold cross-validation, 4 times; means over 20 folds"), text);
        assertTrue(text.contains("simplest"), text);
    }

    @Test
    void whatCannotBeToldApartIsSaidAndTheSimplestUsed() {
        var result = on(CLEAR)
                .enter("plain", new Centroids(0))
                .enter("few", new Centroids(0.05))
                .run();
        assertTrue(result.verdict().contains("plain"), result::verdict);
        assertTrue(
                result.verdict().contains("cannot be told apart: difference")
                        && result.verdict().endsWith("use plain, the simplest."),
                result::verdict);
        var turned = on(CLEAR)
                .simplest("few")
                .enter("plain", new Centroids(0))
                .enter("few", new Centroids(0.05))
                .run();
        assertTrue(turned.verdict().endsWith("use few, the simplest."), turned::verdict);
    }

    @Test
    void nothingToLearnIsSaid() {
        var noise = Points.twoClasses(80, 5, 0, 0, 4);
        var result = on(noise)
                .enter("a", new Centroids(0))
                .enter("coin", Centroids.coin())
                .run();
        assertFalse(result.signal());
        assertTrue(
                result.verdict().startsWith("No entry does better than chance (AUROC 0.500): the best of 2, "),
                result::verdict);
    }

    @Test
    void theSameSeedGivesTheSameNumbersOnAnyNumberOfThreads() {
        var plan = on(CLEAR.selecting(3)).enter("coin", Centroids.coin()).enter("centroids", new Centroids(0));
        var one = plan.threads(1).run();
        var four = plan.threads(4).run();
        assertArrayEquals(one.scores("coin"), four.scores("coin"));
        assertArrayEquals(one.scores("centroids"), four.scores("centroids"));
        var other = plan.seed(8).run();
        assertFalse(Arrays.equals(one.scores("centroids"), other.scores("centroids")));
    }

    @Test
    void thePreparationIsFittedOncePerFoldToItsTrainingPart() {
        var seen = java.util.Collections.synchronizedList(new ArrayList<Integer>());
        var counting = Centroids.named("counting", (train, task, seed) -> {
            seen.add(train.rows()[0].length);
            return new Centroids(0).fit(train, task, seed);
        });
        on(CLEAR.selecting(2)).enter("a", counting).enter("b", counting).run();
        assertEquals(java.util.Collections.nCopies(10, 2), seen);
    }

    @Test
    void everySampleIsTestedOncePerRepeatAndClassesAreShared() {
        var task = YES_NO.resolve(CLEAR);
        var folds = Folding.of(Protocol.folds(7, 2), CLEAR, task.targets(CLEAR), Seed.of(3));
        assertEquals(14, folds.size());
        for (int repeat = 0; repeat < 2; repeat++) {
            var tested = new HashSet<Integer>();
            for (var fold : folds.subList(7 * repeat, 7 * repeat + 7)) {
                Arrays.stream(fold.test()).forEach(i -> assertTrue(tested.add(i)));
                assertEquals(80, fold.train().length + fold.test().length);
                long yes = Arrays.stream(fold.test()).filter(i -> i % 2 == 0).count();
                assertTrue(Math.abs(2 * yes - fold.test().length) <= 2, fold.name() + ": " + yes);
            }
            assertEquals(80, tested.size());
        }
    }

    @Test
    void groupsStayWhole() {
        var grouped = CLEAR.with("patient", Centroids.repeated(80, 4, "p"));
        var targets = YES_NO.resolve(grouped).targets(grouped);
        for (var protocol : List.of(Protocol.folds(5, 1), Protocol.splits(6, 0.25))) {
            for (var fold : Folding.of(protocol.keepTogether("patient"), grouped, targets, Seed.of(3))) {
                var inTest = new HashSet<String>();
                Arrays.stream(fold.test()).forEach(i -> inTest.add(grouped.attribute(i, "patient")));
                assertTrue(
                        Arrays.stream(fold.train()).noneMatch(i -> inTest.contains(grouped.attribute(i, "patient"))));
                assertTrue(fold.test().length >= 12 && fold.test().length <= 24, fold.name() + fold.test().length);
            }
        }
        var left = Folding.of(Protocol.leaveOneGroupOut("patient"), grouped, targets, Seed.of(3));
        assertEquals(20, left.size());
        assertEquals("'p0' left out", left.get(0).name());
    }

    @Test
    void badPlansAreRefused() {
        assertEquals(
                "An entry named 'a' is in the benchmark already: give each its own name.",
                message(() -> on(CLEAR).enter("a", Centroids.coin()).enter("a", Centroids.coin())));
        assertEquals(
                "Nothing takes part in this benchmark yet: .enter(\"elastic net\", Classic.elasticNet()).",
                message(() -> on(CLEAR).run()));
        assertEquals(
                "kFold(100) asks for more folds than there are samples: 80 samples.",
                message(() -> on(CLEAR).kFold(100).enter("a", Centroids.coin()).run()));
        assertEquals(
                "kFold(50) needs at least 50 samples of every class, so that each fold tests some; of 'no' there are"
                        + " 40. Use .kFold(40), or leave that class out.",
                message(() -> on(CLEAR).kFold(50).enter("a", Centroids.coin()).run()));
        var grouped = CLEAR.with("study", Centroids.repeated(80, 40, "study "));
        assertEquals(
                "kFold(5) with 'study' kept together needs at least 5 groups; there are 2: 'study 0', 'study 1'. Use"
                        + " .kFold(2) or .leaveOneGroupOut(\"study\").",
                message(() -> on(grouped)
                        .keepTogether("study")
                        .enter("a", Centroids.coin())
                        .run()));
        var two = grouped.with("patient", Centroids.repeated(80, 8, "patient "));
        assertEquals(
                "Each 'study' is left out as a whole; to keep 'patient' together as well, leave that out,"
                        + " .leaveOneGroupOut(\"patient\"), or make folds of it, .kFold(5).keepTogether(\"patient\").",
                message(() -> on(two).leaveOneGroupOut("study").keepTogether("patient")));
        assertEquals("The samples have no attribute 'patient'; they have 'y'.", message(() -> on(CLEAR)
                .keepTogether("patient")));
        assertEquals(
                "simplest(\"b\") names no entry; there are 'a'.",
                message(() ->
                        on(CLEAR).simplest("b").enter("a", Centroids.coin()).run()));
        assertEquals("Cross-validation takes at least 2 folds; found 1.", message(() -> on(CLEAR)
                .kFold(1)));
        assertEquals(
                "RMSE is no metric of binary 'y' [yes]; there are [AUROC, AUPRC, MCC, F1, accuracy, balanced accuracy,"
                        + " log loss, Brier, ECE].",
                message(() -> on(CLEAR).metric(Metric.RMSE)));
        assertEquals(
                "The benchmark has no entry 'b'; it has 'a'.",
                message(() -> on(CLEAR).enter("a", Centroids.coin()).run().get("b")));
    }

    @Test
    void aFoldThatLearnsNothingOfAClassIsRefused() {
        var labels = new ArrayList<String>();
        for (int i = 0; i < 80; i++) {
            labels.add(i < 40 ? "yes" : "no");
        }
        var confounded = CLEAR.with("y", labels).with("study", Centroids.repeated(80, 40, "study "));
        assertEquals(
                "In 'study 0' left out no training sample is of class 'yes' of 'y': all of them are tested on. Keep"
                        + " other groups together, use fewer folds, or leave that class out.",
                message(() -> on(confounded)
                        .leaveOneGroupOut("study")
                        .enter("a", Centroids.coin())
                        .run()));
    }

    @Test
    void duplicatesOnBothSidesAreRefused() {
        var rows = CLEAR.rows().clone();
        rows[1] = rows[3];
        var doubled = new Points(CLEAR.ids(), rows, CLEAR.columns(), 0);
        var plan = on(doubled).seed(2).enter("a", new Centroids(0));
        assertTrue(
                message(plan::run)
                        .startsWith("What is tested would be learned from: 1 pair of duplicates stands on both sides of"
                                + " a fold: 's1' and 's3' are identical. Leave one of each out"),
                () -> message(plan::run));
        assertTrue(plan.allowLeak("replicates").run().toString().contains("allowed: \"replicates\""));
    }

    @Test
    void anEntryThatFailsInOneFoldLeavesTheOthersAlone() {
        var count = new AtomicInteger();
        var failing = Centroids.named("failing", (train, task, seed) -> {
            if (count.getAndIncrement() == 2) {
                throw new GenomicsException("The fit did not converge.");
            }
            return new Centroids(0).fit(train, task, seed);
        });
        var result = on(CLEAR)
                .threads(1)
                .enter("centroids", new Centroids(0))
                .enter("failing", failing)
                .run();
        assertEquals(1, result.get("failing").failures());
        assertEquals(List.of("fold 3 of 5: The fit did not converge."), result.failures("failing"));
        assertTrue(result.toString().contains("failed in 1 of 5 folds"), result::toString);
        assertTrue(Double.isNaN(result.scores("failing")[2]));
        assertEquals(
                4,
                Arrays.stream(result.scores("failing"))
                        .filter(s -> !Double.isNaN(s))
                        .count());
    }

    @Test
    void marginsAreOverTheSimplest() {
        var plan = on(CLEAR)
                .repeatedKFold(5, 4)
                .enter("coin", Centroids.coin())
                .enter("centroids", new Centroids(0))
                .enter("NaN", Centroids.constant(Double.NaN));
        var result = plan.run();
        var margins = result.margins();
        assertEquals(
                List.of("centroids"),
                margins.margins().stream().map(Margins.Margin::entry).toList());
        var margin = margins.margins().get(0);
        var difference = result.difference("centroids", "coin").interval();
        assertEquals(difference, margin.ahead());
        assertEquals(result.get("centroids").pSimplest(), margin.p());
        assertTrue(margin.better() && !margin.worse());
        assertEquals(margin, margins.get("centroids"));
        assertEquals(
                "There is no margin of an entry 'NaN' over 'coin'; there are those of 'centroids'.",
                message(() -> margins.get("NaN")));
        assertTrue(margins.toString().startsWith("centroids better than coin\n"), margins::toString);
        assertTrue(margins.plot().svg().contains("AUROC ahead of coin"));

        var turned = plan.simplest("centroids").run().margins();
        assertTrue(turned.margins().get(0).worse());
        assertTrue(turned.toString().startsWith("none better than centroids · coin worse\n"), turned::toString);
        var loss = plan.metric(Metric.BRIER).run();
        var less = loss.margins().margins().get(0).ahead();
        assertTrue(less.low() > 0, "a smaller loss is better: " + less);
        assertEquals(loss.difference("coin", "centroids").difference(), less.value(), 1e-12);
    }

    @Test
    void whatIsNoPredictionIsAFailure() {
        var result = on(CLEAR)
                .enter("centroids", new Centroids(0))
                .enter("NaN", Centroids.constant(Double.NaN))
                .run();
        assertEquals(5, result.get("NaN").failures());
        assertFalse(result.get("NaN").scored());
        assertEquals("centroids", result.best());
        assertTrue(
                result.failures("NaN").get(0).contains("is [NaN]; probabilities are from 0 to 1"),
                () -> result.failures("NaN").get(0));
        var alone = on(CLEAR).enter("NaN", Centroids.constant(Double.NaN)).run();
        assertEquals("No entry could be judged: all of them failed.", alone.verdict());
    }

    @Test
    void testPartsOfOneClassHaveNoAurocAndTheTableSaysSo() {
        var labels = new ArrayList<String>();
        for (int i = 0; i < 80; i++) {
            labels.add(i / 10 % 2 == 0 ? "yes" : "no");
        }
        var grouped = CLEAR.with("y", labels).with("plate", Centroids.repeated(80, 10, "plate "));
        var result = on(grouped)
                .leaveOneGroupOut("plate")
                .enter("centroids", new Centroids(0))
                .run();
        assertFalse(result.metric() == Metric.AUROC);
        assertTrue(result.toString().contains("AUROC has no value in any fold"), result::toString);
    }

    @Test
    void aGivenSplitIsJudgedByBootstrapAndDeLong() {
        var split = Split.of(CLEAR).test(0.4).stratify("y");
        var result = Bench.on(CLEAR, YES_NO)
                .holdOut(split)
                .enter("coin", Centroids.coin())
                .enter("centroids", new Centroids(0))
                .run();
        assertEquals("DeLong", result.difference("centroids", "coin").name());
        assertTrue(result.get("centroids").score().low()
                < result.get("centroids").score().value());
        assertTrue(
                result.toString().contains("AUROC on 80 samples; the given split; 95 % intervals of the bootstrap"),
                result::toString);
        assertEquals(
                "holdOut(split) takes a split of the samples of the benchmark; this one is of others.",
                message(() -> Bench.on(CLEAR.selecting(2), YES_NO).holdOut(split)));
    }

    @Test
    void curvesAreOfWhatWasSaidOutOfFold() {
        var result = on(CLEAR)
                .enter("coin", Centroids.coin())
                .enter("centroids", new Centroids(0))
                .run();
        assertEquals(80, result.predictions("coin").size());
        for (var chart : List.of(
                result.plot(),
                result.roc(),
                result.precisionRecall(),
                result.hits(),
                result.calibration(),
                result.splitNoise("published", 0.9))) {
            assertTrue(chart.svg().contains("centroids"), chart::title);
        }
        assertTrue(result.splitNoise("published", 0.9).text().contains("published: 0.9"));
    }

    @Test
    void numbersAndTimesAreJudgedByTheirMetrics() {
        var height = new ArrayList<String>();
        for (double[] row : CLEAR.rows()) {
            height.add(String.valueOf(row[0] + row[1]));
        }
        var samples = CLEAR.with("height", height);
        var sum = Centroids.named(
                "sum",
                (train, task, seed) -> tested -> new jenomics.learn.Predictions(
                        task,
                        tested.ids(),
                        Arrays.stream(tested.rows())
                                .map(row -> new double[] {row[0]})
                                .toArray(double[][]::new)));
        var result = Bench.on(samples, Task.regression("height"))
                .kFold(4)
                .enter("sum", sum)
                .run();
        assertEquals(Metric.PEARSON, result.metric());
        assertTrue(result.get("sum").score().value() > 0.5);
        assertEquals("A ROC curve is for classes; the task is regression 'height'.", message(result::roc));
    }

    @Test
    void provenanceSaysWhatWasRun() {
        var facts = on(CLEAR.selecting(3))
                .enter("centroids", new Centroids(0.5))
                .run()
                .provenance()
                .facts();
        assertEquals("5-fold cross-validation", facts.get("protocol"));
        assertEquals(List.of("centroids: centroids from 0.5 Centroids[least=0.5]"), facts.get("entries"));
        assertEquals(List.of("points: select 3"), facts.get("preparation"));
        assertEquals("5 of 5", facts.get("folds judged"));
    }
}
