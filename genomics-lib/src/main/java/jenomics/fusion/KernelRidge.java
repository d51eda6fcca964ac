package jenomics.fusion;

import java.util.Arrays;
import java.util.List;
import jenomics.learn.Estimator;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * Kernel logistic regression, for numbers kernel ridge regression, on an averaged kernel: linear in the kernel's
 * principal components, whose squared weights the penalty counts. Its strength is the best of five in cross-validation.
 */
record KernelRidge(KernelFusion kernel) implements Estimator<MultiOmics> {
    private static final List<Double> PENALTIES = List.of(0.01, 0.1, 1.0, 10.0, 100.0);
    private static final int FOLDS = 5;

    @Override
    public String name() {
        return kernel.name() + " + kernel ridge";
    }

    @Override
    public Fitted<MultiOmics> fit(MultiOmics train, Task task, Seed seed) {
        var resolved = task.resolve(train);
        if (resolved.kind() != Task.Kind.BINARY
                && resolved.kind() != Task.Kind.MULTICLASS
                && resolved.kind() != Task.Kind.REGRESSION) {
            throw new GenomicsException(
                    "Kernel ridge learns classes and numbers; the task is " + resolved + ". Take another learner:"
                            + " Fusion.kernels().then(...).",
                    java.util.Map.of("task", resolved.toString()));
        }
        var view = kernel.fit(Exploring.asTheyStand(train), seed);
        var targets = resolved.targets(train);
        double[][] x = Matrices.of(view.embedding());
        var folds = Folds.deal(targets, FOLDS, seed.part("folds"));
        double best = PENALTIES.get(0);
        double least = Double.POSITIVE_INFINITY;
        for (double penalty : PENALTIES) {
            double loss = loss(x, targets, folds, penalty);
            best = loss < least ? penalty : best;
            least = Math.min(least, loss);
        }
        var model = RidgeModel.fit(x, targets.values(), resolved, best);
        return samples ->
                new Predictions(resolved, samples.ids(), model.values(Matrices.of(view.project(samples)), resolved));
    }

    private static double loss(double[][] x, Targets targets, Folds folds, double penalty) {
        double loss = 0;
        for (int fold = 0; fold < folds.count(); fold++) {
            int[] in = folds.outside(fold);
            int[] held = folds.in(fold);
            var model = RidgeModel.fit(pick(x, in), pick(targets.values(), in), targets.task(), penalty);
            double[][] told = model.values(pick(x, held), targets.task());
            for (int h = 0; h < held.length; h++) {
                loss += loss(told[h], targets.values()[held[h]], targets.task());
            }
        }
        return loss;
    }

    private static double loss(double[] told, double[] truth, Task task) {
        double loss = 0;
        for (int c = 0; c < told.length; c++) {
            double p = Math.max(1e-9, Math.min(1 - 1e-9, told[c]));
            loss += task.kind() == Task.Kind.REGRESSION
                    ? (told[c] - truth[c]) * (told[c] - truth[c])
                    : -truth[c] * Math.log(p) - (1 - truth[c]) * Math.log(1 - p);
        }
        return loss;
    }

    private static double[][] pick(double[][] rows, int[] places) {
        return Arrays.stream(places).mapToObj(i -> rows[i]).toArray(double[][]::new);
    }
}
