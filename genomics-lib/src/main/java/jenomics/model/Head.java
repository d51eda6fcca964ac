package jenomics.model;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.io.Safetensors;
import jenomics.learn.Task;
import jenomics.model.architecture.Architecture;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Parameter;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;

/**
 * The last, linear layer: scores from a pooled vector, {@code z = Wx + b} with W [outputs, H], and what scores mean for a
 * task. It always trains.
 *
 * @param task with its classes resolved
 * @param centre mean of the training values of a regression; 0 otherwise
 * @param spread their standard deviation; 1 otherwise
 * @param published the architecture whose published classifier stands here instead of the linear layer; null: none
 * @param features numbers beside the sequence, appended to the pooled vector
 */
record Head(Task task, double centre, double spread, Architecture published, Features features) {
    static final String WEIGHT = "classifier.weight";
    static final String BIAS = "classifier.bias";

    Head {
        task.refuseSurvival("A sequence model");
    }

    Head(Task task, double centre, double spread) {
        this(task, centre, spread, null, Features.NONE);
    }

    /** The head's tensors by name, for hidden vectors of width H. */
    Map<String, long[]> shapes(int hidden) {
        var shapes = new LinkedHashMap<String, long[]>();
        shapes.put(WEIGHT, new long[] {task.outputs(), hidden + features.count()});
        shapes.put(BIAS, new long[] {task.outputs()});
        return shapes;
    }

    /** A binary label as two classes becomes one score, their difference, as Jenomics has it. */
    void settle(Network net) {
        if (published == null || task.kind() != Task.Kind.BINARY) {
            return;
        }
        published.classifierShapes().forEach((name, shape) -> {
            if (shape[0] == Architecture.ANY && net.weight(name).getShape().get(0) == 2) {
                float[] both = net.weight(name).toFloatArray();
                float[] difference = new float[both.length / 2];
                for (int i = 0; i < difference.length; i++) {
                    difference[i] = both[difference.length + i] - both[i];
                }
                net.put(
                        name,
                        shape.length == 1
                                ? net.scope().floats(difference, 1)
                                : net.scope().floats(difference, 1, difference.length));
            }
        });
    }

    /** Fails if a network's head is not of this task's size. @param source for the message */
    void check(Network net, int hidden, java.nio.file.Path source) {
        shapes(hidden).forEach((name, shape) -> {
            String found =
                    net.has(name) ? Arrays.toString(net.weight(name).getShape().getShape()) : "none";
            if (!found.equals(Arrays.toString(shape))) {
                throw new GenomicsException(
                        source + " should have '" + name + "' of shape " + Arrays.toString(shape) + "; found " + found
                                + ".",
                        Map.of("tensor", name));
            }
        });
    }

    /** Puts weights into a network. @param weights [outputs][H] @param biases [outputs] */
    void put(Network net, float[][] weights, float[] biases) {
        int width = weights[0].length;
        float[] flat = new float[weights.length * width];
        for (int o = 0; o < weights.length; o++) {
            System.arraycopy(weights[o], 0, flat, o * width, width);
        }
        net.put(WEIGHT, net.scope().floats(flat, weights.length, width));
        net.put(BIAS, net.scope().floats(biases, biases.length));
    }

    List<Parameter> parameters(Network net, double weightDecay) {
        return List.of(
                new Parameter(WEIGHT, net.weight(WEIGHT), weightDecay, 1), new Parameter(BIAS, net.weight(BIAS), 0, 1));
    }

    /** The present weights of the linear layer. */
    Map<String, Safetensors.Tensor> save(Network net) {
        var tensors = new LinkedHashMap<String, Safetensors.Tensor>();
        List.of(WEIGHT, BIAS).forEach(name -> tensors.put(name, Checkpoint.save(net.weight(name))));
        return tensors;
    }

    /** Scores [n, outputs] of pooled vectors [n, H]. */
    NDArray scores(Network net, NDArray pooled) {
        return published == null
                ? net.linear("classifier", pooled)
                : published.classLogits(net, Ops.call("as_tokens", pooled));
    }

    /**
     * The loss of scores [n, outputs] against target rows (see {@link jenomics.learn.Targets}): cross-entropy, binary
     * cross-entropy, or the squared error in units of the spread.
     */
    NDArray loss(Scope scope, NDArray scores, double[][] targets) {
        if (task.kind() == Task.Kind.MULTICLASS) {
            long[] classes = new long[targets.length];
            for (int i = 0; i < classes.length; i++) {
                classes[i] = hot(targets[i]);
            }
            return Ops.call("cross_entropy", scores, scope.longs(classes, classes.length), null);
        }
        int outputs = task.outputs();
        float[] flat = new float[targets.length * outputs];
        for (int i = 0; i < targets.length; i++) {
            for (int o = 0; o < outputs; o++) {
                flat[i * outputs + o] = (float) ((targets[i][o] - centre) / spread);
            }
        }
        var target = scope.floats(flat, targets.length, outputs);
        return task.kind() == Task.Kind.REGRESSION
                ? Ops.call("mean_squared_error", scores, target)
                : Ops.call("binary_cross_entropy", scores, target, null);
    }

    private static int hot(double[] row) {
        for (int c = 0; c < row.length; c++) {
            if (row[c] == 1) {
                return c;
            }
        }
        throw new IllegalStateException("a multiclass target row has no class");
    }

    /** What the scores of one sample say: probabilities, or a value in the units of the label. */
    double[] values(double[] scores) {
        double[] values = new double[scores.length];
        switch (task.kind()) {
            case REGRESSION -> values[0] = centre + spread * scores[0];
            case BINARY, MULTILABEL -> {
                for (int o = 0; o < scores.length; o++) {
                    values[o] = 1 / (1 + Math.exp(-scores[o]));
                }
            }
            case MULTICLASS -> softmax(scores, values);
            case SURVIVAL -> throw new IllegalStateException("no head is made for " + task);
        }
        return values;
    }

    private static void softmax(double[] scores, double[] values) {
        double most = java.util.Arrays.stream(scores).max().orElseThrow();
        double sum = 0;
        for (int c = 0; c < scores.length; c++) {
            values[c] = Math.exp(scores[c] - most);
            sum += values[c];
        }
        for (int c = 0; c < scores.length; c++) {
            values[c] /= sum;
        }
    }

    /** Values for embeddings from the head's present weights. */
    double[][] values(Network net, float[][] embeddings) {
        return published == null ? linearValues(net, embeddings) : tensorValues(net, embeddings);
    }

    private double[][] tensorValues(Network net, float[][] embeddings) {
        double[][] values = new double[embeddings.length][];
        try (var scope = Scope.open();
                var off = Grad.off()) {
            int width = embeddings.length == 0 ? 0 : embeddings[0].length;
            float[] flat = new float[embeddings.length * width];
            for (int i = 0; i < embeddings.length; i++) {
                System.arraycopy(embeddings[i], 0, flat, i * width, width);
            }
            float[] scores =
                    scores(net, scope.floats(flat, embeddings.length, width)).toFloatArray();
            int outputs = embeddings.length == 0 ? 0 : scores.length / embeddings.length;
            for (int i = 0; i < values.length; i++) {
                double[] row = new double[outputs];
                for (int o = 0; o < outputs; o++) {
                    row[o] = scores[i * outputs + o];
                }
                values[i] = values(row);
            }
        }
        return values;
    }

    /** Computed in Java, in double precision. */
    private double[][] linearValues(Network net, float[][] embeddings) {
        float[] weights = net.weight(WEIGHT).toFloatArray();
        float[] biases = net.weight(BIAS).toFloatArray();
        double[][] values = new double[embeddings.length][];
        for (int i = 0; i < embeddings.length; i++) {
            int width = embeddings[i].length;
            double[] scores = new double[biases.length];
            for (int o = 0; o < scores.length; o++) {
                double sum = biases[o];
                for (int h = 0; h < width; h++) {
                    sum += (double) weights[o * width + h] * embeddings[i][h];
                }
                scores[o] = sum;
            }
            values[i] = values(scores);
        }
        return values;
    }
}
