package jenomics.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * How a search space is searched, and for how long.
 *
 * @param kind the way
 * @param count trials of a random search, values of each number of a grid, or the most that Hyperband gives one trial
 * @param eta Hyperband keeps one in so many; 3
 * @param seconds no trial begins after so many; infinite where only their number counts
 * @param resource the setting that Hyperband raises (epochs, trees), or null: the share of the training samples
 */
public record Search(Kind kind, int count, double eta, double seconds, String resource) {

    /** The way of searching. */
    public enum Kind {
        /** Choices by chance (Bergstra and Bengio 2012). */
        RANDOM,
        /** Every combination. */
        GRID,
        /** Many choices with little to learn from, few with more (Li et al. 2018). */
        HYPERBAND
    }

    /** One rung of Hyperband: so many choices, each with so much. @param bracket s of the paper */
    record Rung(int bracket, int step, int choices, double resource) {}

    public Search {
        if (count < 1 || !(eta > 1) || !(seconds > 0)) {
            throw new GenomicsException(
                    "A search has at least 1 trial, an eta above 1 and more than 0 seconds; found " + count + ", " + eta
                            + ", " + seconds + ".",
                    Map.of("count", count, "eta", eta, "seconds", seconds));
        }
    }

    /** So many choices by chance. */
    public static Search random(int trials) {
        return new Search(Kind.RANDOM, trials, 3, Double.POSITIVE_INFINITY, null);
    }

    /** Every combination of so many values of each number and of all texts. */
    public static Search grid(int steps) {
        return new Search(Kind.GRID, steps, 3, Double.POSITIVE_INFINITY, null);
    }

    /** Hyperband: each trial gets from 1 up to {@code most} units, of which {@code most} are all training samples. */
    public static Search hyperband(int most, double eta) {
        return new Search(Kind.HYPERBAND, most, eta, Double.POSITIVE_INFINITY, null);
    }

    /** The same with no trial begun after so many seconds: as much time for every entry, and other results each run. */
    public Search within(double limit) {
        return new Search(kind, count, eta, limit, resource);
    }

    /** The same with Hyperband's units as this whole-number setting (epochs, trees) instead of training samples. */
    public Search raising(String setting) {
        return new Search(kind, count, eta, seconds, setting);
    }

    /** The rungs of all brackets, in the order in which they are climbed. */
    List<Rung> rungs() {
        var rungs = new ArrayList<Rung>();
        int most = (int) Math.floor(Math.log(count) / Math.log(eta) + 1e-9);
        for (int s = most; s >= 0; s--) {
            int n = (int) Math.ceil((most + 1) * Math.pow(eta, s) / (s + 1) - 1e-9);
            for (int i = 0; i <= s; i++) {
                rungs.add(new Rung(s, i, (int) Math.floor(n * Math.pow(eta, -i) + 1e-9), count * Math.pow(eta, i - s)));
            }
        }
        return rungs;
    }

    /** {@code 30 random trials}. */
    @Override
    public String toString() {
        String limit = Double.isInfinite(seconds) ? "" : " within " + Words.seconds(seconds);
        return switch (kind) {
                    case RANDOM -> Phrases.count(count, "random trial");
                    case GRID -> "a grid of " + count + " steps";
                    case HYPERBAND -> "Hyperband up to " + count + (resource == null ? "" : " " + resource);
                }
                + limit;
    }
}
