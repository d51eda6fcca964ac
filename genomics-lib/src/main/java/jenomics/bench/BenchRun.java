package jenomics.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jenomics.learn.Interval;
import jenomics.learn.Metric;
import jenomics.learn.Samples;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.provenance.Progress;
import jenomics.provenance.StopSignal;

/** Carries a benchmark out: every entry in every fold, several at once; what is drawn depends on the fold alone. */
final class BenchRun<S extends Samples<S>> {
    private static final long POLL_MILLIS = 100;

    private final Bench<S> bench;
    private final Task task;
    private final Targets targets;
    private final List<Fold> folds;
    private final int leaks;
    private final List<Entry<S>> entries;
    private final Outcome[][] outcomes;
    private boolean quiet;

    BenchRun(Bench<S> bench) {
        this.bench = bench;
        this.task = bench.task().resolve(bench.samples());
        this.targets = task.targets(bench.samples());
        this.folds = limited(bench.folds(targets));
        folds.forEach(fold -> Folding.requireClasses(fold, targets));
        this.leaks = FoldLeaks.check(bench.samples(), folds, bench.options().leakReason());
        this.entries = bench.entries().stream().map(this::within).toList();
        this.outcomes = new Outcome[entries.size()][folds.size()];
    }

    private List<Fold> limited(List<Fold> whole) {
        int limit = bench.options().limit();
        var limited = new ArrayList<Fold>();
        for (int f = 0; f < whole.size(); f++) {
            limited.add(limit == 0 ? whole.get(f) : Subset.of(whole.get(f), limit, targets, folded(f)));
        }
        return limited;
    }

    private jenomics.provenance.Seed folded(int fold) {
        return jenomics.provenance.Seed.of(bench.options().seed()).part("fold").at(fold);
    }

    /** A tuned entry searches with the budget of the benchmark, and keeps its groups together inside, too. */
    private Entry<S> within(Entry<S> entry) {
        if (!(entry.estimator() instanceof Tuned<S> tuned)) {
            return entry;
        }
        var budget = bench.options().budget();
        var same = budget == null ? tuned : tuned.by(budget);
        String group = bench.protocol().group();
        return new Entry<>(entry.name(), group == null || same.grouped() ? same : same.keepTogether(group));
    }

    /** Without a line of progress: it is part of something that has one. */
    BenchRun<S> quiet() {
        quiet = true;
        return this;
    }

    ScoreTable run() {
        var kept = KeptFolds.of(bench, entries, folds, task);
        kept.read(outcomes);
        var parts = new ArrayList<PreparedFold<S>>();
        var waiting = new ArrayList<int[]>();
        for (int f = 0; f < folds.size(); f++) {
            int fold = f;
            var missing = java.util.stream.IntStream.range(0, entries.size())
                    .filter(e -> outcomes[e][fold] == null)
                    .toArray();
            parts.add(new PreparedFold<>(bench, folds.get(f), task, targets, folded(f), missing.length));
            for (int e : missing) {
                waiting.add(new int[] {e, f});
            }
        }
        boolean stopped = !waiting.isEmpty() && runAll(parts, waiting, kept);
        return ScoreTable.of(bench, task, targets, folds, entries, outcomes, leaks, stopped);
    }

    /** True if it was stopped before the end. */
    private boolean runAll(List<PreparedFold<S>> parts, List<int[]> waiting, KeptFolds kept) {
        int all = entries.size() * folds.size();
        int done = all - waiting.size();
        var loader = Thread.currentThread().getContextClassLoader();
        ExecutorService pool =
                Executors.newFixedThreadPool(Math.min(bench.options().threads(), waiting.size()), work -> {
                    var thread = new Thread(work, "benchmark");
                    thread.setDaemon(true);
                    thread.setContextClassLoader(loader);
                    return thread;
                });
        try (var stop = StopSignal.listen();
                var progress = quiet ? null : Progress.resumed("benchmark", done, all, "fits")) {
            var finished = new ExecutorCompletionService<Finished>(pool);
            waiting.forEach(job -> finished.submit(() -> fit(parts.get(job[1]), job[0], job[1])));
            for (int left = waiting.size(); left > 0; left--) {
                var next = next(finished, stop);
                if (next.isEmpty()) {
                    return true;
                }
                var fit = next.get();
                kept.write(fit.entry(), fit.fold(), fit.outcome());
                outcomes[fit.entry()][fit.fold()] = fit.outcome();
                done++;
                if (progress != null) {
                    progress.remark(remark()).done(done);
                }
            }
            return false;
        } finally {
            pool.shutdownNow();
        }
    }

    private record Finished(int entry, int fold, Outcome outcome) {}

    private Finished fit(PreparedFold<S> part, int entry, int fold) {
        return new Finished(entry, fold, part.outcome(entries.get(entry)));
    }

    /** The next that is finished; none if a stop was asked for. What was under way then may have been cut short. */
    private Optional<Finished> next(CompletionService<Finished> finished, StopSignal stop) {
        while (!stop.requested()) {
            try {
                Future<Finished> next = finished.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null && !stop.requested()) {
                    return Optional.of(next.get());
                }
            } catch (InterruptedException e) {
                return Optional.empty();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
        return Optional.empty();
    }

    /** The best mean so far: {@code best AUROC 0.912, elastic net}. */
    private String remark() {
        Metric metric = bench.metric();
        String best = "";
        double most = Double.NEGATIVE_INFINITY;
        for (int e = 0; e < outcomes.length; e++) {
            double mean = java.util.Arrays.stream(outcomes[e])
                    .filter(o -> o != null && o.values().containsKey(metric))
                    .mapToDouble(o -> o.values().get(metric))
                    .average()
                    .orElse(Double.NaN);
            double worth = metric.higherIsBetter() ? mean : -mean;
            if (worth > most) {
                most = worth;
                best = String.format(
                        Locale.ROOT,
                        "best %s %s, %s",
                        metric,
                        Interval.number(mean),
                        entries.get(e).name());
            }
        }
        return best;
    }
}
