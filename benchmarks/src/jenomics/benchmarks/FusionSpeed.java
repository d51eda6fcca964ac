package jenomics.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.classic.Classic;
import jenomics.fusion.Diablo;
import jenomics.fusion.Fusion;
import jenomics.fusion.network.FeatureGraph;
import jenomics.fusion.network.GraphNetwork;
import jenomics.fusion.network.Networks;
import jenomics.learn.Estimator;
import jenomics.learn.Task;
import jenomics.nn.Torch;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.omics.Scale;
import jenomics.provenance.Seed;

/**
 * Seconds and peak memory of fitting each way of fusing three layers of 1,000 features, on 200, 500 and 2,000 simulated
 * samples: {@code FusionSpeed [SAMPLES [PART OF A ROW'S NAME]]}; 0 samples: all three sizes. Of what does its work when it
 * predicts, a tenth of the samples are predicted from the others.
 */
public final class FusionSpeed {
    private static final int LAYERS = 3;
    private static final int FEATURES = 1000;
    private static final int CLASSES = 3;
    private static final int KEPT = 20;
    private static final Task TASK = Task.multiclass("type");
    private static final Seed SEED = Seed.of(7);

    /** What is measured: one fit to a whole cohort. */
    private interface Work {
        Object fit(MultiOmics cohort);
    }

    private FusionSpeed() {}

    public static void main(String[] arguments) {
        int wanted = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
        String part = arguments.length < 2 ? "" : arguments[1];
        Torch.warm();
        System.out.printf(
                "%s, %d threads, torch %s, %d layers × %d features%n",
                Torch.deviceName(), Torch.threads(), Torch.version(), LAYERS, FEATURES);
        System.out.printf("%-40s %8s %10s %9s%n", "", "samples", "seconds", "peak MB");
        for (int samples : wanted == 0 ? new int[] {200, 500, 2000} : new int[] {wanted}) {
            var cohort = cohort(samples);
            rows().forEach((name, work) -> {
                if (name.contains(part)) {
                    measure(name, work, name.contains("genotype") ? genotypes(samples) : cohort);
                }
            });
        }
    }

    private static Map<String, Work> rows() {
        var rows = new LinkedHashMap<String, Work>();
        classical(rows);
        networks(rows);
        return rows;
    }

    private static void classical(Map<String, Work> rows) {
        rows.put("concatenation", cohort -> Fusion.concatenation().balance().of(cohort));
        rows.put("concatenation + logistic", learning(Fusion.concatenation().then(Classic.logistic())));
        rows.put("late fusion (mean)", learning(Fusion.late(Classic.logistic()).mean()));
        rows.put(
                "late fusion (weighted)",
                learning(Fusion.late(Classic.logistic()).weighted()));
        rows.put(
                "late fusion (stacked)",
                learning(Fusion.late(Classic.logistic()).stacked()));
        rows.put("kernel averaging (linear)", cohort -> Fusion.kernels().of(cohort));
        rows.put("kernel averaging (rbf)", cohort -> Fusion.kernels().rbf().of(cohort));
        rows.put("kernel ridge", learning(Fusion.kernels().learner()));
        rows.put("PLS-DA", cohort -> Fusion.plsDa().of(cohort, TASK));
        rows.put("sPLS-DA", cohort -> Fusion.plsDa().keep(KEPT).of(cohort, TASK));
        rows.put("sPLS-DA, tuned", cohort -> Fusion.plsDa().tryKeep(5, 20, 50).of(cohort, TASK));
        rows.put("DIABLO", cohort -> Fusion.diablo().of(cohort, TASK));
        rows.put("DIABLO, sparse", cohort -> sparseDiablo().of(cohort, TASK));
        rows.put("SNF", cohort -> Fusion.snf().of(cohort));
        rows.put("SNF + label propagation", predicting(Fusion.snf().labelPropagation()));
        rows.put("MOFA", cohort -> Fusion.mofa().of(cohort));
    }

    private static Diablo sparseDiablo() {
        return Fusion.diablo().keep("layer0", KEPT).keep("layer1", KEPT).keep("layer2", KEPT);
    }

    private static void networks(Map<String, Work> rows) {
        rows.put("perceptron", learning(Networks.perceptron()));
        rows.put("1-D CNN", learning(Networks.cnn()));
        for (var convolution : GraphNetwork.Convolution.values()) {
            var network = Networks.graph(ring()).convolution(convolution);
            rows.put("graph network (" + convolution + ")", learning(network));
        }
        rows.put("cross-modal transformer", learning(Networks.transformer()));
        rows.put("VAE", cohort -> Fusion.vae().of(cohort));
        rows.put("joint VAE", cohort -> Fusion.vae().joint().of(cohort));
        rows.put("supervised VAE", learning(Fusion.vae().supervised()));
        rows.put("denoising autoencoder", cohort -> Fusion.autoencoder().of(cohort));
        rows.put(
                "sparse autoencoder", cohort -> Fusion.autoencoder().sparse(0.1).of(cohort));
        rows.put(
                "contractive autoencoder",
                cohort -> Fusion.autoencoder().contractive(0.1).of(cohort));
        rows.put("genotype compressor", cohort -> Fusion.genotypeCompressor().of(cohort));
        rows.put("MOGONET", learning(Fusion.mogonet()));
        rows.put("MOGONET as published", learning(Fusion.mogonet().faithful()));
    }

    private static Work learning(Estimator<MultiOmics> estimator) {
        return cohort -> estimator.fit(cohort, TASK, SEED);
    }

    private static Work predicting(Estimator<MultiOmics> estimator) {
        return cohort -> {
            int known = cohort.size() - cohort.size() / 10;
            var fitted = estimator.fit(cohort.select(IntStream.range(0, known).toArray()), TASK, SEED);
            return fitted.predict(
                    cohort.select(IntStream.range(known, cohort.size()).toArray()));
        };
    }

    /** Each feature of the first layer joined to the next. */
    private static FeatureGraph ring() {
        var edges = new ArrayList<FeatureGraph.Edge>();
        for (int f = 1; f < FEATURES; f++) {
            edges.add(new FeatureGraph.Edge("layer0.g" + (f - 1), "layer0.g" + f, 1));
        }
        return FeatureGraph.of(edges);
    }

    private static void measure(String name, Work work, MultiOmics cohort) {
        Peak.forget();
        long begin = System.nanoTime();
        var fitted = work.fit(cohort);
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (fitted == null) {
            throw new IllegalStateException(name + " gave nothing");
        }
        System.out.printf(Locale.ROOT, "%-40s %8d %10.1f %9.0f%n", name, cohort.size(), seconds, Peak.megabytes());
    }

    /** Classes in turn, which shift twenty features of each layer by one standard deviation. */
    private static MultiOmics cohort(int samples) {
        var random = new SplittableRandom(1);
        return of(samples, (s, f) -> (f < 20 && f % CLASSES == s % CLASSES ? 1 : 0) + random.nextGaussian(), null);
    }

    private static MultiOmics genotypes(int samples) {
        var random = new SplittableRandom(2);
        return of(samples, (s, f) -> random.nextInt(2) + random.nextInt(2), Scale.DOSAGE);
    }

    private interface Value {
        double of(int sample, int feature);
    }

    private static MultiOmics of(int samples, Value value, Scale scale) {
        var ids = IntStream.range(0, samples).mapToObj(s -> "s" + s).toList();
        MultiOmics cohort = null;
        for (int l = 0; l < LAYERS; l++) {
            String name = "layer" + l;
            float[][] rows = new float[samples][FEATURES];
            for (int s = 0; s < samples; s++) {
                for (int f = 0; f < FEATURES; f++) {
                    rows[s][f] = (float) value.of(s, f);
                }
            }
            var features =
                    IntStream.range(0, FEATURES).mapToObj(f -> name + ".g" + f).toList();
            var layer = OmicsLayer.owning(name, ids, features, rows);
            layer = scale == null ? layer : layer.withScale(scale);
            cohort = cohort == null ? MultiOmics.of(layer) : cohort.with(layer);
        }
        var types = IntStream.range(0, samples)
                .mapToObj(s -> List.of("type " + s % CLASSES))
                .toList();
        return cohort.with(SampleSheet.ofText("sample", ids, List.of("type"), types));
    }
}
