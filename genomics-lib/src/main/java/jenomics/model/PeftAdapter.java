package jenomics.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.io.SafeFile;
import jenomics.io.Safetensors;
import jenomics.model.architecture.Architecture;
import jenomics.model.tuning.Lora;
import jenomics.nn.Network;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;

/**
 * LoRA adapters as PEFT keeps them: adapter_config.json, and adapter_model.safetensors with the names
 * {@code base_model.model.MODULE.lora_A.weight} [r, in], {@code .lora_B.weight} [out, r] and, for the head,
 * {@code base_model.model.classifier.weight}. The head is Jenomics' own (one linear layer on pooled tokens).
 */
final class PeftAdapter {
    static final String CONFIG = "adapter_config.json";
    private static final String WEIGHTS = "adapter_model.safetensors";
    private static final String PREFIX = "base_model.model.";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private PeftAdapter() {}

    static void write(Path folder, Lora lora, GenomicModel model, Network net) {
        var architecture = model.checkpoint().architecture();
        var tensors = new LinkedHashMap<String, Safetensors.Tensor>();
        for (var module : lora.modules(architecture)) {
            for (var suffix : List.of(Lora.A, Lora.B)) {
                tensors.put(PREFIX + module + suffix, Checkpoint.save(net.weight(module + suffix)));
            }
        }
        for (var name : List.of(Head.WEIGHT, Head.BIAS)) {
            tensors.put(PREFIX + name, Checkpoint.save(net.weight(name)));
        }
        Safetensors.write(folder.resolve(WEIGHTS), tensors, Map.of("format", "pt"));
        SafeFile.write(folder.resolve(CONFIG), out -> out.write(JSON.writeValueAsBytes(config(lora, model))));
    }

    private static Map<String, Object> config(Lora lora, GenomicModel model) {
        var config = new LinkedHashMap<String, Object>();
        config.put("peft_type", "LORA");
        config.put("task_type", "SEQ_CLS");
        config.put("base_model_name_or_path", model.id());
        config.put("revision", null);
        config.put("r", lora.rank());
        config.put("lora_alpha", lora.alpha());
        config.put("lora_dropout", lora.dropout());
        config.put(
                "target_modules",
                lora.targets().isEmpty() ? model.checkpoint().architecture().defaultTargets() : lora.targets());
        config.put("modules_to_save", List.of("classifier"));
        config.put("bias", "none");
        config.put("fan_in_fan_out", false);
        config.put("use_rslora", false);
        config.put("use_dora", false);
        config.put("init_lora_weights", true);
        config.put("rank_pattern", Map.of());
        config.put("alpha_pattern", Map.of());
        config.put("inference_mode", true);
        return config;
    }

    static Lora config(Path folder) {
        var node = Checkpoint.json(folder.resolve(CONFIG));
        String type = node.path("peft_type").asText("absent");
        boolean variant =
                node.path("use_dora").asBoolean() || node.path("use_rslora").asBoolean();
        boolean patterns = !node.path("rank_pattern").isEmpty()
                || !node.path("alpha_pattern").isEmpty();
        if (!type.equals("LORA")
                || variant
                || patterns
                || !node.path("target_modules").isArray()) {
            throw new GenomicsException(
                    "The adapter in " + folder + " is of peft_type " + type + " with use_dora="
                            + node.path("use_dora") + ", use_rslora=" + node.path("use_rslora")
                            + ", rank_pattern=" + node.path("rank_pattern") + "; Jenomics reads plain LoRA with a list"
                            + " of target modules so far.",
                    Map.of("folder", folder.toString(), "peft_type", type));
        }
        var targets = new ArrayList<String>();
        node.path("target_modules").forEach(t -> targets.add(t.asText()));
        return new Lora(
                node.path("r").asInt(),
                node.path("lora_alpha").asDouble(),
                node.path("lora_dropout").asDouble(),
                targets);
    }

    /** Hangs the adapter and the head of a folder on a network, every tensor checked. */
    static void read(Path folder, Lora lora, Head head, Architecture architecture, Network net) {
        var file = folder.resolve(WEIGHTS);
        var tensors = Safetensors.open(file).tensors();
        try (var scope = Scope.open()) {
            for (var module : lora.modules(architecture)) {
                long[] shape = net.weight(module + ".weight").getShape().getShape();
                var a = Checkpoint.tensor(tensors, file, PREFIX + module + Lora.A, lora.rank(), shape[1]);
                var b = Checkpoint.tensor(tensors, file, PREFIX + module + Lora.B, shape[0], lora.rank());
                lora.put(net, module, Checkpoint.load(scope, a), Checkpoint.load(scope, b));
            }
            head.shapes(architecture.hidden())
                    .forEach((name, shape) -> net.put(
                            name, Checkpoint.load(scope, Checkpoint.tensor(tensors, file, PREFIX + name, shape))));
        }
    }
}
