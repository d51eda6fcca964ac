package jenomics.sequence;

import java.util.List;

/** How bases become the token numbers that a model was trained on, and which bases each token stands for. */
public interface Tokenizer {

    /** The tokens of one sequence, special tokens included, nothing cut. Bases are read as upper case. */
    Tokens encode(String bases);

    /** All tokens; a token's number is its place here. */
    List<String> vocabulary();

    int padId();

    /** The number of the mask token, or -1 where there is none. */
    int maskId();

    /** How many tokens {@link #encode} adds that stand for no base (such as {@code <cls>}). */
    int specialTokens();

    /** How many bases an ordinary token stands for, at most. */
    int basesPerToken();

    /** How many bases so many ordinary tokens stand for: at most for k-mers and single bases, about for byte pairs. */
    default int basesIn(int tokens) {
        return tokens * basesPerToken();
    }

    /**
     * How many ways there are to begin reading: k for non-overlapping k-mers, where one inserted base shifts every token
     * after it, else 1. Models read each and take the mean.
     */
    default int frames() {
        return 1;
    }

    /** A short description for summaries: "3-mers, non-overlapping, 75 tokens". */
    String describe();
}
