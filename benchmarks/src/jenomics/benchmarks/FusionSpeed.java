package jenomics.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.fusion.Fusion;
import jenomics.fusion.network.FeatureGraph;
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
 * samples: {@code FusionSpeed [SAMPLES [PART OF A ROW'S NAME]]}; 0 samples: all three sizes.
 */
public final class FusionSpeed {
    private static final int LAYERS = 3;
    private static final int FEATURES = 1000;
    private static final int CLASSES = 3;
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
        rows.put("SNF", cohort -> Fusion.snf().of(cohort));
        rows.put("MOFA", cohort -> Fusion.mofa().of(cohort));
        rows.put("DIABLO", cohort -> Fusion.diablo().of(cohort, TASK));
        rows.put("perceptron", learning(Networks.perceptron()));
        rows.put("1-D CNN", learning(Networks.cnn()));
        rows.put("graph network (GCN)", learning(Networks.graph(ring())));
        rows.put("cross-modal transformer", learning(Networks.transformer()));
        rows.put("VAE", cohort -> Fusion.vae().of(cohort));
        rows.put("supervised VAE", learning(Fusion.vae().supervised()));
        rows.put("denoising autoencoder", cohort -> Fusion.autoencoder().of(cohort));
        rows.put("genotype compressor", cohort -> Fusion.genotypeCompressor().of(cohort));
        rows.put("MOGONET", learning(Fusion.mogonet()));
        rows.put("MOGONET as published", learning(Fusion.mogonet().faithful()));
        return rows;
    }

    private static Work learning(Estimator<MultiOmics> estimator) {
        return cohort -> estimator.fit(cohort, TASK, SEED);
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
