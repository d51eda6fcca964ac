package jenomics.classic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.Estimator;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/**
 * The elastic net (Zou and Hastie 2005): a linear model whose coefficients are kept small by lambda times alpha |b| +
 * (1 - alpha) b² / 2. The loss is that of the task: squared error for numbers, log loss for yes or no, of several
 * classes together, for each label alone, Cox's partial likelihood for survival (ties as Breslow). The strength lambda is
 * chosen by cross-validation inside the training samples. Coefficients equal glmnet's.
 *
 * @param alphas the shares of the absolute penalty to choose from: 1 the lasso, 0 ridge
 * @param rule which strength is taken
 * @param folds parts of the cross-validation; fewer where there are few samples
 * @param foldAttribute the attribute that says which part each sample is in (numbers), or null: dealt out by chance
 * @param lambdas how many strengths are tried
 * @param standardize whether a coefficient is held back by what it does per standard deviation of its feature
 */
public record ElasticNet(
        List<Double> alphas, Rule rule, int folds, String foldAttribute, int lambdas, boolean standardize)
        implements Estimator<MultiOmics> {

    private static final double RIDGE_RATIO = 1e-6;

    /** Which strength of a cross-validated path is taken. */
    public enum Rule {
        /** The one with the least loss. */
        LEAST_LOSS,
        /** The strongest whose loss is within one standard error of the least: fewer features. */
        ONE_STANDARD_ERROR
    }

    public ElasticNet {
        alphas = List.copyOf(alphas);
        if (alphas.isEmpty() || alphas.stream().anyMatch(a -> !(a >= 0 && a <= 1))) {
            throw new GenomicsException(
                    "The alphas of an elastic net are between 0 (ridge) and 1 (lasso), at least one; found " + alphas
                            + ".",
                    Map.of("alphas", alphas));
        }
        if (folds < 3 || lambdas < 2) {
            throw new GenomicsException(
                    "An elastic net chooses among at least 2 lambdas in at least 3 folds; found " + lambdas
                            + " lambdas and " + folds + " folds.",
                    Map.of("lambdas", lambdas, "folds", folds));
        }
    }

    static ElasticNet of(double alpha) {
        return new ElasticNet(List.of(alpha), Rule.LEAST_LOSS, 10, null, 100, true);
    }

    /** The same with these to choose from; one alone is taken as it is. */
    public ElasticNet alphas(double... values) {
        return new ElasticNet(Arrays.stream(values).boxed().toList(), rule, folds, foldAttribute, lambdas, standardize);
    }

    /** The same with the strongest penalty within one standard error of the least loss. */
    public ElasticNet oneStandardError() {
        return new ElasticNet(alphas, Rule.ONE_STANDARD_ERROR, folds, foldAttribute, lambdas, standardize);
    }

    public ElasticNet folds(int count) {
        return new ElasticNet(alphas, rule, count, foldAttribute, lambdas, standardize);
    }

    /** The same with the parts that an attribute tells: patients or batches stay together. */
    public ElasticNet foldsFrom(String attribute) {
        return new ElasticNet(alphas, rule, folds, attribute, lambdas, standardize);
    }

    /** The same with so many strengths tried. */
    public ElasticNet lambdas(int count) {
        return new ElasticNet(alphas, rule, folds, foldAttribute, count, standardize);
    }

    /** The same with features taken as they are measured: for those with a common unit. */
    public ElasticNet asMeasured() {
        return new ElasticNet(alphas, rule, folds, foldAttribute, lambdas, false);
    }

    @Override
    public String name() {
        boolean one = alphas.size() == 1;
        return one && alphas.get(0) == 1 ? "lasso" : one && alphas.get(0) == 0 ? "ridge" : "elastic net";
    }

    /** @throws GenomicsException if a value is missing, there is one class only, or no feature differs */
    @Override
    public ElasticNetModel fit(MultiOmics train, Task task, Seed seed) {
        var lesson = Lesson.withSurvival(name(), train, task);
        lesson.requireDifferences();
        double[] centre = Design.means(lesson.x());
        double[][] rows = Design.around(centre, lesson.x());
        var parts = parts(train, lesson, seed.part("folds"));
        var paths = new ArrayList<ElasticNetModel.Chosen>();
        for (int p = 0; p < Outcome.paths(lesson); p++) {
            paths.add(chosen(rows, centre, Outcome.of(lesson, p), parts));
        }
        return new ElasticNetModel(this, lesson.learned(), paths, Design.deviations(rows));
    }

    /**
     * The fits at all strengths, for the first alpha, without choosing one; for the first label where there are several.
     *
     * @throws GenomicsException as {@link #fit} says
     */
    public ElasticNetPath path(MultiOmics train, Task task) {
        var lesson = Lesson.withSurvival(name(), train, task);
        lesson.requireDifferences();
        double[] centre = Design.means(lesson.x());
        double[][] rows = Design.around(centre, lesson.x());
        var outcome = Outcome.of(lesson, 0);
        var path = PathFitting.fit(Design.of(rows, standardize), outcome.loss(), options(alphas.get(0)));
        return new ElasticNetPath(lesson.learned(), path.around(centre), Design.deviations(rows), 0);
    }

    private Folds parts(MultiOmics train, Lesson lesson, Seed seed) {
        if (foldAttribute == null) {
            boolean classes = !lesson.isRegression() && lesson.task().kind() != Task.Kind.SURVIVAL;
            return Folds.dealt(lesson.size(), folds, classes ? lesson.y() : null, seed);
        }
        var told = IntStream.range(0, train.size())
                .mapToObj(i -> train.attribute(i, foldAttribute))
                .toList();
        if (told.contains(null) || told.stream().distinct().count() < 3) {
            throw new GenomicsException(
                    name() + " reads its folds from '" + foldAttribute + "', which must be there for every training"
                            + " sample and have at least 3 values; found "
                            + Phrases.count(
                                    told.stream()
                                            .filter(v -> v != null)
                                            .distinct()
                                            .count(),
                                    "value")
                            + " and "
                            + Phrases.count(told.stream().filter(v -> v == null).count(), "sample")
                            + " without one.",
                    Map.of("attribute", foldAttribute));
        }
        return Folds.told(told);
    }

    private ElasticNetModel.Chosen chosen(double[][] rows, double[] centre, Outcome outcome, Folds parts) {
        var best = CrossValidation.best(alphas.stream()
                .map(alpha -> CrossValidation.of(rows, outcome, options(alpha), parts))
                .toList());
        int place = rule == Rule.LEAST_LOSS ? best.least() : best.withinOneError();
        return new ElasticNetModel.Chosen(
                new CrossValidation(best.path().around(centre), best.loss(), best.error()), place, outcome.lossName());
    }

    /** The path of ridge begins a thousand times too high (it has no first strength), so it goes on for longer. */
    private PathOptions options(double alpha) {
        var options = PathOptions.of(alpha).count(lambdas).withStandardize(standardize);
        return alpha == 0 ? options.ratio(RIDGE_RATIO) : options;
    }
}
