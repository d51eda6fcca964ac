package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jenomics.io.Safetensors;
import jenomics.io.Safetensors.Tensor;
import jenomics.model.tuning.Full;
import jenomics.nn.AdamW;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Parameter;
import jenomics.nn.Scope;
import jenomics.provenance.Seed;
import jenomics.testing.SharedFolder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Five AdamW steps of every method as PEFT 0.20.1 made them (golden/transformers/README.md, section 2), with
 * transformers' own heads. LoRA on the Nucleotide Transformer's architecture is in the repository; the others are read
 * from the shared folder.
 */
class PeftGoldenTest {
    private static final Path HERE = Path.of("src/test/resources/golden/transformers");
    private static final List<String> BASES = List.of("nt_v2_3mer", "esm2_rotary", "dnabert_k3");

    static Stream<Arguments> adapters() {
        return BASES.stream()
                .flatMap(base -> Stream.of("lora", "rslora", "dora", "ia3").map(method -> Arguments.of(base, method)));
    }

    static Stream<String> bases() {
        return BASES.stream();
    }

    private static Path golden(String inside) {
        var here = HERE.resolve(inside);
        return java.nio.file.Files.exists(here) ? here : SharedFolder.file("golden/transformers/" + inside);
    }

    /** A base model, a method, and what PEFT made of them. */
    private record Case(Checkpoint checkpoint, JsonNode batch, Path folder, Map<String, Tensor> expected) {
        static Case of(String base, String method) {
            var folder = golden("training/" + base + "/" + method);
            return new Case(
                    Checkpoint.open(golden("forward/" + base)),
                    Checkpoint.json(golden("training/" + base + "/batch.json")),
                    folder,
                    Safetensors.open(folder.resolve("tensors.safetensors")).tensors());
        }

        GoldenBatch batch(Scope scope) {
            return GoldenBatch.of(scope, batch);
        }

        float[] logits(Network net) {
            try (var scope = Scope.open();
                    var off = Grad.off()) {
                return batch(scope).logits(checkpoint.architecture(), net).toFloatArray();
            }
        }

        void assertLogits(String name, Network net) {
            assertArrayEquals(expected.get(name).floats(), logits(net), 1e-4f, name);
        }

        /** @param own a network's name for a name of the golden file */
        int assertTensors(Network net, String prefix, boolean gradients) {
            int compared = 0;
            for (var entry : expected.entrySet()) {
                if (entry.getKey().startsWith(prefix)) {
                    var weight =
                            net.weight(entry.getKey().substring(prefix.length()).replace("base_model.model.", ""));
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
            return compared;
        }

        Network network() {
            var net = checkpoint.network();
            checkpoint.addClassifier(net);
            return net;
        }

        void fiveSteps(Network net, List<Parameter> parameters) {
            var steps = Checkpoint.json(folder.resolve("steps.json"));
            try (var on = Grad.on();
                    var optimizer = new AdamW(AdamW.Settings.DEFAULT, parameters)) {
                assertLogits("logits.step0_initial", net);
                for (int step = 1; step <= 5; step++) {
                    double loss = backward(net);
                    assertEquals(steps.path("loss_per_step").path(step - 1).asDouble(), loss, 1e-5, "loss " + step);
                    double norm =
                            steps.path("grad_norm_per_step").path(step - 1).asDouble();
                    assertEquals(norm, optimizer.gradientNorm(), 1e-5 * norm, "gradient norm " + step);
                    if (step == 1) {
                        assertTrue(assertTensors(net, "grad.step1.", true) > 0);
                    }
                    optimizer.step(1e-3);
                    int compared = assertTensors(net, "param.step" + step + ".", false);
                    assertTrue(compared > 0 || step > 1 && step < 5, "parameters of step " + step);
                }
                assertMoments(optimizer);
                assertLogits("logits.final", net);
            }
        }

        private double backward(Network net) {
            try (var scope = Scope.open()) {
                var batch = batch(scope);
                var loss =
                        Ops.call("cross_entropy", batch.logits(checkpoint.architecture(), net), batch.labels(), null);
                Grad.backward(loss);
                return loss.getFloat();
            }
        }

        private void assertMoments(AdamW optimizer) {
            optimizer.state().forEach((name, moment) -> {
                String kind = name.endsWith(".exp_avg") ? "adam.exp_avg." : "adam.exp_avg_sq.";
                var golden = expected.get(kind + "base_model.model." + name.replaceFirst("\\.exp_avg(_sq)?$", ""));
                if (golden != null) {
                    assertArrayEquals(golden.floats(), moment.toFloatArray(), 1e-5f, name);
                }
            });
        }
    }

    /** All that trains of an adapter and its head, each with PEFT's weight decay of 0.01. */
    private static List<Parameter> trained(SavedAdapter adapter, Case golden, Network net) {
        return adapter.tensors().keySet().stream()
                .map(name -> new Parameter(name, net.weight(name), 0.01, 1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void fiveStepsAreThoseOfPeft(String base, String method) {
        var golden = Case.of(base, method);
        var adapter = SavedAdapter.read(golden.folder().resolve("initial_adapter"));
        try (var net = golden.network()) {
            adapter.onto(net, golden.checkpoint().architecture());
            golden.fiveSteps(net, trained(adapter, golden, net));
        }
    }

    @ParameterizedTest
    @MethodSource("bases")
    void fiveStepsOfEveryWeightAreThoseOfTorch(String base) {
        var golden = Case.of(base, "full");
        var architecture = golden.checkpoint().architecture();
        try (var net = golden.network();
                var scope = Scope.open()) {
            var parameters = new ArrayList<Parameter>();
            for (var p : new Full().attach(net, architecture, 0.01, Seed.of(1))) {
                parameters.add(new Parameter(p.name(), p.tensor(), 0.01, p.rate()));
            }
            net.names().forEach(name -> {
                if (name.contains("pooler.")) {
                    parameters.add(new Parameter(name, net.weight(name), 0.01, 1));
                }
            });
            Safetensors.open(golden("training/" + base + "/classifier_initial.safetensors"))
                    .tensors()
                    .forEach((name, tensor) -> {
                        net.put(name, Checkpoint.load(scope, tensor));
                        parameters.add(new Parameter(name, net.weight(name), 0.01, 1));
                    });
            golden.fiveSteps(net, parameters);
        }
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void theSavedAdapterGivesItsLogitsHangingAndMerged(String base, String method) {
        var golden = Case.of(base, method);
        var architecture = golden.checkpoint().architecture();
        var adapter = SavedAdapter.read(golden.folder().resolve("final_adapter"));
        try (var net = golden.network()) {
            adapter.onto(net, architecture);
            golden.assertLogits("logits.final", net);
            float[] hanging = golden.logits(net);
            adapter.method().merge(net, architecture);
            assertArrayEquals(hanging, golden.logits(net), 1e-5f);
            golden.assertLogits("logits.final_merged", net);
            assertTrue(golden.assertTensors(net, "merged.", false) > 0);
        }
    }

    @ParameterizedTest
    @MethodSource("adapters")
    void whatIsReadIsWrittenAsPeftWroteIt(String base, String method) {
        var folder = golden("training/" + base + "/" + method + "/final_adapter");
        var written = SavedAdapter.read(folder).save(temporary.resolve(base + method));
        AdapterFolders.assertSame(folder, written);
    }

    @org.junit.jupiter.api.io.TempDir
    Path temporary;
}
