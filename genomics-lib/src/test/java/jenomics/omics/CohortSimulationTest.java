package jenomics.omics;

import static jenomics.testing.Refusals.refuses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CohortSimulationTest {
    private static final SimulatedCohort MADE = CohortSimulation.defaults().make();
    private static final MultiOmics COHORT = MADE.cohort();

    @Test
    void itHasWhatItSays() {
        assertEquals(150, COHORT.size());
        assertEquals(
                "rna 300 counts, methylation 240 beta, protein 60 log2",
                String.join(
                        ", ",
                        COHORT.layers().stream()
                                .map(l -> l.name() + " " + l.featureCount() + " " + l.scale())
                                .toList()));
        double missing = COHORT.layer("protein").missing() / (150.0 * 60);
        assertEquals(0.03, missing, 0.01);
        assertEquals(3, COHORT.sheet().column("subtype").counts().size());
        assertTrue(COHORT.sheet().survival().isPresent());
        assertTrue(MADE.toString().startsWith("simulated cohort · 150 samples · 3 layers"), MADE.toString());
    }

    @Test
    void everyBatchHasAllSubtypes() {
        var pairs = new HashSet<String>();
        for (int i = 0; i < COHORT.size(); i++) {
            pairs.add(COHORT.attribute(i, "batch") + COHORT.attribute(i, "subtype"));
        }
        assertEquals(9, pairs.size());
    }

    @Test
    void driversFollowTheirFactorAndOthersDoNot() {
        for (var layer : COHORT.layers()) {
            Map<String, Double> weights = new HashMap<>();
            MADE.drivers().stream()
                    .filter(d -> d.layer().equals(layer.name()) && d.factor().equals("growth"))
                    .forEach(d -> weights.put(d.feature(), d.weight()));
            double drivers = 0;
            double others = 0;
            int others0 = 0;
            for (int f = 0; f < layer.featureCount(); f++) {
                double r = correlation(layer.column(f), MADE.factors().column("growth"));
                Double weight = weights.get(layer.features().get(f));
                if (weight != null) {
                    drivers += r * Math.signum(weight) / weights.size();
                } else {
                    others += Math.abs(r);
                    others0++;
                }
            }
            assertTrue(drivers > 0.2, layer.name() + ": drivers " + drivers);
            assertTrue(others / others0 < 0.12, layer.name() + ": others " + others / others0);
        }
    }

    @Test
    void subtypesDifferInTheirFactorsAsFarAsAsked() {
        double apart = spread(CohortSimulation.defaults().signal(2).make());
        double none = spread(CohortSimulation.defaults().signal(0).make());
        assertTrue(apart > 1.2, "apart " + apart);
        assertTrue(none < 0.4, "none " + none);
    }

    /** How far the subtypes' means of the first factor lie apart. */
    private static double spread(SimulatedCohort made) {
        var means = new HashMap<String, double[]>();
        for (int i = 0; i < made.cohort().size(); i++) {
            var sum = means.computeIfAbsent(made.cohort().attribute(i, "subtype"), k -> new double[2]);
            sum[0] += made.factors().value(i, 0);
            sum[1]++;
        }
        double[] values =
                means.values().stream().mapToDouble(s -> s[0] / s[1]).sorted().toArray();
        return values[values.length - 1] - values[0];
    }

    @Test
    void growthShortensLife() {
        var survival = COHORT.sheet().survival().orElseThrow();
        float[] times = new float[COHORT.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = (float) Math.log(survival.times().get(i));
        }
        double r = correlation(times, MADE.factors().column("growth"));
        assertTrue(r < -0.25, "correlation " + r);
    }

    @Test
    void batchesShiftFeatures() {
        double shifted = betweenBatches(COHORT.layer("protein"), COHORT);
        var calm = CohortSimulation.defaults().batchEffect(0).make().cohort();
        double none = betweenBatches(calm.layer("protein"), calm);
        assertTrue(shifted > 2 * none, shifted + " against " + none);
    }

    /** The mean distance between the means of the first two batches, over all features. */
    private static double betweenBatches(OmicsLayer layer, MultiOmics cohort) {
        double sum = 0;
        for (int f = 0; f < layer.featureCount(); f++) {
            sum += Math.abs(mean(layer, cohort, f, "b1") - mean(layer, cohort, f, "b2"));
        }
        return sum / layer.featureCount();
    }

    private static double mean(OmicsLayer layer, MultiOmics cohort, int feature, String batch) {
        return IntStream.range(0, cohort.size())
                .filter(i -> batch.equals(cohort.attribute(i, "batch")))
                .mapToDouble(i -> layer.value(i, feature))
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElseThrow();
    }

    @Test
    void theSeedDecides() {
        assertEquals(
                COHORT.fingerprint(),
                CohortSimulation.defaults().make().cohort().fingerprint());
        assertNotEquals(
                COHORT.fingerprint(),
                CohortSimulation.defaults().seed(8).make().cohort().fingerprint());
        var wide = CohortSimulation.defaults()
                .samples(40)
                .features(50, 40, 30)
                .subtypes(2)
                .batches(1)
                .driverShare(0.2)
                .missing(0)
                .make();
        assertEquals(40, wide.cohort().size());
        assertEquals(0, wide.cohort().layer("protein").missing());
        assertEquals(2, wide.cohort().sheet().column("subtype").counts().size());
        assertTrue(wide.subtypeDrivers("rna").size() >= 10, wide.toString());
    }

    @Test
    void impossibleSimulationsAreRefused() {
        refuses(
                () -> CohortSimulation.defaults().samples(3),
                "The samples of a simulated cohort is 10 to 100,000; found 3.0.");
        refuses(
                () -> CohortSimulation.defaults().missing(2),
                "The missing of a simulated cohort is 0 to 0.9000; found 2");
    }

    private static double correlation(float[] x, float[] y) {
        double mx = 0;
        double my = 0;
        int n = 0;
        for (int i = 0; i < x.length; i++) {
            if (!Float.isNaN(x[i])) {
                mx += x[i];
                my += y[i];
                n++;
            }
        }
        mx /= n;
        my /= n;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            if (!Float.isNaN(x[i])) {
                xx += (x[i] - mx) * (x[i] - mx);
                yy += (y[i] - my) * (y[i] - my);
                xy += (x[i] - mx) * (y[i] - my);
            }
        }
        return xy / Math.sqrt(xx * yy);
    }
}
