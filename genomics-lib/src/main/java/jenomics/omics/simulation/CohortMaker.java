package jenomics.omics.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import jenomics.omics.CohortSimulation;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.omics.Scale;
import jenomics.omics.SimulatedCohort;
import jenomics.omics.SimulatedCohort.Driver;
import jenomics.provenance.Seed;

/** Makes a cohort as a simulation says. */
public final class CohortMaker {
    /** The factors that act in all layers. */
    private static final List<String> SHARED = List.of("subtype 1", "subtype 2", "growth");

    private static final int GROWTH = 2;
    private static final double MEAN_DAYS = 1500;
    private static final double DISPERSION = 0.1;

    private final CohortSimulation how;
    private final Seed origin;
    private final List<String> ids;
    private final int[] subtype;
    private final int[] batch;
    private final double[][] shared; // [sample, factor]
    private final List<Driver> drivers = new ArrayList<>();
    private final List<double[]> own = new ArrayList<>(); // one for each layer, [sample]

    private CohortMaker(CohortSimulation how) {
        this.how = how;
        origin = Seed.of(how.seed()).part("cohort");
        int digits = String.valueOf(how.samples()).length();
        ids = IntStream.rangeClosed(1, how.samples())
                .mapToObj(i -> String.format(Locale.ROOT, "P%0" + digits + "d", i))
                .toList();
        subtype = subtypes();
        batch = batches();
        shared = sharedFactors();
    }

    /** The cohort and its truth. */
    public static SimulatedCohort make(CohortSimulation how) {
        var maker = new CohortMaker(how);
        var cohort = MultiOmics.of(maker.rna(), maker.methylation(), maker.protein())
                .with(maker.sheet())
                .withNotes(List.of("simulated: " + how));
        return new SimulatedCohort(cohort, maker.factors(), maker.drivers);
    }

    /** Shares fall from the first subtype to the last: 3 subtypes have 4/9, 3/9 and 2/9. */
    private int[] subtypes() {
        var chance = new Chance(origin.part("subtypes"));
        int s = how.subtypes();
        int[] drawn = new int[how.samples()];
        for (int i = 0; i < drawn.length; i++) {
            int ticket = chance.below(IntStream.range(0, s).map(k -> s + 1 - k).sum());
            while (ticket >= s + 1 - drawn[i]) {
                ticket -= s + 1 - drawn[i];
                drawn[i]++;
            }
        }
        return drawn;
    }

    /** A quarter of the samples of a subtype come from one batch, the others from any. */
    private int[] batches() {
        var chance = new Chance(origin.part("batches"));
        return IntStream.of(subtype)
                .map(s -> chance.uniform() < 0.25 ? s % how.batches() : chance.below(how.batches()))
                .toArray();
    }

    /** The means of the subtypes lie on a circle. */
    private double[][] sharedFactors() {
        var chance = new Chance(origin.part("factors"));
        double[][] factors = new double[how.samples()][SHARED.size()];
        for (int i = 0; i < factors.length; i++) {
            double angle = 2 * StrictMath.PI * subtype[i] / how.subtypes();
            factors[i][0] = how.signal() * StrictMath.cos(angle) + chance.normal();
            factors[i][1] = how.signal() * StrictMath.sin(angle) + chance.normal();
            factors[i][GROWTH] = chance.normal();
        }
        return factors;
    }

    /** What drives each feature of a layer in each sample, in standard deviations of the noise, which is in it. */
    private double[][] signals(String layer, List<String> features) { // [sample, feature]
        var seed = origin.part(layer);
        var chance = new Chance(seed.part("own factor"));
        double[] ownFactor = IntStream.range(0, how.samples())
                .mapToDouble(i -> chance.normal())
                .toArray();
        own.add(ownFactor);
        double[][] weights = new double[SHARED.size() + 1][];
        for (int k = 0; k < weights.length; k++) {
            String factor = k < SHARED.size() ? SHARED.get(k) : layer + " only";
            weights[k] = weights(layer, features, factor, new Chance(seed.part(factor)));
        }
        double[][] shifts = new double[how.batches()][features.size()];
        var batchChance = new Chance(seed.part("batch shifts"));
        for (double[] shift : shifts) {
            for (int f = 0; f < shift.length; f++) {
                shift[f] = how.batchEffect() * batchChance.normal();
            }
        }
        var noise = new Chance(seed.part("noise"));
        double[][] signals = new double[how.samples()][features.size()];
        for (int i = 0; i < signals.length; i++) {
            for (int f = 0; f < features.size(); f++) {
                double sum = noise.normal() + shifts[batch[i]][f] + weights[SHARED.size()][f] * ownFactor[i];
                for (int k = 0; k < SHARED.size(); k++) {
                    sum += weights[k][f] * shared[i][k];
                }
                signals[i][f] = sum;
            }
        }
        return signals;
    }

    private double[] weights(String layer, List<String> features, String factor, Chance chance) {
        double[] weights = new double[features.size()];
        int[] order = IntStream.range(0, weights.length).toArray();
        long count = Math.max(1, Math.round(how.driverShare() * weights.length));
        for (int i = 0; i < count; i++) {
            int other = i + chance.below(order.length - i);
            int f = order[other];
            order[other] = order[i];
            weights[f] = (chance.uniform() < 0.5 ? -1 : 1) * (0.25 + 0.5 * chance.uniform());
            drivers.add(new Driver(layer, features.get(f), factor, weights[f]));
        }
        return weights;
    }

    private static List<String> names(String prefix, int count) {
        int digits = String.valueOf(count).length();
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> String.format(Locale.ROOT, prefix + "%0" + digits + "d", i))
                .toList();
    }

    /** Negative binomial counts; the depth of samples varies threefold. */
    private OmicsLayer rna() {
        var features = names("gene", how.rna());
        double[][] signals = signals("rna", features);
        var chance = new Chance(origin.part("rna").part("counts"));
        double[] base =
                features.stream().mapToDouble(f -> 4 + 1.2 * chance.normal()).toArray();
        float[][] counts = new float[how.samples()][features.size()];
        for (int i = 0; i < counts.length; i++) {
            double depth = 0.3 * chance.normal();
            for (int f = 0; f < base.length; f++) {
                double mean = StrictMath.exp(base[f] + depth + 0.45 * signals[i][f]);
                counts[i][f] = chance.negativeBinomial(mean, DISPERSION);
            }
        }
        return OmicsLayer.owning("rna", ids, features, counts).withScale(Scale.COUNTS);
    }

    /** Shares of three decimals, most features mostly methylated or mostly not. */
    private OmicsLayer methylation() {
        var features = names("cg", how.methylation());
        double[][] signals = signals("methylation", features);
        var chance = new Chance(origin.part("methylation").part("base"));
        double[] base = features.stream()
                .mapToDouble(f -> (chance.uniform() < 0.5 ? -1.6 : 1.6) + 0.7 * chance.normal())
                .toArray();
        float[][] shares = new float[how.samples()][features.size()];
        for (int i = 0; i < shares.length; i++) {
            for (int f = 0; f < base.length; f++) {
                double share = 1 / (1 + StrictMath.exp(-base[f] - 0.5 * signals[i][f]));
                shares[i][f] = Math.round(1000 * share) / 1000f;
            }
        }
        return OmicsLayer.owning("methylation", ids, features, shares).withScale(Scale.BETA);
    }

    /** log2 intensities of two decimals; low ones are missing more often. */
    private OmicsLayer protein() {
        var features = names("prot", how.protein());
        double[][] signals = signals("protein", features);
        var chance = new Chance(origin.part("protein").part("base"));
        double[] base =
                features.stream().mapToDouble(f -> 12 + 1.5 * chance.normal()).toArray();
        float[][] values = new float[how.samples()][features.size()];
        for (int i = 0; i < values.length; i++) {
            for (int f = 0; f < base.length; f++) {
                double value = base[f] + 0.8 * signals[i][f];
                double absent = how.missing() * (signals[i][f] < 0 ? 1.4 : 0.6);
                values[i][f] = chance.uniform() < absent ? Float.NaN : Math.round(100 * value) / 100f;
            }
        }
        return OmicsLayer.owning("protein", ids, features, values).withScale(Scale.LOG2);
    }

    private SampleSheet sheet() {
        var chance = new Chance(origin.part("sheet"));
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < how.samples(); i++) {
            double hazard = StrictMath.pow(2, shared[i][GROWTH]) / MEAN_DAYS;
            double death = chance.exponential() / hazard;
            double followed = 400 + 2600 * chance.uniform();
            rows.add(List.of(
                    String.valueOf((char) ('A' + subtype[i])),
                    "b" + (batch[i] + 1),
                    chance.uniform() < 0.5 ? "female" : "male",
                    Long.toString(Math.round(40 + 40 * chance.uniform())),
                    Long.toString(Math.max(1, Math.round(Math.min(death, followed)))),
                    death <= followed ? "1" : "0"));
        }
        return SampleSheet.ofText("sample", ids, List.of("subtype", "batch", "sex", "age", "OS.time", "OS"), rows);
    }

    private OmicsLayer factors() {
        var names = new ArrayList<>(SHARED);
        names.addAll(List.of("rna only", "methylation only", "protein only"));
        double[][] rows = new double[how.samples()][names.size()];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(shared[i], 0, rows[i], 0, SHARED.size());
            for (int l = 0; l < own.size(); l++) {
                rows[i][SHARED.size() + l] = own.get(l)[i];
            }
        }
        return OmicsLayer.of("factors", ids, names, rows);
    }
}
