package jenomics.classic;

import de.bwaldvogel.liblinear.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;
import jenomics.provenance.StopSignal;

/**
 * One linear fit for each output on the same rows, and how strongly they are best shrunken.
 *
 * @param rows features of each sample
 * @param targets what is true of them
 * @param width number of features, the intercept being the last
 * @param mean of the values, for regression; else 0
 * @param unit their standard deviation, so that costs mean the same whatever is measured; else 1
 */
record Shrinkage(Feature[][] rows, Targets targets, int width, double mean, double unit) {

    static Shrinkage of(Feature[][] rows, Targets targets, int width) {
        if (targets.task().kind() != Task.Kind.REGRESSION) {
            return new Shrinkage(rows, targets, width, 0, 1);
        }
        double[] values = targets.output(0);
        double mean = Arrays.stream(values).average().orElse(0);
        double variance = Arrays.stream(values)
                .map(y -> (y - mean) * (y - mean))
                .average()
                .orElse(0);
        return new Shrinkage(rows, targets, width, mean, variance > 0 ? Math.sqrt(variance) : 1);
    }

    /** To all rows, in the units of the targets. */
    List<LinearFit> fit(double cost) {
        int[] all = IntStream.range(0, rows.length).toArray();
        return fit(all, cost, null).stream().map(f -> f.scaled(unit, mean)).toList();
    }

    /** @param starts where to begin, or null: at zero */
    private List<LinearFit> fit(int[] chosen, double cost, List<LinearFit> starts) {
        var some = Arrays.stream(chosen).mapToObj(i -> rows[i]).toArray(Feature[][]::new);
        var fits = new ArrayList<LinearFit>();
        for (int output = 0; output < targets.task().outputs(); output++) {
            int o = output;
            double[] truth = Arrays.stream(chosen).mapToDouble(i -> truth(i, o)).toArray();
            var start = starts == null ? null : starts.get(output);
            fits.add(
                    isRegression()
                            ? LinearFit.ridge(some, truth, width, cost, start)
                            : LinearFit.logistic(some, truth, width, cost, start));
        }
        return fits;
    }

    private double truth(int sample, int output) {
        return (targets.values()[sample][output] - mean) / unit;
    }

    private boolean isRegression() {
        return targets.task().kind() == Task.Kind.REGRESSION;
    }

    /** The cost with the least loss on the parts left out in turn; those beyond the first that does worse are not tried. */
    double choose(List<Double> costs, int most, Seed seed) {
        var folds = Folds.dealt(rows.length, most, isRegression() ? null : targets.values(), seed);
        double best = costs.get(0);
        double least = Double.POSITIVE_INFINITY;
        List<List<LinearFit>> fits = Collections.nCopies(folds.count(), null);
        try (var stop = StopSignal.listen()) {
            for (double cost : costs) {
                var before = fits;
                fits = IntStream.range(0, folds.count())
                        .parallel()
                        .mapToObj(fold -> fit(folds.outside(fold), cost, before.get(fold), stop))
                        .toList();
                double loss = 0;
                for (int i = 0; i < rows.length; i++) {
                    loss += loss(fits.get(folds.of()[i]), i);
                }
                if (loss >= least) {
                    return best;
                }
                least = loss;
                best = cost;
            }
        }
        return best;
    }

    private List<LinearFit> fit(int[] chosen, double cost, List<LinearFit> starts, StopSignal stop) {
        if (stop.requested()) {
            throw new GenomicsException(
                    "Stopped while the strength of shrinkage was still being chosen; nothing had been learned yet.");
        }
        return fit(chosen, cost, starts);
    }

    private double loss(List<LinearFit> fits, int sample) {
        double loss = 0;
        for (int output = 0; output < fits.size(); output++) {
            double at = fits.get(output).at(rows[sample]);
            double truth = truth(sample, output);
            loss += isRegression() ? (at - truth) * (at - truth) : logLoss(truth == 1 ? at : -at);
        }
        return loss;
    }

    private static double logLoss(double margin) {
        return margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
    }
}
