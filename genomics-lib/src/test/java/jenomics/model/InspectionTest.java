package jenomics.model;

import static jenomics.testing.Refusals.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenomics.io.Safetensors;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {
    @TempDir
    Path folder;

    @Test
    void aTinyModelIsShownWhole() {
        Tiny.checkpoint(folder);
        var model = GenomicModel.pretrained(folder);
        var seen = model.inspect();
        assertEquals(
                Tiny.ESM.parameters(),
                seen.parameters(Inspection.Part.ENCODER) + seen.parameters(Inspection.Part.LANGUAGE_HEAD));
        assertEquals(List.of(75L, 16L), seen.weights().get(0).shape());
        assertEquals("F32", seen.weights().get(0).dtype());
        String text = seen.toString();
        assertEquals(
                """
                modules
                  module                              tensors                     parameters
                  esm                                                                  6,608
                  · embeddings.word_embeddings        weight [75, 16]                  1,200
                  · encoder                                                            5,408
                  · · layer.0–1 (2 alike, one shown)                                   5,376
                  · · · attention                                                      1,120
                  · · · · self                                                           816
                  · · · · · query                     weight [16, 16], bias [16]         272
                  · · · · · key                       weight [16, 16], bias [16]         272
                  · · · · · value                     weight [16, 16], bias [16]         272
                  · · · · output.dense                weight [16, 16], bias [16]         272
                  · · · · LayerNorm                   weight [16], bias [16]              32
                  · · · intermediate.dense            weight [64, 16]                  1,024
                  · · · output.dense                  weight [16, 32]                    512
                  · · · LayerNorm                     weight [16], bias [16]              32
                  · · emb_layer_norm_after            weight [16], bias [16]              32
                  lm_head                             bias [75]                        1,579
                  · dense                             weight [16, 16], bias [16]         272
                  · layer_norm                        weight [16], bias [16]              32
                  · decoder                           weight [75, 16]                  1,200""".lines().toList(),
                text.substring(text.indexOf("modules")).lines().toList());
        assertTrue(text.contains("licence            not stated in the folder"), text);
        assertTrue(text.contains(model.fingerprint().sha256()), text);
        assertFalse(text.contains("not used"), text);
    }

    @Test
    void theModelThatComesWithJenomicsIsShown() {
        var model = GenomicModel.pretrained("jenomics/yeast-base");
        var seen = model.inspect();
        assertEquals("apache-2.0", seen.licence());
        assertEquals(List.of(), seen.unused());
        assertEquals(
                model.parameters(),
                seen.weights().stream().mapToLong(Inspection.Weight::parameters).sum());
    }

    @Test
    void whatIsNotUsedIsListed() {
        var golden = Golden.transformer("gena_lm");
        var seen = GenomicModel.pretrained(golden.folder()).inspect();
        var unused = seen.unused().stream().map(Inspection.Weight::name).toList();
        assertEquals(
                List.of(
                        "bert.embeddings.position_ids",
                        "bert.pooler.dense.bias",
                        "bert.pooler.dense.weight",
                        "cls.predictions.decoder.bias",
                        "cls.predictions.decoder.weight"),
                unused.stream().sorted().toList());
        assertTrue(seen.toString().contains("in the file, not used"), seen.toString());
        assertTrue(seen.toString().contains("bert.embeddings.position_ids"), seen.toString());
        assertTrue(seen.toString().contains("byte pairs, 160 tokens"), seen.toString());
    }

    @Test
    void thePublishedClassifierAndOldNamesAreSeen() {
        var seen = GenomicModel.pretrained(Golden.adapterBase("tiny-ntv1-cls").folder())
                .inspect();
        assertEquals(32 * 32 + 32 + 2 * 32 + 2, seen.parameters(Inspection.Part.CLASSIFIER));
        assertEquals(0, seen.parameters(Inspection.Part.LANGUAGE_HEAD));
        var norm = seen.weights().stream()
                .filter(w -> w.name().equals("esm.encoder.layer.0.LayerNorm.weight"))
                .findFirst()
                .orElseThrow();
        assertEquals("esm.encoder.layer.0.LayerNorm.gamma", norm.storedAs());
    }

    @Test
    void theLicenceIsReadFromTheModelCardOrTheLicenceFile() throws IOException {
        Tiny.checkpoint(folder);
        Files.writeString(folder.resolve("LICENSE"), "\n# My Licence 1.0\nmore\n");
        assertEquals("My Licence 1.0", GenomicModel.pretrained(folder).inspect().licence());
        Files.writeString(
                folder.resolve("README.md"), "---\ntags:\n- dna\nlicense: 'cc-by-nc-sa-4.0'\n---\nlicense: x\n");
        var model = GenomicModel.pretrained(folder);
        assertEquals("cc-by-nc-sa-4.0", model.inspect().licence());
        assertTrue(model.toString().contains("licence            cc-by-nc-sa-4.0"), model.toString());
        Files.writeString(folder.resolve("README.md"), "# no head");
        assertEquals("My Licence 1.0", GenomicModel.pretrained(folder).inspect().licence());
    }

    @Test
    void targetsAreListedWithTheDefault() {
        var targets =
                GenomicModel.pretrained(Golden.transformer("dnabert2").folder()).targets();
        assertEquals(List.of("Wqkv"), targets.chosen());
        assertEquals(
                List.of("Wqkv", "attention.output.dense", "mlp.gated_layers", "mlp.wo"),
                targets.targets().stream().map(LoraTargets.Target::name).toList());
        var wqkv = targets.targets().get(0);
        assertEquals(2, wqkv.modules());
        assertEquals(8 * (108 + 36) * 2, wqkv.parameters(8));
        assertTrue(targets.toString().contains("LoRA goes to Wqkv by default"), targets.toString());
        assertEquals(
                List.of("query", "value"),
                GenomicModel.pretrained(Golden.transformer("dnabert_k3").folder())
                        .targets()
                        .chosen());
        assertEquals(
                List.of("mixer.in_proj", "mixer.out_proj"),
                GenomicModel.pretrained(Golden.transformer("hyenadna").folder())
                        .targets()
                        .chosen());
    }

    @Test
    void aTokenizerOfAnotherModelIsRefused() throws IOException {
        Tiny.checkpoint(folder);
        Files.copy(
                Golden.adapterBase("tiny-ntv1-mlm").folder().resolve("vocab.txt"),
                folder.resolve("vocab.txt"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertSentence(
                "The tokenizer in " + folder + " knows 73 tokens, but config.json calls for embeddings of 75"
                        + " (vocab_size): it belongs to another model.",
                () -> GenomicModel.pretrained(folder));
        ObjectNode config = Tiny.config().put("pad_token_id", 3);
        Tiny.checkpoint(folder, config, Tiny.weights(1));
        assertSentence(
                "The tokenizer in " + folder + " gives number 1 to the token that config.json's pad_token_id puts at 3:"
                        + " it belongs to another model.",
                () -> GenomicModel.pretrained(folder));
    }

    /** A checkpoint saved from the bare encoder leaves the first part of all names out, and has no language head. */
    @Test
    void aBareEncoderIsRead() {
        var golden = Golden.transformer("nt_v2_3mer");
        var whole =
                Safetensors.open(golden.folder().resolve("model.safetensors")).tensors();
        var bare = new java.util.LinkedHashMap<String, Safetensors.Tensor>();
        whole.forEach((name, tensor) -> {
            if (name.startsWith("esm.")) {
                bare.put(name.substring("esm.".length()), tensor);
            }
        });
        Tiny.checkpoint(folder, golden.config(), bare);
        var model = GenomicModel.pretrained(folder);
        assertEquals(0, model.inspect().parameters(Inspection.Part.LANGUAGE_HEAD));
        assertEquals(model.inspect().parameters(Inspection.Part.ENCODER), model.parameters());
        var sequences = Tiny.gcRich(4);
        assertEquals(
                GenomicModel.pretrained(golden.folder()).embed(sequences).values()[2][3],
                model.embed(sequences).values()[2][3]);
    }

    @Test
    void halfALanguageHeadIsAnError() {
        var weights = Tiny.weights(1);
        weights.remove("lm_head.dense.bias");
        Tiny.checkpoint(folder, Tiny.config(), weights);
        var e = assertThrows(
                GenomicsException.class, () -> GenomicModel.pretrained(folder).inspect());
        assertTrue(e.getMessage().contains("lacks 1 of 37 tensors: lm_head.dense.bias."), e.getMessage());
    }

    @Test
    void poolingOnATokenThatIsNotThereIsRefused() {
        var model = GenomicModel.pretrained(Golden.transformer("hyenadna").folder());
        var split = Split.of(Tiny.gcRich(24)).given("part");
        assertSentence(
                "Pooling CLS takes the hidden state of a token before the sequence, and this model has none (single"
                        + " bases, 12 tokens). Use Pooling.MEAN.",
                () -> model.finetune(Task.binary("rich"))
                        .pooling(Pooling.CLS)
                        .headOnly()
                        .fit(split));
    }

    @Test
    void otherKindsOfAnArchitectureAreRefused() {
        assertRefused("dnabert_k3", "position_embedding_type", "relative_key", "Jenomics reads BERT with absolute");
        assertRefused("dnabert_k3", "hidden_act", "relu", "position_embedding_type=absolute and hidden_act=relu");
        assertRefused("caduceus_ph", "bidirectional_strategy", "ew_multiply", "bidirectional_strategy=ew_multiply");
        assertRefused("hyenadna", "d_inner", "wide", "'d_inner'; found \"wide\"");
        var golden = Golden.transformer("hyenadna");
        golden.config().put("hyena_order", 3);
        var e = assertThrows(GenomicsException.class, golden::load);
        assertTrue(e.getMessage().contains("hyena_order=3; Jenomics reads order 2"), e.getMessage());
        for (String name : List.of("dnabert_k3", "dnabert2", "esm2_rotary")) {
            var odd = Golden.transformer(name);
            odd.config().put("num_attention_heads", 7);
            e = assertThrows(GenomicsException.class, odd::load);
            assertTrue(e.getMessage().contains("divisible by num_attention_heads"), e.getMessage());
        }
    }

    @Test
    void aClassifierThatNobodyPublishedIsRefused() {
        try (var model = Golden.transformer("hyenadna").load()) {
            assertSentence(
                    "Jenomics knows no published classifier of this architecture: HyenaDNA (long convolutions, causal):"
                            + " hidden 32, 2 layers.",
                    () -> model.architecture().classLogits(model.net(), null));
        }
    }

    private static void assertRefused(String name, String key, String value, String part) {
        var golden = Golden.transformer(name);
        golden.config().put(key, value);
        var e = assertThrows(GenomicsException.class, golden::load);
        assertTrue(e.getMessage().contains(part), e.getMessage());
    }
}
