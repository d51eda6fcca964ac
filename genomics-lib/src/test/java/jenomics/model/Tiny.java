package jenomics.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import jenomics.io.Safetensors;
import jenomics.model.architecture.Esm;
import jenomics.sequence.KmerTokenizer;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;

/** A checkpoint folder small enough to train in a second, and sequences with something obvious to learn. */
final class Tiny {
    static final KmerTokenizer TOKENIZER = KmerTokenizer.of(3);
    static final Esm ESM = new Esm(TOKENIZER.vocabulary().size(), 16, 2, 2, 32, 64, 1e-12);
    static final String MOTIF = "TATAAATA";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Tiny() {}

    /** Random weights, spread so that every part of the network matters. */
    static Map<String, Safetensors.Tensor> weights(long seed) {
        var random = new Random(seed);
        var weights = new LinkedHashMap<String, Safetensors.Tensor>();
        ESM.shapes().forEach((name, shape) -> {
            var values = new float[(int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            double spread = shape.length == 1 ? 0.05 : name.contains("embeddings") ? 1 : 1.2 / Math.sqrt(shape[1]);
            for (int i = 0; i < values.length; i++) {
                boolean norm = name.matches(".*[nN]orm.*weight");
                values[i] = (float) ((norm ? 1 : 0) + random.nextGaussian() * spread);
            }
            weights.put(name, Safetensors.Tensor.of(values, shape));
        });
        return weights;
    }

    static ObjectNode config() {
        return JSON.createObjectNode()
                .put("model_type", "esm")
                .put("vocab_size", ESM.vocabulary())
                .put("hidden_size", ESM.hidden())
                .put("num_hidden_layers", ESM.layers())
                .put("num_attention_heads", ESM.heads())
                .put("intermediate_size", ESM.feedForward())
                .put("max_position_embeddings", ESM.maximumTokens())
                .put("position_embedding_type", "rotary")
                .put("add_bias_fnn", false)
                .put("tie_word_embeddings", false)
                .put("layer_norm_eps", ESM.eps());
    }

    /** Writes a whole checkpoint. */
    static Path checkpoint(Path folder) {
        return checkpoint(folder, config(), weights(1));
    }

    static Path checkpoint(Path folder, ObjectNode config, Map<String, Safetensors.Tensor> weights) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("config.json"), config.toString());
            Files.writeString(folder.resolve("vocab.txt"), String.join("\n", TOKENIZER.vocabulary()));
            Safetensors.write(folder.resolve("model.safetensors"), weights, Map.of("format", "pt"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String bases(Random random, int length, double gc) {
        var bases = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            boolean strong = random.nextDouble() < gc;
            bases.append(random.nextBoolean() ? (strong ? 'G' : 'A') : (strong ? 'C' : 'T'));
        }
        return bases.toString();
    }

    /** Sequences named s0, s1, ... with the attribute {@code part} (train, valid, test: 3 to 1 to 2) and others. */
    static SequenceSet set(int size, long seed, BiFunction<Random, Integer, SequenceRecord> make) {
        var random = new Random(seed);
        var parts = List.of("train", "test", "train", "valid", "train", "test");
        var records = new ArrayList<SequenceRecord>();
        for (int i = 0; i < size; i++) {
            records.add(make.apply(random, i).with("part", parts.get(i / 4 % 6)));
        }
        return SequenceSet.of(records);
    }

    /** 60 bp; half of them rich in G and C. */
    static SequenceSet gcRich(int size) {
        return set(size, 3, (random, i) -> SequenceRecord.of("s" + i, bases(random, 60, i % 2 == 0 ? 0.65 : 0.35))
                .with("rich", i % 2 == 0 ? "yes" : "no"));
    }

    /** 60 bp; half of them with {@link #MOTIF} somewhere, said in {@code truth}. */
    static SequenceSet withMotif(int size) {
        return set(size, 4, (random, i) -> {
            var bases = new StringBuilder(bases(random, 60, 0.5));
            boolean has = i % 2 == 0;
            int at = random.nextInt(60 - MOTIF.length());
            if (has) {
                bases.replace(at, at + MOTIF.length(), MOTIF);
            }
            return SequenceRecord.of("s" + i, bases.toString())
                    .with("box", has ? "yes" : "no")
                    .with("truth", has ? "TATA:" + at + "-" + (at + MOTIF.length()) + ":+" : null);
        });
    }
}
