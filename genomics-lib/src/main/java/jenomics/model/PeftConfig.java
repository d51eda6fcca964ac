package jenomics.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.model.tuning.Adapter;
import jenomics.model.tuning.Adapter.Biases;
import jenomics.model.tuning.Dora;
import jenomics.model.tuning.Ia3;
import jenomics.model.tuning.Lora;
import jenomics.model.tuning.Strength;
import jenomics.model.tuning.TargetModules;
import jenomics.provenance.GenomicsException;

/**
 * PEFT's adapter_config.json as an {@link Adapter}, and back (peft 0.21). Keys that change nothing here are passed over;
 * those that would change the numbers are refused by name.
 */
final class PeftConfig {
    static final String FILE = "adapter_config.json";

    /** Options that change what the tensors mean, and are not understood here. */
    private static final List<String> UNKNOWN = List.of(
            "target_parameters",
            "layer_replication",
            "trainable_token_indices",
            "alora_invocation_tokens",
            "use_qalora",
            "use_bdlora",
            "megatron_config",
            "arrow_config",
            "kasa_config",
            "velora_config",
            "monteclora_config");

    /** Ways to begin that leave the base model's weights alone. */
    private static final List<String> HARMLESS_STARTS =
            List.of("true", "false", "gaussian", "eva", "orthogonal", "lora_ga", "null", "");

    private static final String COMMIT = "[0-9a-f]{40}";

    private PeftConfig() {}

    /** What the folder's file says, each option checked. */
    static Adapter read(Path folder) {
        var node = Checkpoint.json(folder.resolve(FILE));
        String type = node.path("peft_type").asText("absent");
        return switch (type) {
            case "LORA" -> lora(folder, node);
            case "IA3" -> ia3(folder, node);
            case "ADALORA", "VERA" -> folded(folder, node);
            default ->
                throw new GenomicsException(
                        "The adapter in " + folder + " is of peft_type " + type + "; Jenomics reads LORA (with rsLoRA,"
                                + " DoRA and PiSSA), IA3, ADALORA and VERA.",
                        Map.of("folder", folder.toString(), "peft_type", type));
        };
    }

    private static Adapter lora(Path folder, JsonNode node) {
        for (var key : UNKNOWN) {
            if (says(node.path(key))) {
                throw refused(folder, key, node.path(key), "is not understood; it would change the adapter's numbers");
            }
        }
        var strength = new Strength(
                number(folder, node, "r").asInt(),
                number(folder, node, "lora_alpha").asDouble(),
                node.path("use_rslora").asBoolean(),
                integers(node.path("rank_pattern")),
                doubles(node.path("alpha_pattern")));
        var lora = new Lora(
                strength,
                node.path("lora_dropout").asDouble(),
                targets(folder, node),
                start(folder, node.path("init_lora_weights")),
                1,
                biases(folder, node.path("bias").asText("none")),
                node.path("lora_bias").asBoolean());
        return node.path("use_dora").asBoolean() ? new Dora(lora) : lora;
    }

    private static boolean says(JsonNode value) {
        return !(value.isMissingNode() || value.isNull() || value.isBoolean() && !value.asBoolean());
    }

    private static Lora.Start start(Path folder, JsonNode value) {
        String start = value.asText();
        if (start.startsWith("pissa")) {
            return Lora.Start.PISSA;
        }
        if (!HARMLESS_STARTS.contains(start)) {
            throw refused(
                    folder,
                    "init_lora_weights",
                    value,
                    "has changed the base model's weights; convert the adapter to plain LoRA where it was made");
        }
        return Lora.Start.ZERO;
    }

    private static Biases biases(Path folder, String bias) {
        return switch (bias) {
            case "none" -> Biases.NONE;
            case "lora_only" -> Biases.ADAPTED;
            case "all" -> Biases.ALL;
            default ->
                throw new GenomicsException(
                        "The adapter in " + folder + " has bias '" + bias + "'; there are none, lora_only and all.",
                        Map.of("bias", bias));
        };
    }

    private static Adapter ia3(Path folder, JsonNode node) {
        return new Ia3(targets(folder, node), texts(node.path("feedforward_modules")));
    }

    /** AdaLoRA and VeRA are read as the LoRA that they are equal to; see {@link PeftTensors}. */
    private static Adapter folded(Path folder, JsonNode node) {
        var strength = new Strength(1, 1, false, Map.of(), Map.of());
        return new Lora(strength, 0, targets(folder, node), Lora.Start.ZERO, 1, Biases.NONE, false);
    }

    private static TargetModules targets(Path folder, JsonNode node) {
        var targets = node.path("target_modules");
        boolean pattern = targets.isTextual() && !targets.asText().equals("all-linear");
        if (!targets.isArray() && !targets.isTextual()) {
            throw refused(folder, "target_modules", targets, "is neither a list of names nor one regular expression");
        }
        var excluded = node.path("exclude_modules");
        if (excluded.isTextual()) {
            throw refused(folder, "exclude_modules", excluded, "is a regular expression; Jenomics reads a list");
        }
        var layers = new ArrayList<Integer>();
        var transformed = node.path("layers_to_transform");
        if (transformed.isInt()) {
            layers.add(transformed.asInt());
        }
        transformed.forEach(layer -> layers.add(layer.asInt()));
        return new TargetModules(
                pattern ? List.of() : targets.isTextual() ? List.of(targets.asText()) : texts(targets),
                pattern ? targets.asText() : null,
                texts(excluded),
                layers);
    }

    private static JsonNode number(Path folder, JsonNode node, String key) {
        if (!node.path(key).isNumber()) {
            throw refused(folder, key, node.path(key), "should be a number");
        }
        return node.path(key);
    }

    private static GenomicsException refused(Path folder, String key, JsonNode value, String why) {
        String found = value.isMissingNode() ? "absent" : value.toString();
        return new GenomicsException(
                "The adapter in " + folder + " has " + key + " " + found + ", which " + why + ".",
                Map.of("folder", folder.toString(), key, found));
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(t -> texts.add(t.asText()));
        return texts;
    }

    private static Map<String, Integer> integers(JsonNode node) {
        var map = new LinkedHashMap<String, Integer>();
        node.properties().forEach(e -> map.put(e.getKey(), e.getValue().asInt()));
        return map;
    }

    private static Map<String, Double> doubles(JsonNode node) {
        var map = new LinkedHashMap<String, Double>();
        node.properties().forEach(e -> map.put(e.getKey(), e.getValue().asDouble()));
        return map;
    }

    /**
     * The file for an adapter.
     *
     * @param adapter with its targets spelled out
     * @param base what it was made for
     * @param saved modules that are stored whole, such as the head
     */
    static Map<String, Object> write(Adapter adapter, String base, List<String> saved) {
        var config = new LinkedHashMap<String, Object>();
        boolean factors = adapter instanceof Ia3;
        config.put("peft_type", factors ? "IA3" : "LORA");
        config.put("task_type", saved.contains("classifier") ? "SEQ_CLS" : null);
        config.put("base_model_name_or_path", name(base));
        config.put("revision", revision(base));
        if (adapter instanceof Ia3 ia3) {
            config.put("target_modules", targets(ia3.modules()));
            config.put("feedforward_modules", ia3.feedForward());
            config.put("init_ia3_weights", true);
        } else {
            write(adapter instanceof Dora dora ? dora.lora() : (Lora) adapter, config);
            config.put("use_dora", adapter instanceof Dora);
        }
        config.put("modules_to_save", saved.isEmpty() ? null : saved);
        config.put("fan_in_fan_out", false);
        config.put("inference_mode", true);
        return config;
    }

    private static void write(Lora lora, Map<String, Object> config) {
        config.put("r", lora.rank());
        config.put("lora_alpha", whole(lora.strength().alpha()));
        config.put("lora_dropout", lora.dropout());
        config.put("target_modules", targets(lora.modules()));
        config.put(
                "exclude_modules",
                lora.modules().excluded().isEmpty() ? null : lora.modules().excluded());
        config.put(
                "layers_to_transform",
                lora.modules().layers().isEmpty() ? null : lora.modules().layers());
        config.put(
                "bias",
                switch (lora.biases()) {
                    case NONE -> "none";
                    case ADAPTED -> "lora_only";
                    case ALL -> "all";
                });
        config.put("lora_bias", lora.ownBias());
        config.put("use_rslora", lora.strength().stabilised());
        config.put("init_lora_weights", true);
        config.put("rank_pattern", lora.strength().ranks());
        var alphas = new LinkedHashMap<String, Object>();
        lora.strength().alphas().forEach((module, alpha) -> alphas.put(module, whole(alpha)));
        config.put("alpha_pattern", alphas);
    }

    /** The model it was made for: {@code org/name@commit} where the commit is known. */
    static String base(JsonNode config) {
        String name = config.path("base_model_name_or_path").asText(null);
        String revision = config.path("revision").asText("");
        return name != null && revision.matches(COMMIT) ? name + "@" + revision : name;
    }

    /** The same without the commit, which PEFT keeps apart. */
    static String name(String base) {
        return revision(base) == null ? base : base.substring(0, base.lastIndexOf('@'));
    }

    private static String revision(String base) {
        return base != null && base.matches(".+@" + COMMIT) ? base.substring(base.lastIndexOf('@') + 1) : null;
    }

    /** PEFT writes whole numbers without a point. */
    private static Object whole(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? (Object) (int) value : value;
    }

    private static Object targets(TargetModules modules) {
        return modules.pattern() != null ? modules.pattern() : modules.names();
    }
}
