package jenomics.bench;

import static jenomics.bench.BenchTest.message;
import static jenomics.bench.Points.YES_NO;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jenomics.learn.Interval;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long a search goes on: {@link Search#within}. */
class SearchTest {
    private static final Points SAMPLES = Points.twoClasses(60, 8, 2, 1.2, 5);
    private static final SearchSpace LEAST = SearchSpace.of().number("least", 0, 1);

    /** So short that it is over before the first trial is. */
    private static final double AN_INSTANT = 1e-9;

    private static TunedFit<Points> found(Search search) {
        return found(search, 0);
    }

    /** @param pause milliseconds that each fit takes at least */
    private static TunedFit<Points> found(Search search, long pause) {
        return Tuned.<Points>of(
                        x -> Centroids.named("slow", (train, task, seed) -> {
                            sleep(pause);
                            return new Centroids(x.number("least")).fit(train, task, seed);
                        }),
                        LEAST)
                .by(search)
                .fit(SAMPLES, YES_NO, Seed.of(3));
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What was tried and how it did, without the time that it took. */
    private static List<String> tried(TunedFit<Points> fit) {
        return fit.trials().stream()
                .map(t -> t.settings() + ", " + t.resource() + ": " + t.score())
                .toList();
    }

    @Test
    void aLimitChangesNothingElse() {
        for (var search : List.of(
                Search.random(7), Search.grid(4), Search.hyperband(27, 3).raising("trees"))) {
            var limited = search.within(60);
            assertEquals(60, limited.seconds());
            assertEquals(search, limited.within(Double.POSITIVE_INFINITY));
            assertEquals(search.rungs(), limited.rungs());
        }
    }

    @Test
    void aSearchSaysItsLimit() {
        assertEquals("30 random trials", Search.random(30).toString());
        assertEquals(
                "30 random trials within 60 s", Search.random(30).within(60).toString());
        assertEquals(
                "a grid of 5 steps within 0.40 s", Search.grid(5).within(0.4).toString());
        assertEquals(
                "Hyperband up to 81 epochs within 10.0 min",
                Search.hyperband(81, 3).raising("epochs").within(600).toString());
        var tuned = Tuned.of(x -> new Centroids(x.number("least")), LEAST)
                .by(Search.random(1).within(5));
        assertEquals("centroids from 0.5, tuned by 1 random trial within 5.00 s", tuned.name());
    }

    @Test
    void aLimitIsMoreThanNoTime() {
        for (double bad : new double[] {0, -1, Double.NaN}) {
            assertEquals(
                    "A search has at least 1 trial, an eta above 1 and more than 0 seconds; found 20, 3.0, " + bad
                            + ".",
                    message(() -> Search.random(20).within(bad)));
        }
    }

    @Test
    void enoughTimeLeavesEveryTrial() {
        for (var search : List.of(Search.random(6), Search.grid(6), Search.hyperband(9, 3))) {
            var limited = found(search.within(3600));
            assertEquals(tried(found(search)), tried(limited));
            assertEquals(found(search).chosen(), limited.chosen());
        }
    }

    /** However short the time, one choice is tried, so that there is one to fit; it is the first of the whole search. */
    @Test
    void theFirstTrialIsAlwaysMade() {
        for (var search : List.of(Search.random(6), Search.grid(6), Search.hyperband(9, 3))) {
            var fit = found(search.within(AN_INSTANT));
            assertEquals(tried(found(search)).subList(0, 1), tried(fit));
            assertEquals(fit.trials().get(0).settings(), fit.chosen());
            assertEquals(60, fit.predict(SAMPLES).size());
            assertEquals(tried(fit), tried(found(search.within(AN_INSTANT))), "again");
        }
    }

    /** When time is up none begins; those before are the first of the same search without a limit, the best is theirs. */
    @Test
    @Timeout(120)
    void noTrialBeginsWhenTimeIsUp() {
        for (var search : List.of(Search.random(100_000), Search.grid(100_000), Search.hyperband(6_561, 3))) {
            var fit = found(search.within(0.2), 5);
            int trials = fit.trials().size();
            assertTrue(trials >= 1 && trials <= 8, () -> trials + " trials of at least 25 ms in 0.2 s");
            double best = fit.trials().stream().mapToDouble(Trial::score).max().orElseThrow();
            var chosen = fit.trials().stream()
                    .filter(t -> t.settings().equals(fit.chosen()))
                    .findFirst()
                    .orElseThrow();
            assertEquals(best, chosen.score());
            assertTrue(fit.toString().contains("AUROC " + Interval.number(best)), fit::toString);
            if (search.kind() == Search.Kind.RANDOM) {
                assertEquals(tried(found(Search.random(trials))), tried(fit));
            }
        }
    }

    /** The budget of a benchmark gives every tuned entry the same time, whatever it was planned with. */
    @Test
    void aBudgetOfTimeIsTheSameForAll() {
        var plan = Tuned.<Points>of(x -> new Centroids(x.number("least")), LEAST);
        var result = Bench.on(SAMPLES, YES_NO)
                .kFold(2)
                .threads(1)
                .budget(Search.random(1_000).within(AN_INSTANT))
                .enter("short", plan.by(Search.grid(9)))
                .enter("long", plan.by(Search.random(50).within(3600)))
                .run();
        assertEquals(2, result.chosen().get("short").size());
        assertEquals(result.chosen().get("short"), result.chosen().get("long"));
        assertEquals(
                result.chosen(),
                Bench.on(SAMPLES, YES_NO)
                        .kFold(2)
                        .budget(Search.random(1))
                        .enter("short", plan)
                        .enter("long", plan)
                        .run()
                        .chosen());
    }
}
