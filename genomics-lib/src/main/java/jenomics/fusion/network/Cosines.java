package jenomics.fusion.network;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The cosine distances of samples of one set from those of another. It holds scalar products, so that what a feature adds
 * to them can be taken away again without going through all others.
 */
final class Cosines {
    /** As published: nothing is divided by less. */
    private static final double LEAST = 1e-8;

    private final float[][] rows;
    private final float[][] others;
    private final double[][] dots; // [rows][others]
    private final double[] lengths;
    private final double[] otherLengths;

    private Cosines(float[][] rows, float[][] others, double[][] dots, double[] lengths, double[] otherLengths) {
        this.rows = rows;
        this.others = others;
        this.dots = dots;
        this.lengths = lengths;
        this.otherLengths = otherLengths;
    }

    /** @param rows [samples][features], as those of the others */
    static Cosines between(float[][] rows, float[][] others) {
        double[][] dots = new double[rows.length][others.length];
        IntStream.range(0, rows.length).parallel().forEach(i -> {
            for (int j = 0; j < others.length; j++) {
                dots[i][j] = dot(rows[i], others[j]);
            }
        });
        return new Cosines(rows, others, dots, lengths(rows), lengths(others));
    }

    /** Of each sample from each. */
    static Cosines within(float[][] rows) {
        double[][] dots = new double[rows.length][rows.length];
        IntStream.range(0, rows.length).parallel().forEach(i -> {
            for (int j = i; j < rows.length; j++) {
                dots[i][j] = dot(rows[i], rows[j]);
                dots[j][i] = dots[i][j];
            }
        });
        double[] lengths = lengths(rows);
        return new Cosines(rows, rows, dots, lengths, lengths);
    }

    private static double[] lengths(float[][] rows) {
        return Arrays.stream(rows).mapToDouble(row -> Math.sqrt(dot(row, row))).toArray();
    }

    /** In four sums, which a processor adds up side by side. */
    private static double dot(float[] one, float[] other) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int f = 0;
        for (; f + 3 < one.length; f += 4) {
            a += (double) one[f] * other[f];
            b += (double) one[f + 1] * other[f + 1];
            c += (double) one[f + 2] * other[f + 2];
            d += (double) one[f + 3] * other[f + 3];
        }
        for (; f < one.length; f++) {
            a += (double) one[f] * other[f];
        }
        return a + b + (c + d);
    }

    /** The same as if this feature were 0 in all samples. */
    Cosines without(int feature) {
        double[][] left = new double[dots.length][];
        for (int i = 0; i < left.length; i++) {
            left[i] = dots[i].clone();
            double own = rows[i][feature];
            for (int j = 0; own != 0 && j < left[i].length; j++) {
                left[i][j] -= own * others[j][feature];
            }
        }
        double[] shorter = without(lengths, rows, feature);
        return new Cosines(
                rows, others, left, shorter, rows == others ? shorter : without(otherLengths, others, feature));
    }

    private static double[] without(double[] lengths, float[][] rows, int feature) {
        return IntStream.range(0, lengths.length)
                .mapToDouble(i -> {
                    double own = rows[i][feature];
                    return Math.sqrt(Math.max(0, lengths[i] * lengths[i] - own * own));
                })
                .toArray();
    }

    /** How far sample i lies from sample j of the others: 0 in the same direction, 1 where nothing is known of one. */
    double distance(int i, int j) {
        return 1 - dots[i][j] / Math.max(lengths[i] * otherLengths[j], LEAST);
    }

    int size() {
        return dots.length;
    }

    /** How many others there are. */
    int otherSize() {
        return otherLengths.length;
    }
}
