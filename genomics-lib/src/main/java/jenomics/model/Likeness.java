package jenomics.model;

import java.util.ArrayList;
import java.util.List;
import jenomics.genome.DnaSequence;

/**
 * How alike embeddings are, as mean cosines, over at most 200 sequences.
 *
 * @param strands a sequence and its reverse complement
 * @param others different sequences
 */
record Likeness(double strands, double others) {
    private static final int MOST = 200;

    static Likeness of(SequenceEncoder encoder, List<String> bases) {
        var some = bases.subList(0, Math.min(MOST, bases.size()));
        var reverse = some.stream().map(DnaSequence::reverseComplement).toList();
        var both = new ArrayList<>(some);
        both.addAll(reverse);
        var ids = both.stream().map(b -> "").toList();
        var embeddings = new Embeddings("", ids, encoder.embed(both, done -> true));
        int n = some.size();
        double own = 0;
        double other = 0;
        for (int i = 0; i < n; i++) {
            own += embeddings.cosine(i, n + i) / n;
            other += embeddings.cosine(i, (i + 1) % n) / n;
        }
        return new Likeness(own, other);
    }
}
