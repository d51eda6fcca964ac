package jenomics.bench;

import java.nio.file.Path;
import java.util.Map;
import jenomics.learn.Metric;
import jenomics.provenance.GenomicsException;

/**
 * @param metric what entries are compared by, or null: the first of the task
 * @param seed where everything that is drawn begins
 * @param threads how many fits run at once
 * @param simplest the entry to use when none is better, or null: the first
 * @param budget the search of every tuned entry, or null: its own
 * @param leakReason why duplicates on both sides are accepted, or null: they are an error
 * @param folder where finished fits are kept, or null: nowhere
 * @param limit how many training samples each fold has at most, or 0: all
 */
record BenchOptions(
        Metric metric,
        long seed,
        int threads,
        String simplest,
        Search budget,
        String leakReason,
        Path folder,
        int limit) {

    BenchOptions {
        if (threads < 1) {
            throw new GenomicsException(
                    "A benchmark runs on 1 thread or more; found " + threads + ".", Map.of("threads", threads));
        }
    }

    static BenchOptions standard() {
        return new BenchOptions(null, 7, Runtime.getRuntime().availableProcessors(), null, null, null, null, 0);
    }

    BenchOptions withMetric(Metric value) {
        return new BenchOptions(value, seed, threads, simplest, budget, leakReason, folder, limit);
    }

    BenchOptions withSeed(long value) {
        return new BenchOptions(metric, value, threads, simplest, budget, leakReason, folder, limit);
    }

    BenchOptions withThreads(int value) {
        return new BenchOptions(metric, seed, value, simplest, budget, leakReason, folder, limit);
    }

    BenchOptions withSimplest(String value) {
        return new BenchOptions(metric, seed, threads, value, budget, leakReason, folder, limit);
    }

    BenchOptions withBudget(Search value) {
        return new BenchOptions(metric, seed, threads, simplest, value, leakReason, folder, limit);
    }

    BenchOptions withLeakReason(String value) {
        return new BenchOptions(metric, seed, threads, simplest, budget, value, folder, limit);
    }

    BenchOptions withFolder(Path value) {
        return new BenchOptions(metric, seed, threads, simplest, budget, leakReason, value, limit);
    }

    BenchOptions withLimit(int value) {
        return new BenchOptions(metric, seed, threads, simplest, budget, leakReason, folder, value);
    }
}
