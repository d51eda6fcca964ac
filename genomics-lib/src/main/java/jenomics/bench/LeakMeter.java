package jenomics.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.learn.Samples;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;
import jenomics.provenance.StopSignal;

/**
 * What a benchmark would say of labels without meaning, and what it would say if a step that learns were fitted outside
 * its folds, to test samples as well: the difference is what such a leak is worth. A plan; {@link #run} does it.
 *
 * <pre>{@code
 * LeakMeter.of(bench).permutations(20).run()
 * // fitted outside the folds, 'rna: select 50' turns labels without meaning into AUROC 0.91; inside it is 0.49
 * }</pre>
 *
 * @param <S> what is learned from
 */
public final class LeakMeter<S extends Samples<S>> {
    private final Bench<S> bench;
    private final int permutations;

    private LeakMeter(Bench<S> bench, int permutations) {
        this.bench = bench;
        this.permutations = permutations;
    }

    /** Of this benchmark, with ten permutations; a saved one is not saved again. */
    public static <S extends Samples<S>> LeakMeter<S> of(Bench<S> bench) {
        return new LeakMeter<>(bench.notSaved(), 10);
    }

    /** How often the labels are permuted. */
    public LeakMeter<S> permutations(int count) {
        if (count < 1) {
            throw new GenomicsException(
                    "A leak meter permutes the labels at least once; found " + count + ".", Map.of("count", count));
        }
        return new LeakMeter<>(bench, count);
    }

    /** Runs the benchmark as it is, then each variant. Stop gives back what is done so far. */
    public LeakReport run() {
        var steps = learning();
        int runs = (1 + permutations) * (1 + steps.size());
        try (var stop = StopSignal.listen();
                var progress = Progress.of("leak meter", runs, "benchmarks")) {
            var counted = new Counted(stop, progress);
            var honest = counted.run(bench);
            var leaked = new LinkedHashMap<String, ScoreTable>();
            steps.forEach((step, name) -> leaked.put(name, counted.run(bench.leaking(step))));
            var permuted = new ArrayList<ScoreTable>();
            var both = new LinkedHashMap<String, List<ScoreTable>>();
            for (int round = 0; round < permutations; round++) {
                var shuffled = bench.permuted(round);
                permuted.add(counted.run(shuffled));
                steps.forEach((step, name) ->
                        both.computeIfAbsent(name, n -> new ArrayList<>()).add(counted.run(shuffled.leaking(step))));
            }
            return LeakReport.of(honest, leaked, permuted, both);
        }
    }

    /** The places and names of the planned steps that learn. */
    private Map<Integer, String> learning() {
        var planned = bench.preparation().steps();
        var learning = new LinkedHashMap<Integer, String>();
        for (int s = 0; s < planned.size(); s++) {
            if (planned.get(s).learns()) {
                learning.put(s, planned.get(s).name());
            }
        }
        return learning;
    }

    /** Runs benchmarks until it is stopped; from then on there are none. */
    private final class Counted {
        private final StopSignal stop;
        private final Progress progress;
        private int done;

        Counted(StopSignal stop, Progress progress) {
            this.stop = stop;
            this.progress = progress;
        }

        ScoreTable run(Bench<S> variant) {
            if (stop.requested()) {
                return null;
            }
            var table = new BenchRun<>(variant).quiet().run();
            progress.done(++done);
            return stop.requested() ? null : table;
        }
    }
}
