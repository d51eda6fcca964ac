package jenomics.plot;

import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * What every chart with two axes can be told about them: titles (with units), logarithms, ranges, size.
 *
 * @param xFrom and the other three ends of the ranges: NaN where the data decide
 */
record Axes(
        String title,
        String x,
        String y,
        boolean logX,
        boolean logY,
        double xFrom,
        double xTo,
        double yFrom,
        double yTo,
        double width,
        double height) {
    static final double WIDTH = 640;
    static final double HEIGHT = 400;
    static final double LEAST = 80;

    static Axes of(String title) {
        double nan = Double.NaN;
        return new Axes(title, "", "", false, false, nan, nan, nan, nan, WIDTH, HEIGHT);
    }

    Axes x(String name) {
        return new Axes(title, name, y, logX, logY, xFrom, xTo, yFrom, yTo, width, height);
    }

    Axes y(String name) {
        return new Axes(title, x, name, logX, logY, xFrom, xTo, yFrom, yTo, width, height);
    }

    Axes log(boolean onX, boolean onY) {
        return new Axes(title, x, y, onX, onY, xFrom, xTo, yFrom, yTo, width, height);
    }

    Axes xRange(double from, double to) {
        check("x", from, to, logX);
        return new Axes(title, x, y, logX, logY, from, to, yFrom, yTo, width, height);
    }

    Axes yRange(double from, double to) {
        check("y", from, to, logY);
        return new Axes(title, x, y, logX, logY, xFrom, xTo, from, to, width, height);
    }

    Axes size(double newWidth, double newHeight) {
        checkSize(title, newWidth, newHeight);
        return new Axes(title, x, y, logX, logY, xFrom, xTo, yFrom, yTo, newWidth, newHeight);
    }

    static void checkSize(String title, double width, double height) {
        if (!(width >= LEAST && height >= LEAST && width <= 10_000 && height <= 10_000)) {
            throw new GenomicsException(
                    "Chart '" + title + "': a size of " + Numbers.brief(width) + " x " + Numbers.brief(height)
                            + " pixels cannot be drawn; width and height go from 80 to 10,000.",
                    Map.of("chart", title, "width", width, "height", height));
        }
    }

    private void check(String axis, double from, double to, boolean log) {
        if (!(from < to) || Double.isInfinite(from) || Double.isInfinite(to) || log && from <= 0) {
            throw new GenomicsException(
                    "Chart '" + title + "': the " + axis + " range " + Numbers.brief(from) + " to " + Numbers.brief(to)
                            + " is not one; give two numbers, the lower first"
                            + (log ? ", above 0 on a log axis." : "."),
                    Map.of("chart", title, "from", from, "to", to));
        }
    }

    /** The x axis over these data, which fill it from edge to edge. */
    Axis xAxis(Extent data) {
        return axis(data, logX, xFrom, xTo, 0, false);
    }

    /** The x axis over dots, which keep off its ends. */
    Axis roomyXAxis(Extent data) {
        return axis(data, logX, xFrom, xTo, 0.04, false);
    }

    /** The y axis over lines: with a little room, and from 0 where that costs little height. */
    Axis yAxis(Extent data) {
        return axis(data, logY, yFrom, yTo, 0.04, true);
    }

    /** The y axis over dots. */
    Axis roomyYAxis(Extent data) {
        return axis(data, logY, yFrom, yTo, 0.04, false);
    }

    private static Axis axis(Extent data, boolean log, double from, double to, double room, boolean fromZero) {
        Extent extent = data.least(log);
        double low = log ? Math.log(extent.low()) : extent.low();
        double high = log ? Math.log(extent.high()) : extent.high();
        double pad = (high - low) * room;
        boolean zero = fromZero && !log && low >= 0 && low < 0.25 * high;
        low = zero ? 0 : low - pad;
        high = room == 0 && !log ? roundedUp(low, high) : high + pad;
        double first = Double.isNaN(from) ? log ? Math.exp(low) : low : from;
        double last = Double.isNaN(to) ? log ? Math.exp(high) : high : to;
        return log ? Axis.log(first, last) : Axis.linear(first, last);
    }

    /** An axis that ends at step 2,999 shows 3,000: the next round number, where it is this near. */
    private static double roundedUp(double low, double high) {
        double step = Axis.step((high - low) / 10);
        double next = Math.ceil(high / step - 1e-9) * step;
        return next - high < 0.02 * (high - low) ? next : high;
    }
}
