package jenomics.sequence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import jenomics.provenance.GenomicsException;

/**
 * Overlapping k-mers as DNABERT reads them (Ji et al., Bioinformatics 37:2112, 2021): one token for each place a k-mer
 * begins, {@code [CLS]} before and {@code [SEP]} after. A k-mer with any letter but A, C, G, T is {@code [UNK]}; so is
 * one that the vocabulary lacks. A sequence shorter than k has no ordinary token.
 *
 * <p>Token {@code i} begins at base {@code i}, so a base lies in up to k tokens.
 */
public final class OverlappingKmerTokenizer implements Tokenizer {
    private static final List<String> SPECIALS = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
    private static final String ORDER = "ATCG";
    private static final Pattern KMER = Pattern.compile("[ACGT]+");

    private final int k;
    private final List<String> vocabulary;
    private final Map<String, Integer> numbers;

    private OverlappingKmerTokenizer(int k, List<String> vocabulary, Map<String, Integer> numbers) {
        this.k = k;
        this.vocabulary = vocabulary;
        this.numbers = numbers;
    }

    /** DNABERT's own vocabulary: five special tokens, then all k-mers in the order A, T, C, G. k from 1 to 8. */
    public static OverlappingKmerTokenizer of(int k) {
        if (k < 1 || k > 8) {
            throw new GenomicsException("k-mers are 1 to 8 bases long; found k = " + k + ".", Map.of("k", k));
        }
        var words = new ArrayList<>(SPECIALS);
        for (int i = 0; i < 1 << 2 * k; i++) {
            var word = new StringBuilder();
            for (int p = k - 1; p >= 0; p--) {
                word.append(ORDER.charAt(i >> 2 * p & 3));
            }
            words.add(word.toString());
        }
        return of(words);
    }

    /**
     * From the lines of a vocabulary file. It must hold {@code [PAD]}, {@code [UNK]}, {@code [CLS]}, {@code [SEP]},
     * {@code [MASK]} and k-mers of one length.
     */
    public static OverlappingKmerTokenizer of(List<String> vocabulary) {
        var numbers = new HashMap<String, Integer>();
        for (int i = 0; i < vocabulary.size(); i++) {
            numbers.putIfAbsent(vocabulary.get(i), i);
        }
        for (String special : SPECIALS) {
            if (!numbers.containsKey(special)) {
                throw new GenomicsException(
                        "A DNABERT vocabulary holds " + SPECIALS + "; this one of " + vocabulary.size()
                                + " tokens lacks " + special + ".",
                        Map.of("missing", special));
            }
        }
        var lengths = vocabulary.stream()
                .filter(w -> KMER.matcher(w).matches())
                .map(String::length)
                .distinct()
                .sorted()
                .toList();
        if (lengths.size() != 1) {
            throw new GenomicsException(
                    "A DNABERT vocabulary holds k-mers of one length; found lengths " + lengths + ".",
                    Map.of("lengths", lengths));
        }
        return new OverlappingKmerTokenizer(
                lengths.get(0), List.copyOf(vocabulary), Collections.unmodifiableMap(numbers));
    }

    public int k() {
        return k;
    }

    @Override
    public Tokens encode(String bases) {
        String upper = bases.toUpperCase(Locale.ROOT);
        int kmers = Math.max(0, upper.length() - k + 1);
        int[] ids = new int[kmers + 2];
        int[] start = new int[kmers + 2];
        int[] end = new int[kmers + 2];
        special(ids, start, end, 0, "[CLS]");
        int unknown = numbers.get("[UNK]");
        for (int i = 0; i < kmers; i++) {
            ids[i + 1] = numbers.getOrDefault(upper.substring(i, i + k), unknown);
            start[i + 1] = i;
            end[i + 1] = i + k;
        }
        special(ids, start, end, kmers + 1, "[SEP]");
        return new Tokens(ids, start, end);
    }

    private void special(int[] ids, int[] start, int[] end, int at, String token) {
        ids[at] = numbers.get(token);
        start[at] = -1;
        end[at] = -1;
    }

    @Override
    public List<String> vocabulary() {
        return vocabulary;
    }

    @Override
    public int padId() {
        return numbers.get("[PAD]");
    }

    @Override
    public int maskId() {
        return numbers.get("[MASK]");
    }

    @Override
    public int specialTokens() {
        return 2;
    }

    @Override
    public int basesPerToken() {
        return k;
    }

    /** One token begins at each base but the last k - 1. */
    @Override
    public int basesIn(int tokens) {
        return tokens == 0 ? 0 : tokens + k - 1;
    }

    @Override
    public String describe() {
        return String.format(Locale.ROOT, "%d-mers, overlapping, %,d tokens", k, vocabulary.size());
    }

    @Override
    public String toString() {
        return describe();
    }
}
