package jenomics.fusion;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Samples on paper.
 *
 * @param x the title of the x axis
 * @param y the title of the y axis
 * @param xs one per sample
 * @param ys one per sample
 */
record Plane(String x, String y, double[] xs, double[] ys) {

    /** The first two dimensions; where there is one alone, it stands over the samples in their order. */
    static Plane of(FusedView view) {
        int n = view.embedding().size();
        boolean one = view.dimensions().size() == 1;
        return new Plane(
                one ? "sample" : view.axis(0),
                view.axis(one ? 0 : 1),
                one ? IntStream.rangeClosed(1, n).asDoubleStream().toArray() : column(view, 0),
                column(view, one ? 0 : 1));
    }

    private static double[] column(FusedView view, int dimension) {
        float[] values = view.embedding().column(dimension);
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    static double[] pick(double[] values, int[] places) {
        return Arrays.stream(places).mapToDouble(i -> values[i]).toArray();
    }
}
