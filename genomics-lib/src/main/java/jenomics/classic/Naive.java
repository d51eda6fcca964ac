package jenomics.classic;

import java.util.Arrays;
import jenomics.learn.Estimator;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/**
 * Looks at no feature: the share of each class among the training samples, or the mean of their values; for survival
 * the same risk for all. What is not better than this has learned nothing.
 */
public record Naive() implements Estimator<MultiOmics> {

    @Override
    public String name() {
        return "naive";
    }

    @Override
    public NaiveModel fit(MultiOmics train, Task task, Seed seed) {
        var resolved = task.resolve(train);
        double[][] values = resolved.targets(train).values();
        double[] mean = new double[resolved.outputs()];
        if (resolved.kind() != Task.Kind.SURVIVAL) {
            for (int o = 0; o < mean.length; o++) {
                int output = o;
                mean[o] = Arrays.stream(values)
                        .mapToDouble(row -> row[output])
                        .average()
                        .orElse(0);
            }
        }
        return new NaiveModel(resolved, mean, train.size());
    }

    /** A {@link Naive} that has learned. */
    public static final class NaiveModel implements Fitted<MultiOmics>, Described {
        private final Task task;
        private final double[] mean;
        private final int samples;

        private NaiveModel(Task task, double[] mean, int samples) {
            this.task = task;
            this.mean = mean;
            this.samples = samples;
        }

        @Override
        public Predictions predict(MultiOmics other) {
            double[][] values = new double[other.size()][];
            Arrays.setAll(values, i -> mean.clone());
            return new Predictions(task, other.ids(), values);
        }

        @Override
        public Description describe() {
            String what = task.kind() == Task.Kind.REGRESSION
                    ? "mean " + Phrases.value(mean[0])
                    : Arrays.stream(mean).mapToObj(Phrases::number).toList().toString();
            return Description.of("naive · " + task + " · " + what + " · " + Phrases.count(samples, "sample"));
        }

        @Override
        public String toString() {
            return describe().text();
        }
    }
}
