package jenomics.fusion;

import java.util.Arrays;

/**
 * The smoothest directions of a network: the largest values and vectors of D^-1/2 W D^-1/2. The values of the normalised
 * Laplacian are 1 minus these.
 *
 * @param values the largest first; the first is 1
 * @param vectors [samples, values]
 * @param degrees the sum of each row of the network
 */
record Spectrum(double[] values, double[][] vectors, double[] degrees) {
    static Spectrum of(double[][] network, int count) {
        double[] degrees = Arrays.stream(network)
                .mapToDouble(row -> Math.max(Arrays.stream(row).sum(), Similarity.EPSILON))
                .toArray();
        double[][] scaled = new double[network.length][network.length];
        for (int i = 0; i < scaled.length; i++) {
            for (int j = 0; j < scaled.length; j++) {
                scaled[i][j] = network[i][j] / Math.sqrt(degrees[i] * degrees[j]);
            }
        }
        var eigen = Leading.of(scaled, count);
        return new Spectrum(eigen.values(), eigen.vectors(), degrees);
    }

    /** Vectors of the random walk on the network, each of mean square 1; the constant first one is left out. */
    double[][] walk() {
        double[][] walk = new double[vectors.length][values.length - 1];
        for (int c = 1; c < values.length; c++) {
            double squares = 0;
            for (int i = 0; i < walk.length; i++) {
                walk[i][c - 1] = vectors[i][c] / Math.sqrt(degrees[i]);
                squares += walk[i][c - 1] * walk[i][c - 1];
            }
            for (double[] row : walk) {
                row[c - 1] *= Math.sqrt(walk.length / squares);
            }
        }
        return walk;
    }
}
