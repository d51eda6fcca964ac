package jenomics.sequence;

/**
 * One tokenised sequence.
 *
 * @param ids token numbers, in order
 * @param start for each token the 0-based first base it stands for; -1 for a special token
 * @param end for each token the base after the last one it stands for; -1 for a special token
 */
public record Tokens(int[] ids, int[] start, int[] end) {
    public Tokens {
        if (ids.length != start.length || ids.length != end.length) {
            throw new IllegalArgumentException("tokens and spans differ in number");
        }
    }

    public int length() {
        return ids.length;
    }

    public boolean isSpecial(int token) {
        return start[token] < 0;
    }
}
