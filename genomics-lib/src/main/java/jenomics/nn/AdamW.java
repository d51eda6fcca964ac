package jenomics.nn;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * Adam with decoupled weight decay and bias correction (Loshchilov and Hutter 2019), step by step as torch.optim.AdamW:
 * decay first, then the update. Its state can be saved and loaded, so that training goes on bit-equal.
 */
public final class AdamW implements AutoCloseable {

    /**
     * The constants of Adam (Kingma and Ba 2015).
     *
     * @param beta1 decay of the first moment
     * @param beta2 decay of the second moment
     * @param eps added to the root of the second moment
     */
    public record Settings(double beta1, double beta2, double eps) {
        /** torch's defaults: 0.9, 0.999, 1e-8. */
        public static final Settings DEFAULT = new Settings(0.9, 0.999, 1e-8);
    }

    private final Settings settings;
    private final List<Parameter> parameters;
    private final List<NDArray> tensors;
    private final Scope scope = Scope.lasting();
    private final List<NDArray> first;
    private final List<NDArray> second;
    private final double[] decays;
    private final int[] ages;
    private int steps;

    /** With moments of zero, float32, two for each number that trains. They live until it is closed. */
    public AdamW(Settings settings, List<Parameter> parameters) {
        this.settings = settings;
        this.parameters = List.copyOf(parameters);
        tensors = parameters.stream().map(Parameter::tensor).toList();
        first = tensors.stream().map(t -> scope.zeros(t.getShape())).toList();
        second = tensors.stream().map(t -> scope.zeros(t.getShape())).toList();
        decays = parameters.stream().mapToDouble(Parameter::weightDecay).toArray();
        ages = new int[tensors.size()];
    }

    /** The global L2 norm of all gradients at the moment. */
    public double gradientNorm() {
        try (var step = Scope.open();
                var off = Grad.off()) {
            return Ops.call("gradient_norm", tensors).getFloat();
        }
    }

    /**
     * Scales all gradients so that their global norm is at most {@code maxNorm}, as torch's clip_grad_norm_. Returns the
     * norm before.
     */
    public double clip(double maxNorm) {
        double norm = gradientNorm();
        double factor = maxNorm / (norm + 1e-6);
        if (factor < 1) {
            scaleGradients(factor);
        }
        return norm;
    }

    /** Multiplies all gradients, for example by one over the number of accumulated batches. */
    public void scaleGradients(double factor) {
        try (var off = Grad.off()) {
            Ops.run("scale_gradients", tensors, factor);
        }
    }

    /** Forgets the gradients collected so far. */
    public void zeroGradients() {
        try (var off = Grad.off()) {
            Ops.run("zero_gradients", tensors);
        }
    }

    /**
     * One update from the gradients collected so far, which are then zero again. A parameter that requires no gradient
     * at the moment stays as it is and grows no older.
     */
    public void step(double learningRate) {
        double[] rates = new double[ages.length];
        double[] old = new double[ages.length];
        steps++;
        for (int i = 0; i < ages.length; i++) {
            if (tensors.get(i).hasGradient()) {
                rates[i] = learningRate * parameters.get(i).rate();
                old[i] = ++ages[i];
            }
        }
        try (var off = Grad.off()) {
            Ops.run(
                    "adamw",
                    tensors,
                    first,
                    second,
                    rates,
                    decays,
                    settings.beta1(),
                    settings.beta2(),
                    settings.eps(),
                    old);
            Ops.run("zero_gradients", tensors);
        }
    }

    /** Updates made so far. */
    public int steps() {
        return steps;
    }

    /** The moments by name, {@code NAME.exp_avg} and {@code NAME.exp_avg_sq}; they stay the optimizer's own. */
    public Map<String, NDArray> state() {
        var state = new LinkedHashMap<String, NDArray>();
        for (int i = 0; i < parameters.size(); i++) {
            state.put(parameters.get(i).name() + ".exp_avg", first.get(i));
            state.put(parameters.get(i).name() + ".exp_avg_sq", second.get(i));
        }
        return state;
    }

    /** How many updates each parameter has had, in the order of the parameters: fewer than steps if it was frozen. */
    public int[] ages() {
        return ages.clone();
    }

    /**
     * Takes up where {@link #state} left off.
     *
     * @param stepsMade what {@link #steps} was
     * @param saved the moments by name, which are copied
     * @throws GenomicsException if one is missing or has another shape than its parameter
     */
    public void resume(int stepsMade, Map<String, NDArray> saved) {
        int[] all = new int[ages.length];
        Arrays.fill(all, stepsMade);
        resume(stepsMade, all, saved);
    }

    /** The same where some parameters were frozen for a time. @param agesThen what {@link #ages} was */
    public void resume(int stepsMade, int[] agesThen, Map<String, NDArray> saved) {
        try (var off = Grad.off()) {
            state().forEach((name, own) -> {
                var tensor = saved.get(name);
                if (tensor == null || !tensor.getShape().equals(own.getShape())) {
                    throw new GenomicsException(
                            "The optimizer state for '" + name + "' should have shape " + own.getShape() + ", found "
                                    + (tensor == null ? "none" : tensor.getShape()) + ".",
                            Map.of("state", name));
                }
                Ops.run("copy_into", own, tensor);
            });
        }
        steps = stepsMade;
        System.arraycopy(agesThen, 0, ages, 0, ages.length);
    }

    @Override
    public void close() {
        scope.close();
    }
}
