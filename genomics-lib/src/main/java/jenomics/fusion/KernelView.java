package jenomics.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.learn.FittedPreparation;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;

/** Samples in the principal components of the averaged kernel. */
public final class KernelView extends FusedView {
    private static final double LEAST = 1e-9;

    private final Blocks blocks;
    private final List<LayerKernel> kernels;
    private final double[][] toComponents; // [training samples, components]
    private final double[] shares;

    private KernelView(
            String method,
            FittedPreparation<MultiOmics> prepared,
            Blocks blocks,
            List<LayerKernel> kernels,
            Matrices.Eigen eigen,
            double trace) {
        super(method, prepared, names(eigen.values().length), scaled(eigen, 0.5));
        this.blocks = blocks;
        this.kernels = kernels;
        this.toComponents = scaled(eigen, -0.5);
        this.shares = Arrays.stream(eigen.values()).map(v -> v / trace).toArray();
    }

    static KernelView of(
            KernelFusion plan, FittedPreparation<MultiOmics> prepared, Blocks blocks, List<LayerKernel> kernels) {
        double[][] kernel = average(blocks, kernels, blocks.size());
        double trace =
                IntStream.range(0, kernel.length).mapToDouble(i -> kernel[i][i]).sum();
        var eigen = Leading.of(kernel, Math.min(plan.dimensions(), blocks.size() - 1));
        int kept = (int) Arrays.stream(eigen.values())
                .filter(v -> v > LEAST * eigen.values()[0])
                .count();
        return new KernelView(plan.name(), prepared, blocks, kernels, eigen.first(kept), trace);
    }

    private static List<String> names(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(c -> "component " + c).toList();
    }

    private static double[][] scaled(Matrices.Eigen eigen, double power) {
        return Arrays.stream(eigen.vectors())
                .map(row -> IntStream.range(0, row.length)
                        .mapToDouble(c -> row[c] * Math.pow(eigen.values()[c], power))
                        .toArray())
                .toArray(double[][]::new);
    }

    /** The weighted mean of the layers in which two samples can be compared; 0 where there is none. */
    private static double[][] average(Blocks samples, List<LayerKernel> kernels, int training) {
        double[][] sum = new double[samples.size()][training];
        double[][] weight = new double[samples.size()][training];
        for (int b = 0; b < kernels.size(); b++) {
            double[][] one = kernels.get(b).with(samples.list().get(b), training);
            for (int i = 0; i < sum.length; i++) {
                for (int j = 0; j < training; j++) {
                    if (!Double.isNaN(one[i][j])) {
                        sum[i][j] += kernels.get(b).weight() * one[i][j];
                        weight[i][j] += kernels.get(b).weight();
                    }
                }
            }
        }
        for (int i = 0; i < sum.length; i++) {
            for (int j = 0; j < training; j++) {
                sum[i][j] = weight[i][j] == 0 ? 0 : sum[i][j] / weight[i][j];
            }
        }
        return sum;
    }

    @Override
    protected double[][] place(MultiOmics samples) {
        var like = blocks.like(method(), samples).requireMeasured(method(), samples);
        return Matrices.times(average(like, kernels, blocks.size()), toComponents);
    }

    @Override
    protected String axis(int dimension) {
        return dimensions().get(dimension) + " (" + Phrases.percent(shares[dimension]) + ")";
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        for (int c = 0; c < Math.min(5, shares.length); c++) {
            rows.add(List.of(dimensions().get(c), Phrases.percent(shares[c])));
        }
        return Description.of(method() + " · " + fittedTo() + " · " + Phrases.count(shares.length, "component"))
                .with("the first components", List.of("component", "share of the kernel"), rows);
    }
}
