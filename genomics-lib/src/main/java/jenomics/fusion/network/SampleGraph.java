package jenomics.fusion.network;

import java.util.Arrays;
import java.util.Map;
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
     * @param within of the training samples
     */
    static SampleGraph of(Cosines within, int neighbours) {
        int n = within.size();
        if ((long) neighbours * n >= (long) n * n) {
            throw new GenomicsException(
                    "MOGONET was to join each sample to " + neighbours + " others, but there are only "
                            + Phrases.count(n, "training sample") + ". Ask for fewer: .neighbours("
                            + Math.max(1, n / 3) + ").",
                    Map.of("neighbours", neighbours, "samples", n));
        }
        double[] all = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                all[i * n + j] = within.distance(i, j);
            }
        }
        Arrays.parallelSort(all);
        return new SampleGraph(all[neighbours * n]);
    }

    /** The weights of the edges from some samples to others: [to][from], 0 where there is none. */
    private float[][] edges(Cosines cosines) {
        float[][] edges = new float[cosines.size()][cosines.otherSize()];
        for (int i = 0; i < edges.length; i++) {
            for (int j = 0; j < edges[i].length; j++) {
                double distance = cosines.distance(i, j);
                edges[i][j] = distance <= limit ? (float) (1 - distance) : 0;
            }
        }
        return edges;
    }

    /** The graph within some samples: its edges, each sample joined to itself by 1, each row adding up to 1. */
    float[][] within(Cosines within) {
        float[][] graph = edges(within);
        for (int i = 0; i < graph.length; i++) {
            graph[i][i] = 1;
        }
        return normalised(graph);
    }

    /**
     * New samples after the old ones, edges only between the two kinds, in both directions; as published.
     *
     * @param onto of the new samples from the old ones
     */
    float[][] between(Cosines onto) {
        int n = onto.otherSize();
        float[][] edges = edges(onto);
        float[][] graph = new float[n + edges.length][n + edges.length];
        for (int i = 0; i < graph.length; i++) {
            graph[i][i] = 1;
        }
        for (int i = 0; i < edges.length; i++) {
            for (int j = 0; j < n; j++) {
                graph[n + i][j] = edges[i][j];
                graph[j][n + i] = edges[i][j];
            }
        }
        return normalised(graph);
    }

    /**
     * From new samples to old ones, and in the last column to themselves: each row adds up to 1.
     *
     * @param onto of the new samples from the old ones
     */
    float[][] onto(Cosines onto) {
        int n = onto.otherSize();
        float[][] edges = edges(onto);
        float[][] graph = new float[edges.length][n + 1];
        for (int i = 0; i < graph.length; i++) {
            System.arraycopy(edges[i], 0, graph[i], 0, n);
            graph[i][n] = 1;
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
