package jenomics.model;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.sequence.SequenceSet;

/**
 * Numbers that stand beside the sequence, such as a half-life (Agarwal and Shendure 2020, Xpresso): attributes,
 * standardised by the training samples, appended to the pooled vector.
 *
 * @param names of the attributes
 * @param means over the training samples
 * @param spreads standard deviations over the training samples; 1 where all are equal
 */
record Features(List<String> names, List<Double> means, List<Double> spreads) {
    static final Features NONE = new Features(List.of(), List.of(), List.of());

    Features {
        names = List.copyOf(names);
        means = List.copyOf(means);
        spreads = List.copyOf(spreads);
    }

    /** Reads the attributes of the training samples. */
    static Features fit(List<String> names, SequenceSet train) {
        double[][] values = names.stream().map(name -> column(name, train)).toArray(double[][]::new);
        return new Features(
                names,
                Arrays.stream(values)
                        .map(v -> Arrays.stream(v).average().orElseThrow())
                        .toList(),
                Arrays.stream(values).map(Features::spread).toList());
    }

    private static double spread(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        return variance == 0 ? 1 : Math.sqrt(variance);
    }

    private static double[] column(String name, SequenceSet set) {
        return set.stream().mapToDouble(record -> record.number(name)).toArray();
    }

    int count() {
        return names.size();
    }

    /** Standardised values [n][features]. */
    float[][] of(SequenceSet set) {
        float[][] rows = new float[set.size()][count()];
        for (int f = 0; f < count(); f++) {
            double[] column = column(names.get(f), set);
            for (int i = 0; i < rows.length; i++) {
                rows[i][f] = (float) ((column[i] - means.get(f)) / spreads.get(f));
            }
        }
        return rows;
    }

    /** Embeddings [n][H] with the features appended [n][H + features]. */
    float[][] beside(float[][] embeddings, SequenceSet set) {
        if (count() == 0) {
            return embeddings;
        }
        float[][] values = of(set);
        float[][] both = new float[embeddings.length][];
        for (int i = 0; i < both.length; i++) {
            int width = embeddings[i].length;
            both[i] = Arrays.copyOf(embeddings[i], width + count());
            System.arraycopy(values[i], 0, both[i], width, count());
        }
        return both;
    }

    /** Pooled vectors [n, H] with standardised values appended [n, H + features]. */
    NDArray beside(Scope scope, NDArray pooled, float[][] values) {
        if (count() == 0) {
            return pooled;
        }
        float[] flat = new float[values.length * count()];
        for (int i = 0; i < values.length; i++) {
            System.arraycopy(values[i], 0, flat, i * count(), count());
        }
        return Ops.call("beside", pooled, scope.floats(flat, values.length, count()));
    }
}
