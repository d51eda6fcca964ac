package jenomics.bench;

import jenomics.learn.Interval;

/**
 * How one entry stands.
 *
 * @param name of the entry
 * @param score its mean over the folds, with a 95 % interval
 * @param fromBest how it differs from the best; null for the best itself
 * @param pBest p of that, corrected by Holm; NaN where there is none
 * @param pSimplest p of its difference from the simplest, corrected by Holm; NaN where there is none
 * @param pChance p of being better than chance, two-sided, corrected by Holm; 1 for what is below it; NaN where chance is not known
 * @param seconds mean time of a fit
 * @param transductive whether its predictions for one sample depend on the others
 * @param failures in how many folds it failed
 */
public record Standing(
        String name,
        Interval score,
        PairedTest fromBest,
        double pBest,
        double pSimplest,
        double pChance,
        double seconds,
        boolean transductive,
        int failures) {

    static final double ALPHA = 0.05;

    /** Whether it was judged at all. */
    public boolean scored() {
        return !Double.isNaN(score.value());
    }

    /** Whether it does better than chance; false where nobody can say. */
    public boolean signal() {
        return pChance < ALPHA;
    }

    /** Whether it is worse than the best beyond doubt; where there is no p, its interval must leave 0 out. */
    boolean worse() {
        if (fromBest == null) {
            return false;
        }
        var interval = fromBest.interval();
        return Double.isNaN(pBest) ? interval.low() > 0 || interval.high() < 0 : pBest < ALPHA;
    }
}
