package jenomics.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenomics.model.architecture.Architecture;
import jenomics.model.architecture.Caduceus;
import jenomics.model.architecture.Hyena;
import jenomics.model.architecture.MosaicBert;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.BaseTokenizer;
import jenomics.sequence.KmerTokenizer;
import jenomics.sequence.OverlappingKmerTokenizer;
import jenomics.sequence.Tokenizer;

/** The tokenizer that a checkpoint folder describes, checked against its config.json. */
final class CheckpointTokenizer {

    /** What HyenaDNA's and Caduceus' tokenizers number before the characters. */
    private static final List<String> CHARACTER_SPECIALS =
            List.of("[CLS]", "[SEP]", "[BOS]", "[MASK]", "[PAD]", "[RESERVED]", "[UNK]");

    private CheckpointTokenizer() {}

    static Tokenizer read(Path folder, JsonNode config, Architecture architecture) {
        var tokenizer = read(folder, architecture);
        check(folder, tokenizer, config, architecture);
        return tokenizer;
    }

    private static Tokenizer read(Path folder, Architecture architecture) {
        if (architecture instanceof Hyena || architecture instanceof Caduceus) {
            return characters(folder);
        }
        var vocabulary = folder.resolve("vocab.txt");
        var bytePairs = folder.resolve("tokenizer.json");
        if (Files.exists(vocabulary)) {
            return ofVocabulary(lines(vocabulary));
        } else if (Files.exists(bytePairs)) {
            return BpeTokenizer.read(bytePairs);
        }
        throw new GenomicsException(
                "The checkpoint " + folder + " has no tokenizer: neither vocab.txt nor tokenizer.json.",
                Map.of("folder", folder.toString()));
    }

    /** DNABERT's special tokens are in brackets; k-mers in angles are the Nucleotide Transformer's; else letters. */
    private static Tokenizer ofVocabulary(List<String> tokens) {
        if (tokens.contains("[CLS]")) {
            return OverlappingKmerTokenizer.of(tokens);
        }
        return tokens.stream().anyMatch(token -> token.matches("[ACGT]{2,}"))
                ? KmerTokenizer.ofVocabulary(tokens)
                : BaseTokenizer.of(tokens, "<pad>", "<unk>", "<mask>").framed("<cls>", "<eos>");
    }

    private static Tokenizer characters(Path folder) {
        var vocabulary = new ArrayList<>(CHARACTER_SPECIALS);
        var file = folder.resolve("tokenizer_config.json");
        if (Files.exists(file)) {
            Checkpoint.json(file).path("characters").forEach(c -> vocabulary.add(c.asText()));
        }
        if (vocabulary.size() == CHARACTER_SPECIALS.size()) {
            vocabulary.addAll(List.of("A", "C", "G", "T", "N"));
        }
        return BaseTokenizer.of(vocabulary, "[PAD]", "[UNK]", "[MASK]").framed(null, "[SEP]");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readString(file).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static void check(Path folder, Tokenizer tokenizer, JsonNode config, Architecture architecture) {
        int multiple = Math.max(1, config.path("pad_vocab_size_multiple").asInt(1));
        int tokens = tokenizer.vocabulary().size();
        if (tokens > architecture.vocabulary() || architecture.vocabulary() - tokens >= multiple) {
            throw new GenomicsException(
                    "The tokenizer in " + folder + " knows " + tokens
                            + " tokens, but config.json calls for embeddings of " + architecture.vocabulary()
                            + " (vocab_size): it belongs to another model.",
                    Map.of("tokens", tokens, "vocab_size", architecture.vocabulary()));
        }
        if (!(architecture instanceof MosaicBert)) {
            checkId(folder, config, "pad_token_id", tokenizer.padId());
        }
        checkId(folder, config, "mask_token_id", tokenizer.maskId());
    }

    /** DNABERT-2's config.json has another padding than its tokenizer; everywhere else a difference is a mistake. */
    private static void checkId(Path folder, JsonNode config, String key, int id) {
        if (config.path(key).isInt() && config.path(key).asInt() != id) {
            throw new GenomicsException(
                    "The tokenizer in " + folder + " gives number " + id + " to the token that config.json's " + key
                            + " puts at " + config.path(key).asInt() + ": it belongs to another model.",
                    Map.of("key", key, "config", config.path(key).asInt(), "tokenizer", id));
        }
    }
}
