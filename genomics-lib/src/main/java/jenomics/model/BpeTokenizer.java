package jenomics.model;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.Bpe;
import jenomics.sequence.Tokenizer;
import jenomics.sequence.Tokens;

/**
 * Byte pairs as DNABERT-2 and GENA-LM read DNA: frequent stretches of bases are one token. The rules are those of a
 * tokenizer.json in Hugging Face's format and are carried out by Hugging Face's own library, without Python.
 */
public final class BpeTokenizer implements Tokenizer {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Short tokens are used more often: 5.1 bases a token on yeast where the vocabulary's mean is 6.8. */
    private static final double USED_OF_MEAN = 0.75;

    private final HuggingFaceTokenizer rules;
    private final List<String> vocabulary;
    private final int specials;
    private final double meanBases;

    private BpeTokenizer(HuggingFaceTokenizer rules, List<String> vocabulary) {
        this.rules = rules;
        this.vocabulary = vocabulary;
        specials = rules.encode("", true, false).getIds().length;
        meanBases = vocabulary.stream()
                .filter(token -> token.matches("[ACGT]+"))
                .mapToInt(String::length)
                .average()
                .orElse(1);
    }

    /** From a tokenizer.json. */
    public static BpeTokenizer read(Path file) {
        try {
            return of(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** With a vocabulary that was just learned. */
    public static BpeTokenizer of(Bpe learned) {
        return of(learned.json(), "the learned vocabulary");
    }

    private static BpeTokenizer of(String text, String source) {
        var vocabulary = vocabulary(text, source);
        return new BpeTokenizer(open(text, source), vocabulary);
    }

    private static List<String> vocabulary(String text, String source) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (IOException e) {
            throw new GenomicsException(source + " is not JSON.", Map.of("source", source), e);
        }
        var model = root.path("model");
        if (!model.path("type").asText("BPE").equals("BPE")
                || !model.path("vocab").isObject()) {
            throw new GenomicsException(
                    source + " holds a tokenizer of type '" + model.path("type").asText("none")
                            + "'; byte pairs (BPE) are read.",
                    Map.of("type", model.path("type").asText("none")));
        }
        var tokens = new ArrayList<String>();
        model.path("vocab").properties().forEach(e -> set(tokens, e.getValue().asInt(), e.getKey()));
        root.path("added_tokens")
                .forEach(added -> set(
                        tokens, added.path("id").asInt(), added.path("content").asText()));
        if (tokens.contains(null)) {
            throw new GenomicsException(
                    source + " has no token with number " + tokens.indexOf(null) + ".", Map.of("source", source));
        }
        return List.copyOf(tokens);
    }

    private static void set(List<String> tokens, int id, String token) {
        while (tokens.size() <= id) {
            tokens.add(null);
        }
        tokens.set(id, token);
    }

    private static HuggingFaceTokenizer open(String text, String source) {
        if (System.getProperty("ai.djl.offline") == null && System.getenv("JENOMICS_ONLINE") == null) {
            System.setProperty("ai.djl.offline", "true");
        }
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(BpeTokenizer.class.getClassLoader());
        try {
            var options = Map.of("padding", "false", "truncation", "false", "modelMaxLength", "2147483647");
            return HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), options);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + source, e);
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            throw new GenomicsException(
                    "Hugging Face's tokenizer library cannot use " + source + ": " + e.getMessage(),
                    Map.of("source", source),
                    e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public Tokens encode(String bases) {
        var encoding = rules.encode(bases.toUpperCase(Locale.ROOT), true, false);
        long[] special = encoding.getSpecialTokenMask();
        var spans = encoding.getCharTokenSpans();
        int[] ids = Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
        int[] start = new int[ids.length];
        int[] end = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            boolean stands = special[i] == 0 && spans[i] != null;
            start[i] = stands ? spans[i].getStart() : -1;
            end[i] = stands ? spans[i].getEnd() : -1;
        }
        return new Tokens(ids, start, end);
    }

    @Override
    public List<String> vocabulary() {
        return vocabulary;
    }

    @Override
    public int padId() {
        return Math.max(0, vocabulary.indexOf("[PAD]"));
    }

    @Override
    public int maskId() {
        return vocabulary.indexOf("[MASK]");
    }

    @Override
    public int specialTokens() {
        return specials;
    }

    /** The length of the longest token. */
    @Override
    public int basesPerToken() {
        return vocabulary.stream()
                .filter(token -> token.matches("[ACGT]+"))
                .mapToInt(String::length)
                .max()
                .orElse(1);
    }

    /** On sequences like those it was made from; others may take more tokens. */
    @Override
    public int basesIn(int tokens) {
        return (int) Math.max(tokens, tokens * USED_OF_MEAN * meanBases);
    }

    @Override
    public String describe() {
        return String.format(Locale.ROOT, "byte pairs, %,d tokens", vocabulary.size());
    }

    @Override
    public String toString() {
        return describe();
    }
}
