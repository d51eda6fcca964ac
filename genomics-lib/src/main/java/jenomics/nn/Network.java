package jenomics.nn;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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
        if (before != null) {
            before.close();
        }
    }

    /** Takes a weight away and frees it; nothing if there is none. */
    public void remove(String name) {
        var weight = weights.remove(name);
        if (weight != null) {
            weight.close();
        }
    }

    public boolean has(String name) {
        return weights.containsKey(name);
    }

    public NDArray weight(String name) {
        var weight = weights.get(name);
        if (weight == null) {
            throw new GenomicsException(
                    "The network has no weight '" + name + "'; it has " + weights.size() + " others, the first is '"
                            + weights.keySet().stream().findFirst().orElse("-") + "'.",
                    Map.of("weight", name));
        }
        return used(weight);
    }

    private NDArray used(NDArray weight) {
        learns |= recompute && weight != null && weight.hasGradient();
        return weight;
    }

    /** All weights by name, in the order they were put. */
    public Map<String, NDArray> weights() {
        return Collections.unmodifiableMap(weights);
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
        return adapted(
                module, x, in -> Ops.call(linear, in, weight(module + ".weight"), used(weights.get(module + ".bias"))));
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
