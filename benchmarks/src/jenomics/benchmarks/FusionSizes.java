package jenomics.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.fusion.ClassDistance;
import jenomics.fusion.Fusion;
import jenomics.learn.Estimator;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.provenance.Seed;

/**
 * Seconds and memory of every way of fusing, fitted to n samples in three layers and predicting a tenth as many:
 * {@code FusionSizes [FEATURES OF A LAYER [PART OF A NAME [LARGEST n]]]}.
 */
public final class FusionSizes {
    private static final int[] SAMPLES = {200, 500, 2000};

    private FusionSizes() {}

    public static void main(String[] arguments) {
        int features = arguments.length == 0 ? 1000 : Integer.parseInt(arguments[0]);
        String wanted = arguments.length < 2 ? "" : arguments[1];
        int largest = arguments.length < 3 ? Integer.MAX_VALUE : Integer.parseInt(arguments[2]);
        System.out.printf("%d processors, 3 × %,d features%n", Runtime.getRuntime().availableProcessors(), features);
        System.out.printf("%-44s %6s %9s %9s%n", "", "n", "seconds", "peak MB");
        for (int n : IntStream.of(SAMPLES).filter(n -> n <= largest).toArray()) {
            var cohort = cohort(n, features);
            ways().forEach((name, way) -> {
                if (name.contains(wanted)) {
                    measure(name, way, cohort);
                }
            });
        }
    }

    private static Map<String, Estimator<MultiOmics>> ways() {
        var plsDa = Fusion.plsDa().distance(ClassDistance.CENTROIDS);
        var ways = new LinkedHashMap<String, Estimator<MultiOmics>>();
        for (var way : List.of(
                plsDa,
                Fusion.diablo().keep("layer0", 50).keep("layer1", 50).keep("layer2", 50),
                Fusion.concatenation().balance().then(plsDa),
                Fusion.late(plsDa).mean(),
                Fusion.late(plsDa).stacked(),
                Fusion.kernels().learner(),
                Fusion.kernels().rbf().then(plsDa),
                Fusion.snf().then(plsDa),
                Fusion.snf().labelPropagation(),
                Fusion.mofa().then(plsDa))) {
            ways.put(way.name(), way);
        }
        return ways;
    }

    private static void measure(String name, Estimator<MultiOmics> way, MultiOmics cohort) {
        var fewer = cohort.select(IntStream.range(0, cohort.size() / 10).toArray());
        Speed.forgetPeak();
        long begin = System.nanoTime();
        way.learn(cohort, Task.multiclass("class"), Seed.of(1)).predict(fewer);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%-44s %,6d %9.2f %,9.0f%n", name, cohort.size(), seconds, Speed.peakMegabytes());
    }

    /** Two factors in all layers, which tell three classes apart, and noise. */
    private static MultiOmics cohort(int n, int features) {
        var random = new SplittableRandom(1);
        double[][] factors = new double[n][2];
        for (int i = 0; i < n; i++) {
            factors[i][0] = 2 * Math.cos(2 * Math.PI * (i % 3) / 3) + random.nextGaussian();
            factors[i][1] = 2 * Math.sin(2 * Math.PI * (i % 3) / 3) + random.nextGaussian();
        }
        var layers = new ArrayList<OmicsLayer>();
        for (int layer = 0; layer < 3; layer++) {
            float[][] values = new float[n][features];
            for (int f = 0; f < features; f++) {
                double first = random.nextDouble() < 0.1 ? random.nextGaussian() : 0;
                double second = random.nextDouble() < 0.1 ? random.nextGaussian() : 0;
                for (int i = 0; i < n; i++) {
                    values[i][f] = (float) (first * factors[i][0] + second * factors[i][1] + random.nextGaussian());
                }
            }
            layers.add(OmicsLayer.of("layer" + layer, names("s", n), names("f", features), values));
        }
        var rows = IntStream.range(0, n).mapToObj(i -> List.of("class " + i % 3)).toList();
        return MultiOmics.of(layers.get(0), layers.get(1), layers.get(2))
                .with(SampleSheet.ofText("sample", names("s", n), List.of("class"), rows));
    }

    private static List<String> names(String what, int count) {
        return IntStream.range(0, count).mapToObj(i -> what + i).toList();
    }
}
