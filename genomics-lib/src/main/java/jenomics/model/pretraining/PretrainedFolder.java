package jenomics.model.pretraining;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.io.SafeFile;
import jenomics.io.Safetensors;
import jenomics.model.architecture.Esm;

/** A pretrained model as other tools know it: config.json, model.safetensors (fp16), tokenizer files, a model card. */
final class PretrainedFolder {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private PretrainedFolder() {}

    static void write(
            Path out,
            PretrainingPlan plan,
            GenomeCorpus corpus,
            Pretraining pretraining,
            HeldOutScores scores,
            double seconds) {
        var tokenizer = pretraining.tokenizer();
        var weights = new LinkedHashMap<String, Safetensors.Tensor>();
        pretraining
                .architecture()
                .shapes()
                .keySet()
                .forEach(name -> weights.put(
                        name,
                        Safetensors.half(
                                PretrainingState.tensor(pretraining.network().weight(name)))));
        Safetensors.write(out.resolve("model.safetensors"), weights, Map.of("format", "pt"));
        json(out.resolve("config.json"), config(pretraining.architecture()));
        text(out.resolve("vocab.txt"), String.join("\n", tokenizer.vocabulary()));
        json(
                out.resolve("tokenizer_config.json"),
                Map.of("tokenizer_class", "EsmTokenizer", "model_max_length", 2 * plan.tokens()));
        var special = new LinkedHashMap<String, Object>();
        for (String name : new String[] {"cls", "mask", "pad", "unk"}) {
            special.put(name + "_token", "<" + name + ">");
        }
        json(out.resolve("special_tokens_map.json"), special);
        json(out.resolve("pretraining.json"), record(plan, corpus, pretraining, scores, seconds));
        var card = new ModelCard(
                out.toAbsolutePath().normalize().getFileName().toString(),
                plan,
                corpus,
                pretraining.architecture(),
                pretraining.curve(),
                scores);
        text(out.resolve("README.md"), card.text());
        card.losses().save(out.resolve("loss.svg"));
    }

    /** The keys that Hugging Face's EsmConfig and the Nucleotide Transformer v2 read. */
    private static Map<String, Object> config(Esm esm) {
        var config = new LinkedHashMap<String, Object>();
        config.put("architectures", new String[] {"EsmForMaskedLM"});
        config.put("model_type", "esm");
        config.put("vocab_size", esm.vocabulary());
        config.put("hidden_size", esm.hidden());
        config.put("num_hidden_layers", esm.layers());
        config.put("num_attention_heads", esm.heads());
        config.put("intermediate_size", esm.feedForward());
        config.put("max_position_embeddings", esm.maximumTokens());
        config.put("position_embedding_type", "rotary");
        config.put("add_bias_fnn", false);
        config.put("layer_norm_eps", esm.eps());
        config.put("emb_layer_norm_before", false);
        config.put("token_dropout", false);
        config.put("tie_word_embeddings", false);
        config.put("pad_token_id", 1);
        config.put("mask_token_id", 2);
        config.put("hidden_dropout_prob", 0.0);
        config.put("attention_probs_dropout_prob", 0.0);
        config.put("torch_dtype", "float16");
        return config;
    }

    private static Map<String, Object> record(
            PretrainingPlan plan, GenomeCorpus corpus, Pretraining pretraining, HeldOutScores scores, double seconds) {
        var record = new LinkedHashMap<String, Object>();
        record.put("plan", plan);
        var files = new LinkedHashMap<String, String>();
        corpus.files().forEach((name, print) -> files.put(name, print.sha256()));
        record.put("genomes_sha256", files);
        record.put("left_out", corpus.leftOut());
        record.put("training_bp", GenomeCorpus.basePairs(corpus.training()));
        record.put("tokens_seen", plan.tokensSeen());
        record.put("seconds_since_last_start", Math.round(seconds));
        record.put("held_out_tokens", scores.tokens());
        record.put("held_out", scores.rows());
        record.put("curve", pretraining.curve());
        return record;
    }

    private static void json(Path file, Object value) {
        SafeFile.write(file, out -> out.write(JSON.writeValueAsBytes(value)));
    }

    private static void text(Path file, String content) {
        SafeFile.write(file, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }
}
