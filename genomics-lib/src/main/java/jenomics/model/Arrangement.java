package jenomics.model;

import java.util.Locale;
import java.util.Optional;
import jenomics.nn.Economy;

/**
 * How a batch goes through a network while it trains. What comes of it is the same.
 *
 * @param pieces in how many pieces; their gradients add up to those of the batch
 * @param recompute whether blocks are computed again in the backward pass
 */
record Arrangement(int pieces, boolean recompute) {

    /** Pieces are not made smaller than this before blocks are computed again: tiny ones keep no device busy. */
    private static final int SMALL = 4;

    /** What was asked for; one piece where the number was left open. */
    static Arrangement of(Economy economy) {
        return new Arrangement(Math.max(1, economy.pieces()), economy.recompute());
    }

    /** The next one that needs less memory; none if each sample is alone and blocks are computed again. */
    Optional<Arrangement> smaller(int batch) {
        if (!recompute && batch / (2 * pieces) < SMALL) {
            return Optional.of(new Arrangement(pieces, true));
        }
        return pieces >= batch
                ? Optional.empty()
                : Optional.of(new Arrangement(Math.min(batch, 2 * pieces), recompute));
    }

    /** Samples of the largest piece of a batch. */
    int largest(int batch) {
        return (batch + pieces - 1) / pieces;
    }

    /** {@code batches of 32 in 4 pieces of 8, blocks computed again}. */
    String describe(int batch) {
        String how = pieces == 1
                ? "batches of " + batch + " in one piece"
                : String.format(Locale.ROOT, "batches of %d in %d pieces of %d", batch, pieces, largest(batch));
        return how + (recompute ? ", blocks computed again" : "");
    }
}
