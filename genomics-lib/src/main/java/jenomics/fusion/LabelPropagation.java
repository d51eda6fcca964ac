package jenomics.fusion;

import java.util.Arrays;
import jenomics.learn.Estimator;
import jenomics.learn.Fitted;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Seed;

/**
 * The labels of training samples spread over the fused network of training and new samples (Zhu and Ghahramani 2002;
 * groupPredict of SNFtool): each sample takes the mean of its neighbours' labels, training samples keep theirs. What a new
 * sample is told to be depends on the others it comes with.
 *
 * @param snf how the network is made
 */
record LabelPropagation(Snf snf) implements Estimator<MultiOmics> {
    private static final int ROUNDS = 1000;
    private static final double SETTLED = 1e-14;

    @Override
    public String name() {
        return "SNF + label propagation";
    }

    @Override
    public boolean transductive() {
        return true;
    }

    @Override
    public Fitted<MultiOmics> fit(MultiOmics train, Task task, Seed seed) {
        var classes = Classes.of(name(), train, task);
        var view = snf.fit(Exploring.asTheyStand(train), seed);
        return samples -> {
            double[][] network = view.networkWith(samples);
            double[][] spread = spread(network, classes);
            double[][] told = Arrays.copyOfRange(spread, train.size(), spread.length);
            for (int i = 0; i < told.length; i++) {
                told[i] = shares(told[i]);
            }
            return classes.predictions(samples.ids(), told);
        };
    }

    /** @param network of the training samples and then the new ones */
    static double[][] spread(double[][] network, Classes classes) {
        double[][] steps = Arrays.stream(network)
                .map(row -> Matrices.scaled(row, 1 / Arrays.stream(row).sum()))
                .toArray(double[][]::new);
        int known = classes.targets().size();
        int[] classOf = classes.index();
        double[][] labels = new double[network.length][classes.count()];
        for (int i = 0; i < known; i++) {
            labels[i][classOf[i]] = 1;
        }
        double moved = 1;
        for (int round = 0; round < ROUNDS && moved > SETTLED; round++) {
            double[][] next = Matrices.times(steps, labels);
            System.arraycopy(labels, 0, next, 0, known);
            moved = 0;
            for (int i = known; i < next.length; i++) {
                for (int c = 0; c < next[i].length; c++) {
                    moved = Math.max(moved, Math.abs(next[i][c] - labels[i][c]));
                }
            }
            labels = next;
        }
        return labels;
    }

    /** What sums to 1; equal shares where no label reached a sample. */
    private static double[] shares(double[] labels) {
        double sum = Arrays.stream(labels).sum();
        return Arrays.stream(labels)
                .map(l -> sum > 0 ? l / sum : 1.0 / labels.length)
                .toArray();
    }
}
