package jenomics.sequence;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;

/**
 * A vocabulary of byte pairs learned from sequences (Gage 1994; Sennrich et al. 2016; for DNA: DNABERT-2, Zhou et al.
 * 2024): from the four bases on, the most frequent pair of neighbours becomes a token, again and again. Of pairs that
 * are equally frequent the older tokens go first. Letters other than A, C, G, T part a sequence; read later, each is
 * {@code [UNK]}.
 *
 * <pre>{@code
 * var bpe = Bpe.train(genome, 4096);
 * bpe.save(Path.of("tokenizer.json"));     // as Hugging Face's tokenizers read it
 * BpeTokenizer.of(bpe).encode("ACGTTGCA")
 * }</pre>
 *
 * @param vocabulary {@code [UNK] [CLS] [SEP] [PAD] [MASK]}, A, C, G, T, then one token for each merge, in order
 * @param merges each the two tokens that are joined, the most frequent first
 * @param trainedBp how many bases it was learned from
 */
public record Bpe(List<String> vocabulary, List<Merge> merges, long trainedBp) implements Described {

    /** Two neighbouring tokens that become one. */
    public record Merge(String left, String right) {}

    static final List<String> SPECIALS = List.of("[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]");
    static final String BASES = "ACGT";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN = 8;

    public Bpe {
        vocabulary = List.copyOf(vocabulary);
        merges = List.copyOf(merges);
    }

    /** Learns from the bases of a set; labels play no part. */
    public static Bpe train(SequenceSet sequences, int vocabularySize) {
        return train(sequences.bases(), vocabularySize);
    }

    /**
     * Learns from sequences. Takes about 30 bytes of memory per base.
     *
     * @param vocabularySize how many tokens there shall be, special ones included; fewer where no pair occurs twice any
     *     more
     */
    public static Bpe train(List<String> sequences, int vocabularySize) {
        int least = SPECIALS.size() + BASES.length();
        if (vocabularySize < least) {
            throw new GenomicsException(
                    "A byte-pair vocabulary holds " + SPECIALS.size() + " special tokens and 4 bases, so at least "
                            + least + " tokens; asked for " + vocabularySize + ".",
                    Map.of("size", vocabularySize));
        }
        return new PairMerging(sequences).run(vocabularySize - least);
    }

    /** Writes it as a tokenizer.json in Hugging Face's format, whole or not at all. */
    public Path save(Path file) {
        try {
            var folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            var written = Files.createTempFile(folder, file.getFileName().toString(), ".part");
            try {
                Files.write(written, json().getBytes(StandardCharsets.UTF_8));
                return Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    /** The text of tokenizer.json, laid out as DNABERT-2's: {@code [CLS]} before, {@code [SEP]} after a sequence. */
    public String json() {
        var root = JSON.createObjectNode();
        root.put("version", "1.0").putNull("truncation").putNull("padding");
        var added = root.putArray("added_tokens");
        for (String special : SPECIALS) {
            var token = added.addObject().put("id", SPECIALS.indexOf(special)).put("content", special);
            for (String off : List.of("single_word", "lstrip", "rstrip", "normalized")) {
                token.put(off, false);
            }
            token.put("special", true);
        }
        root.putNull("normalizer");
        root.putObject("pre_tokenizer").put("type", "Whitespace");
        frame(root.putObject("post_processor"));
        root.putNull("decoder");
        rules(root.putObject("model"));
        return root.toPrettyString();
    }

    private static void frame(ObjectNode processor) {
        processor.put("type", "TemplateProcessing");
        var single = processor.putArray("single");
        single.addObject().putObject("SpecialToken").put("id", "[CLS]").put("type_id", 0);
        single.addObject().putObject("Sequence").put("id", "A").put("type_id", 0);
        single.addObject().putObject("SpecialToken").put("id", "[SEP]").put("type_id", 0);
        processor.set("pair", single.deepCopy());
        processor
                .withArray("pair")
                .addObject()
                .putObject("Sequence")
                .put("id", "B")
                .put("type_id", 1);
        processor
                .withArray("pair")
                .addObject()
                .putObject("SpecialToken")
                .put("id", "[SEP]")
                .put("type_id", 1);
        var specials = processor.putObject("special_tokens");
        for (String special : List.of("[CLS]", "[SEP]")) {
            var token = specials.putObject(special).put("id", special);
            token.putArray("ids").add(SPECIALS.indexOf(special));
            token.putArray("tokens").add(special);
        }
    }

    private void rules(ObjectNode model) {
        model.put("type", "BPE").putNull("dropout").put("unk_token", "[UNK]");
        model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix").put("fuse_unk", false);
        var numbers = model.putObject("vocab");
        for (int id = 0; id < vocabulary.size(); id++) {
            numbers.put(vocabulary.get(id), id);
        }
        var pairs = model.putArray("merges");
        merges.forEach(merge -> pairs.add(merge.left() + " " + merge.right()));
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < Math.min(SHOWN, merges.size()); i++) {
            var merge = merges.get(i);
            rows.add(List.of(String.valueOf(i + 1), merge.left() + " + " + merge.right()));
        }
        int longest = vocabulary.stream()
                .filter(token -> !SPECIALS.contains(token))
                .mapToInt(String::length)
                .max()
                .orElse(1);
        return Description.of(String.format(
                        Locale.ROOT,
                        "%,d byte-pair tokens learned from %,d bp · the longest has %d bases",
                        vocabulary.size(),
                        trainedBp,
                        longest))
                .with("first merges", List.of("merge", "tokens"), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
