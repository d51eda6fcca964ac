package jenomics.model;

import java.util.LinkedHashMap;
import jenomics.io.Safetensors.Tensor;
import jenomics.model.architecture.Architecture;
import jenomics.model.tuning.Lora;
import jenomics.model.tuning.Strength;
import jenomics.nn.Network;

/**
 * PiSSA as the plain LoRA of twice the rank that it is equal to, {@code W − sB₀A₀ + sBA = W + s[B, −B₀][A; A₀]}, so that
 * nobody who loads it has to repeat the decomposition (as PEFT converts it).
 */
record PissaConversion(Lora pissa, Architecture architecture) {

    SavedAdapter plain(SavedAdapter saved, Network net) {
        var tensors = new LinkedHashMap<>(saved.tensors());
        for (var site : pissa.sites(architecture, net)) {
            String module = site.module();
            if (net.has(module + Lora.TAKEN_A)) {
                tensors.computeIfPresent(
                        module + Lora.A, (name, a) -> below(a, Checkpoint.save(net.weight(module + Lora.TAKEN_A))));
                tensors.computeIfPresent(
                        module + Lora.B,
                        (name, b) -> besideNegative(b, Checkpoint.save(net.weight(module + Lora.TAKEN_B))));
            }
        }
        return new SavedAdapter(doubled(), saved.base(), tensors, saved.note());
    }

    /** Twice the rank with the same factor. */
    private Lora doubled() {
        var strength = pissa.strength();
        double factor = strength.stabilised() ? Math.sqrt(2) : 2;
        var ranks = new LinkedHashMap<String, Integer>();
        strength.ranks().forEach((module, rank) -> ranks.put(module, 2 * rank));
        var alphas = new LinkedHashMap<String, Double>();
        strength.alphas().forEach((module, alpha) -> alphas.put(module, factor * alpha));
        return new Lora(
                new Strength(2 * strength.rank(), factor * strength.alpha(), strength.stabilised(), ranks, alphas),
                pissa.dropout(),
                pissa.modules(),
                Lora.Start.ZERO,
                pissa.ratio(),
                pissa.biases(),
                pissa.ownBias());
    }

    private static Tensor below(Tensor upper, Tensor lower) {
        float[] one = upper.floats();
        float[] other = lower.floats();
        float[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return Tensor.of(both, upper.shape()[0] + lower.shape()[0], upper.shape()[1]);
    }

    private static Tensor besideNegative(Tensor left, Tensor right) {
        int rows = (int) left.shape()[0];
        int a = (int) left.shape()[1];
        int b = (int) right.shape()[1];
        float[] one = left.floats();
        float[] other = right.floats();
        float[] both = new float[rows * (a + b)];
        for (int i = 0; i < rows; i++) {
            System.arraycopy(one, i * a, both, i * (a + b), a);
            for (int j = 0; j < b; j++) {
                both[i * (a + b) + a + j] = -other[i * b + j];
            }
        }
        return Tensor.of(both, rows, a + b);
    }
}
