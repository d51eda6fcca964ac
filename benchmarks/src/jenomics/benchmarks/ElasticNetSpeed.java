package jenomics.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import jenomics.classic.Classic;
import jenomics.classic.ElasticNet;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.provenance.Seed;

/**
 * Seconds of an elastic-net path of 100 strengths: {@code ElasticNetSpeed [SAMPLES [FEATURES [RUNS [FOLDER]]]]}. The
 * samples and paths are left in FOLDER, where {@code elastic_net_path.py} reads them to do the same with scikit-learn.
 */
public final class ElasticNetSpeed {
    private static final int BLOCK = 20;
    private static final int CAUSES = 50;

    private ElasticNetSpeed() {}

    public static void main(String[] arguments) throws IOException {
        int samples = arguments.length < 1 ? 500 : Integer.parseInt(arguments[0]);
        int features = arguments.length < 2 ? 20_000 : Integer.parseInt(arguments[1]);
        int runs = arguments.length < 3 ? 5 : Integer.parseInt(arguments[2]);
        var cohort = simulated(samples, features, new SplittableRandom(1));
        var left = arguments.length < 4 ? null : ElasticNetFiles.write(Path.of(arguments[3]), cohort);
        System.out.printf(
                "%,d samples × %,d features, %d processors, median of %d%n",
                samples, features, Runtime.getRuntime().availableProcessors(), runs);
        System.out.printf("%-36s %9s %9s %9s %10s%n", "", "seconds", "lambdas", "features", "explained");
        for (var task : List.of(Task.regression("level"), Task.binary("high"))) {
            for (var plan : List.of(Classic.elasticNet(), Classic.lasso(), Classic.ridge())) {
                measure(plan, cohort, task, runs, left);
            }
        }
        long begun = System.nanoTime();
        Classic.elasticNet().fit(cohort, Task.regression("level"), Seed.of(1));
        System.out.printf(
                Locale.ROOT, "%-36s %9.2f%n", "elastic net, 10-fold, numbers", (System.nanoTime() - begun) / 1e9);
    }

    private static void measure(ElasticNet plan, MultiOmics cohort, Task task, int runs, ElasticNetFiles left)
            throws IOException {
        var last = plan.path(cohort, task);
        double[] seconds = new double[runs];
        for (int r = 0; r < runs; r++) {
            seconds[r] = seconds(() -> plan.path(cohort, task));
        }
        Arrays.sort(seconds);
        System.out.printf(
                Locale.ROOT,
                "%-36s %9.2f %9d %9d %10.3f%n",
                plan.name() + ", " + task,
                seconds[runs / 2],
                last.size(),
                last.used(last.size() - 1),
                last.explained()[last.size() - 1]);
        if (left != null) {
            left.add(plan, task, last, seconds[runs / 2]);
        }
    }

    private static double seconds(Supplier<?> work) {
        long begun = System.nanoTime();
        work.get();
        return (System.nanoTime() - begun) / 1e9;
    }

    /** To variance 1: the scale on which the penalties of glmnet and of scikit-learn are the same. */
    private static void standardise(double[] y) {
        double mean = Arrays.stream(y).average().orElseThrow();
        double deviation = Math.sqrt(
                Arrays.stream(y).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
        Arrays.setAll(y, i -> (y[i] - mean) / deviation);
    }

    /** Blocks of features that share a factor, as co-expressed genes do; the first of 50 blocks have an effect. */
    private static MultiOmics simulated(int samples, int features, SplittableRandom random) {
        float[][] x = new float[samples][features];
        double[] y = new double[samples];
        for (int i = 0; i < samples; i++) {
            double factor = 0;
            for (int f = 0; f < features; f++) {
                factor = f % BLOCK == 0 ? random.nextGaussian() : factor;
                x[i][f] = (float) (0.6 * factor + 0.8 * random.nextGaussian());
                y[i] += f % BLOCK == 0 && f / BLOCK < CAUSES ? x[i][f] * (f / BLOCK % 2 == 0 ? 1 : -1) : 0;
            }
            y[i] += 3 * random.nextGaussian();
        }
        standardise(y);
        var ids = new ArrayList<String>();
        var names = new ArrayList<String>();
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < samples; i++) {
            ids.add("s" + i);
            rows.add(List.of(Double.toString(y[i]), y[i] > 0 ? "yes" : "no"));
        }
        for (int f = 0; f < features; f++) {
            names.add("g" + f);
        }
        return MultiOmics.of(OmicsLayer.owning("rna", ids, names, x))
                .with(SampleSheet.ofText("sample", ids, List.of("level", "high"), rows));
    }
}
