package jenomics.classic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import jenomics.genome.DnaSequence;
import jenomics.io.SequenceTable;
import jenomics.learn.Metric;
import jenomics.learn.Scores;
import jenomics.learn.Scoring;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;
import jenomics.provenance.StopSignal;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;
import jenomics.testing.SharedFolder;
import org.junit.jupiter.api.Test;

class KmerLogisticTest {
    private static final Seed SEED = Seed.of(1);
    private static final Scoring QUICK = Scoring.standard().resamples(50);

    private static String random(int length, SplittableRandom random) {
        var bases = new StringBuilder();
        for (int i = 0; i < length; i++) {
            bases.append("ACGT".charAt(random.nextInt(4)));
        }
        return bases.toString();
    }

    private static String planted(String bases, String motif, SplittableRandom random) {
        int at = random.nextInt(bases.length() - motif.length());
        return bases.substring(0, at) + motif + bases.substring(at + motif.length());
    }

    /** A: TATAAA twice; B: GGGCGG twice; neither: nothing. Attributes: kind, box (yes for A), tags, and a number. */
    private static SequenceSet simulated(int n, long seed) {
        var random = new SplittableRandom(seed);
        var records = new ArrayList<SequenceRecord>();
        for (int i = 0; i < n; i++) {
            String kind = List.of("A", "B", "neither").get(i % 3);
            String motif = Map.of("A", "TATAAA", "B", "GGGCGG", "neither", "").get(kind);
            String bases = planted(planted(random(120, random), motif, random), motif, random);
            double signal = (kind.equals("A") ? 5 : 0) + random.nextDouble() + 100;
            records.add(new SequenceRecord(
                    "s" + i,
                    bases,
                    Map.of(
                            "kind",
                            kind,
                            "box",
                            kind.equals("A") ? "yes" : "no",
                            "tags",
                            kind.equals("neither") ? "-" : "motif;" + kind,
                            "signal",
                            String.valueOf(signal))));
        }
        return SequenceSet.of(records);
    }

    private static Scores scores(KmerLogistic plan, Task task) {
        var fitted = plan.fit(simulated(600, 1), task, SEED);
        var test = simulated(300, 2);
        return Scores.of(fitted.predict(test), fitted.task().targets(test), QUICK);
    }

    @Test
    void itFindsPlantedMotifsInEveryKindOfTask() {
        var plan = Classic.kmerLogistic(4);
        assertTrue(scores(plan, Task.binary("box")).get(Metric.AUROC).value() > 0.9);
        assertTrue(scores(plan, Task.multiclass("kind")).get(Metric.AUROC).value() > 0.9);
        assertTrue(scores(plan, Task.multilabel("tags")).get(Metric.AUROC).value() > 0.9);
        assertTrue(scores(plan, Task.regression("signal")).get(Metric.PEARSON).value() > 0.7);
        assertTrue(scores(plan, Task.regression("signal")).get(Metric.MAE).value() < 2, "in the units of the label");
    }

    @Test
    void theLargestWeightsAreTheMotifs() {
        var model = Classic.kmerLogistic(6).fit(simulated(600, 1), Task.binary("box"), SEED);
        assertEquals("TATAAA", model.weights(0).keySet().iterator().next());
        assertTrue(
                model.toString().startsWith("6-mer logistic regression · binary 'box' [no, yes] · 4,0"),
                model.toString());
        var message =
                assertThrows(GenomicsException.class, () -> model.weights(1)).getMessage();
        assertEquals("There is no output 1: the task binary 'box' [no, yes] has 1, numbered from 0.", message);
    }

    @Test
    void bothStrandsAsOneGivesBothStrandsOnePrediction() {
        var model = Classic.kmerLogistic(4).bothStrands().fit(simulated(200, 1), Task.binary("box"), SEED);
        var forward = simulated(20, 2);
        var reverse = SequenceSet.of(forward.stream()
                .map(r -> new SequenceRecord(r.id(), DnaSequence.reverseComplement(r.bases()), r.attributes()))
                .toList());
        var one = model.predict(forward).values();
        var other = model.predict(reverse).values();
        for (int i = 0; i < one.length; i++) {
            assertArrayEquals(one[i], other[i], 1e-12);
        }
        assertEquals(136, model.weights(0).size());
    }

    @Test
    void theSameSeedGivesTheSameModelAndNothingIsPrinted() {
        var before = System.out;
        var printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed));
        try {
            var one = Classic.kmerLogistic(5).fit(simulated(200, 1), Task.binary("box"), SEED);
            var again = Classic.kmerLogistic(5).fit(simulated(200, 1), Task.binary("box"), SEED);
            assertEquals(one.weights(0), again.weights(0));
        } finally {
            System.setOut(before);
        }
        assertEquals("", printed.toString());
    }

    /** The gradient of |w|²/2 + C × logistic loss is nearly zero at the fit, and that of the intercept too. */
    @Test
    void theFitMinimisesWhatItSays() {
        var train = simulated(300, 3);
        var features = KmerFeatures.of(3, false, train);
        var rows = features.rows(train);
        double[] yes = Task.binary("box").resolve(train).targets(train).output(0);
        double cost = 0.01;
        var fit = LinearFit.logistic(rows, yes, features.intercept(), cost, null);
        double[] gradient = fit.weights().clone();
        double[] atZero = new double[gradient.length];
        gradient[gradient.length - 1] = 0;
        for (int i = 0; i < rows.length; i++) {
            for (var feature : rows[i]) {
                gradient[feature.getIndex() - 1] += cost * (fit.probability(rows[i]) - yes[i]) * feature.getValue();
                atZero[feature.getIndex() - 1] += cost * (0.5 - yes[i]) * feature.getValue();
            }
        }
        assertTrue(length(gradient) < 0.01 * length(atZero), length(gradient) + " of " + length(atZero));
    }

    private static double length(double[] vector) {
        return Math.sqrt(Arrays.stream(vector).map(v -> v * v).sum());
    }

    @Test
    void unknownBasesAreNotCounted() {
        var train = simulated(60, 1);
        var model = Classic.kmerLogistic(3).fit(train, Task.binary("box"), SEED);
        var odd = SequenceSet.of(List.of(
                SequenceRecord.of("all unknown", "NNNNNNNN"),
                SequenceRecord.of("too short", "AC"),
                SequenceRecord.of("joined", "ACGNNACG"),
                SequenceRecord.of("apart", "ACG")));
        double[][] said = model.predict(odd).values();
        assertEquals(said[0][0], said[1][0], 1e-12);
        assertEquals(said[2][0], said[3][0], 1e-12);
    }

    @Test
    void badInputIsRefused() {
        assertEquals(
                "k-mer logistic regression takes k-mers of 1 to 8 bp; found 9.",
                assertThrows(GenomicsException.class, () -> Classic.kmerLogistic(9))
                        .getMessage());
        assertEquals(
                "k-mer logistic regression chooses among costs above 0 in at least 2 folds; found costs [-1.0] and 5"
                        + " folds.",
                assertThrows(GenomicsException.class, () -> Classic.kmerLogistic(3)
                                .costs(-1))
                        .getMessage());
        var alike = SequenceSet.of(List.of(
                new SequenceRecord("a", "NNN", Map.of("box", "yes")),
                new SequenceRecord("b", "NNN", Map.of("box", "no"))));
        assertEquals(
                "3-mer logistic regression needs sequences that differ in their 3-mers of A, C, G, T; the 2 training"
                        + " sequences do not.",
                assertThrows(GenomicsException.class, () -> Classic.kmerLogistic(3)
                                .fit(alike, Task.binary("box"), SEED))
                        .getMessage());
    }

    /** Real promoters against other yeast DNA, chromosomes VIII and XIV held out; measured 0.755. */
    @Test
    void yeastPromotersFromAThousandExamples() {
        var split = Split.of(SequenceTable.read(SharedFolder.file("data/yeast-tasks/yeast_promoter_300.tsv.gz")))
                .given("split")
                .stratify("label")
                .limitTrain(1000, 1);
        var task = split.check(Task.binary("label"));
        var model = Classic.kmerLogistic(6).fit(split.train(), task, SEED);
        var scores = Scores.of(model.predict(split.test()), task.targets(split.test()), QUICK);
        assertEquals(0.755, scores.get(Metric.AUROC).value(), 0.03);
    }

    @Test
    void survivalIsRefused() {
        var refused = assertThrows(GenomicsException.class, () -> Classic.kmerLogistic(2)
                .fit(simulated(20, 5), Task.survival("time", "event"), SEED));
        assertTrue(
                refused.getMessage().startsWith("2-mer logistic regression learns classes and numbers, not survival;"),
                refused::getMessage);
    }

    @Test
    void stopIsHeardWhileTheStrengthIsChosen() {
        var samples = simulated(300, 5);
        var asking = new Thread(() -> {
            while (!Thread.interrupted()) {
                StopSignal.request();
            }
        });
        asking.start();
        try {
            var e = assertThrows(
                    GenomicsException.class, () -> Classic.kmerLogistic(6).fit(samples, Task.multiclass("kind"), SEED));
            assertEquals(
                    "Stopped while the strength of shrinkage was still being chosen; nothing had been learned yet.",
                    e.getMessage());
        } finally {
            asking.interrupt();
        }
    }
}
