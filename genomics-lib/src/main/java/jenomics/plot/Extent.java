package jenomics.plot;

/** The lowest and the highest of some numbers; NaN and the infinities do not count. */
record Extent(double low, double high) {
    static final Extent NONE = new Extent(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);

    static Extent of(double... values) {
        return NONE.and(values);
    }

    Extent and(double... values) {
        double least = low;
        double most = high;
        for (double value : values) {
            if (Double.isFinite(value)) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        return new Extent(least, most);
    }

    boolean empty() {
        return low > high;
    }

    /** The same, opened up where there is nothing or one value only, so that an axis can be drawn. */
    Extent least(boolean log) {
        if (empty()) {
            return log ? new Extent(1, 10) : new Extent(0, 1);
        }
        if (high > low) {
            return this;
        }
        if (log) {
            return new Extent(low / 2, low * 2);
        }
        double room = low == Math.rint(low) ? Math.max(1, Math.abs(low) * 0.1) : Math.abs(low) * 0.1;
        return new Extent(low - room, low + room);
    }
}
