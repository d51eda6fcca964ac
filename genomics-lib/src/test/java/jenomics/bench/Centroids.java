package jenomics.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import jenomics.learn.Estimator;
import jenomics.learn.FeatureWeights;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.learn.Task;
import jenomics.provenance.Seed;

/** Along the line between the two class means, over the columns whose means differ by this much or more. */
record Centroids(double least) implements Estimator<Points> {

    @Override
    public String name() {
        return "centroids from " + least;
    }

    static double gap(double[][] rows, double[] y, int f) {
        double[] sum = new double[2];
        int[] count = new int[2];
        for (int i = 0; i < y.length; i++) {
            sum[(int) y[i]] += rows[i][f];
            count[(int) y[i]]++;
        }
        return sum[1] / count[1] - sum[0] / count[0];
    }

    @Override
    public Fitted<Points> fit(Points train, Task task, Seed seed) {
        var resolved = task.resolve(train);
        double[] y = resolved.targets(train).output(0);
        double[] weights = IntStream.range(0, train.rows()[0].length)
                .mapToDouble(f -> gap(train.rows(), y, f))
                .map(w -> Math.abs(w) < least ? 0 : w)
                .toArray();
        double centre = Arrays.stream(train.rows())
                .mapToDouble(row -> along(row, weights))
                .average()
                .orElse(0);
        return new Fitted<>() {
            @Override
            public Predictions predict(Points samples) {
                return new Predictions(
                        resolved,
                        samples.ids(),
                        Arrays.stream(samples.rows())
                                .map(row -> new double[] {1 / (1 + Math.exp(centre - along(row, weights)))})
                                .toArray(double[][]::new));
            }

            @Override
            public Optional<FeatureWeights> weights() {
                var names = IntStream.range(0, weights.length)
                        .mapToObj(f -> "f" + f)
                        .toList();
                return Optional.of(new FeatureWeights(
                        "gap", names, Arrays.stream(weights).boxed().toList()));
            }
        };
    }

    private static double along(double[] row, double[] weights) {
        double sum = 0;
        for (int f = 0; f < row.length; f++) {
            sum += row[f] * weights[f];
        }
        return sum;
    }

    /** Something that knows nothing: numbers by chance. */
    static Estimator<Points> coin() {
        return named("coin", (train, task, seed) -> {
            var resolved = task.resolve(train);
            return samples -> {
                var random = seed.part("coin").random();
                return new Predictions(
                        resolved,
                        samples.ids(),
                        samples.ids().stream()
                                .map(id -> new double[] {random.nextDouble()})
                                .toArray(double[][]::new));
            };
        });
    }

    /** Always the same for all. */
    static Estimator<Points> constant(double value) {
        return named("constant " + value, (train, task, seed) -> {
            var resolved = task.resolve(train);
            return samples -> new Predictions(
                    resolved,
                    samples.ids(),
                    samples.ids().stream().map(id -> new double[] {value}).toArray(double[][]::new));
        });
    }

    interface Fitting {
        Fitted<Points> fit(Points train, Task task, Seed seed);
    }

    static Estimator<Points> named(String name, Fitting fitting) {
        return new Estimator<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Fitted<Points> fit(Points train, Task task, Seed seed) {
                return fitting.fit(train, task, seed);
            }
        };
    }

    static List<String> repeated(int n, int of, String name) {
        return IntStream.range(0, n).mapToObj(i -> name + i / of).toList();
    }
}
