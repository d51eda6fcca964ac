package jenomics.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A fitted discriminant analysis of one or several blocks.
 *
 * @param blocks in order
 * @param outcome means and deviations of the indicators of the classes
 * @param outcomeVariates of the training samples: [samples, components]
 * @param distance how classes are told
 */
record Discriminant(List<PlsBlock> blocks, Scaling outcome, double[][] outcomeVariates, ClassDistance distance) {
    /** What nearness adds to the votes: enough to order samples of equal votes, too little to overrule one. */
    private static final double WITHIN_VOTES = 0.01;

    /**
     * @param classOf the class of each training sample, from 0
     * @param between how much two blocks are to correlate, 0 to 1; each with the outcome: 1
     * @param keep for each block how many features each component uses
     */
    static Discriminant fit(
            Blocks train,
            int[] classOf,
            int classes,
            double between,
            int[][] keep,
            int components,
            ClassDistance distance) {
        double[][] indicators = indicators(classOf, classes);
        var outcome = Scaling.of(indicators, true);
        double[][] y = outcome.apply(indicators);
        var scalings = new ArrayList<Scaling>();
        var scaled = new ArrayList<double[][]>();
        for (var block : train.list()) {
            var scaling = Scaling.of(block.values(), true);
            scalings.add(scaling);
            scaled.add(scaling.apply(block.values()));
        }
        var all = new ArrayList<>(scaled);
        all.add(y);
        var pls = BlockPls.fit(all, design(all.size(), between), withOutcome(keep, classes, components), components);
        double[][] outcomeVariates = pls.variates().get(scaled.size());
        var blocks = new ArrayList<PlsBlock>();
        for (int b = 0; b < scaled.size(); b++) {
            blocks.add(PlsBlock.of(
                    train.list().get(b),
                    scalings.get(b),
                    scaled.get(b),
                    y,
                    outcomeVariates,
                    pls.variates().get(b),
                    pls.loadings().get(b),
                    classOf));
        }
        return new Discriminant(List.copyOf(blocks), outcome, outcomeVariates, distance);
    }

    private static double[][] indicators(int[] classOf, int classes) {
        double[][] indicators = new double[classOf.length][classes];
        for (int i = 0; i < classOf.length; i++) {
            indicators[i][classOf[i]] = 1;
        }
        return indicators;
    }

    private static double[][] design(int blocks, double between) {
        double[][] design = new double[blocks][blocks];
        for (int a = 0; a < blocks; a++) {
            for (int b = 0; b < blocks; b++) {
                design[a][b] = a == b ? 0 : a == blocks - 1 || b == blocks - 1 ? 1 : between;
            }
        }
        return design;
    }

    private static int[][] withOutcome(int[][] keep, int classes, int components) {
        int[][] all = Arrays.copyOf(keep, keep.length + 1);
        all[keep.length] = IntStream.generate(() -> classes).limit(components).toArray();
        return all;
    }

    int classes() {
        return outcome.mean().length;
    }

    int components() {
        return outcomeVariates[0].length;
    }

    /** The class each block votes for; -1 for one in which the sample has no value. */
    int[] votes(Blocks samples, int sample) {
        return IntStream.range(0, blocks.size())
                .map(b -> samples.list().get(b).measured(sample) ? first(nearness(samples, sample, b)) : -1)
                .toArray();
    }

    private double[] nearness(Blocks samples, int sample, int block) {
        return blocks.get(block).nearness(samples.list().get(block).values()[sample], distance, outcome);
    }

    private static int first(double[] nearness) {
        int best = 0;
        for (int k = 1; k < nearness.length; k++) {
            best = nearness[k] > nearness[best] ? k : best;
        }
        return best;
    }

    /**
     * The weighted vote of the blocks that a sample has, as shares of the classes; samples of equal votes are ordered by
     * how near they are. Of two classes with equal votes the nearer one leads.
     */
    double[] probabilities(Blocks samples, int sample) {
        double[] shares = new double[classes()];
        double all = 0;
        for (int b = 0; b < blocks.size(); b++) {
            if (samples.list().get(b).measured(sample)) {
                double weight = Math.max(blocks.get(b).weight(), 1e-9);
                double[] nearness = nearness(samples, sample, b);
                double[] near = blocks.get(b).shares(nearness, distance);
                shares[first(nearness)] += weight;
                all += weight * (1 + WITHIN_VOTES);
                for (int k = 0; k < shares.length; k++) {
                    shares[k] += weight * WITHIN_VOTES * near[k];
                }
            }
        }
        return Matrices.scaled(shares, 1 / all);
    }

    /** The mean of the variates of the blocks that a sample has, each in its training deviations, by weight. */
    double[][] consensus(Blocks samples) {
        double[][] all = new double[samples.size()][components()];
        double[] seen = new double[samples.size()];
        for (int b = 0; b < blocks.size(); b++) {
            var block = blocks.get(b);
            double[][] variates = block.variates(samples.list().get(b).values());
            double[] unit = units(block);
            for (int s = 0; s < all.length; s++) {
                if (samples.list().get(b).measured(s)) {
                    seen[s] += block.weight();
                    for (int c = 0; c < unit.length; c++) {
                        all[s][c] += block.weight() * variates[s][c] / unit[c];
                    }
                }
            }
        }
        for (int s = 0; s < all.length; s++) {
            all[s] = seen[s] == 0 ? all[s] : Matrices.scaled(all[s], 1 / seen[s]);
        }
        return all;
    }

    private double[] units(PlsBlock block) {
        double[] units = new double[components()];
        for (int c = 0; c < units.length; c++) {
            double found = Scaling.deviation(block.variates(), c, 0);
            units[c] = blocks.size() == 1 || found == 0 ? 1 : found;
        }
        return units;
    }
}
