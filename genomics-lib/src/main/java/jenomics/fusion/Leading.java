package jenomics.fusion;

import java.util.Arrays;
import jenomics.provenance.Seed;

/** The few largest eigenvalues of a symmetric matrix, without finding all of them where it is large. */
final class Leading {
    /** From here on by Lanczos' method, before it by a full decomposition. */
    private static final int LARGE = 500;

    private static final double SETTLED = 1e-11;

    private Leading() {}

    /** As many as are wanted, or as there are; the largest first. */
    static Matrices.Eigen of(double[][] symmetric, int count) {
        int wanted = Math.min(count, symmetric.length);
        return symmetric.length < LARGE ? Matrices.symmetric(symmetric).first(wanted) : lanczos(symmetric, wanted);
    }

    /** The largest values of a symmetric matrix, with full reorthogonalisation, until all that are wanted have settled. */
    private static Matrices.Eigen lanczos(double[][] a, int wanted) {
        int most = a.length;
        int steps = Math.min(most, Math.max(60, 4 * wanted));
        while (true) {
            var basis = new double[steps][];
            var found = project(a, basis, wanted);
            if (found != null || steps == most) {
                return found == null ? Matrices.symmetric(a).first(wanted) : found;
            }
            steps = Math.min(most, 2 * steps);
        }
    }

    private static Matrices.Eigen project(double[][] a, double[][] basis, int wanted) {
        int steps = basis.length;
        double[][] small = new double[steps][steps];
        var random = Seed.of(1).part("lanczos").random();
        double[] next = random.doubles(a.length, -1, 1).toArray();
        double length = Matrices.norm(next);
        for (int k = 0; k < steps; k++) {
            basis[k] = Matrices.scaled(next, 1 / length);
            double[] image = image(a, basis[k]);
            small[k][k] = Matrices.dot(image, basis[k]);
            next = orthogonal(orthogonal(image, basis, k + 1), basis, k + 1);
            length = Matrices.norm(next);
            if (k + 1 < steps) {
                small[k][k + 1] = length;
                small[k + 1][k] = length;
            }
            if (length < SETTLED) {
                return null;
            }
        }
        var ritz = Matrices.symmetric(small);
        for (int c = 0; c < wanted; c++) {
            if (length * Math.abs(ritz.vectors()[steps - 1][c]) > SETTLED) {
                return null;
            }
        }
        var few = ritz.first(wanted);
        return new Matrices.Eigen(few.values(), oriented(Matrices.transposedTimes(basis, few.vectors())));
    }

    private static double[][] oriented(double[][] vectors) {
        return Matrices.transposed(Arrays.stream(Matrices.transposed(vectors))
                .map(Matrices::oriented)
                .toArray(double[][]::new));
    }

    private static double[] image(double[][] a, double[] x) {
        double[] image = new double[a.length];
        Matrices.over(a.length, (long) a.length * a.length).forEach(i -> image[i] = Matrices.dot(a[i], x));
        return image;
    }

    private static double[] orthogonal(double[] vector, double[][] basis, int count) {
        double[] rest = vector.clone();
        for (int k = 0; k < count; k++) {
            double along = Matrices.dot(rest, basis[k]);
            for (int i = 0; i < rest.length; i++) {
                rest[i] -= along * basis[k][i];
            }
        }
        return rest;
    }
}
