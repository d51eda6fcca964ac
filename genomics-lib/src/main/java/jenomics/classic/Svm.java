package jenomics.classic;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jenomics.learn.Estimator;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/**
 * A support vector machine on standardised features, by libsvm: linear or with a Gaussian kernel; one class against the
 * rest for several classes, one machine for each label, epsilon regression for numbers. Probabilities are Platt's (1999):
 * a logistic curve fitted to the decisions on parts left out, which also choose the cost.
 *
 * @param gaussian whether the kernel is exp(-gamma |a - b|²); else the product
 * @param gamma of the Gaussian kernel; 0: one over features times variance (scikit-learn's "scale")
 * @param costs the strengths tried: libsvm's C; one alone is taken as it is
 * @param folds parts of the cross-validation; fewer where there are few samples
 */
public record Svm(boolean gaussian, double gamma, List<Double> costs, int folds) implements Estimator<MultiOmics> {
    static final List<Double> COSTS = List.of(0.01, 0.1, 1.0, 10.0, 100.0);

    /** All products of samples are held at once: 0.8 GB. */
    private static final int MOST_SAMPLES = 5_000;

    public Svm {
        costs = costs.stream().sorted().toList();
        if (costs.isEmpty() || !(costs.get(0) > 0) || !(gamma >= 0) || folds < 2) {
            throw new GenomicsException(
                    "A support vector machine needs costs above 0, a gamma of 0 (the default) or more and at least 2"
                            + " folds; found costs " + costs + ", gamma " + gamma + " and " + folds + " folds.",
                    Map.of("costs", costs, "gamma", gamma, "folds", folds));
        }
    }

    /** The same with these costs to choose from (small is smooth); one alone is taken as it is. */
    public Svm costs(double... values) {
        return new Svm(gaussian, gamma, Arrays.stream(values).boxed().toList(), folds);
    }

    /** The same with a Gaussian kernel of this gamma. */
    public Svm gamma(double value) {
        return new Svm(true, value, costs, folds);
    }

    public Svm folds(int count) {
        return new Svm(gaussian, gamma, costs, count);
    }

    @Override
    public String name() {
        return gaussian ? "Gaussian SVM" : "linear SVM";
    }

    /** @throws GenomicsException if a value is missing, there is one class only, or there are over 5,000 samples */
    @Override
    public SvmModel fit(MultiOmics train, Task task, Seed seed) {
        var lesson = Lesson.of(name(), train, task);
        lesson.requireDifferences();
        if (lesson.size() > MOST_SAMPLES) {
            throw new GenomicsException(
                    "A support vector machine compares every two samples, up to " + Phrases.count(MOST_SAMPLES)
                            + " of them; found " + Phrases.count(lesson.size())
                            + ". Use Classic.logistic() or Classic.randomForest().",
                    Map.of("samples", lesson.size()));
        }
        var scaling = Scaling.of(lesson.x());
        double[][] rows = scaling.rows(lesson.x());
        var kernel = new Kernel(gaussian, gamma > 0 ? gamma : 1 / scale(rows));
        var training = SvmTraining.of(lesson, kernel.of(rows), seed.part("folds"), folds);
        var best = training.best(costs);
        return new SvmModel(lesson.learned(), this, kernel, scaling, rows, best);
    }

    /** Features times their mean variance: constant ones have none. */
    private static double scale(double[][] rows) {
        double squares = 0;
        for (double[] row : rows) {
            squares += CoordinateDescent.dot(row, row);
        }
        return squares / rows.length;
    }

    /** How alike two samples are. */
    record Kernel(boolean gaussian, double gamma) {

        double of(double[] a, double[] b) {
            double product = CoordinateDescent.dot(a, b);
            if (!gaussian) {
                return product;
            }
            double distance = CoordinateDescent.dot(a, a) + CoordinateDescent.dot(b, b) - 2 * product;
            return Math.exp(-gamma * Math.max(0, distance));
        }

        double[][] of(double[][] rows) { // [samples, samples]
            double[][] products = Rotation.products(rows);
            if (gaussian) {
                double[] own = new double[rows.length];
                Arrays.setAll(own, i -> products[i][i]);
                for (int i = 0; i < rows.length; i++) {
                    for (int j = 0; j < rows.length; j++) {
                        products[i][j] = Math.exp(-gamma * Math.max(0, own[i] + own[j] - 2 * products[i][j]));
                    }
                }
            }
            return products;
        }
    }
}
