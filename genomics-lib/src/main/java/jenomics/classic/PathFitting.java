package jenomics.classic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Fits a path of elastic nets: coordinate descent on the quadratic approximation of the loss (Friedman, Hastie and
 * Tibshirani 2010), from strength to strength, looking only at features that the sequential strong rule does not discard
 * (Tibshirani et al. 2012) and then checking all others.
 */
final class PathFitting {
    /** The least alpha for which the first strength is sought; ridge never has one that leaves no coefficient. */
    private static final double LEAST_ALPHA = 1e-3;

    private static final int FEWEST_STEPS = 5;

    /** With fewer features than this the squared error is made small over all of them, as glmnet does it. */
    private static final int FEWEST_TO_DISCARD = 500;

    private final Design design;
    private final PathLoss loss;
    private final PathOptions options;
    private final CoordinateDescent descent;
    private final boolean[] chosen; // [features]: not discarded at this strength or at an earlier one
    private final double nullDeviance;

    private PathFitting(Design design, PathLoss loss, PathOptions options) {
        this.design = design;
        this.loss = loss;
        this.options = options;
        this.descent = new CoordinateDescent(design, loss, options);
        this.chosen = new boolean[design.features()];
        this.nullDeviance = loss.deviance(descent.eta());
    }

    /** The path; without any feature or outcome that differs, one step of constants. */
    static PenalisedPath fit(Design design, PathLoss loss, PathOptions options) {
        var fitting = new PathFitting(design, loss, options);
        double first = fitting.firstLambda();
        if (first == 0) {
            return new PenalisedPath(options.alpha(), new double[1], List.of(fitting.descent.step()), new double[1]);
        }
        double[] lambdas = options.lambdas() != null ? options.lambdas() : lambdas(design, options, first);
        boolean rotate = options.alpha() == 0 && design.features() > design.samples();
        return rotate
                ? RidgeRotation.fit(design, loss, options, lambdas)
                : fitting.follow(lambdas, first, options.lambdas() == null);
    }

    /** Where each strength was found elsewhere, and the first of them may leave no coefficient by definition. */
    static PenalisedPath fit(Design design, PathLoss loss, PathOptions options, double[] lambdas) {
        var fitting = new PathFitting(design, loss, options);
        return fitting.follow(lambdas, fitting.firstLambda(), options.lambdas() == null);
    }

    /** The least strength that leaves no coefficient. */
    private double firstLambda() {
        double most = 0;
        for (double[] gradient : descent.gradients()) {
            for (double g : gradient) {
                most = Math.max(most, Math.abs(g));
            }
        }
        return most <= 1e-12 * Math.sqrt(loss.scale()) ? 0 : most / Math.max(LEAST_ALPHA, options.alpha());
    }

    private static double[] lambdas(Design design, PathOptions options, double first) {
        double usual = design.features() >= design.samples() ? 0.01 : 1e-4;
        double ratio = options.ratio() > 0 ? options.ratio() : usual;
        int last = Math.max(1, options.count() - 1);
        return IntStream.range(0, options.count())
                .mapToDouble(m -> first * Math.pow(ratio, (double) m / last))
                .toArray();
    }

    /** @param nullFirst whether the first step is the one without coefficients, by definition (as glmnet has it) */
    private PenalisedPath follow(double[] lambdas, double first, boolean nullFirst) {
        var steps = new ArrayList<PathStep>();
        var explained = new ArrayList<Double>();
        double before = first;
        double[][] gradients = descent.gradients();
        for (int m = 0; m < lambdas.length; m++) {
            if (m > 0 || !nullFirst) {
                gradients = solve(lambdas[m], before, gradients);
                if (gradients == null) {
                    break;
                }
            }
            before = lambdas[m];
            steps.add(descent.step());
            explained.add(1 - loss.deviance(descent.eta()) / nullDeviance);
            if (isEnough(explained)) {
                break;
            }
        }
        return new PenalisedPath(
                options.alpha(),
                Arrays.copyOf(lambdas, steps.size()),
                List.copyOf(steps),
                explained.stream().mapToDouble(d -> d).toArray());
    }

    private boolean isEnough(List<Double> explained) {
        int m = explained.size() - 1;
        if (m + 1 < FEWEST_STEPS) {
            return false;
        }
        double gained = explained.get(m) - explained.get(m - 1);
        return explained.get(m) > options.saturation() || gained < options.progress() * explained.get(m);
    }

    /** The gradients at the solution, or null if it was not reached. */
    private double[][] solve(double lambda, double before, double[][] gradients) {
        boolean all = loss.quadratic() && design.features() < FEWEST_TO_DISCARD;
        choose(gradients, all ? -1 : options.alpha() * (2 * lambda - before));
        while (true) {
            if (!descent.solve(lambda, chosen)) {
                return null;
            }
            double[][] found = descent.gradients();
            if (!choose(found, options.alpha() * lambda)) {
                return found;
            }
        }
    }

    /** Adds the features with a slope above the bound in any output; whether there are any new ones. */
    private boolean choose(double[][] gradients, double bound) {
        boolean any = false;
        for (double[] slopes : gradients) {
            for (int f = 0; f < chosen.length; f++) {
                if (!chosen[f] && Math.abs(slopes[f]) > bound && design.varies(f)) {
                    chosen[f] = true;
                    any = true;
                }
            }
        }
        return any;
    }
}
