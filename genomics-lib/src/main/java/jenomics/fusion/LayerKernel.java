package jenomics.fusion;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.provenance.GenomicsException;

/**
 * How alike samples are in one layer, among the training samples that have it.
 *
 * @param there the training samples with values here
 * @param rows theirs, scaled: [samples there, features]
 * @param means the mean likeness of each of them with all of them
 * @param mean of those means
 * @param unit what makes the mean of the diagonal 1
 */
record LayerKernel(
        KernelFusion plan,
        String name,
        double weight,
        Scaling scaling,
        int[] there,
        double[][] rows,
        double[] means,
        double mean,
        double unit) {

    static LayerKernel of(KernelFusion plan, Blocks.Block block, double weight) {
        int[] there = IntStream.range(0, block.size()).filter(block::measured).toArray();
        var scaling = Scaling.of(block.values(), true);
        double[][] rows =
                Arrays.stream(there).mapToObj(i -> complete(block, i, scaling)).toArray(double[][]::new);
        var raw = new LayerKernel(plan, block.name(), weight, scaling, there, rows, new double[there.length], 0, 1);
        double[][] likeness = raw.likeness(rows);
        double[] means = Arrays.stream(likeness)
                .mapToDouble(row -> Arrays.stream(row).average().orElse(0))
                .toArray();
        double mean = Arrays.stream(means).average().orElse(0);
        double size = IntStream.range(0, there.length)
                .mapToDouble(i -> likeness[i][i] - 2 * means[i] + mean)
                .average()
                .orElse(0);
        if (!(size > 1e-12)) {
            throw new GenomicsException(
                    "All samples are alike in the layer '" + block.name()
                            + "': every feature is constant, so that its kernel says nothing. Leave the layer out.",
                    Map.of("layer", block.name()));
        }
        return new LayerKernel(plan, block.name(), weight, scaling, there, rows, means, mean, size);
    }

    private static double[] complete(Blocks.Block block, int sample, Scaling scaling) {
        double[] scaled = scaling.apply(new double[][] {block.values()[sample]})[0];
        return block.requireComplete(
                sample, scaled, "Kernel averaging compares all values of a layer that a sample has");
    }

    private double[][] likeness(double[][] scaled) {
        double features = rows[0].length;
        if (!plan.radial()) {
            return Arrays.stream(Matrices.timesTransposed(scaled, rows))
                    .map(row -> Matrices.scaled(row, 1 / features))
                    .toArray(double[][]::new);
        }
        return Arrays.stream(Similarity.distances(scaled, rows))
                .map(row -> Arrays.stream(row)
                        .map(d -> Math.exp(-d * d / (plan.spread() * features)))
                        .toArray())
                .toArray(double[][]::new);
    }

    /** How alike each of some samples is to each training sample; NaN where one of the two lacks the layer. */
    double[][] with(Blocks.Block samples, int training) {
        double[][] all = new double[samples.size()][training];
        Arrays.stream(all).forEach(row -> Arrays.fill(row, Double.NaN));
        int[] measured =
                IntStream.range(0, samples.size()).filter(samples::measured).toArray();
        if (measured.length == 0) {
            return all;
        }
        double[][] likeness = likeness(Arrays.stream(measured)
                .mapToObj(i -> complete(samples, i, scaling))
                .toArray(double[][]::new));
        for (int m = 0; m < measured.length; m++) {
            double average = Arrays.stream(likeness[m]).average().orElse(0);
            for (int j = 0; j < there.length; j++) {
                all[measured[m]][there[j]] = (likeness[m][j] - average - means[j] + mean) / unit;
            }
        }
        return all;
    }
}
