package jenomics.nn;

import ai.djl.ndarray.NDArray;
import java.util.Locale;

/**
 * How long it takes here to multiply what goes through a linear layer with its frozen weight, and what comes back.
 *
 * @param tokens rows of what goes through
 * @param out rows of the weight
 * @param in columns of the weight
 * @param float32 seconds, the least of a few times
 * @param bfloat16 the same with a weight held in bfloat16
 */
public record ProductSpeed(long tokens, long out, long in, double float32, double bfloat16) {
    private static final String LAYER = "layer";
    private static final int TIMES = 4;

    /** What is less than this is a busy machine's noise, and no reason to round. */
    private static final double CLEARLY = 1.1;

    /** Measures; takes a second at most for a layer of 4096 × 1024. */
    public static ProductSpeed measure(long tokens, long out, long in) {
        try (var wide = new Network();
                var narrow = new Network()) {
            wide.put(LAYER + ".weight", wide.scope().floats(values(out * in), out, in));
            narrow.put(LAYER + ".weight", narrow.scope().floats(values(out * in), out, in));
            narrow.narrow(LAYER + ".weight");
            float[] x = values(tokens * in);
            double float32 = Double.MAX_VALUE;
            double bfloat16 = Double.MAX_VALUE;
            for (int i = 0; i < TIMES; i++) {
                float32 = Math.min(float32, seconds(wide, x, tokens, in));
                bfloat16 = Math.min(bfloat16, seconds(narrow, x, tokens, in));
            }
            return new ProductSpeed(tokens, out, in, float32, bfloat16);
        }
    }

    /** There and back once. Reading a number waits for a GPU. */
    private static double seconds(Network net, float[] values, long tokens, long in) {
        try (var scope = Scope.open();
                var on = Grad.on()) {
            var x = Grad.leaf(scope.floats(values, tokens, in));
            long begun = System.nanoTime();
            NDArray sum = Ops.call("total", net.linear(LAYER, x));
            Grad.backward(sum);
            Ops.call("total", Ops.callAll("gradient_of", x)[0]).getFloat();
            return (System.nanoTime() - begun) / 1e9;
        }
    }

    /** Any that are neither all alike nor tiny. */
    private static float[] values(long count) {
        float[] values = new float[Math.toIntExact(count)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i % 17 - 8) / 8f;
        }
        return values;
    }

    /** Float32 unless bfloat16 is clearly faster. */
    public FrozenWeights faster() {
        return float32 > CLEARLY * bfloat16 ? FrozenWeights.BFLOAT16 : FrozenWeights.FLOAT32;
    }

    /** {@code products of 1,024 tokens with [2048, 512]: float32 24.1 ms, bfloat16 10.3 ms}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "products of %,d tokens with [%d, %d]: float32 %.1f ms, bfloat16 %.1f ms",
                tokens,
                out,
                in,
                1e3 * float32,
                1e3 * bfloat16);
    }
}
