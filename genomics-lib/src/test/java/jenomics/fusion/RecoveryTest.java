package jenomics.fusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.fusion.network.MultiOmicsVae;
import jenomics.omics.OmicsLayer;
import jenomics.provenance.GenomicsException;
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

    /** No layer is hidden while it learns: a factor that one layer has alone cannot be told from the others. */
    private static MultiOmicsVae vae() {
        return Fusion.vae().dimensions(8).hidden(64).hide(0).training(t -> t.epochs(200)
                .learningRate(4e-3));
    }

    /** A VAE may turn its axes, so all of them together are asked, of samples that were left out. */
    @Test
    void aVaeFindsStrongFactorsToo() {
        var strong = Shared.of(150, 40, 1, 5);
        vae().of(strong.cohort())
                .spans(truth(strong))
                .forEach((factor, found) ->
                        assertTrue(found > (factor.startsWith("shared") ? 0.93 : 0.75), factor + ": " + found));
    }

    @Test
    void aVaeFindsLessAsTheSignalFalls() {
        var found = new ArrayList<Double>();
        for (double signal : new double[] {1, 0.3, 0.05}) {
            var shared = Shared.of(150, 40, signal, 5);
            found.add(vae().of(shared.cohort()).spans(truth(shared)).values().stream()
                    .mapToDouble(v -> v)
                    .average()
                    .orElseThrow());
        }
        assertTrue(found.get(0) > found.get(1) + 0.05 && found.get(1) > found.get(2) + 0.2, found + "");
    }

    /** By fitting anew without each sample in turn. */
    @Test
    void whatIsSpannedIsAskedOfSamplesThatWereLeftOut() {
        var shared = Shared.of(40, 20, 0.5, 5);
        var few = Fusion.mofa().factors(3).of(shared.cohort());
        double[][] places = new double[40][few.dimensions().size() + 1];
        double[] truth = Matrices.column(shared.factors(), 0);
        for (int i = 0; i < 40; i++) {
            for (int d = 0; d < few.dimensions().size(); d++) {
                places[i][d] = few.embedding().value(i, d);
            }
            places[i][few.dimensions().size()] = 1;
        }
        double[] told = new double[40];
        for (int left = 0; left < 40; left++) {
            int out = left;
            int[] others = IntStream.range(0, 40).filter(i -> i != out).toArray();
            double[][] x = IntStream.of(others).mapToObj(i -> places[i]).toArray(double[][]::new);
            double[] y = IntStream.of(others).mapToDouble(i -> truth[i]).toArray();
            double[] slopes =
                    Matrices.times(Matrices.inverse(Matrices.transposedTimes(x, x)), Matrices.transposedTimes(x, y));
            told[left] = Matrices.dot(slopes, places[left]);
        }
        assertEquals(Matrices.correlation(truth, told), few.spans(truth(shared)).get("shared 1"), 1e-6);
        var all = Fusion.concatenation().of(shared.cohort());
        var refused = assertThrows(GenomicsException.class, () -> all.spans(truth(shared)));
        assertEquals(
                "What 39 dimensions together tell of 'shared 1' can be asked with at least 42 samples; it is known of 40."
                        + " Fuse into fewer dimensions.",
                refused.getMessage());
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
