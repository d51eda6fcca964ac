package jenomics.fusion;

import java.util.Arrays;
import jenomics.learn.Task;

/**
 * A linear model with a squared penalty, for classes or for numbers.
 *
 * @param classes the one for classes, or null
 * @param numbers the one for numbers, or null
 */
record RidgeModel(SoftmaxRidge classes, LinearRidge numbers) {
    static RidgeModel fit(double[][] x, double[][] y, Task task, double penalty) {
        return task.kind() == Task.Kind.REGRESSION
                ? new RidgeModel(null, LinearRidge.fit(x, Matrices.column(y, 0), penalty))
                : new RidgeModel(SoftmaxRidge.fit(x, indicators(y, task), penalty), null);
    }

    private static double[][] indicators(double[][] y, Task task) {
        return task.kind() == Task.Kind.MULTICLASS
                ? y
                : Arrays.stream(y).map(row -> new double[] {1 - row[0], row[0]}).toArray(double[][]::new);
    }

    double[][] values(double[][] x, Task task) {
        if (numbers != null) {
            return Arrays.stream(numbers.values(x))
                    .mapToObj(v -> new double[] {v})
                    .toArray(double[][]::new);
        }
        double[][] told = classes.probabilities(x);
        return task.kind() == Task.Kind.MULTICLASS
                ? told
                : Arrays.stream(told).map(row -> new double[] {row[1]}).toArray(double[][]::new);
    }
}
