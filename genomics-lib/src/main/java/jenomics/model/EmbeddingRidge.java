package jenomics.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.classic.LinearProbe;
import jenomics.learn.Estimator;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.learn.Task;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;

/**
 * Ridge regression on the embeddings of a frozen model: the cheapest use of one. How strongly it is shrunken is chosen by
 * cross-validation inside the training samples, so it needs no validation part. Classes and labels are fitted as 0 and 1,
 * one at a time; a fitted value v becomes the probability {@code 1 / (1 + exp(4 (1/2 - v)))}, which keeps the order and
 * touches v at one half, and several classes are then divided by their sum.
 *
 * <p>It remembers the embedding of every sequence it has read (H numbers each), so folds and learning curves over the same
 * sequences read each once.
 */
public final class EmbeddingRidge implements Estimator<SequenceSet> {
    private final GenomicModel model;
    private final Map<String, float[]> known = new HashMap<>();

    EmbeddingRidge(GenomicModel model) {
        this.model = model;
    }

    @Override
    public String name() {
        return "ridge on embeddings";
    }

    /**
     * @throws GenomicsException as {@link Task#targets} says, or if there are no training samples
     */
    @Override
    public Fitted<SequenceSet> fit(SequenceSet train, Task task, Seed seed) {
        task.refuseSurvival(name());
        var resolved = task.resolve(train);
        if (train.size() == 0) {
            throw new GenomicsException(name() + " needs training samples; found none.");
        }
        var units = Units.of(resolved, resolved.targets(train).values());
        var probe = LinearProbe.fit(
                embed(train),
                units.standardised(resolved.targets(train).values()),
                Task.regression(task.label()),
                null,
                null,
                seed.part("ridge"));
        return samples -> predict(samples, resolved, probe, units);
    }

    private Predictions predict(SequenceSet samples, Task task, LinearProbe probe, Units units) {
        double[][] values = Arrays.stream(embed(samples))
                .map(x -> values(x, task.kind(), probe, units))
                .toArray(double[][]::new);
        return new Predictions(task, samples.ids(), values);
    }

    private static double[] values(float[] x, Task.Kind kind, LinearProbe probe, Units units) {
        double[] values = new double[probe.biases().length];
        for (int o = 0; o < values.length; o++) {
            double v = probe.biases()[o];
            for (int h = 0; h < x.length; h++) {
                v += (double) probe.weights()[o][h] * x[h];
            }
            v = units.centre() + units.spread() * v;
            values[o] = kind == Task.Kind.REGRESSION ? v : 1 / (1 + Math.exp(4 * (0.5 - v)));
        }
        double sum = Arrays.stream(values).sum();
        return kind == Task.Kind.MULTICLASS
                ? Arrays.stream(values).map(v -> v / sum).toArray()
                : values;
    }

    /** Of what is measured, over the training samples; classes are 0 and 1 as they are. */
    private record Units(double centre, double spread) {

        static Units of(Task task, double[][] values) {
            if (task.kind() != Task.Kind.REGRESSION) {
                return new Units(0, 1);
            }
            double mean =
                    Arrays.stream(values).mapToDouble(row -> row[0]).average().orElseThrow();
            double variance = Arrays.stream(values)
                    .mapToDouble(row -> (row[0] - mean) * (row[0] - mean))
                    .average()
                    .orElseThrow();
            return new Units(mean, variance == 0 ? 1 : Math.sqrt(variance));
        }

        double[][] standardised(double[][] values) {
            return Arrays.stream(values)
                    .map(row ->
                            Arrays.stream(row).map(v -> (v - centre) / spread).toArray())
                    .toArray(double[][]::new);
        }
    }

    /** One vector for each sequence [n][H]; the model reads those it has not read before. */
    private synchronized float[][] embed(SequenceSet samples) {
        var fresh = new LinkedHashMap<String, SequenceRecord>();
        for (var record : samples) {
            if (!known.containsKey(record.bases())) {
                fresh.putIfAbsent(record.bases(), record);
            }
        }
        if (!fresh.isEmpty()) {
            var read = SequenceSet.of(fresh.values());
            float[][] values = model.embed(read).values();
            for (int i = 0; i < values.length; i++) {
                known.put(read.get(i).bases(), values[i]);
            }
        }
        return samples.stream().map(record -> known.get(record.bases())).toArray(float[][]::new);
    }
}
