package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import jenomics.model.architecture.Architecture;
import jenomics.model.architecture.Architecture.Wish;
import jenomics.model.tuning.Dora;
import jenomics.model.tuning.Full;
import jenomics.model.tuning.Ia3;
import jenomics.model.tuning.Lora;
import jenomics.model.tuning.Tuning;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Parameter;
import jenomics.nn.Scope;
import jenomics.nn.Torch;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is computed again in the backward pass is what would have been kept. */
class RecomputeTest {

    /** An architecture and a way to tune it. */
    record Case(String name, Tuning tuning) {
        @Override
        public String toString() {
            return name + ", " + tuning.name();
        }
    }

    static Stream<Case> cases() {
        var architectures = List.of(
                "dnabert_k3",
                "dnabert2",
                "nt_v1_6mer",
                "nt_v2_3mer",
                "esm2_rotary",
                "gena_lm",
                "hyenadna",
                "caduceus_ph",
                "caduceus_ps");
        return Stream.concat(
                architectures.stream()
                        .flatMap(name -> Stream.of(
                                new Case(name, Lora.standard().rank(4).dropout(0.2)), new Case(name, new Full()))),
                Stream.of(
                        new Case("nt_v2_3mer", new Dora(Lora.standard().rank(4).dropout(0.1))),
                        new Case("nt_v2_3mer", Ia3.standard()),
                        new Case("nt_v2_3mer", Lora.standard().rank(4).layers(1)),
                        new Case("dnabert_k3", Lora.standard().rank(4).targets("word_embeddings", "query"))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAreTheSameToTheBit(Case each) {
        var kept = gradients(each, false, 7);
        var again = gradients(each, true, 7);
        for (int i = 0; i < kept.size(); i++) {
            assertArrayEquals(kept.get(i), again.get(i), "array " + i);
        }
        assertTrue(kept.stream().anyMatch(g -> Arrays.stream(asDoubles(g)).anyMatch(v -> v != 0)), "any gradient");
        assertFalse(Arrays.equals(kept.get(0), gradients(each, true, 8).get(0)), "dropout takes part");
    }

    private static double[] asDoubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** The loss, and the gradients of two accumulated batches, of which one is padded; dropout is on. */
    private static List<float[]> gradients(Case each, boolean recompute, long seed) {
        var architecture = Architecture.of(Golden.transformer(each.name()).config());
        try (var net = architecture.initial(Seed.of(3));
                var on = Grad.on()) {
            var parameters = each.tuning().attach(net, architecture, 0.01, Seed.of(4));
            stir(parameters);
            net.recompute(recompute);
            net.train(0.1);
            Torch.seed(seed);
            var found = new ArrayList<float[]>();
            found.add(new float[] {step(architecture, net, false), step(architecture, net, true)});
            for (var parameter : parameters) {
                found.add(gradient(parameter));
            }
            return found;
        }
    }

    /** Values that are nowhere zero, so that B of an adapter does not hide A's gradient. */
    private static void stir(List<Parameter> parameters) {
        var random = new Random(9);
        try (var scope = Scope.open();
                var off = Grad.off()) {
            for (var parameter : parameters) {
                float[] values = parameter.tensor().toFloatArray();
                for (int i = 0; i < values.length; i++) {
                    values[i] += (float) (0.1 * random.nextGaussian());
                }
                Ops.run(
                        "copy_into",
                        parameter.tensor(),
                        scope.floats(values, parameter.tensor().getShape().getShape()));
            }
        }
    }

    private static float step(Architecture architecture, Network net, boolean padded) {
        try (var scope = Scope.open()) {
            var ids = scope.longs(new long[] {7, 8, 9, 10, 11, 7, 9, 9, 10, 8, 7, 8}, 2, 6);
            var mask = padded ? scope.longs(new long[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0}, 2, 6) : null;
            var last = architecture.encode(net, ids, mask, Wish.NOTHING).last();
            var weights = new float[(int) last.size()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) Math.sin(1.7 * i);
            }
            var loss = Ops.call(
                    "total",
                    Ops.call(
                            "multiply",
                            last,
                            scope.floats(weights, last.getShape().getShape())));
            Grad.backward(loss);
            return loss.getFloat();
        }
    }

    private static float[] gradient(Parameter parameter) {
        try (var scope = Scope.open()) {
            var found = Ops.callAll("gradient_of", parameter.tensor());
            return found.length == 0 ? new float[0] : found[0].toFloatArray();
        }
    }

    @Test
    void twoPassesThroughOneNetworkDoNotMeet() {
        assertArrayEquals(contrast(false), contrast(true));
    }

    /** As SimCSE does it: two encodings of the same tokens, one loss. */
    private static float[] contrast(boolean recompute) {
        try (var net = Tiny.ESM.initial(Seed.of(3));
                var on = Grad.on();
                var scope = Scope.open()) {
            var parameters = Lora.standard().dropout(0.2).attach(net, Tiny.ESM, 0, Seed.of(4));
            stir(parameters);
            net.recompute(recompute);
            net.train(0.1);
            Torch.seed(1);
            var ids = scope.longs(new long[] {7, 8, 9, 10, 11, 7}, 2, 3);
            var mask = scope.longs(new long[] {1, 1, 1, 1, 1, 1}, 2, 3);
            var one = Ops.call(
                    "masked_mean", Tiny.ESM.encode(net, ids, null, Wish.NOTHING).last(), mask);
            var other = Ops.call(
                    "masked_mean", Tiny.ESM.encode(net, ids, null, Wish.NOTHING).last(), mask);
            Grad.backward(Ops.call("simcse_loss", one, other, 0.5));
            assertFalse(Arrays.equals(one.toFloatArray(), other.toFloatArray()), "their dropout differs");
            return gradient(parameters.get(0));
        }
    }

    @Test
    void whatNothingIsLearnedInIsNotComputedAgain() {
        int[] runs = new int[2];
        try (var net = Tiny.ESM.initial(Seed.of(3));
                var on = Grad.on();
                var scope = Scope.open()) {
            Lora.standard().layers(1).attach(net, Tiny.ESM, 0, Seed.of(4));
            for (int layer = 0; layer < 2; layer++) {
                int now = layer;
                net.adapt("esm.encoder.layer." + layer + ".attention.output.dense", (x, module) -> {
                    runs[now]++;
                    return module.apply(x);
                });
            }
            net.recompute(true);
            net.train(0);
            var ids = scope.longs(new long[] {7, 8, 9, 10, 11, 7}, 2, 3);
            Grad.backward(Ops.call(
                    "total", Tiny.ESM.encode(net, ids, null, Wish.NOTHING).last()));
        }
        assertEquals(List.of(1, 2), List.of(runs[0], runs[1]), "forward passes of the blocks");
    }
}
