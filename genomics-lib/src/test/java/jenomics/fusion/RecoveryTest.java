package jenomics.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import jenomics.omics.OmicsLayer;
import org.junit.jupiter.api.Test;

/** What was put into a cohort is found again, and less of it as the signal falls. */
class RecoveryTest {

    private static OmicsLayer truth(Shared shared) {
        return OmicsLayer.of(
                "truth",
                shared.cohort().ids(),
                List.of("shared 1", "shared 2", "own 1", "own 2", "own 3"),
                shared.factors());
    }

    private static double clusters(Shared shared) {
        return Fusion.snf().clusters(3).of(shared.cohort()).agreement("class");
    }

    @Test
    void strongFactorsAndClustersAreFound() {
        var strong = Shared.of(90, 40, 1, 5);
        Fusion.mofa()
                .factors(8)
                .of(strong.cohort())
                .recovers(truth(strong))
                .forEach((factor, found) -> assertTrue(found > 0.9, factor + ": " + found));
        assertEquals(1, clusters(strong), 0.05);
    }

    @Test
    void lessIsFoundAsTheSignalFalls() {
        double[] signals = {1, 0.4, 0.05};
        double[] factors = new double[3];
        double[] clusters = new double[3];
        for (int i = 0; i < 3; i++) {
            var shared = Shared.of(90, 40, signals[i], 5);
            factors[i] =
                    Fusion.mofa()
                            .factors(5)
                            .giveUpBelow(0)
                            .of(shared.cohort())
                            .recovers(truth(shared))
                            .values()
                            .stream()
                            .mapToDouble(v -> v)
                            .average()
                            .orElseThrow();
            clusters[i] = clusters(shared);
        }
        assertTrue(
                factors[0] > factors[1] && factors[1] > factors[2] + 0.2,
                List.of(factors[0], factors[1], factors[2]) + "");
        assertTrue(clusters[0] > 0.9 && clusters[2] < 0.3, clusters[0] + " " + clusters[2]);
    }

    /** By the definition, from the table of clusters and labels. */
    @Test
    void agreementIsThatOfTheTextbook() {
        var shared = Shared.of(90, 40, 0.4, 5);
        var view = Fusion.snf().clusters(3).of(shared.cohort());
        double information = 0;
        double clusterEntropy = 0;
        double labelEntropy = 0;
        var labels = List.of("yes", "no");
        for (int cluster = 1; cluster <= 3; cluster++) {
            double inCluster = share(view, shared, cluster, null);
            clusterEntropy -= inCluster * Math.log(inCluster);
            for (var label : labels) {
                double both = share(view, shared, cluster, label);
                information += both == 0 ? 0 : both * Math.log(both / inCluster / share(view, shared, 0, label));
            }
        }
        for (var label : labels) {
            labelEntropy -= share(view, shared, 0, label) * Math.log(share(view, shared, 0, label));
        }
        assertEquals(2 * information / (clusterEntropy + labelEntropy), view.agreement("first"), 1e-12);
        assertTrue(information > 0.05, "" + information);
    }

    /** Of the samples in this cluster (0: any) and with this label (null: any). */
    private static double share(NetworkView view, Shared shared, int cluster, String label) {
        return IntStream.range(0, 90)
                        .filter(i -> cluster == 0 || view.clusters().get(i) == cluster)
                        .filter(i ->
                                label == null || label.equals(shared.cohort().attribute(i, "first")))
                        .count()
                / 90.0;
    }
}
