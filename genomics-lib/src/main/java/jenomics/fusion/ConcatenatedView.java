package jenomics.fusion;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.learn.FittedPreparation;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;

/** All features of all layers side by side; its plot shows them in their first two principal components. */
public final class ConcatenatedView extends FusedView {
    private final Blocks blocks;
    private final List<Scaling> scalings;
    private final boolean centred;
    private final double[][] values; // [samples, features]

    ConcatenatedView(
            String method,
            FittedPreparation<MultiOmics> prepared,
            Blocks blocks,
            List<Scaling> scalings,
            boolean centred) {
        this(method, prepared, blocks, scalings, centred, beside(blocks, scalings, centred));
    }

    private ConcatenatedView(
            String method,
            FittedPreparation<MultiOmics> prepared,
            Blocks blocks,
            List<Scaling> scalings,
            boolean centred,
            double[][] values) {
        super(method, prepared, names(blocks), values);
        this.values = values;
        this.blocks = blocks;
        this.scalings = scalings;
        this.centred = centred;
    }

    private static List<String> names(Blocks blocks) {
        var names = new ArrayList<String>();
        blocks.list().forEach(b -> b.features()
                .forEach(f -> names.add(blocks.list().size() == 1 ? f : b.name() + ": " + f)));
        return names;
    }

    private static double[][] beside(Blocks blocks, List<Scaling> scalings, boolean centred) {
        double[][] all = new double[blocks.size()][blocks.width()];
        int at = 0;
        for (int b = 0; b < scalings.size(); b++) {
            var block = blocks.list().get(b);
            for (int s = 0; s < all.length; s++) {
                double[] row = row(block, s, scalings.get(b), centred);
                System.arraycopy(row, 0, all[s], at, row.length);
            }
            at += block.features().size();
        }
        return all;
    }

    private static double[] row(Blocks.Block block, int sample, Scaling scaling, boolean centred) {
        double[] values = block.measured(sample) ? block.values()[sample] : scaling.mean();
        if (centred) {
            return scaling.apply(new double[][] {values})[0];
        }
        return Arrays.stream(values).map(v -> v * scaling.factor()).toArray();
    }

    @Override
    protected double[][] place(MultiOmics samples) {
        return beside(blocks.like(method(), samples), scalings, centred);
    }

    /** The first two principal components; what is missing counts as the mean. */
    @Override
    Plane plane() {
        var rows = PlsBlock.zeroed(Scaling.of(values, false).apply(values));
        double[][] gram = Matrices.timesTransposed(rows, rows);
        double all =
                IntStream.range(0, gram.length).mapToDouble(i -> gram[i][i]).sum();
        var eigen = Leading.of(gram, 2);
        return new Plane(
                "component 1 (" + Phrases.percent(eigen.values()[0] / all) + ")",
                "component 2 (" + Phrases.percent(eigen.values()[1] / all) + ")",
                along(eigen, 0),
                along(eigen, 1));
    }

    private static double[] along(Matrices.Eigen eigen, int component) {
        double size = Math.sqrt(Math.max(0, eigen.values()[component]));
        return Matrices.scaled(Matrices.column(eigen.vectors(), component), size);
    }

    @Override
    public Description describe() {
        return Description.of(method() + " · " + fittedTo() + " · "
                + Phrases.count(dimensions().size(), "feature"));
    }
}
