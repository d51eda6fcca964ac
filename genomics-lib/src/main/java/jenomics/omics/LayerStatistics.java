package jenomics.omics;

/**
 * What the values of a layer are like.
 *
 * @param values how many there are, observed or not
 * @param missing how many of them are missing
 * @param least the smallest observed one; NaN if there is none
 * @param most the largest observed one; NaN if there is none
 * @param mean of the observed ones; NaN if there is none
 * @param whole whether all observed ones are whole numbers
 */
record LayerStatistics(long values, long missing, float least, float most, double mean, boolean whole) {

    static LayerStatistics of(float[][] rows, int features) {
        long missing = 0;
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        double sum = 0;
        boolean whole = true;
        for (float[] row : rows) {
            for (float value : row) {
                if (Float.isNaN(value)) {
                    missing++;
                    continue;
                }
                least = value < least ? value : least;
                most = value > most ? value : most;
                sum += value;
                whole = whole && value == Math.rint(value);
            }
        }
        long values = (long) rows.length * features;
        long observed = values - missing;
        return observed == 0
                ? new LayerStatistics(values, missing, Float.NaN, Float.NaN, Double.NaN, false)
                : new LayerStatistics(values, missing, least, most, sum / observed, whole);
    }

    long observed() {
        return values - missing;
    }
}
