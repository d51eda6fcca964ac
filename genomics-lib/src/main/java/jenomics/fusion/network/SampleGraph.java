package jenomics.fusion.network;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * Which samples of a layer are alike, as MOGONET has it: an edge where the cosine distance is at most a threshold, weighing
 * one less that distance.
 *
 * @param limit the largest distance of an edge
 */
record SampleGraph(double limit) {

    /**
     * The threshold that gives so many edges by sample: of all n² distances within the training samples, those of samples
     * to themselves included, the one at place {@code neighbours·n}, from 0.
     *
     * @param rows [samples][features]
     */
    static SampleGraph of(float[][] rows, int neighbours) {
        int n = rows.length;
        if ((long) neighbours * n >= (long) n * n) {
            throw new GenomicsException(
                    "MOGONET was to join each sample to " + neighbours + " others, but there are only "
                            + Phrases.count(n, "training sample") + ". Ask for fewer: .neighbours("
                            + Math.max(1, n / 3) + ").",
                    Map.of("neighbours", neighbours, "samples", n));
        }
        double[] all = new double[n * n];
        double[] lengths = lengths(rows);
        IntStream.range(0, n).parallel().forEach(i -> {
            for (int j = i; j < n; j++) {
                double distance = distance(rows[i], lengths[i], rows[j], lengths[j]);
                all[i * n + j] = distance;
                all[j * n + i] = distance;
            }
        });
        Arrays.parallelSort(all);
        return new SampleGraph(all[neighbours * n]);
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

    private static double distance(float[] one, double length, float[] other, double otherLength) {
        return 1 - dot(one, other) / Math.max(length * otherLength, 1e-8);
    }

    /** The weights of the edges from some samples to others: [to][from], 0 where there is none. */
    float[][] edges(float[][] to, float[][] from) {
        double[] toLengths = lengths(to);
        double[] fromLengths = lengths(from);
        float[][] edges = new float[to.length][from.length];
        IntStream.range(0, to.length).parallel().forEach(i -> {
            for (int j = 0; j < from.length; j++) {
                double distance = distance(to[i], toLengths[i], from[j], fromLengths[j]);
                edges[i][j] = distance <= limit ? (float) (1 - distance) : 0;
            }
        });
        return edges;
    }

    /** The graph within some samples: its edges, each sample joined to itself by 1, each row adding up to 1. */
    float[][] within(float[][] rows) {
        float[][] graph = edges(rows, rows);
        for (int i = 0; i < graph.length; i++) {
            graph[i][i] = 1;
        }
        return normalised(graph);
    }

    /** New samples after the old ones, edges only between the two kinds, in both directions; as published. */
    float[][] between(float[][] old, float[][] fresh) {
        int n = old.length;
        float[][] graph = new float[n + fresh.length][n + fresh.length];
        float[][] edges = edges(fresh, old);
        for (int i = 0; i < graph.length; i++) {
            graph[i][i] = 1;
        }
        for (int i = 0; i < fresh.length; i++) {
            for (int j = 0; j < n; j++) {
                graph[n + i][j] = edges[i][j];
                graph[j][n + i] = edges[i][j];
            }
        }
        return normalised(graph);
    }

    /** From new samples to old ones, and in the last column to themselves: each row adds up to 1. */
    float[][] onto(float[][] old, float[][] fresh) {
        float[][] edges = edges(fresh, old);
        float[][] graph = new float[fresh.length][old.length + 1];
        for (int i = 0; i < fresh.length; i++) {
            System.arraycopy(edges[i], 0, graph[i], 0, old.length);
            graph[i][old.length] = 1;
        }
        return normalised(graph);
    }

    private static float[][] normalised(float[][] graph) {
        for (float[] row : graph) {
            double sum = 0;
            for (float w : row) {
                sum += Math.abs(w);
            }
            for (int j = 0; j < row.length; j++) {
                row[j] /= (float) Math.max(sum, 1e-12);
            }
        }
        return graph;
    }
}
