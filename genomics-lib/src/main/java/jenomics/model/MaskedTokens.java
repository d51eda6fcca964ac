package jenomics.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import jenomics.model.architecture.Architecture.Wish;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.sequence.Tokenizer;
import jenomics.sequence.Tokens;

/**
 * Sequences with some of their tokens hidden: 15 % are chosen, of which 80 % become the mask token, 10 % another token
 * of the sequence, 10 % stay (Devlin et al. 2019). Where tokens overlap, all that cover a chosen base are hidden, as
 * DNABERT was trained.
 *
 * @param rows the tokens after hiding
 * @param places for each hidden token its row and its place in the row
 * @param targets what stood there
 */
record MaskedTokens(List<Tokens> rows, List<int[]> places, long[] targets) {
    private static final double SHARE = 0.15;

    static MaskedTokens of(List<Tokens> rows, Tokenizer tokenizer, RandomGenerator random) {
        var hidden = new ArrayList<Tokens>();
        var places = new ArrayList<int[]>();
        var targets = new ArrayList<Long>();
        for (var tokens : rows) {
            int[] ids = tokens.ids().clone();
            boolean[] chosen = choose(tokens, random);
            for (int t = 0; t < ids.length; t++) {
                if (chosen[t]) {
                    places.add(new int[] {hidden.size(), t});
                    targets.add((long) ids[t]);
                    double fate = random.nextDouble();
                    ids[t] = fate < 0.8
                            ? tokenizer.maskId()
                            : fate < 0.9 ? tokens.ids()[random.nextInt(ids.length)] : ids[t];
                }
            }
            hidden.add(new Tokens(ids, tokens.start(), tokens.end()));
        }
        return new MaskedTokens(
                hidden, places, targets.stream().mapToLong(Long::longValue).toArray());
    }

    /** At least one token of each row that has an ordinary one. */
    private static boolean[] choose(Tokens tokens, RandomGenerator random) {
        boolean[] chosen = new boolean[tokens.length()];
        var ordinary = new ArrayList<Integer>();
        for (int t = 0; t < chosen.length; t++) {
            if (!tokens.isSpecial(t)) {
                ordinary.add(t);
            }
        }
        boolean any = false;
        for (int t : ordinary) {
            if (random.nextDouble() < SHARE / covering(tokens, t)) {
                hideOver(tokens, t, chosen);
                any = true;
            }
        }
        if (!any && !ordinary.isEmpty()) {
            hideOver(tokens, ordinary.get(random.nextInt(ordinary.size())), chosen);
        }
        return chosen;
    }

    private static int covering(Tokens tokens, int token) {
        boolean[] over = new boolean[tokens.length()];
        hideOver(tokens, token, over);
        int count = 0;
        for (boolean is : over) {
            count += is ? 1 : 0;
        }
        return count;
    }

    /** Marks all tokens that cover the last base of one. */
    private static void hideOver(Tokens tokens, int token, boolean[] chosen) {
        int base = tokens.end()[token] - 1;
        for (int t = token; t < chosen.length && (tokens.isSpecial(t) || tokens.start()[t] <= base); t++) {
            chosen[t] |= !tokens.isSpecial(t);
        }
    }

    /** The masked-language loss, times a factor. */
    NDArray loss(Scope scope, SequenceEncoder encoder, double factor) {
        var batch = encoder.batch(scope, rows);
        long length = batch.ids().getShape().get(1);
        long[] flat = places.stream().mapToLong(at -> at[0] * length + at[1]).toArray();
        var last = encoder.architecture()
                .encode(encoder.net(), batch.ids(), batch.mask(), Wish.NOTHING)
                .last(); // [B, T, H]
        var chosen = Ops.call("pick_rows", last, scope.longs(flat, flat.length)); // [M, H]
        var logits = encoder.architecture().tokenLogits(encoder.net(), chosen); // [M, V]
        return Ops.call("masked_loss", logits, scope.longs(targets, targets.length), factor);
    }
}
