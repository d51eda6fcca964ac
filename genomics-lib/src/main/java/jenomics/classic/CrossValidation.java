package jenomics.classic;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The loss on parts left out in turn, for each strength of a path.
 *
 * @param path fitted to all samples
 * @param loss the mean over the parts, for each strength
 * @param error its standard error
 */
record CrossValidation(PenalisedPath path, double[] loss, double[] error) {

    /** Parts are fitted side by side unless their columns would fill the memory. */
    private static final long SMALL = 5_000_000;

    /** @param rows [samples][features] */
    static CrossValidation of(double[][] rows, Outcome outcome, PathOptions options, Folds folds) {
        var path = PathFitting.fit(Design.of(rows, options.standardize()), outcome.loss(), options);
        var parts = IntStream.range(0, folds.count());
        double[][] losses = ((long) rows.length * rows[0].length <= SMALL ? parts.parallel() : parts)
                .mapToObj(fold -> losses(rows, outcome, options, path, folds, fold))
                .toArray(double[][]::new);
        double[] weights = IntStream.range(0, folds.count())
                .mapToDouble(fold -> outcome.weight(folds.inside(fold)))
                .toArray();
        double[] mean = new double[path.size()];
        double[] error = new double[path.size()];
        double all = Arrays.stream(weights).sum();
        for (int m = 0; m < mean.length; m++) {
            for (int fold = 0; fold < weights.length; fold++) {
                mean[m] += weights[fold] / all * losses[fold][m];
            }
            double squares = 0;
            for (int fold = 0; fold < weights.length; fold++) {
                squares += weights[fold] / all * Math.pow(losses[fold][m] - mean[m], 2);
            }
            error[m] = Math.sqrt(squares / (weights.length - 1));
        }
        return new CrossValidation(path, mean, error);
    }

    /** Each part follows a path of its own, which is read at the strengths of the whole, as cv.glmnet does it. */
    private static double[] losses(
            double[][] rows, Outcome outcome, PathOptions options, PenalisedPath whole, Folds folds, int fold) {
        int[] others = folds.outside(fold);
        int[] held = folds.inside(fold);
        double[][] some = Arrays.stream(others).mapToObj(i -> rows[i]).toArray(double[][]::new);
        var path = PathFitting.fit(Design.of(some, options.standardize()), outcome.loss(others), options);
        double[] losses = new double[whole.size()];
        for (int m = 0; m < losses.length; m++) {
            var step = path.at(whole.lambdas()[m], rows[0].length);
            losses[m] = outcome.heldOut(step.eta(rows), held, others);
        }
        return losses;
    }

    /** The place of the least loss. */
    int least() {
        int least = 0;
        for (int m = 1; m < loss.length; m++) {
            least = loss[m] < loss[least] ? m : least;
        }
        return least;
    }

    /** The place of the strongest penalty whose loss is at most one standard error above the least. */
    int withinOneError() {
        double allowed = loss[least()] + error[least()];
        int m = 0;
        while (loss[m] > allowed) {
            m++;
        }
        return m;
    }

    /** The one with the least loss of several, the first where they are alike. */
    static CrossValidation best(List<CrossValidation> several) {
        var best = several.get(0);
        for (var one : several) {
            best = one.loss[one.least()] < best.loss[best.least()] ? one : best;
        }
        return best;
    }
}
