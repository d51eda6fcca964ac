package jenomics.model;

import static jenomics.testing.Refusals.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.function.UnaryOperator;
import jenomics.io.Safetensors;
import jenomics.io.Safetensors.Tensor;
import jenomics.learn.Task;
import jenomics.model.tuning.Lora;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    private static final String QUERY = "esm.encoder.layer.0.attention.self.query.weight";

    @TempDir
    Path folder;

    private static void load(Path folder) {
        Checkpoint.open(folder).network().close();
    }

    @Test
    void loadsWhatWasWritten() {
        try (var net = Checkpoint.open(Tiny.checkpoint(folder)).network()) {
            Tiny.weights(1)
                    .forEach((name, tensor) ->
                            assertArrayEquals(tensor.floats(), net.weight(name).toFloatArray(), name));
        }
    }

    @Test
    void halfAndBfloat16AreWidened() {
        var weights = Tiny.weights(1);
        var exact = weights.get(QUERY);
        var brains = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : exact.floats()) {
            brains.putShort((short) (Float.floatToIntBits(value) >> 16));
        }
        for (var small : new Tensor[] {Safetensors.half(exact), new Tensor("BF16", exact.shape(), brains.flip())}) {
            weights.put(QUERY, small);
            try (var net = Checkpoint.open(Tiny.checkpoint(folder, Tiny.config(), weights))
                    .network()) {
                assertArrayEquals(small.floats(), net.weight(QUERY).toFloatArray());
                assertArrayEquals(exact.floats(), small.floats(), 0.02f);
            }
        }
    }

    @Test
    void missingThingsAreNamed() throws IOException {
        var nowhere = folder.resolve("nowhere");
        assertSentence("There is no checkpoint folder " + nowhere + ".", () -> load(nowhere));
        var e = assertThrows(GenomicsException.class, () -> GenomicModel.pretrained("jenomics/no-such"));
        assertTrue(
                e.getMessage()
                        .startsWith("There is no model 'jenomics/no-such': it is none of those that come with Jenomics"
                                + " (jenomics/yeast-base), no folder "),
                e.getMessage());
        Files.delete(Tiny.checkpoint(folder).resolve("vocab.txt"));
        assertSentence(
                "The checkpoint " + folder + " has no tokenizer: neither vocab.txt nor tokenizer.json.",
                () -> load(folder));
        for (String file : new String[] {"model.safetensors", "config.json"}) {
            Tiny.checkpoint(folder);
            Files.delete(folder.resolve(file));
            assertSentence("The checkpoint " + folder + " has no " + file + ".", () -> load(folder));
        }
    }

    @Test
    void aWrongShapeNamesTensorAndShapes() {
        changed(weights -> {
            weights.put(QUERY, Tensor.of(new float[8 * 16], 8, 16));
            return weights;
        });
        assertSentence(
                "Tensor '" + QUERY + "' of " + folder.resolve("model.safetensors")
                        + " has shape [8, 16]; config.json calls for [16, 16].",
                () -> load(folder));
    }

    @Test
    void aMissingTensorIsNamed() {
        changed(weights -> {
            weights.remove(QUERY);
            return weights;
        });
        assertSentence(
                "The checkpoint " + folder.resolve("model.safetensors") + " lacks 1 of 37 tensors: " + QUERY + ". '"
                        + QUERY + "' should have shape [16, 16]; no tensor of the file is left over that could be it.",
                () -> load(folder));
    }

    @Test
    void aMisspeltTensorIsFound() {
        changed(weights -> {
            weights.put(QUERY.replace("query", "qeury"), weights.remove(QUERY));
            return weights;
        });
        assertSentence(
                "The checkpoint " + folder.resolve("model.safetensors") + " lacks 1 of 37 tensors: " + QUERY + ". '"
                        + QUERY
                        + "' should have shape [16, 16]; the nearest name left over is '"
                        + QUERY.replace("query", "qeury") + "' [16, 16].",
                () -> load(folder));
    }

    @Test
    void manyMissingAndUnknownTensorsAreCounted() {
        changed(weights -> {
            var renamed = new LinkedHashMap<String, Tensor>();
            weights.forEach((name, tensor) -> renamed.put("model." + name, tensor));
            return renamed;
        });
        var e = assertThrows(GenomicsException.class, () -> load(folder));
        assertTrue(
                e.getMessage().contains("lacks 31 of 31 tensors: esm.embeddings.word_embeddings.weight, ")
                        && e.getMessage()
                                .contains("the nearest name left over is 'model.esm.embeddings.word_embeddings")
                        && e.getMessage().endsWith("Does config.json belong to these weights?"),
                e.getMessage());
    }

    @Test
    void anExtraTensorIsNamedButKnownUnusedOnesPass() {
        changed(weights -> {
            weights.put("esm.contact_head.regression.bias", Tensor.of(new float[1], 1));
            weights.put("esm.embeddings.position_embeddings.weight", Tensor.of(new float[2], 2));
            return weights;
        });
        load(folder);
        changed(weights -> {
            weights.put("esm.encoder.layer.0.gate.weight", Tensor.of(new float[1], 1));
            return weights;
        });
        assertSentence(
                "The checkpoint " + folder.resolve("model.safetensors")
                        + " has 1 tensors that config.json does not call for: esm.encoder.layer.0.gate.weight."
                        + " 'esm.encoder.layer.0.gate.weight' has shape [1]; the nearest name that it calls for is"
                        + " 'esm.encoder.layer.0.LayerNorm.weight' [16].",
                () -> load(folder));
    }

    private void changed(UnaryOperator<java.util.Map<String, Tensor>> change) {
        Tiny.checkpoint(folder, Tiny.config(), change.apply(Tiny.weights(1)));
    }

    @Test
    void aBadConfigurationSaysWhat() throws IOException {
        Tiny.checkpoint(folder);
        Files.writeString(folder.resolve("config.json"), "{\"hidden_size\": ");
        var e = assertThrows(GenomicsException.class, () -> load(folder));
        assertTrue(e.getMessage().startsWith(folder.resolve("config.json") + " is not JSON: "), e.getMessage());
        Tiny.checkpoint(folder, Tiny.config().put("model_type", "llama"), Tiny.weights(1));
        e = assertThrows(GenomicsException.class, () -> load(folder));
        assertTrue(
                e.getMessage()
                        .endsWith(
                                "(model_type 'llama'); Jenomics knows DNABERT-2, DNABERT and GENA-LM (BERT), Nucleotide"
                                        + " Transformer and ESM-2 (ESM), HyenaDNA, Caduceus."),
                e.getMessage());
        Tiny.checkpoint(folder, Tiny.config().put("position_embedding_type", "relative_key"), Tiny.weights(1));
        e = assertThrows(GenomicsException.class, () -> load(folder));
        assertTrue(
                e.getMessage().contains("position_embedding_type=relative_key and is_folding_model=false"),
                e.getMessage());
        Tiny.checkpoint(folder, Tiny.config().put("hidden_size", "wide"), Tiny.weights(1));
        assertSentence("config.json needs a positive whole number 'hidden_size'; found \"wide\".", () -> load(folder));
        Tiny.checkpoint(folder, Tiny.config().put("num_attention_heads", 3), Tiny.weights(1));
        e = assertThrows(GenomicsException.class, () -> load(folder));
        assertTrue(e.getMessage().endsWith("into an even head width; found 16 and 3."), e.getMessage());
    }

    @Test
    void aLoraTargetThatMatchesNothingListsWhatThereIs() {
        var model = GenomicModel.pretrained(Tiny.checkpoint(folder));
        var split = jenomics.learn.Split.of(Tiny.gcRich(48)).given("part");
        assertSentence(
                "LoRA target 'Wqkv' matches no module of this model; there are 'query', 'key', 'value',"
                        + " 'attention.output.dense', 'intermediate.dense', 'output.dense', 'word_embeddings'.",
                () -> model.finetune(Task.binary("rich"))
                        .lora(r -> r.targets("query", "Wqkv"))
                        .fit(split));
    }

    @Test
    void eachListedLoraTargetMatches() {
        for (String target : new String[] {
            "query",
            "key",
            "value",
            "attention.output.dense",
            "intermediate.dense",
            "output.dense",
            "esm.encoder.layer.1.attention.self.query"
        }) {
            int modules = Lora.standard().targets(target).sites(Tiny.ESM).size();
            assertEquals(target.startsWith("esm") ? 1 : target.equals("output.dense") ? 4 : 2, modules, target);
        }
    }

    @Test
    void loraOptionsAreChecked() {
        assertSentence(
                "LoRA takes a rank of at least 1, an alpha above 0 and a dropout from 0 to below 1; found rank 0,"
                        + " alpha 16.0, dropout 0.05.",
                () -> Lora.standard().rank(0));
        assertThrows(GenomicsException.class, () -> Lora.standard().dropout(1));
        assertThrows(GenomicsException.class, () -> Lora.standard().alpha(Double.NaN));
    }
}
