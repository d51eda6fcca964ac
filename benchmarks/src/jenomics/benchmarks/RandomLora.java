package jenomics.benchmarks;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import jenomics.model.architecture.Architecture.Wish;
import jenomics.model.architecture.Esm;
import jenomics.model.tuning.Lora;
import jenomics.nn.AdamW;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Parameter;
import jenomics.nn.Scope;
import jenomics.provenance.Seed;

/**
 * An ESM encoder with random frozen weights, LoRA on query and value, mean pooling and a head, on one fixed batch of
 * random tokens. The only place of the benchmarks that knows the model.
 */
final class RandomLora implements AutoCloseable {

    /** The model and the batch; the default is the 50-million-parameter Nucleotide Transformer v2's size. */
    record Sizes(int hidden, int layers, int heads, int feedForward, int vocabulary, int length, int batch, int rank) {

        static final Sizes PUBLISHED = new Sizes(512, 12, 16, 2048, 4107, 512, 4, 8);
    }

    private static final int CLASSES = 2;
    private static final double MAX_NORM = 1;
    private static final double LEARNING_RATE = 1e-3;

    private final Sizes sizes;
    private final Random random = new Random(0);
    private final Esm esm;
    private final Network net = new Network();
    private final List<Parameter> parameters = new ArrayList<>();
    private final AdamW optimizer;
    private final long[] tokens;
    private final long[] mask;
    private final long[] labels;

    RandomLora(Sizes sizes) {
        this.sizes = sizes;
        esm = new Esm(
                sizes.vocabulary, sizes.hidden, sizes.layers, sizes.heads, sizes.feedForward, sizes.length, 1e-12);
        esm.shapes().forEach((name, shape) -> net.put(name, weight(isNorm(name) ? 1 : 0, 0.02, shape)));
        parameters.addAll(Lora.standard()
                .rank(sizes.rank)
                .alpha(2 * sizes.rank)
                .dropout(0)
                .targets("query", "value")
                .attach(net, esm, 0, Seed.of(0)));
        train("head.weight", weight(0, 0.02, CLASSES, sizes.hidden));
        train("head.bias", weight(0, 0, CLASSES));
        optimizer = new AdamW(AdamW.Settings.DEFAULT, parameters);
        tokens = random.longs((long) sizes.batch * sizes.length, 5, sizes.vocabulary)
                .toArray();
        mask = new long[tokens.length];
        Arrays.fill(mask, 1);
        labels = IntStream.range(0, sizes.batch).mapToLong(i -> i % CLASSES).toArray();
    }

    /** How many parameters train. */
    long trained() {
        return parameters.stream().mapToLong(Parameter::count).sum();
    }

    /** Forward, backward, clipping, update; returns the loss. */
    double step() {
        try (var grad = Grad.on();
                var scope = Scope.open()) {
            var ids = scope.longs(tokens, sizes.batch, sizes.length); // [B, T]
            var real = scope.longs(mask, sizes.batch, sizes.length); // [B, T]
            var last = esm.encode(net, ids, real, Wish.NOTHING).last(); // [B, T, H]
            var pooled = Ops.call("masked_mean", last, real); // [B, H]
            var logits = net.linear("head", pooled); // [B, C]
            var loss = Ops.call("cross_entropy", logits, scope.longs(labels, sizes.batch), null);
            Grad.backward(loss);
            optimizer.clip(MAX_NORM);
            optimizer.step(LEARNING_RATE);
            return loss.getFloat();
        }
    }

    private static boolean isNorm(String name) {
        return name.matches("(?i).*norm.*\\.weight");
    }

    private void train(String name, NDArray tensor) {
        net.put(name, tensor);
        parameters.add(new Parameter(name, tensor, 0, 1));
    }

    /** Matrices are normal around a mean; biases and norms are the mean itself. */
    private NDArray weight(double mean, double deviation, long... shape) {
        var values = new float[(int) Arrays.stream(shape).reduce(1, (x, y) -> x * y)];
        for (var i = 0; i < values.length; i++) {
            values[i] = (float) (shape.length == 2 ? mean + deviation * random.nextGaussian() : mean);
        }
        return net.scope().floats(values, shape);
    }

    @Override
    public void close() {
        optimizer.close();
        net.close();
    }
}
