package jenomics.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.model.architecture.Architecture;
import jenomics.model.architecture.Architecture.Wish;
import jenomics.model.architecture.Encoding;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;
import jenomics.sequence.Tokenizer;
import jenomics.sequence.Tokens;

/**
 * Sequences through a network: tokens, segments of what is too long, padded batches, pooling. Every reading frame of the
 * tokenizer is a way to read a sequence; {@link #embed} takes the mean over all of them.
 */
record SequenceEncoder(
        Architecture architecture, Tokenizer tokenizer, Network net, Pooling pooling, Segments segmenting) {

    SequenceEncoder(Architecture architecture, Tokenizer tokenizer, Network net, Pooling pooling) {
        this(architecture, tokenizer, net, pooling, Segments.MEAN);
    }

    /** About as many tokens go through at once while nothing is trained. */
    static final int TOKENS_AT_ONCE = 8192;

    /** About as many tokens of long sequences go through at once while they are learned from and memory is short. */
    static final int TRAINED_AT_ONCE = 2048;

    /** How much two neighbouring segments of a long sequence share. */
    private static final double OVERLAP = 0.25;

    SequenceEncoder {
        if (pooling == Pooling.CLS && !tokenizer.encode("A").isSpecial(0)) {
            throw new GenomicsException(
                    "Pooling CLS takes the hidden state of a token before the sequence, and this model has none ("
                            + tokenizer.describe() + "). Use Pooling.MEAN.",
                    Map.of("pooling", pooling));
        }
    }

    /** The same through another network. */
    SequenceEncoder with(Network other) {
        return new SequenceEncoder(architecture, tokenizer, other, pooling, segmenting);
    }

    /** The longest sequence that is read in one piece, in bp; with unknown bases it may be less. */
    int longestBp() {
        return tokenizer.basesIn(architecture.maximumTokens() - tokenizer.specialTokens());
    }

    /** About how many tokens a sequence of this length has; of one that is cut, a segment. */
    long tokensOf(int lengthBp) {
        double perToken = tokenizer.basesIn(1000) / 1000.0;
        return Math.min(architecture.maximumTokens(), (long) (lengthBp / perToken) + tokenizer.specialTokens() + 1);
    }

    /** About how many segments a sequence of this length is cut into. */
    long segmentsOf(int lengthBp) {
        int length = longestBp();
        return lengthBp <= length ? 1 : 1 + (long) Math.ceil((lengthBp - length) / (length * (1 - OVERLAP)));
    }

    /** The tokens of a sequence from a reading frame on, in one piece or in overlapping segments that cover it. */
    List<Tokens> segments(String bases, int frame) {
        String text = frame > 0 && bases.length() > frame + tokenizer.basesPerToken() ? bases.substring(frame) : bases;
        var whole = tokenizer.encode(text);
        if (whole.length() <= architecture.maximumTokens()) {
            return List.of(whole);
        }
        int length = Math.min(longestBp(), text.length() / 2 + 1);
        int step = Math.max(1, (int) (length * (1 - OVERLAP)));
        int pieces = 1 + (int) Math.ceil((double) (text.length() - length) / step);
        var segments = new ArrayList<Tokens>();
        for (int i = 0; i < pieces; i++) {
            int from = (int) ((long) i * (text.length() - length) / (pieces - 1));
            segments.addAll(segments(text.substring(from, from + length), 0));
        }
        return segments;
    }

    /**
     * One vector per sequence [n, H], pooled over its segments. Lives in the current scope; gradients flow if they are
     * on.
     */
    NDArray pooled(Scope scope, List<String> sequences, int[] frames) {
        var rows = new ArrayList<Tokens>();
        var owner = new ArrayList<Integer>();
        for (int i = 0; i < sequences.size(); i++) {
            for (var segment : segments(sequences.get(i), frames[i])) {
                rows.add(segment);
                owner.add(i);
            }
        }
        var pooled = rows.size() == sequences.size() || net.keepsAll()
                ? pooled(batch(scope, rows))
                : pooledInParts(scope, rows);
        if (rows.size() == sequences.size() && segmenting != Segments.CNN) {
            return pooled;
        }
        int[] owners = owner.stream().mapToInt(Integer::intValue).toArray();
        return segmenting.pool(scope, net, pooled, owners, sequences.size());
    }

    /** Segments of long sequences, so many at once that memory does not grow with the length of a sequence. */
    private NDArray pooledInParts(Scope scope, List<Tokens> rows) {
        int longest = rows.stream().mapToInt(Tokens::length).max().orElseThrow();
        int most = Math.max(1, (net.recomputes() ? TRAINED_AT_ONCE : TOKENS_AT_ONCE) / longest);
        if (rows.size() <= most) {
            return pooled(batch(scope, rows));
        }
        var parts = new ArrayList<NDArray>();
        for (int from = 0; from < rows.size(); from += most) {
            var batch = batch(scope, rows.subList(from, Math.min(rows.size(), from + most)));
            parts.add(net.part(batch.ids(), ids -> pooled(batch)));
        }
        return Ops.call("all_rows", parts);
    }

    private NDArray pooled(Batch batch) {
        var encoding = architecture.encode(net, batch.ids(), batch.mask(), Wish.NOTHING);
        var last = architecture.readout(encoding.last()); // [B, T, H]
        return pooling == Pooling.CLS ? Ops.call("first_token", last) : Ops.call("masked_mean", last, batch.ordinary());
    }

    /**
     * Tokens of one batch [B, T].
     *
     * @param mask 1 for tokens, 0 for padding; null where nothing is padded
     * @param ordinary 1 for tokens that stand for bases
     */
    record Batch(NDArray ids, NDArray mask, NDArray ordinary) {}

    Batch batch(Scope scope, List<Tokens> rows) {
        int length = rows.stream().mapToInt(Tokens::length).max().orElseThrow();
        long[] ids = new long[rows.size() * length];
        long[] mask = new long[ids.length];
        long[] ordinary = new long[ids.length];
        Arrays.fill(ids, tokenizer.padId());
        boolean padded = false;
        for (int b = 0; b < rows.size(); b++) {
            var tokens = rows.get(b);
            boolean onlySpecial = tokens.length() == tokenizer.specialTokens();
            for (int t = 0; t < tokens.length(); t++) {
                int at = b * length + t;
                ids[at] = tokens.ids()[t];
                mask[at] = 1;
                ordinary[at] = onlySpecial || !tokens.isSpecial(t) ? 1 : 0;
            }
            padded |= tokens.length() < length;
        }
        long[] shape = {rows.size(), length};
        return new Batch(
                scope.longs(ids, shape), padded ? scope.longs(mask, shape) : null, scope.longs(ordinary, shape));
    }

    /** What hears how far a long embedding has come; may ask to stop. */
    @FunctionalInterface
    interface Watch {
        /** @return false to stop */
        boolean embedded(int sequences);
    }

    /** One vector per sequence of H numbers, in order: the mean over all reading frames. Null if it was stopped. */
    float[][] embed(List<String> sequences, Watch watch) {
        int frames = tokenizer.frames();
        var embeddings = embed(sequences, frames, (sequence, pass) -> pass, watch);
        for (int i = 0; embeddings != null && i < embeddings.length; i++) {
            for (int h = 0; h < embeddings[i].length; h++) {
                embeddings[i][h] /= frames;
            }
        }
        return embeddings;
    }

    /** The same from a single reading frame per sequence, drawn from the seed: a third of the time for 3-mers. */
    float[][] embedOnce(List<String> sequences, Seed seed, Watch watch) {
        int[] drawn =
                seed.random().ints(sequences.size(), 0, tokenizer.frames()).toArray();
        return embed(sequences, 1, (sequence, pass) -> drawn[sequence], watch);
    }

    private interface FrameOf {
        int frame(int sequence, int pass);
    }

    /** Sums over passes. */
    private float[][] embed(List<String> sequences, int passes, FrameOf frameOf, Watch watch) {
        var sums = new float[sequences.size()][architecture.hidden()];
        int done = 0;
        try (var off = Grad.off()) {
            for (int[] some : bucketed(sequences)) {
                for (int pass = 0; pass < passes; pass++) {
                    int now = pass;
                    int[] frames =
                            Arrays.stream(some).map(i -> frameOf.frame(i, now)).toArray();
                    addPooled(sequences, some, frames, sums);
                }
                done += some.length;
                if (!watch.embedded(done)) {
                    return null;
                }
            }
        }
        return sums;
    }

    private void addPooled(List<String> sequences, int[] some, int[] frames, float[][] sums) {
        try (var scope = Scope.open()) {
            float[] values = pooled(
                            scope, Arrays.stream(some).mapToObj(sequences::get).toList(), frames)
                    .toFloatArray();
            int width = values.length / some.length;
            for (int i = 0; i < some.length; i++) {
                for (int h = 0; h < width; h++) {
                    sums[some[i]][h] += values[i * width + h];
                }
            }
        }
    }

    /** Sequences of like length together, so that little is padded. */
    private List<int[]> bucketed(List<String> sequences) {
        int[] byLength = IntStream.range(0, sequences.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> -sequences.get(i).length()))
                .mapToInt(Integer::intValue)
                .toArray();
        var buckets = new ArrayList<int[]>();
        for (int from = 0; from < byLength.length; ) {
            int length = sequences.get(byLength[from]).length();
            long tokens = tokensOf(length) * segmentsOf(length);
            int to = (int) Math.min(byLength.length, from + Math.max(1, TOKENS_AT_ONCE / tokens));
            buckets.add(Arrays.copyOfRange(byLength, from, to));
            from = to;
        }
        return buckets;
    }

    /** One sequence in one piece, with all that is wished for; for pictures of what a model does. */
    Encoding encode(Scope scope, Tokens tokens, Wish wish) {
        return architecture.encode(net, batch(scope, List.of(tokens)).ids(), null, wish);
    }

    /** The pooled vector [1, H] of one sequence that went through {@link #encode}. */
    NDArray pool(Scope scope, Tokens tokens, NDArray last) {
        var read = architecture.readout(last); // [1, T, H]
        var pooled = pooling == Pooling.CLS
                ? Ops.call("first_token", read)
                : Ops.call("masked_mean", read, batch(scope, List.of(tokens)).ordinary());
        return segmenting == Segments.CNN ? segmenting.pool(scope, net, pooled, new int[1], 1) : pooled;
    }
}
