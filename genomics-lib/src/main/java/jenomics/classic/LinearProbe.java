package jenomics.classic;

import de.bwaldvogel.liblinear.Feature;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import jenomics.learn.Task;
import jenomics.provenance.Seed;

/**
 * A linear model on dense features, one output at a time: logistic for classes and labels, ridge for numbers. Features
 * are standardised while fitting; the result is for features as they came.
 *
 * @param weights [outputs][features]
 * @param biases [outputs]
 * @param cost liblinear's C that was chosen: by the loss on validation rows, or by five-fold cross-validation
 */
public record LinearProbe(float[][] weights, float[] biases, double cost) {
    private static final double[] COSTS = {1e-4, 1e-3, 1e-2, 1e-1, 1};
    private static final int FOLDS = 5;

    /**
     * @param x features [n][features]
     * @param y targets [n][outputs]; 0 or 1, or numbers for a regression
     * @param validationX further rows that choose the cost; null: cross-validation
     */
    public static LinearProbe fit(
            float[][] x, double[][] y, Task task, float[][] validationX, double[][] validationY, Seed seed) {
        var scaling = Scaling.of(x);
        var rows = rows(scaling, x);
        int width = scaling.mean().length + 1;
        boolean numbers = task.kind() == Task.Kind.REGRESSION;
        double cost = validationX != null
                ? best(c -> loss(fits(rows, y, width, c, numbers), rows(scaling, validationX), validationY, numbers))
                : best(c -> crossValidated(rows, y, width, c, numbers, seed));
        return of(fits(rows, y, width, cost, numbers), scaling, cost);
    }

    /** Hands over what a linear layer needs. */
    public void into(BiConsumer<float[][], float[]> layer) {
        layer.accept(weights, biases);
    }

    private interface LossAt {
        double of(double cost);
    }

    private static double best(LossAt loss) {
        double best = COSTS[0];
        double least = Double.POSITIVE_INFINITY;
        for (double cost : COSTS) {
            double value = loss.of(cost);
            if (value < least) {
                least = value;
                best = cost;
            }
        }
        return best;
    }

    private static double crossValidated(
            Feature[][] rows, double[][] y, int width, double cost, boolean numbers, Seed seed) {
        int[] fold = new int[rows.length];
        var random = seed.part("folds").random();
        Arrays.setAll(fold, i -> random.nextInt(FOLDS));
        double sum = 0;
        for (int f = 0; f < FOLDS; f++) {
            int held = f;
            int[] in =
                    IntStream.range(0, rows.length).filter(i -> fold[i] != held).toArray();
            int[] out =
                    IntStream.range(0, rows.length).filter(i -> fold[i] == held).toArray();
            if (in.length > 0 && out.length > 0) {
                var fits = fits(pick(rows, in, Feature[][]::new), pick(y, in, double[][]::new), width, cost, numbers);
                sum += out.length
                        * loss(fits, pick(rows, out, Feature[][]::new), pick(y, out, double[][]::new), numbers);
            }
        }
        return sum;
    }

    private static <T> T[] pick(T[] all, int[] places, java.util.function.IntFunction<T[]> array) {
        return IntStream.of(places).mapToObj(i -> all[i]).toArray(array);
    }

    private static List<LinearFit> fits(Feature[][] rows, double[][] y, int width, double cost, boolean numbers) {
        return IntStream.range(0, y[0].length)
                .mapToObj(o -> {
                    double[] output =
                            Arrays.stream(y).mapToDouble(row -> row[o]).toArray();
                    return numbers
                            ? LinearFit.ridge(rows, output, width, cost, null)
                            : LinearFit.logistic(rows, output, width, cost, null);
                })
                .toList();
    }

    /** Mean log loss, or mean squared error, over rows and outputs. */
    private static double loss(List<LinearFit> fits, Feature[][] rows, double[][] y, boolean numbers) {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int o = 0; o < y[i].length; o++) {
                double z = fits.get(o).at(rows[i]);
                sum += numbers ? (z - y[i][o]) * (z - y[i][o]) : softplus(y[i][o] == 1 ? -z : z);
            }
        }
        return sum / rows.length;
    }

    private static double softplus(double z) {
        return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }

    private static LinearProbe of(List<LinearFit> fits, Scaling scaling, double cost) {
        int features = scaling.mean().length;
        var weights = new float[fits.size()][features];
        var biases = new float[fits.size()];
        for (int o = 0; o < biases.length; o++) {
            double[] w = fits.get(o).weights();
            double bias = w[features];
            for (int h = 0; h < features; h++) {
                weights[o][h] = (float) (w[h] / scaling.deviation()[h]);
                bias -= w[h] * scaling.mean()[h] / scaling.deviation()[h];
            }
            biases[o] = (float) bias;
        }
        return new LinearProbe(weights, biases, cost);
    }

    /** Standardised, with the constant 1 last. */
    private static Feature[][] rows(Scaling scaling, float[][] x) {
        return Arrays.stream(scaling.rows(x)).map(LinearFit::row).toArray(Feature[][]::new);
    }
}
