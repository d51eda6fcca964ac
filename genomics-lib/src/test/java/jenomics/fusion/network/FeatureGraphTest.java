package jenomics.fusion.network;

import static jenomics.fusion.network.Cohorts.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import jenomics.learn.Metric;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;

/** Graphs of features, and networks on them. */
class FeatureGraphTest {
    private static final MultiOmics COHORT = Cohorts.ofClasses(120, 2, 2, 41, "rna", "protein");

    private static FeatureGraph.Edge edge(String one, String other, double weight) {
        return new FeatureGraph.Edge(one, other, weight);
    }

    @Test
    void linesAsStringHasThemAreRead() {
        var graph =
                FeatureGraph.parse("protein1 protein2 combined_score\nTP53 MDM2 999\nMDM2 TP53 999\nBRCA1 TP53 450\n"
                        + "# a remark\nA B 700\n\n");
        assertEquals(Set.of("TP53", "MDM2", "BRCA1", "A", "B"), graph.nodes());
        assertEquals(3, graph.edges().size(), "an edge in both directions is one");
        assertEquals(2, graph.pieces());
        assertTrue(graph.toString().startsWith("5 features · 3 edges · 2 pieces · weights 450.000 to 999.000"));
        assertEquals(Set.of("TP53", "MDM2", "A", "B"), graph.atLeast(700).nodes());
        assertEquals(
                List.of("1 edge of a weight below 700.0 left out"),
                graph.atLeast(700).notes());
        assertEquals(1, FeatureGraph.parse("x,y").edges().get(0).weight());
    }

    @Test
    void badGraphsAreRefused() {
        assertEquals(
                "Line 2 of the graph has 'C D strong'; each line is two names and, after them, possibly a weight.",
                refusal(() -> FeatureGraph.parse("A B 3\nC D strong")));
        assertEquals(
                "A graph of features needs at least one edge between two of them; found none.",
                refusal(() -> FeatureGraph.parse("A A 1")));
        assertTrue(
                refusal(() -> FeatureGraph.parse("A B -1")).contains("a weight above 0; found 'A' and 'B' with -1.0"));
        assertTrue(refusal(() -> FeatureGraph.parse("A B 5").atLeast(9)).contains("they weigh up to 5.0"));
    }

    @Test
    void aGraphThatNamesUnknownFeaturesIsRefusedWithTheWayOn() {
        var graph = FeatureGraph.of(List.of(edge("rna.g0", "rna.g1", 1), edge("rna.g1", "TP53", 1)));
        var task = Task.multiclass("type");
        assertTrue(refusal(() -> Networks.graph(graph).fit(COHORT, task, Seed.of(1)))
                .startsWith("The graph names 1 of its 3 features that no layer has: 'TP53'; the layers have rna"
                        + " 'rna.g0', 'rna.g1', 'rna.g2' and 9 more; protein 'protein.g0'"));
        assertTrue(refusal(() -> Networks.graph(graph).fit(COHORT, task, Seed.of(1)))
                .endsWith("Leave them out: graph.among(cohort)."));
        var among = graph.among(COHORT);
        assertEquals(Set.of("rna.g0", "rna.g1"), among.nodes());
        assertEquals(
                List.of("1 of 3 nodes are no feature of the cohort: 'TP53'; their edges are left out"), among.notes());
        assertTrue(refusal(() -> FeatureGraph.parse("TP53 MDM2 1").among(COHORT))
                .endsWith("No edge is left; features are compared as they are written, so give the graph the same"
                        + " names."));
    }

    @Test
    void edgesAreScaledAsThePapersHaveThem() {
        var layer = OmicsLayer.of("rna", List.of("s"), List.of("a", "b", "c"), new float[][] {{1, 2, 3}});
        var cohort = MultiOmics.of(layer);
        var graph = FeatureGraph.of(List.of(edge("a", "b", 2)));
        // GCN: a and b have degree 2 with themselves, c has 1
        var gcn = GraphNodes.of(graph, GraphNetwork.Convolution.GCN, cohort);
        assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f, 0.5f, 1}, gcn.weights());
        assertArrayEquals(new long[] {0, 1, 0, 1, 2}, gcn.from());
        assertArrayEquals(new long[] {1, 0, 0, 1, 2}, gcn.to());
        var sage = GraphNodes.of(graph, GraphNetwork.Convolution.SAGE, cohort);
        assertArrayEquals(new float[] {1, 1}, sage.weights());
    }

    /**
     * Modules of ten genes, of which each class raises one, each gene by little: joined along the module they average the
     * noise away. The network that knows the modules learns more from 40 samples than one on a graph of wrong modules.
     */
    @Test
    void theRightGraphHelps() {
        var random = new SplittableRandom(3);
        int n = 240;
        float[][] values = new float[n][60];
        for (int s = 0; s < n; s++) {
            for (int f = 0; f < 60; f++) {
                double shift = f / 10 == s % 2 ? 0.6 : 0;
                values[s][f] = (float) (shift + random.nextGaussian());
            }
        }
        var cohort = MultiOmics.of(OmicsLayer.of("rna", Cohorts.ids(n), Cohorts.features("g", 60), values))
                .with(Cohorts.part(Cohorts.ofClasses(n, 2, 0, 1, "x"), 0, n).sheet());
        double right = auroc(cohort, (f, k) -> f / 10 == k / 10);
        double wrong = auroc(cohort, (f, k) -> f % 6 == k % 6);
        assertTrue(right > 0.75 && right > wrong, "right " + right + ", wrong " + wrong);
    }

    private interface Joined {
        boolean joins(int one, int other);
    }

    private static double auroc(MultiOmics cohort, Joined joined) {
        var edges = new ArrayList<FeatureGraph.Edge>();
        for (int f = 0; f < 60; f++) {
            for (int k = 0; k < f; k++) {
                if (joined.joins(f, k)) {
                    edges.add(edge("g.g" + f, "g.g" + k, 1));
                }
            }
        }
        var task = Task.binary("ill").resolve(cohort);
        var test = Cohorts.part(cohort, 60, 240);
        var fit = Networks.graph(FeatureGraph.of(edges))
                .training(t -> t.epochs(40).networks(2))
                .fit(Cohorts.part(cohort, 0, 60), task, Seed.of(1));
        return Cohorts.score(Metric.AUROC, fit, task, test);
    }
}
