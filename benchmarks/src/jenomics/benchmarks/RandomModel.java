package jenomics.benchmarks;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import jenomics.model.architecture.Architecture;
import jenomics.model.architecture.Architecture.Wish;
import jenomics.model.tuning.Tuning;
import jenomics.nn.AdamW;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Parameter;
import jenomics.nn.Scope;
import jenomics.provenance.Seed;

/** An encoder with random weights, mean pooling and a head of two classes, on random tokens. */
final class RandomModel implements AutoCloseable {
    private static final int CLASSES = 2;
    private static final double MAX_NORM = 1;
    private static final double LEARNING_RATE = 1e-4;
    private static final int FIRST_ORDINARY_TOKEN = 5;

    private final Architecture architecture;
    private final Network net;
    private final List<Parameter> parameters = new ArrayList<>();
    private final AdamW optimizer;
    private final Random random = new Random(0);

    /** @param tuning what trains beside the head; null: nothing, the head neither */
    RandomModel(Architecture architecture, Tuning tuning) {
        this.architecture = architecture;
        net = architecture.initial(Seed.of(0));
        if (tuning != null) {
            parameters.addAll(tuning.attach(net, architecture, 0.01, Seed.of(0)));
            var head = new float[CLASSES * architecture.hidden()];
            for (var i = 0; i < head.length; i++) {
                head[i] = (float) (0.02 * random.nextGaussian());
            }
            train("head.weight", net.scope().floats(head, CLASSES, architecture.hidden()));
            train("head.bias", net.scope().floats(new float[CLASSES], CLASSES));
        }
        optimizer = new AdamW(AdamW.Settings.DEFAULT, parameters);
    }

    private void train(String name, NDArray tensor) {
        net.put(name, tensor);
        parameters.add(new Parameter(name, tensor, 0, 1));
    }

    /**
     * How it computes: linear layers in bfloat16 (held so if they do not train), blocks computed again in the backward
     * pass.
     */
    RandomModel with(boolean bfloat16, boolean recompute) {
        boolean frozen =
                parameters.stream().noneMatch(p -> architecture.encoderShapes().containsKey(p.name()));
        if (bfloat16 && frozen) {
            architecture.linearModules().forEach(module -> net.narrow(module + ".weight"));
        } else {
            net.mixedPrecision(bfloat16);
        }
        net.recompute(recompute);
        return this;
    }

    /** How many parameters train. */
    long trained() {
        return parameters.stream().mapToLong(Parameter::count).sum();
    }

    /** Pooled vectors of sequences with so many tokens each, in one batch padded to the longest. */
    void read(int... lengths) {
        try (var off = Grad.off();
                var scope = Scope.open()) {
            pooled(scope, lengths).toFloatArray();
        }
    }

    /** Forward, backward, clipping, update; returns the loss. */
    double step(int batch, int length) {
        var lengths = new int[batch];
        Arrays.fill(lengths, length);
        var labels = IntStream.range(0, batch).mapToLong(i -> i % CLASSES).toArray();
        net.train(0);
        try (var grad = Grad.on();
                var scope = Scope.open()) {
            var logits = net.linear("head", pooled(scope, lengths)); // [B, C]
            var loss = Ops.call("cross_entropy", logits, scope.longs(labels, batch), null);
            Grad.backward(loss);
            optimizer.clip(MAX_NORM);
            optimizer.step(LEARNING_RATE);
            return loss.getFloat();
        } finally {
            net.rest();
        }
    }

    private NDArray pooled(Scope scope, int... lengths) {
        int longest = Arrays.stream(lengths).max().orElseThrow();
        long[] tokens = new long[lengths.length * longest];
        long[] real = new long[tokens.length];
        for (int b = 0; b < lengths.length; b++) {
            for (int t = 0; t < lengths[b]; t++) {
                tokens[b * longest + t] =
                        FIRST_ORDINARY_TOKEN + random.nextInt(architecture.vocabulary() - FIRST_ORDINARY_TOKEN);
                real[b * longest + t] = 1;
            }
        }
        boolean padded = Arrays.stream(lengths).anyMatch(length -> length < longest);
        var ids = scope.longs(tokens, lengths.length, longest); // [B, T]
        var mask = scope.longs(real, lengths.length, longest); // [B, T]
        var last = architecture
                .encode(net, ids, padded ? mask : null, Wish.NOTHING)
                .last(); // [B, T, H]
        return Ops.call("masked_mean", last, mask);
    }

    @Override
    public void close() {
        optimizer.close();
        net.close();
    }
}
