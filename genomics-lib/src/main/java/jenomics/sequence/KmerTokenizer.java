package jenomics.sequence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * Non-overlapping k-mers, as the Nucleotide Transformer reads DNA (Dalla-Torre et al. 2023): {@code <cls>} first, then
 * k-mers greedily from the left; where the next k bases are no k-mer of the vocabulary (an N among them, or the last
 * {@code length mod k}) a single base is read. A run of other letters is one {@code <unk>}; blanks are skipped.
 */
public final class KmerTokenizer implements Tokenizer {
    private static final String ORDER = "ATCG";
    private static final List<String> SPECIALS = List.of("<unk>", "<pad>", "<mask>", "<cls>", "<eos>", "<bos>");

    private final List<String> vocabulary;
    private final Map<String, Integer> number = new HashMap<>();
    private final int k;
    private final int unknown;
    private final int cls;

    private KmerTokenizer(List<String> vocabulary) {
        this.vocabulary = List.copyOf(vocabulary);
        for (int i = 0; i < vocabulary.size(); i++) {
            number.put(vocabulary.get(i), i);
        }
        k = vocabulary.stream()
                .filter(t -> t.matches("[ACGT]+"))
                .mapToInt(String::length)
                .max()
                .orElse(0);
        unknown = required("<unk>");
        cls = required("<cls>");
        required("<pad>");
        required("<mask>");
        if (k < 2) {
            throw new GenomicsException("The vocabulary of " + vocabulary.size()
                    + " tokens holds no k-mers over A, C, G, T; a k-mer tokenizer needs all of one k.");
        }
    }

    /** The vocabulary of Nucleotide Transformer v2 for any k: 6 special tokens, 4^k k-mers, A, T, C, G, N. */
    public static KmerTokenizer of(int k) {
        if (k < 2 || k > 8) {
            throw new GenomicsException("A k-mer tokenizer needs k from 2 to 8; found " + k + ".", Map.of("k", k));
        }
        var tokens = new ArrayList<>(SPECIALS);
        int kmers = 1 << 2 * k;
        for (int code = 0; code < kmers; code++) {
            var kmer = new StringBuilder(k);
            for (int shift = 2 * (k - 1); shift >= 0; shift -= 2) {
                kmer.append(ORDER.charAt(code >> shift & 3));
            }
            tokens.add(kmer.toString());
        }
        tokens.addAll(List.of("A", "T", "C", "G", "N"));
        return new KmerTokenizer(tokens);
    }

    /** From the lines of a vocab.txt; a token's number is its line. */
    public static KmerTokenizer ofVocabulary(List<String> tokens) {
        return new KmerTokenizer(tokens);
    }

    @Override
    public Tokens encode(String bases) {
        String text = bases.toUpperCase(Locale.ROOT);
        int most = text.length() + 1;
        int[] ids = new int[most];
        int[] start = new int[most];
        int[] end = new int[most];
        ids[0] = cls;
        start[0] = end[0] = -1;
        int n = 1;
        for (int at = pastBlanks(text, 0); at < text.length(); at = pastBlanks(text, at), n++) {
            Integer id = at + k <= text.length() ? number.get(text.substring(at, at + k)) : null;
            int width = k;
            if (id == null) {
                id = number.get(text.substring(at, at + 1));
                width = id == null ? unknownRun(text, at) : 1;
            }
            ids[n] = id == null ? unknown : id;
            start[n] = at;
            at += width;
            end[n] = at;
        }
        return new Tokens(
                java.util.Arrays.copyOf(ids, n), java.util.Arrays.copyOf(start, n), java.util.Arrays.copyOf(end, n));
    }

    /** How many letters from here on are in no token: the published tokenizer makes one {@code <unk>} of them all. */
    private int unknownRun(String text, int from) {
        int to = from + 1;
        while (to < text.length()
                && !number.containsKey(text.substring(to, to + 1))
                && !Character.isWhitespace(text.charAt(to))) {
            to++;
        }
        return to - from;
    }

    /** Blanks are in no token and end a run of unknown letters. */
    private static int pastBlanks(String text, int from) {
        int to = from;
        while (to < text.length() && Character.isWhitespace(text.charAt(to))) {
            to++;
        }
        return to;
    }

    @Override
    public List<String> vocabulary() {
        return vocabulary;
    }

    @Override
    public int padId() {
        return required("<pad>");
    }

    @Override
    public int maskId() {
        return required("<mask>");
    }

    @Override
    public int specialTokens() {
        return 1;
    }

    @Override
    public int basesPerToken() {
        return k;
    }

    @Override
    public int frames() {
        return k;
    }

    /** The number of the first k-mer; the others follow in the order A, T, C, G. */
    public int firstKmer() {
        return required("A".repeat(k));
    }

    @Override
    public String describe() {
        return k + "-mers, non-overlapping, " + vocabulary.size() + " tokens";
    }

    private int required(String token) {
        Integer id = number.get(token);
        if (id == null) {
            throw new GenomicsException(
                    "The vocabulary of " + vocabulary.size() + " tokens has no '" + token + "'.",
                    Map.of("token", token));
        }
        return id;
    }
}
