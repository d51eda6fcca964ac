package jenomics.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jenomics.io.Safetensors.Tensor;
import jenomics.model.tuning.Lora;

/**
 * The tensors of PEFT's adapter_model.safetensors under a network's names, and back. AdaLoRA (W + s·B diag(E) A) and
 * VeRA (W + diag(b) B diag(d) A, with B and A shared) are worked into the pair of matrices that LoRA would have.
 */
final class PeftTensors {
    private static final String PREFIX = "base_model.model.";
    private static final String BASE = ".base_layer.";
    private static final Pattern ADAPTER = Pattern.compile(
            "(.*)\\.(lora_A\\.weight|lora_B\\.(weight|bias)|lora_embedding_[AB]|lora_magnitude_vector|ia3_l)");
    private static final String VERA_A = "base_model.vera_A";
    private static final String VERA_B = "base_model.vera_B";

    private PeftTensors() {}

    /** @param config adapter_config.json */
    static Map<String, Tensor> read(Map<String, Tensor> stored, JsonNode config) {
        var own = new LinkedHashMap<String, Tensor>();
        stored.forEach((name, tensor) -> {
            String module = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
            if (name.endsWith(".lora_E") || name.endsWith(".vera_lambda_b")) {
                return;
            }
            if (name.endsWith(".vera_lambda_d")) {
                vera(own, stored, name);
            } else if (name.endsWith(".lora_A") || name.endsWith(".lora_B")) {
                own.put(module + ".weight", adaLora(stored, name, tensor, config));
            } else if (!name.equals(VERA_A) && !name.equals(VERA_B)) {
                own.put(module.replace(BASE, "."), tensor);
            }
        });
        return own;
    }

    /** A with each row times its singular value and the common factor; B as it is. */
    private static Tensor adaLora(Map<String, Tensor> stored, String name, Tensor tensor, JsonNode config) {
        if (name.endsWith(".lora_B")) {
            return tensor;
        }
        float[] values = tensor.floats();
        float[] singular = stored.get(name.replaceFirst("A$", "E")).floats();
        double alpha = config.path("lora_alpha").asDouble();
        double scaling = (alpha > 0 ? alpha : singular.length) / (singular.length + 1e-5);
        return Tensor.of(rowsTimes(values, singular, scaling), tensor.shape());
    }

    private static void vera(Map<String, Tensor> own, Map<String, Tensor> stored, String name) {
        String stem = name.substring(0, name.length() - ".vera_lambda_d".length());
        String module = stem.substring(PREFIX.length());
        float[] d = stored.get(name).floats();
        float[] b = stored.get(stem + ".vera_lambda_b").floats();
        var sharedA = stored.get(VERA_A);
        var sharedB = stored.get(VERA_B);
        own.put(module + Lora.A, Tensor.of(rowsTimes(sharedA.floats(), d, 1), sharedA.shape()));
        int rank = (int) sharedB.shape()[1];
        float[] rows = java.util.Arrays.copyOf(sharedB.floats(), b.length * rank);
        own.put(module + Lora.B, Tensor.of(rowsTimes(rows, b, 1), b.length, rank));
    }

    private static float[] rowsTimes(float[] values, float[] factors, double scaling) {
        int width = values.length / factors.length;
        float[] scaled = new float[values.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (values[i] * (double) factors[i / width] * scaling);
        }
        return scaled;
    }

    /** Names for a file. */
    static Map<String, Tensor> write(Map<String, Tensor> own) {
        var carriers = carriers(own.keySet());
        var named = new LinkedHashMap<String, Tensor>();
        own.forEach((name, tensor) -> named.put(PREFIX + peftName(name, carriers), tensor));
        return named;
    }

    /** The modules that carry an adapter. */
    private static Set<String> carriers(Set<String> names) {
        return names.stream()
                .map(ADAPTER::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toSet());
    }

    /** Whether a tensor is an adapter's own. */
    static boolean isAdapters(String name) {
        return ADAPTER.matcher(name).matches();
    }

    private static String peftName(String name, Set<String> carriers) {
        for (var part : List.of("bias", "weight")) {
            String module = name.substring(0, Math.max(0, name.length() - part.length() - 1));
            if (name.endsWith("." + part) && carriers.contains(module)) {
                return module + BASE + part;
            }
        }
        return name;
    }
}
