package jenomics.nn;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import jenomics.provenance.GenomicsException;

/**
 * Named weights, and what adapters hang on them. An architecture reads its weights from here by their checkpoint names;
 * an adapter changes what {@link #linear} and {@link #embedding} return for a module without touching its weights.
 * Closing frees the native memory.
 */
public final class Network implements AutoCloseable {

    /** What an adapter makes of a module. */
    @FunctionalInterface
    public interface Delta {
        /**
         * @param x what went into the module
         * @param module the module alone
         */
        NDArray apply(NDArray x, UnaryOperator<NDArray> module);
    }

    private final Scope scope = Scope.lasting();
    private final Map<String, NDArray> weights = new LinkedHashMap<>();

    /** Those of them that are bfloat16: Java code that reads such a tensor ends the process, so none leaves this class. */
    private final Set<String> narrow = new HashSet<>();

    private final Map<String, Delta> deltas = new LinkedHashMap<>();
    private boolean training;
    private boolean recompute;
    private boolean learns;
    private double dropout;
    private String linear = "linear";

    /** Where tensors that live as long as this network are made. */
    public Scope scope() {
        return scope;
    }

    /** Adds or replaces a weight; the network owns it from now on. */
    public void put(String name, NDArray weight) {
        var before = weights.put(name, scope.keep(weight));
        narrow.remove(name);
        if (before != null) {
            before.close();
        }
    }

    /** Takes a weight away and frees it; nothing if there is none. */
    public void remove(String name) {
        var weight = weights.remove(name);
        narrow.remove(name);
        if (weight != null) {
            weight.close();
        }
    }

    /**
     * Holds a weight in bfloat16 from now on, in half the memory: {@link #linear} multiplies with it in bfloat16 (sums in
     * float32), and everybody else gets a float32 copy of what it was rounded to.
     */
    public void narrow(String name) {
        try (var inner = Scope.open();
                var off = Grad.off()) {
            put(name, Ops.call("to_bfloat16", weight(name)));
        }
        narrow.add(name);
    }

    /** Whether a weight is held in bfloat16. */
    public boolean isNarrow(String name) {
        return narrow.contains(name);
    }

    /** Whether it has a weight of this name. */
    public boolean has(String name) {
        return weights.containsKey(name);
    }

    /**
     * A weight in float32: the network's own, or in the current scope a copy of one that is held in bfloat16.
     *
     * @throws GenomicsException if there is none of this name
     */
    public NDArray weight(String name) {
        var weight = weights.get(name);
        if (weight == null) {
            throw new GenomicsException(
                    "The network has no weight '" + name + "'; it has " + weights.size() + " others, the first is '"
                            + weights.keySet().stream().findFirst().orElse("-") + "'.",
                    Map.of("weight", name));
        }
        return narrow.contains(name) ? Ops.call("to_float", weight) : used(weight);
    }

    private NDArray used(NDArray weight) {
        learns |= recompute && weight != null && weight.hasGradient();
        return weight;
    }

    /** The names of all weights, in the order they were put. */
    public Set<String> names() {
        return Collections.unmodifiableSet(weights.keySet());
    }

    /** The shape of a weight, which is not touched. */
    public long[] shape(String name) {
        return (narrow.contains(name) ? weights.get(name) : weight(name))
                .getShape()
                .getShape();
    }

    /** How much memory a weight takes. */
    public long bytes(String name) {
        long numbers = Arrays.stream(shape(name)).reduce(1, Math::multiplyExact);
        return numbers
                * (narrow.contains(name) ? 2 : weights.get(name).getDataType().getNumOfBytes());
    }

    /** Hangs an adapter on a module, or takes it off (null). */
    public void adapt(String module, Delta delta) {
        if (delta == null) {
            deltas.remove(module);
        } else {
            deltas.put(module, delta);
        }
    }

    /** {@code x·Wᵀ + b} with {@code module.weight} [out, in] and, where there is one, {@code module.bias} [out]. */
    public NDArray linear(String module, NDArray x) {
        return adapted(module, x, in -> product(module + ".weight", in, used(weights.get(module + ".bias"))));
    }

    private NDArray product(String weight, NDArray x, NDArray bias) {
        return narrow.contains(weight)
                ? Ops.call("linear_bfloat16", x, weights.get(weight), bias)
                : Ops.call(linear, x, weight(weight), bias);
    }

    /** Rows of {@code module.weight} [V, H] for ids [B, T]. */
    public NDArray embedding(String module, NDArray ids) {
        return adapted(module, ids, in -> Ops.call("embedding", in, weight(module + ".weight")));
    }

    /** Over the last axis, with {@code module.weight} and {@code module.bias} [H]. */
    public NDArray layerNorm(String module, NDArray x, double eps) {
        return Ops.call("layer_norm", x, weight(module + ".weight"), weight(module + ".bias"), eps);
    }

    /**
     * Whether {@link #linear} multiplies in bfloat16 (8 bits of precision, sums in float32). Weights, gradients and all
     * else stay float32. About twice as fast on processors that have the instructions.
     */
    public void mixedPrecision(boolean on) {
        linear = on ? "linear_bfloat16" : "linear";
    }

    /**
     * Turns dropout on, for the time of training; 0 or more of the residual branches, and whatever adapters drop.
     *
     * @param share of the residual branches, 0 to 1
     */
    public void train(double share) {
        training = true;
        dropout = share;
    }

    /** Turns dropout off: the state a network begins in, and that predictions are made in. */
    public void rest() {
        training = false;
        dropout = 0;
    }

    /** Whether it is between {@link #train} and {@link #rest}. */
    public boolean training() {
        return training;
    }

    /**
     * Whether, while training, what happens inside a {@link #block} is computed again in the backward pass instead of
     * kept from the forward pass: a third more time, and memory for one block instead of all. The gradients are the
     * same to the bit.
     */
    public void recompute(boolean on) {
        recompute = on;
    }

    /** Whether the blocks that run now are computed again in the backward pass. */
    public boolean recomputes() {
        return recompute && training && Grad.isOn();
    }

    /**
     * One of the blocks that a network is a row of. What it makes on the way is freed when it ends, but for what the
     * backward pass needs.
     */
    public NDArray block(NDArray x, UnaryOperator<NDArray> block) {
        long place = training ? Torch.nextPlace() : 0;
        if (!recomputes()) {
            return Scope.keepingOnly(() -> block.apply(x));
        }
        learns = false;
        return Recomputed.forward(x, block, place, () -> learns);
    }

    /** Whether all that is made on the way is kept for a backward pass. */
    public boolean keepsAll() {
        return Grad.isOn() && !recomputes();
    }

    /**
     * A part of a batch that goes through all blocks by itself. Where blocks are computed again in the backward pass the
     * whole part is instead, so that nothing but its result is kept.
     *
     * @param ids token numbers [B, T]
     */
    public NDArray part(NDArray ids, UnaryOperator<NDArray> through) {
        long place = training ? Torch.nextPlace() : 0;
        if (!recomputes()) {
            return Scope.keepingOnly(() -> through.apply(ids));
        }
        learns = false;
        return Recomputed.forward(
                ids, in -> Grad.isOn() ? keepingBlocks(in, through) : through.apply(in), place, () -> learns);
    }

    private NDArray keepingBlocks(NDArray ids, UnaryOperator<NDArray> through) {
        recompute = false;
        try {
            return through.apply(ids);
        } finally {
            recompute = true;
        }
    }

    /** Dropout on a residual branch: sets a share to zero and scales the rest up; nothing while not training. */
    public NDArray drop(NDArray x) {
        return dropout == 0 ? x : Ops.call("dropout", x, dropout);
    }

    private NDArray adapted(String module, NDArray x, UnaryOperator<NDArray> alone) {
        var delta = deltas.get(module);
        return delta == null ? alone.apply(x) : delta.apply(x, alone);
    }

    @Override
    public void close() {
        scope.close();
    }
}
