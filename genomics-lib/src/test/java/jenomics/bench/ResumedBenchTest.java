package jenomics.bench;

import static jenomics.bench.BenchTest.message;
import static jenomics.bench.Points.YES_NO;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jenomics.ChildJvm;
import jenomics.learn.Estimator;
import jenomics.provenance.Progress;
import jenomics.provenance.StopSignal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks that are killed, stopped or damaged, and taken up again. */
class ResumedBenchTest {
    private static final int FITS = 20;

    @TempDir
    Path folder;

    /** Centroids that take their time, and count. */
    private static Estimator<Points> slow(AtomicInteger fits, int millis) {
        return Centroids.named("slow", (train, task, seed) -> {
            fits.incrementAndGet();
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Centroids(0).fit(train, task, seed);
        });
    }

    private static Bench<Points> bench(AtomicInteger fits, int millis) {
        return Bench.on(Points.twoClasses(60, 12, 2, 1, 3).selecting(4), YES_NO)
                .repeatedKFold(5, 2)
                .threads(2)
                .enter("slow", slow(fits, millis))
                .enter("coin", Centroids.coin());
    }

    /** What runs in a Java of its own until it is killed. */
    public static final class Child {
        private Child() {}

        public static void main(String[] folder) {
            bench(new AtomicInteger(), 150).saveTo(folder[0]).run();
        }
    }

    private int kept() throws IOException {
        var fits = folder.resolve("bench").resolve("fits");
        if (!Files.exists(fits)) {
            return 0;
        }
        try (var files = Files.list(fits)) {
            return (int) files.filter(f -> f.toString().endsWith(".json")).count();
        }
    }

    @Test
    void aKilledOneGoesOnWhereItWas() throws Exception {
        var out = folder.resolve("bench");
        var child = new ProcessBuilder(ChildJvm.command(Child.class, List.of(out.toString())))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log.txt").toFile())
                .start();
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (kept() < 5 && child.isAlive() && System.nanoTime() < until) {
            Thread.sleep(20);
        }
        child.destroyForcibly().waitFor();
        int before = kept();
        assertTrue(before >= 5 && before < FITS, before + " fits kept; " + Files.readString(folder.resolve("log.txt")));

        var fits = new AtomicInteger();
        var resumed = bench(fits, 0).saveTo(out).run();
        assertTrue(fits.get() < 10, fits.get() + " of 10 fits again");
        assertEquals(FITS, kept());
        assertSame(bench(new AtomicInteger(), 0).run(), resumed);

        var again = new AtomicInteger();
        assertSame(resumed, bench(again, 0).saveTo(out).run());
        assertEquals(0, again.get());
    }

    private static void assertSame(ScoreTable expected, ScoreTable found) {
        for (String entry : List.of("slow", "coin")) {
            assertArrayEquals(expected.scores(entry), found.scores(entry), entry);
            assertArrayEquals(
                    expected.predictions(entry).values(),
                    found.predictions(entry).values(),
                    entry);
        }
        assertEquals(expected.verdict(), found.verdict());
    }

    @Test
    void aDamagedFitIsDoneAgain() throws IOException {
        var out = folder.resolve("bench");
        var whole = bench(new AtomicInteger(), 0).saveTo(out).run();
        Files.writeString(out.resolve("fits").resolve("3-0.json"), "{\"values\": {\"AUR");
        var fits = new AtomicInteger();
        assertSame(whole, bench(fits, 0).saveTo(out).run());
        assertEquals(1, fits.get());
    }

    @Test
    void anotherBenchmarkIsRefused() {
        var out = folder.resolve("bench");
        bench(new AtomicInteger(), 0).saveTo(out).run();
        assertEquals(
                "The folder " + out + " keeps another benchmark, which differs in its seed and folds. Save to another"
                        + " folder, or delete this one to begin anew.",
                message(() -> bench(new AtomicInteger(), 0).seed(8).saveTo(out).run()));
        assertEquals(
                "The folder " + out
                        + " keeps another benchmark, which differs in its entries. Save to another folder, or"
                        + " delete this one to begin anew.",
                message(() -> bench(new AtomicInteger(), 0)
                        .enter("more", new Centroids(0))
                        .saveTo(out)
                        .run()));
    }

    @Test
    void stopGivesBackWhatIsDone() throws IOException {
        var out = folder.resolve("bench");
        var before = Progress.showOn((progress, last) -> {
            if (progress.done() >= 4 && !last) {
                StopSignal.request();
            }
        });
        ScoreTable stopped;
        try {
            stopped = bench(new AtomicInteger(), 400).saveTo(out).run();
        } finally {
            Progress.showOn(before);
        }
        assertTrue(stopped.toString().contains("stopped: "), stopped::toString);
        int done = kept();
        assertTrue(done >= 4 && done < FITS, done + " fits");
        assertTrue(stopped.standings().get(0).scored());
        assertSame(
                bench(new AtomicInteger(), 0).run(),
                bench(new AtomicInteger(), 0).saveTo(out).run());
    }
}
