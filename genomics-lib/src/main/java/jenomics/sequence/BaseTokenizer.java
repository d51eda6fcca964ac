package jenomics.sequence;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * One token for each base.
 *
 * @param vocabulary all tokens; a token's number is its place. A letter of a sequence that is no token is {@code unknown}
 * @param pad the token that fills up short sequences
 * @param unknown the token for letters that the vocabulary lacks
 * @param mask the token that hides a base in pretraining; null for none
 * @param first the token put before every sequence; null for none
 * @param last the token put after every sequence; null for none
 */
public record BaseTokenizer(List<String> vocabulary, String pad, String unknown, String mask, String first, String last)
        implements Tokenizer {

    public BaseTokenizer {
        vocabulary = List.copyOf(vocabulary);
        for (String token : Arrays.asList(pad, unknown, mask, first, last)) {
            if (token != null && !vocabulary.contains(token)) {
                throw new GenomicsException(
                        "The vocabulary " + vocabulary + " has no token '" + token + "'.", Map.of("missing", token));
            }
        }
    }

    /** Our own: {@code [PAD] [UNK] [CLS] [MASK] A C G T N}, with {@code [CLS]} before every sequence. */
    public static BaseTokenizer standard() {
        return new BaseTokenizer(
                List.of("[PAD]", "[UNK]", "[CLS]", "[MASK]", "A", "C", "G", "T", "N"),
                "[PAD]",
                "[UNK]",
                "[MASK]",
                "[CLS]",
                null);
    }

    /** A vocabulary of one's own, with nothing before or after a sequence; see {@link #framed}. */
    public static BaseTokenizer of(List<String> vocabulary, String pad, String unknown, String mask) {
        return new BaseTokenizer(vocabulary, pad, unknown, mask, null, null);
    }

    /** The same with tokens before and after every sequence; null for none. */
    public BaseTokenizer framed(String before, String after) {
        return new BaseTokenizer(vocabulary, pad, unknown, mask, before, after);
    }

    @Override
    public Tokens encode(String bases) {
        int before = first == null ? 0 : 1;
        int length = bases.length() + specialTokens();
        int[] ids = new int[length];
        int[] start = new int[length];
        int[] end = new int[length];
        Arrays.fill(start, -1);
        Arrays.fill(end, -1);
        int[] numbers = numbers();
        for (int i = 0; i < bases.length(); i++) {
            char letter = Character.toUpperCase(bases.charAt(i));
            ids[before + i] = numbers[letter < 128 ? letter : 0];
            start[before + i] = i;
            end[before + i] = i + 1;
        }
        if (first != null) {
            ids[0] = vocabulary.indexOf(first);
        }
        if (last != null) {
            ids[length - 1] = vocabulary.indexOf(last);
        }
        return new Tokens(ids, start, end);
    }

    /** For each ASCII letter the number of its token. */
    private int[] numbers() {
        int[] numbers = new int[128];
        Arrays.fill(numbers, vocabulary.indexOf(unknown));
        for (int i = 0; i < vocabulary.size(); i++) {
            String token = vocabulary.get(i);
            if (token.length() == 1 && token.charAt(0) < 128) {
                numbers[token.charAt(0)] = i;
            }
        }
        return numbers;
    }

    @Override
    public int padId() {
        return vocabulary.indexOf(pad);
    }

    @Override
    public int maskId() {
        return mask == null ? -1 : vocabulary.indexOf(mask);
    }

    @Override
    public int specialTokens() {
        return (first == null ? 0 : 1) + (last == null ? 0 : 1);
    }

    @Override
    public int basesPerToken() {
        return 1;
    }

    @Override
    public String describe() {
        return String.format(Locale.ROOT, "single bases, %d tokens", vocabulary.size());
    }

    @Override
    public String toString() {
        return describe();
    }
}
