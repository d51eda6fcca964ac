package jenomics.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Sparse generalised canonical correlation of several blocks with an outcome (Tenenhaus et al. 2014, Singh et al. 2019),
 * in the order of steps of mixOmics' block.splsda: Horst's scheme, regression mode, start from the singular vectors of
 * each block with the outcome. With one block it is (sparse) partial least squares. Blocks are centred; what is missing
 * in them counts as nothing.
 *
 * @param variates of each block and, last, of the outcome: [samples, components]
 * @param loadings likewise: [features, components], columns of length 1
 * @param rounds how many iterations each component took
 */
record BlockPls(List<double[][]> variates, List<double[][]> loadings, int[] rounds) {
    private static final double TOLERANCE = 1e-6;
    private static final int MOST_ROUNDS = 100;

    /**
     * @param blocks [samples, features] each, centred, NaN where missing; the outcome last, complete
     * @param design how much two blocks are to correlate; 0 on the diagonal
     * @param keep for each block how many features each component uses; the outcome keeps all
     */
    static BlockPls fit(List<double[][]> blocks, double[][] design, int[][] keep, int components) {
        var rest = new ArrayList<Residual>();
        blocks.forEach(b -> rest.add(Residual.of(b)));
        var found = new ArrayList<Component>();
        for (int c = 0; c < components; c++) {
            int at = c;
            var component = Component.of(
                    rest, design, Arrays.stream(keep).mapToInt(k -> k[at]).toArray());
            found.add(component);
            deflate(rest, component);
        }
        return new BlockPls(
                side(found, blocks.size(), Component::variates),
                side(found, blocks.size(), Component::loadings),
                found.stream().mapToInt(Component::rounds).toArray());
    }

    private static List<double[][]> side(
            List<Component> found, int blocks, java.util.function.Function<Component, double[][]> of) {
        var all = new ArrayList<double[][]>();
        for (int b = 0; b < blocks; b++) {
            int block = b;
            all.add(Matrices.columns(found.stream().map(c -> of.apply(c)[block]).toArray(double[][]::new)));
        }
        return List.copyOf(all);
    }

    /** Each block loses its own variate; the outcome loses, on average, those of the blocks. */
    private static void deflate(List<Residual> rest, Component component) {
        int outcome = rest.size() - 1;
        double[][] sum =
                new double[rest.get(outcome).values().length][rest.get(outcome).width()];
        for (int b = 0; b < outcome; b++) {
            double[][] without = rest.get(outcome).without(component.variates()[b]);
            for (int i = 0; i < sum.length; i++) {
                for (int j = 0; j < sum[i].length; j++) {
                    sum[i][j] += without[i][j] / outcome;
                }
            }
            rest.set(b, rest.get(b).minus(component.variates()[b]));
        }
        rest.set(outcome, new Residual(sum, null));
    }

    /**
     * What is left of a block.
     *
     * @param values [samples, features], 0 where missing
     * @param missing where something is missing, or null: nowhere
     */
    record Residual(double[][] values, boolean[][] missing) {

        static Residual of(double[][] block) {
            boolean[][] missing = new boolean[block.length][block[0].length];
            boolean any = false;
            double[][] values = Matrices.copy(block);
            for (int i = 0; i < values.length; i++) {
                for (int j = 0; j < values[i].length; j++) {
                    if (Double.isNaN(values[i][j])) {
                        values[i][j] = 0;
                        missing[i][j] = true;
                        any = true;
                    }
                }
            }
            return new Residual(values, any ? missing : null);
        }

        int width() {
            return values[0].length;
        }

        /** Where the samples lie along these weights; over the features that they have. */
        double[] variate(double[] weights) {
            double[] variate = Matrices.times(values, weights);
            for (int i = 0; missing != null && i < variate.length; i++) {
                double seen = 0;
                for (int j = 0; j < weights.length; j++) {
                    seen += missing[i][j] ? 0 : weights[j] * weights[j];
                }
                variate[i] = seen == 0 ? 0 : variate[i] / seen;
            }
            return variate;
        }

        double[][] without(double[] variate) {
            double[] slope = slopes(variate);
            double[][] left = Matrices.copy(values);
            for (int i = 0; i < left.length; i++) {
                for (int j = 0; j < slope.length; j++) {
                    left[i][j] -= missing != null && missing[i][j] ? 0 : variate[i] * slope[j];
                }
            }
            return left;
        }

        private double[] slopes(double[] variate) {
            double[] slope = Matrices.transposedTimes(values, variate);
            double length = Matrices.dot(variate, variate);
            for (int j = 0; j < slope.length; j++) {
                double seen = length;
                for (int i = 0; missing != null && i < variate.length; i++) {
                    seen -= missing[i][j] ? variate[i] * variate[i] : 0;
                }
                slope[j] = seen <= 0 ? 0 : slope[j] / seen;
            }
            return slope;
        }

        Residual minus(double[] variate) {
            return new Residual(without(variate), missing);
        }
    }

    /**
     * One component.
     *
     * @param variates one row per block, the outcome's last
     * @param loadings likewise
     */
    record Component(double[][] variates, double[][] loadings, int rounds) {

        static Component of(List<Residual> blocks, double[][] design, int[] keep) {
            double[][] loadings = start(blocks);
            double[][] variates = new double[blocks.size()][];
            Arrays.setAll(variates, b -> blocks.get(b).variate(loadings[b]));
            int round = 1;
            while (turn(blocks, design, keep, variates, loadings) >= TOLERANCE && round <= MOST_ROUNDS) {
                round++;
            }
            return new Component(variates, loadings, round);
        }

        /** Every block in turn follows the others; returns how far the loadings moved, squared, where they moved most. */
        private static double turn(
                List<Residual> blocks, double[][] design, int[] keep, double[][] variates, double[][] loadings) {
            double moved = 0;
            for (int b = 0; b < loadings.length; b++) {
                double[] others = new double[variates[b].length];
                for (int other = 0; other < variates.length; other++) {
                    for (int i = 0; i < others.length; i++) {
                        others[i] += design[b][other] * variates[other][i];
                    }
                }
                double[] next =
                        unit(sparse(Matrices.transposedTimes(blocks.get(b).values(), others), keep[b]));
                double distance = 0;
                for (int j = 0; j < next.length; j++) {
                    distance += (next[j] - loadings[b][j]) * (next[j] - loadings[b][j]);
                }
                moved = Math.max(moved, distance);
                loadings[b] = next;
                variates[b] = blocks.get(b).variate(next);
            }
            return moved;
        }

        /**
         * The leading singular vectors of each block with the outcome; the outcome's are those with the first block. The
         * iteration stops early enough that their signs show in the fourth digit of the result, so they are taken as
         * LAPACK's Householder steps leave them in most matrices: against the first entry.
         */
        private static double[][] start(List<Residual> blocks) {
            int outcome = blocks.size() - 1;
            double[][] y = blocks.get(outcome).values();
            double[][] loadings = new double[blocks.size()][];
            for (int b = 0; b < outcome; b++) {
                double[][] cross = Matrices.transposedTimes(blocks.get(b).values(), y);
                double[] right = Matrices.column(
                        Matrices.symmetric(Matrices.transposedTimes(cross, cross))
                                .vectors(),
                        0);
                right = right[0] * cross[0][0] > 0 ? Matrices.scaled(right, -1) : right;
                loadings[b] = unit(Matrices.times(cross, right));
                if (b == 0) {
                    loadings[outcome] = right;
                }
            }
            return loadings;
        }
    }

    private static double[] unit(double[] vector) {
        double length = Matrices.norm(vector);
        return length == 0 ? vector : Matrices.scaled(vector, 1 / length);
    }

    /**
     * The largest entries, drawn towards 0 by the largest of the others; those that tie with the last of them stay too.
     *
     * @param keep how many
     */
    static double[] sparse(double[] vector, int keep) {
        if (keep >= vector.length) {
            return vector;
        }
        double[] sizes = Arrays.stream(vector).map(Math::abs).sorted().toArray();
        double last = sizes[sizes.length - keep];
        double limit = Arrays.stream(sizes).filter(s -> s < last).max().orElse(0);
        return Arrays.stream(vector)
                .map(v -> Math.abs(v) <= limit ? 0 : Math.signum(v) * (Math.abs(v) - limit))
                .toArray();
    }
}
