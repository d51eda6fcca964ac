package jenomics.bench;

import static jenomics.bench.BenchTest.message;
import static jenomics.bench.Points.YES_NO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LeakMeterTest {
    private static final Points NOISE = Points.twoClasses(40, 400, 0, 0, 9).selecting(10);

    @Test
    void aSelectionOutsideTheFoldsTurnsNoiseIntoSignal() {
        var report = LeakMeter.of(Bench.on(NOISE, YES_NO).kFold(5).enter("centroids", new Centroids(0)))
                .permutations(6)
                .run();
        double inflation = report.inflationOfNothing("centroids", "points: select 10");
        assertTrue(inflation > 0.3, report::toString);
        var entry = report.entries().get("centroids");
        assertEquals(6, entry.permuted().length);
        assertEquals(0.5, java.util.Arrays.stream(entry.permuted()).average().orElseThrow(), 0.12);
        assertTrue(report.inflation("centroids", "points: select 10") > 0.3, report::toString);
        assertTrue(report.p("centroids") > 0.1, report::toString);
        assertTrue(
                report.describe()
                        .headline()
                        .contains("with 'points: select 10' fitted outside the folds permuted labels"),
                report::toString);
        assertTrue(report.plot().svg().contains("points: select 10 outside the folds"));
    }

    @Test
    void withoutLearnedStepsThereIsThePermutationTest() {
        var clear = Points.twoClasses(60, 6, 3, 1.5, 2);
        var report = LeakMeter.of(Bench.on(clear, YES_NO).kFold(5).enter("centroids", new Centroids(0)))
                .permutations(19)
                .run();
        assertEquals(0.05, report.p("centroids"), 1e-12);
        assertTrue(report.describe().headline().endsWith("of permuted labels."), report::toString);
    }

    /** The verdict finds a signal in labels without meaning no more often than it says. */
    @Test
    void permutedLabelsSeldomHaveASignal() {
        int signals = 0;
        int leaked = 0;
        var bench = Bench.on(Points.twoClasses(50, 100, 0, 0, 3).selecting(5), YES_NO)
                .repeatedKFold(5, 2)
                .enter("centroids", new Centroids(0))
                .enter("few", new Centroids(0.2));
        int rounds = 60;
        for (int round = 0; round < rounds; round++) {
            var permuted = bench.permuted(round);
            signals += new BenchRun<>(permuted).quiet().run().signal() ? 1 : 0;
            leaked += new BenchRun<>(permuted.leaking(0)).quiet().run().signal() ? 1 : 0;
        }
        System.out.println("permuted labels, signal: " + signals + " of " + rounds + "; with the selection outside the"
                + " folds: " + leaked);
        assertTrue(signals <= 0.1 * rounds, signals + " signals");
        assertTrue(leaked >= 0.9 * rounds, leaked + " leaked");
    }

    @Test
    void badQuestionsAreRefused() {
        var meter = LeakMeter.of(Bench.on(NOISE, YES_NO).kFold(5).enter("centroids", new Centroids(0)));
        assertEquals("A leak meter permutes the labels at least once; found 0.", message(() -> meter.permutations(0)));
        assertEquals(
                "The leak meter has no entry 'x'; it has 'centroids'.",
                message(() -> meter.permutations(1).run().p("x")));
    }
}
