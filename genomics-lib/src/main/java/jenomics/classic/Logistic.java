package jenomics.classic;

import de.bwaldvogel.liblinear.Feature;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jenomics.learn.Estimator;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * Logistic regression with an L2 penalty on standardised features, by liblinear; one class against the rest for several
 * classes (probabilities then normalised), one regression for each label. How strongly it is shrunken is chosen by
 * cross-validation inside the training samples: the least log loss. More features than samples cost no more than as many.
 *
 * @param costs the strengths tried, from small (strong) to large, as long as it gets better: liblinear's C
 * @param folds parts of the cross-validation; fewer where there are few samples
 */
public record Logistic(List<Double> costs, int folds) implements Estimator<MultiOmics> {
    static final List<Double> COSTS = List.of(1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1.0, 10.0);

    public Logistic {
        costs = costs.stream().sorted().toList();
        if (costs.isEmpty() || !(costs.get(0) > 0) || folds < 2) {
            throw new GenomicsException(
                    "Logistic regression chooses among costs above 0 in at least 2 folds; found costs " + costs
                            + " and " + folds + " folds.",
                    Map.of("costs", costs, "folds", folds));
        }
    }

    /** The same with these strengths to choose from (small is strong); one alone is taken as it is. */
    public Logistic costs(double... values) {
        return new Logistic(Arrays.stream(values).boxed().toList(), folds);
    }

    public Logistic folds(int count) {
        return new Logistic(costs, count);
    }

    @Override
    public String name() {
        return "logistic regression";
    }

    /** @throws GenomicsException if the task is a regression, a value is missing, there is one class or no feature differs */
    @Override
    public LinearModel fit(MultiOmics train, Task task, Seed seed) {
        if (task.kind() == Task.Kind.REGRESSION) {
            throw new GenomicsException(
                    "Logistic regression learns classes; the task is " + task + ". For numbers use Classic.ridge().",
                    Map.of("task", task.toString()));
        }
        var lesson = Lesson.of(name(), train, task);
        lesson.requireDifferences();
        var scaling = Scaling.of(lesson.x());
        double[][] rows = scaling.rows(lesson.x());
        var rotation = rows[0].length > rows.length ? Rotation.of(rows) : null;
        var features = Arrays.stream(rotation == null ? rows : rotation.rows())
                .map(LinearFit::row)
                .toArray(Feature[][]::new);
        var targets = new Targets(lesson.learnedTask(), train.ids(), lesson.y());
        var problem = Shrinkage.of(features, targets, features[0].length);
        double cost = costs.size() == 1 ? costs.get(0) : problem.choose(costs, folds, seed.part("folds"));
        double[][] coefficients = problem.fit(cost).stream()
                .map(fit -> turnedBack(fit.weights(), rotation, rows))
                .toArray(double[][]::new);
        String choice = costs.size() == 1 ? "C " + cost : "C " + cost + " of " + costs.size() + " by cross-validation";
        return LinearModel.of(lesson.learned(), scaling, coefficients, choice);
    }

    private static double[] turnedBack(double[] weights, Rotation rotation, double[][] rows) {
        if (rotation == null) {
            return weights;
        }
        double[] back = new double[rows[0].length + 1];
        double[] ofSamples = rotation.ofSamples(Arrays.copyOf(weights, weights.length - 1));
        for (int i = 0; i < rows.length; i++) {
            for (int f = 0; f < rows[i].length; f++) {
                back[f] += ofSamples[i] * rows[i][f];
            }
        }
        back[back.length - 1] = weights[weights.length - 1];
        return back;
    }
}
