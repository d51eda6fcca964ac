package jenomics.bench;

import static jenomics.bench.BenchTest.message;
import static jenomics.bench.Points.YES_NO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jenomics.learn.Metric;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;

class TunedTest {
    private static final Points SAMPLES = Points.twoClasses(60, 8, 2, 1.2, 5);
    private static final SearchSpace LEAST = SearchSpace.of().number("least", 0, 1);

    private static Tuned<Points> tuned(Search search) {
        return Tuned.of(x -> new Centroids(x.number("least")), LEAST).by(search);
    }

    @Test
    void hyperbandHasThePublishedRungs() {
        rungs("hyperband/hyperband_R81_eta3.csv", Search.hyperband(81, 3));
        rungs("hyperband/hyperband_R16_eta2.csv", Search.hyperband(16, 2));
    }

    private static void rungs(String golden, Search search) {
        double[][] expected = StatisticsGoldenTest.columns(golden);
        var rungs = search.rungs();
        assertEquals(expected[0].length, rungs.size());
        for (int r = 0; r < rungs.size(); r++) {
            assertEquals(expected[0][r], rungs.get(r).bracket());
            assertEquals(expected[1][r], rungs.get(r).step());
            assertEquals(expected[2][r], rungs.get(r).choices());
            assertEquals(expected[3][r], rungs.get(r).resource(), 1e-9);
        }
    }

    @Test
    void aGridHasEveryCombination() {
        var grid = SearchSpace.of()
                .number("a", 0, 1)
                .logNumber("b", 1e-4, 1)
                .integer("c", 1, 2)
                .choice("d", "x", "y")
                .grid(3);
        assertEquals(3 * 3 * 2 * 2, new HashSet<>(grid).size());
        assertEquals(0.5, grid.get(12).number("a"));
        assertEquals(1e-2, grid.get(4).number("b"), 1e-12);
        assertEquals("a 0.000, b 1.00e-04, c 1, d x", grid.get(0).toString());
        assertEquals("y", grid.get(35).text("d"));
        assertEquals(1.0, grid.get(35).number("a"));
    }

    @Test
    void drawsStayInside() {
        var space = SearchSpace.of().logNumber("b", 1e-4, 1).integer("c", 1, 3);
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            var settings = space.draw(Seed.of(i).random());
            assertTrue(settings.number("b") >= 1e-4 && settings.number("b") <= 1);
            seen.add(settings.integer("c"));
        }
        assertEquals(Set.of(1, 2, 3), seen);
    }

    @Test
    void theBestOfTheInnerFoldsIsChosen() {
        var fit = tuned(Search.grid(6)).fit(SAMPLES, YES_NO, Seed.of(1));
        assertEquals(6, fit.trials().size());
        double best = fit.trials().stream().mapToDouble(Trial::score).max().orElseThrow();
        var chosen = fit.trials().stream()
                .filter(t -> t.settings().equals(fit.chosen()))
                .findFirst()
                .orElseThrow();
        assertEquals(best, chosen.score());
        assertEquals(60, fit.predict(SAMPLES).size());
        assertTrue(
                fit.toString().contains("in inner folds (of 6 trials; the best of several, so too good)"),
                fit::toString);
    }

    @Test
    void theSameSeedChoosesTheSame() {
        for (var search : List.of(Search.random(8), Search.hyperband(9, 3))) {
            var one = tuned(search).fit(SAMPLES, YES_NO, Seed.of(1));
            var other = tuned(search).fit(SAMPLES, YES_NO, Seed.of(1));
            assertEquals(one.chosen(), other.chosen());
            assertEquals(
                    one.trials().stream().map(Trial::score).toList(),
                    other.trials().stream().map(Trial::score).toList());
        }
    }

    @Test
    void hyperbandGivesMoreToTheBetterOnes() {
        var sizes = new ArrayList<Integer>();
        var seeing = Tuned.<Points>of(
                        x -> Centroids.named("seeing", (train, task, seed) -> {
                            sizes.add(train.size());
                            return new Centroids(x.number("least")).fit(train, task, seed);
                        }),
                        LEAST)
                .by(Search.hyperband(9, 3))
                .folds(2);
        var fit = seeing.fit(SAMPLES, YES_NO, Seed.of(2));
        assertEquals(9 + 3 + 1 + 5 + 1 + 3, fit.trials().size());
        assertEquals(4, sizes.get(0), "a ninth of 30, at least two of each class");
        assertTrue(sizes.contains(10) && sizes.contains(30) && sizes.contains(60), sizes::toString);
        var raising = Tuned.<Points>of(
                        x -> Centroids.named("raising", (train, task, seed) -> {
                            assertEquals(30, Math.min(30, train.size()));
                            assertTrue(x.values().containsKey("rounds"));
                            return new Centroids(x.number("least")).fit(train, task, seed);
                        }),
                        LEAST)
                .by(Search.hyperband(9, 3).raising("rounds"))
                .folds(2)
                .fit(SAMPLES, YES_NO, Seed.of(2));
        assertEquals(9, raising.chosen().integer("rounds"));
    }

    @Test
    void innerFoldsArePreparedAnew() {
        var widths = new ArrayList<Integer>();
        var seeing = Tuned.<Points>of(
                        x -> Centroids.named("seeing", (train, task, seed) -> {
                            widths.add(train.rows()[0].length);
                            return new Centroids(x.number("least")).fit(train, task, seed);
                        }),
                        LEAST)
                .by(Search.random(2))
                .folds(3);
        var result = Bench.on(SAMPLES.selecting(3), YES_NO)
                .kFold(2)
                .threads(1)
                .enter("tuned", seeing)
                .enter("plain", new Centroids(0))
                .run();
        assertEquals(java.util.Collections.nCopies(2 * (2 * 3 + 1), 3), widths);
        assertEquals(2, result.chosen().get("tuned").size());
        assertTrue(result.toString().contains("tuned chose 'least 0."), result::toString);
    }

    @Test
    void theBudgetIsTheSameForAll() {
        var trials = new ArrayList<Integer>();
        var first = tuned(Search.random(50));
        var result = Bench.on(SAMPLES, YES_NO)
                .kFold(2)
                .budget(Search.random(3))
                .enter(
                        "a",
                        Tuned.<Points>of(
                                x -> {
                                    trials.add(1);
                                    return new Centroids(x.number("least"));
                                },
                                LEAST))
                .enter("b", first)
                .threads(1)
                .run();
        assertTrue(trials.size() <= 2 * (3 * 5 + 3 + 6), trials.size() + " plans");
        assertEquals(result.chosen().get("a"), result.chosen().get("b"), "same trials in the same inner folds");
    }

    @Test
    void groupsOfTheBenchmarkStayTogetherInside() {
        var grouped = SAMPLES.with("patient", Centroids.repeated(60, 4, "p"));
        var seen = new ArrayList<Points>();
        var seeing = Tuned.<Points>of(
                        x -> Centroids.named("seeing", (train, task, seed) -> {
                            seen.add(train);
                            return new Centroids(x.number("least")).fit(train, task, seed);
                        }),
                        LEAST)
                .by(Search.random(1))
                .folds(3);
        Bench.on(grouped, YES_NO)
                .kFold(3)
                .keepTogether("patient")
                .threads(1)
                .enter("t", seeing)
                .run();
        for (var train : seen) {
            var counts = new java.util.HashMap<String, Integer>();
            for (int i = 0; i < train.size(); i++) {
                counts.merge(train.attribute(i, "patient"), 1, Integer::sum);
            }
            assertEquals(Set.of(4), new HashSet<>(counts.values()));
        }
    }

    @Test
    void aTrialThatFailsIsPassedOver() {
        var half = Tuned.<Points>of(
                        x -> Centroids.named("half", (train, task, seed) -> {
                            if (x.number("least") > 0.5) {
                                throw new GenomicsException("Too large.");
                            }
                            return new Centroids(x.number("least")).fit(train, task, seed);
                        }),
                        LEAST)
                .by(Search.grid(3))
                .fit(SAMPLES, YES_NO, Seed.of(1));
        assertEquals("Too large.", half.trials().get(2).failure());
        assertTrue(half.chosen().number("least") <= 0.5);
        var none = Tuned.<Points>of(
                x -> Centroids.named("none", (train, task, seed) -> {
                    throw new GenomicsException("Never.");
                }),
                LEAST);
        assertEquals("Never.", message(() -> none.fit(SAMPLES, YES_NO, Seed.of(1))));
    }

    @Test
    void badSearchesAreRefused() {
        assertEquals(
                "The search space is empty: say what is tuned, SearchSpace.of().number(\"alpha\", 0, 1).",
                message(() -> SearchSpace.of().grid(2)));
        assertEquals(
                "The search space has a 'a' already: give each its own name.",
                message(() -> SearchSpace.of().number("a", 0, 1).integer("a", 1, 2)));
        assertEquals(
                "'b' goes from 0.0 to 1.0; give two numbers, the lower first, above 0.",
                message(() -> SearchSpace.of().logNumber("b", 0, 1)));
        assertEquals("choice(\"c\") has nothing to choose from; give texts.", message(() -> SearchSpace.of()
                .choice("c")));
        assertEquals(
                "The search space has no 'x'; it has 'least'.",
                message(() -> LEAST.grid(2).get(0).number("x")));
        assertEquals(
                "'least' was asked for as a whole number; the search space has 0.0.",
                message(() -> LEAST.grid(2).get(0).integer("least")));
        assertEquals(
                "A search has at least 1 trial, an eta above 1 and more than 0 seconds; found 0, 3.0, Infinity.",
                message(() -> Search.random(0)));
        assertEquals("Tuning takes at least 2 folds; found 1.", message(() -> tuned(Search.random(1))
                .folds(1)));
    }

    @Test
    void theMetricOfTheChoiceCanBeSaid() {
        var fit = tuned(Search.random(4)).metric(Metric.BRIER).fit(SAMPLES, YES_NO, Seed.of(1));
        double least = fit.trials().stream().mapToDouble(Trial::score).min().orElseThrow();
        assertTrue(fit.toString().contains("Brier " + jenomics.learn.Interval.number(least)), fit::toString);
    }
}
