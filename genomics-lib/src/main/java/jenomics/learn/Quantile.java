package jenomics.learn;

/** Quantiles by linear interpolation (type 7 of Hyndman and Fan 1996, what R and NumPy do unless told). */
public final class Quantile {
    private Quantile() {}

    /**
     * The value below which a share of the others lies; NaN of none.
     *
     * @param ascending sorted, without NaN
     * @param share 0 the least, 0.5 the median, 1 the largest
     */
    public static double of(double[] ascending, double share) {
        if (ascending.length == 0) {
            return Double.NaN;
        }
        double at = share * (ascending.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, ascending.length - 1);
        return ascending[below] + (at - below) * (ascending[above] - ascending[below]);
    }
}
