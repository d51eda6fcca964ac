package jenomics.classic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.provenance.Seed;
import libsvm.svm;
import libsvm.svm_node;
import libsvm.svm_parameter;
import libsvm.svm_problem;

/** Machines for every output on parts of the samples, from one table of their products. */
final class SvmTraining {
    private final Lesson lesson;
    private final svm_node[][] nodes;
    private final double[][] kernel;
    private final Folds folds;
    private final double mean;
    private final double unit;

    static {
        svm.svm_set_print_string_function(text -> {}); // it would fill the cell
    }

    private SvmTraining(Lesson lesson, svm_node[][] nodes, double[][] kernel, Folds folds, double mean, double unit) {
        this.lesson = lesson;
        this.nodes = nodes;
        this.kernel = kernel;
        this.folds = folds;
        this.mean = mean;
        this.unit = unit;
    }

    static SvmTraining of(Lesson lesson, double[][] kernel, Seed seed, int most) {
        var folds = Folds.dealt(lesson.size(), most, lesson.isRegression() ? null : lesson.y(), seed);
        double mean = 0;
        double unit = 1;
        if (lesson.isRegression()) {
            double[] y = lesson.output(0);
            double found = Arrays.stream(y).average().orElse(0);
            double variance = Arrays.stream(y)
                    .map(v -> (v - found) * (v - found))
                    .average()
                    .orElse(0);
            mean = found;
            unit = variance > 0 ? Math.sqrt(variance) : 1;
        }
        return new SvmTraining(lesson, nodes(kernel), kernel, folds, mean, unit);
    }

    /** A table row for libsvm: the number of the sample, then its products with all. */
    private static svm_node[][] nodes(double[][] kernel) {
        return IntStream.range(0, kernel.length)
                .mapToObj(i -> {
                    var row = new svm_node[kernel.length + 1];
                    row[0] = node(0, i + 1.0);
                    for (int j = 0; j < kernel.length; j++) {
                        row[j + 1] = node(j + 1, kernel[i][j]);
                    }
                    return row;
                })
                .toArray(svm_node[][]::new);
    }

    private static svm_node node(int index, double value) {
        var node = new svm_node();
        node.index = index;
        node.value = value;
        return node;
    }

    /**
     * A machine of one output: the sum of these weights times the products with the training samples, plus the offset;
     * its decisions become probabilities by the curve.
     */
    record Machine(double[] weights, double offset, PlattCurve curve) {
        double decide(double[] products) {
            return CoordinateDescent.dot(weights, products) + offset;
        }
    }

    /** All machines at the cost that did best. */
    record Best(double cost, List<Machine> machines) {}

    Best best(List<Double> costs) {
        Best best = null;
        double least = Double.POSITIVE_INFINITY;
        for (double cost : costs) {
            double[][] decisions = leftOut(cost);
            var curves = IntStream.range(0, lesson.width())
                    .mapToObj(o -> lesson.isRegression() ? null : PlattCurve.of(decisions[o], lesson.output(o)))
                    .toList();
            double loss = loss(decisions, curves);
            if (loss < least || best == null) {
                least = loss;
                best = new Best(cost, machines(cost, curves));
            }
        }
        return best;
    }

    private List<Machine> machines(double cost, List<PlattCurve> curves) {
        int[] all = IntStream.range(0, lesson.size()).toArray();
        var machines = new ArrayList<Machine>();
        for (int o = 0; o < curves.size(); o++) {
            var machine = train(all, o, cost);
            double[] weights =
                    Arrays.stream(machine.weights()).map(w -> w * unit).toArray();
            machines.add(new Machine(weights, machine.offset() * unit + mean, curves.get(o)));
        }
        return machines;
    }

    /** Decisions on each part by a machine trained on the others: [outputs][samples]. */
    private double[][] leftOut(double cost) {
        double[][] decisions = new double[lesson.width()][lesson.size()];
        IntStream.range(0, folds.count() * lesson.width()).parallel().forEach(job -> {
            int output = job / folds.count();
            int fold = job % folds.count();
            var machine = train(folds.outside(fold), output, cost);
            for (int i : folds.inside(fold)) {
                decisions[output][i] = machine.decide(kernel[i]);
            }
        });
        return decisions;
    }

    private double loss(double[][] decisions, List<PlattCurve> curves) {
        double loss = 0;
        for (int o = 0; o < decisions.length; o++) {
            for (int i = 0; i < lesson.size(); i++) {
                double truth = lesson.y()[i][o];
                loss += lesson.isRegression()
                        ? Math.pow(decisions[o][i] - (truth - mean) / unit, 2)
                        : curves.get(o).loss(decisions[o][i], truth);
            }
        }
        return loss;
    }

    /** In units of the standard deviation, for numbers. */
    private Machine train(int[] some, int output, double cost) {
        double[] y = Arrays.stream(some).mapToDouble(i -> target(i, output)).toArray();
        double[] weights = new double[lesson.size()];
        if (Arrays.stream(y).distinct().count() < 2) {
            return new Machine(weights, y[0], null);
        }
        var problem = new svm_problem();
        problem.l = some.length;
        problem.y = y;
        problem.x = Arrays.stream(some).mapToObj(i -> nodes[i]).toArray(svm_node[][]::new);
        var model = svm.svm_train(problem, parameter(cost));
        double sign = lesson.isRegression() || model.label[0] == 1 ? 1 : -1;
        for (int s = 0; s < model.l; s++) {
            weights[some[model.sv_indices[s] - 1]] = sign * model.sv_coef[0][s];
        }
        return new Machine(weights, -sign * model.rho[0], null);
    }

    private double target(int sample, int output) {
        double y = lesson.y()[sample][output];
        return lesson.isRegression() ? (y - mean) / unit : y == 1 ? 1 : -1;
    }

    private svm_parameter parameter(double cost) {
        var parameter = new svm_parameter();
        parameter.svm_type = lesson.isRegression() ? svm_parameter.EPSILON_SVR : svm_parameter.C_SVC;
        parameter.kernel_type = svm_parameter.PRECOMPUTED;
        parameter.C = cost;
        parameter.p = 0.1;
        parameter.eps = 1e-3;
        parameter.cache_size = 100;
        parameter.shrinking = 1;
        parameter.weight_label = new int[0];
        parameter.weight = new double[0];
        return parameter;
    }
}
