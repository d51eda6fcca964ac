package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenomics.io.Safetensors;
import jenomics.io.Safetensors.Tensor;
import jenomics.model.architecture.Architecture.Wish;
import jenomics.model.tuning.Lora;
import jenomics.nn.AdamW;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Parameter;
import jenomics.nn.Scope;
import org.junit.jupiter.api.Test;

/**
 * Five AdamW steps of LoRA as PEFT 0.20.1 made them (golden/transformers/README.md, section 2). The head there is
 * transformers' own for ESM: dense, tanh, out_proj on the first token.
 */
class PeftGoldenTest {
    private static final Path BASE = Path.of("src/test/resources/golden/transformers/forward/nt_v2_3mer");
    private static final Path FOLDER = Path.of("src/test/resources/golden/transformers/training/nt_v2_3mer");
    private static final String PREFIX = "base_model.model.";

    private final Checkpoint checkpoint = Checkpoint.open(BASE);
    private final JsonNode batch = Checkpoint.json(FOLDER.resolve("batch.json"));
    private final Map<String, Tensor> expected =
            Safetensors.open(FOLDER.resolve("lora/tensors.safetensors")).tensors();

    @Test
    void fiveStepsAreThoseOfPeft() {
        var steps = Checkpoint.json(FOLDER.resolve("lora/steps.json"));
        try (var net = checkpoint.network();
                var on = Grad.on();
                var optimizer = new AdamW(AdamW.Settings.DEFAULT, adapted(net, "lora/initial_adapter"))) {
            assertLogits("logits.step0_initial", net);
            for (int step = 1; step <= 5; step++) {
                try (var scope = Scope.open()) {
                    var labels = scope.longs(
                            longs(batch.path("labels")), batch.path("labels").size());
                    var loss = Ops.call("cross_entropy", logits(scope, net), labels, null);
                    Grad.backward(loss);
                    assertEquals(
                            steps.path("loss_per_step").path(step - 1).asDouble(),
                            loss.getFloat(),
                            1e-5,
                            "loss " + step);
                }
                double norm = steps.path("grad_norm_per_step").path(step - 1).asDouble();
                assertEquals(norm, optimizer.gradientNorm(), 1e-5 * norm, "gradient norm " + step);
                if (step == 1) {
                    assertTensors(net, "grad.step1.", true);
                }
                optimizer.step(1e-3);
                assertTensors(net, "param.step" + step + ".", false);
            }
            assertMoments(optimizer);
            assertLogits("logits.final", net);
        }
    }

    @Test
    void theAdapterThatPeftSavedGivesItsLogits() {
        try (var net = checkpoint.network()) {
            adapted(net, "lora/final_adapter");
            assertLogits("logits.final", net);
        }
    }

    @Test
    void mergedMatricesAreThoseOfPeft() {
        try (var net = checkpoint.network();
                var scope = Scope.open();
                var off = Grad.off()) {
            adapted(net, "lora/final_adapter");
            for (String part : List.of("query", "value")) {
                String module = "esm.encoder.layer.0.attention.self." + part;
                var merged = Ops.call(
                        "merge_lora",
                        net.weight(module + ".weight"),
                        net.weight(module + Lora.A),
                        net.weight(module + Lora.B),
                        2.0);
                assertArrayEquals(expected.get("merged." + module + ".weight").floats(), merged.toFloatArray(), 1e-6f);
            }
        }
    }

    @Test
    void theConfigurationOfPeftIsRead() {
        var lora = PeftAdapter.config(FOLDER.resolve("lora/final_adapter"));
        assertEquals(4, lora.rank());
        assertEquals(2.0, lora.scaling());
        assertEquals(0.0, lora.dropout());
        assertEquals(
                List.of(
                        "esm.encoder.layer.0.attention.self.query",
                        "esm.encoder.layer.0.attention.self.value",
                        "esm.encoder.layer.1.attention.self.query",
                        "esm.encoder.layer.1.attention.self.value"),
                lora.modules(checkpoint.architecture()));
    }

    /** Hangs a PEFT adapter and its head on a network; returns what trains, each with PEFT's name. */
    private List<Parameter> adapted(Network net, String adapter) {
        var lora = PeftAdapter.config(FOLDER.resolve(adapter));
        var saved = Safetensors.open(FOLDER.resolve(adapter).resolve("adapter_model.safetensors"))
                .tensors();
        var trained = new ArrayList<Parameter>();
        try (var scope = Scope.open()) {
            for (var module : lora.modules(checkpoint.architecture())) {
                lora.put(
                        net,
                        module,
                        Checkpoint.load(scope, saved.get(PREFIX + module + Lora.A)),
                        Checkpoint.load(scope, saved.get(PREFIX + module + Lora.B)));
            }
            saved.forEach((name, tensor) -> {
                String own = name.substring(PREFIX.length());
                if (own.startsWith("classifier.")) {
                    net.put(own, Checkpoint.load(scope, tensor));
                }
                trained.add(new Parameter(name, net.weight(own), 0.01, 1));
            });
        }
        return trained;
    }

    private NDArray logits(Scope scope, Network net) {
        long[] shape = {
            batch.path("input_ids").size(), batch.path("input_ids").path(0).size()
        };
        var ids = scope.longs(longs(batch.path("input_ids")), shape);
        var mask = scope.longs(longs(batch.path("attention_mask")), shape);
        var last =
                checkpoint.architecture().encode(net, ids, mask, Wish.NOTHING).last();
        var dense = Ops.call("tanh", net.linear("classifier.dense", Ops.call("first_token", last)));
        return net.linear("classifier.out_proj", dense);
    }

    private void assertLogits(String name, Network net) {
        try (var scope = Scope.open();
                var off = Grad.off()) {
            assertArrayEquals(expected.get(name).floats(), logits(scope, net).toFloatArray(), 1e-4f, name);
        }
    }

    private void assertTensors(Network net, String prefix, boolean gradients) {
        int compared = 0;
        for (var entry : expected.entrySet()) {
            if (entry.getKey().startsWith(prefix + PREFIX)) {
                var weight = net.weight(entry.getKey().substring((prefix + PREFIX).length()));
                try (var gradient = gradients ? weight.getGradient() : null) {
                    assertArrayEquals(
                            entry.getValue().floats(),
                            (gradients ? gradient : weight).toFloatArray(),
                            1e-5f,
                            entry.getKey());
                }
                compared++;
            }
        }
        assertEquals(12, compared);
    }

    private void assertMoments(AdamW optimizer) {
        optimizer.state().forEach((name, moment) -> {
            String moments = name.endsWith(".exp_avg") ? "adam.exp_avg." : "adam.exp_avg_sq.";
            String parameter = name.replaceFirst("\\.exp_avg(_sq)?$", "");
            assertArrayEquals(expected.get(moments + parameter).floats(), moment.toFloatArray(), 1e-5f, name);
        });
    }

    private static long[] longs(JsonNode numbers) {
        var longs = new ArrayList<Long>();
        for (var number : numbers) {
            if (number.isArray()) {
                number.forEach(n -> longs.add(n.asLong()));
            } else {
                longs.add(number.asLong());
            }
        }
        return longs.stream().mapToLong(Long::longValue).toArray();
    }
}
