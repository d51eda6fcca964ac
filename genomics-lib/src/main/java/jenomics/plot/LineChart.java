package jenomics.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * Lines over a numeric axis: loss curves, ROC curves, profiles. A value: every call gives a new chart.
 *
 * <pre>{@code
 * LineChart.of("Loss").x("step").y("cross-entropy (nats)").line("train", steps, loss).line("validation", at, held)
 * }</pre>
 *
 * Gaps are NaN; a point between two gaps is a dot. Any number of points makes a small picture: what falls into the
 * same pixels is thinned so that peaks stay.
 */
public final class LineChart extends AxesDrawing {
    private final List<Line> lines;
    private final List<Mark> marks;

    /** A vertical line with a name, at a value of x. */
    private record Mark(double x, String name) {}

    private LineChart(Axes axes, List<Line> lines, List<Mark> marks) {
        super(axes);
        this.lines = List.copyOf(lines);
        this.marks = List.copyOf(marks);
    }

    /** An empty chart with this title. */
    public static LineChart of(String title) {
        return new LineChart(Axes.of(title), List.of(), List.of());
    }

    /** The title of the x axis, with the unit: {@code "position (bp)"}. */
    public LineChart x(String axisTitle) {
        return with(axes.x(axisTitle));
    }

    /** The title of the y axis, with the unit. */
    public LineChart y(String axisTitle) {
        return with(axes.y(axisTitle));
    }

    /** With a logarithmic x axis; values must be above 0. */
    public LineChart logX() {
        return with(axes.log(true, axes.logY()));
    }

    /** With a logarithmic y axis; values must be above 0. */
    public LineChart logY() {
        return with(axes.log(axes.logX(), true));
    }

    /** From where to where the x axis goes, instead of over the data. */
    public LineChart xRange(double from, double to) {
        return with(axes.xRange(from, to));
    }

    /** From where to where the y axis goes, instead of over the data. */
    public LineChart yRange(double from, double to) {
        return with(axes.yRange(from, to));
    }

    /** Nominal size in pixels; 640 x 400 unless told. */
    public LineChart size(double width, double height) {
        return with(axes.size(width, height));
    }

    /** One more line; as many xs as ys, NaN in either for a gap. */
    public LineChart line(String name, double[] xs, double[] ys) {
        return with(name, (int) lines.stream().filter(l -> !l.reference()).count(), xs, ys);
    }

    /** One more line over 1, 2, 3 ... */
    public LineChart line(String name, double... ys) {
        return line(name, Given.counting(ys.length), ys);
    }

    /** One more line; as many xs as ys. */
    public LineChart line(String name, List<? extends Number> xs, List<? extends Number> ys) {
        return line(name, Given.numbers(xs), Given.numbers(ys));
    }

    /**
     * Noise as a pale line and its exponential moving average over it: a loss by step.
     *
     * @param span how many points the average reaches back, about; its weight of the newest point is 2 / (span + 1)
     */
    public LineChart smoothed(String name, double[] xs, double[] ys, double span) {
        if (!(span >= 1)) {
            throw new GenomicsException(
                    named(name) + " cannot be smoothed over " + Numbers.brief(span) + " points; give 1 or more.",
                    Map.of("line", name, "span", span));
        }
        LineChart raw = line(name, xs, ys);
        var more = new ArrayList<>(raw.lines);
        more.set(lines.size(), raw.lines.get(lines.size()).smoothedOver(span));
        return new LineChart(axes, more, marks);
    }

    /** A thin dashed grey line to compare with: chance, identity, a baseline. */
    public LineChart dashed(String name, double[] xs, double[] ys) {
        return with(name, -1, xs, ys);
    }

    /**
     * A band around the line added last, in its colour: a confidence interval, a spread over folds.
     *
     * @param xs where; need not be the line's own xs
     * @param lows lower limits, as many as xs
     * @param highs upper limits, as many as xs
     */
    public LineChart band(double[] xs, double[] lows, double[] highs) {
        if (lines.isEmpty()) {
            throw new GenomicsException(
                    "Line chart '" + title() + "' has no line yet for a band to surround; call line(...) first.",
                    Map.of("chart", title()));
        }
        Line last = lines.get(lines.size() - 1);
        String who = named(last.name()) + ": its band";
        Given.sameLength(who, "x values", xs.length, "lower limits", lows.length);
        Given.sameLength(who, "x values", xs.length, "upper limits", highs.length);
        var more = new ArrayList<>(lines);
        more.set(lines.size() - 1, last.with(new Line.Band(xs.clone(), lows.clone(), highs.clone())));
        return new LineChart(axes, more, marks);
    }

    /** A dotted vertical line with a name: the best epoch, a threshold. */
    public LineChart mark(double x, String name) {
        var more = new ArrayList<>(marks);
        more.add(new Mark(x, name));
        return new LineChart(axes, lines, more);
    }

    private LineChart with(Axes newAxes) {
        return new LineChart(newAxes, lines, marks);
    }

    private LineChart with(String name, int colour, double[] xs, double[] ys) {
        Given.sameLength(named(name), "x values", xs.length, "y values", ys.length);
        Given.some(named(name), "points", xs.length);
        var more = new ArrayList<>(lines);
        more.add(new Line(name, colour, xs.clone(), ys.clone(), new double[0], null));
        return new LineChart(axes, more, marks);
    }

    private String named(String line) {
        return "Line chart '" + title() + "', line '" + line + "'";
    }

    @Override
    void draw(Surface surface, Box area) {
        checkDrawable();
        Extent xs = Extent.NONE;
        Extent ys = Extent.NONE;
        for (Line line : lines) {
            xs = xs.and(line.xs());
            ys = ys.and(line.ys()).and(line.noise());
            if (line.band() != null) {
                ys = ys.and(line.band().lows()).and(line.band().highs());
            }
        }
        var frame = Frame.draw(surface, area, axes, xAxis(xs), axes.yAxis(ys), keys());
        // Round ends of lines on the edge of the plot stay whole.
        Box plot = frame.plot();
        Box inside = new Box(plot.x() - 4, plot.y() - 4, plot.width() + 8, plot.height() + 8);
        surface.within(inside, () -> {
            lines.forEach(line -> line.drawBand(surface, frame));
            lines.forEach(line -> line.drawNoise(surface, frame));
            marks.forEach(mark -> drawMark(surface, frame, mark));
            lines.forEach(line -> line.draw(surface, frame));
        });
    }

    /** Where every x is a whole number (epochs, steps, positions), so are the ticks. */
    private Axis xAxis(Extent xs) {
        Axis axis = axes.xAxis(xs);
        boolean whole = lines.stream()
                .flatMapToDouble(line -> java.util.Arrays.stream(line.xs()))
                .allMatch(x -> !Double.isFinite(x) || x == Math.rint(x));
        // From 0 to 1 the ends of a diagonal of reference are whole numbers too.
        return whole && axis.high() > 1 ? axis.inWholeNumbers() : axis;
    }

    private void checkDrawable() {
        Given.some("Line chart '" + title() + "'", "lines", lines.size());
        for (Line line : lines) {
            if (axes.logX()) {
                Given.aboveZero(named(line.name()), "x", line.xs());
            }
            if (axes.logY()) {
                Given.aboveZero(named(line.name()), "y", line.noise().length > 0 ? line.noise() : line.ys());
            }
            if (axes.logY() && line.band() != null) {
                Given.aboveZero(
                        named(line.name()) + ": its band",
                        "lower limit",
                        line.band().lows());
            }
        }
    }

    private List<Key> keys() {
        if (lines.size() == 1
                && (lines.get(0).name().isEmpty() || lines.get(0).name().equals(title()))) {
            return List.of();
        }
        return lines.stream()
                .map(line -> new Key(line.name(), line.ink(), line.reference() ? Key.Mark.DASHES : Key.Mark.LINE))
                .toList();
    }

    private static void drawMark(Surface surface, Frame frame, Mark mark) {
        double x = frame.px(mark.x());
        Box plot = frame.plot();
        surface.line(x, plot.y(), x, plot.bottom(), Pen.of(Ink.QUIET, 1.2).dashed(2.5));
        boolean left = x > plot.centreX();
        Face face = Face.TICK.at(left ? Face.Anchor.END : Face.Anchor.START);
        surface.text(mark.name(), x + (left ? -5 : 5), plot.y() + 10, face);
    }

    @Override
    public String text() {
        var text = new StringBuilder(title());
        for (Line line : lines) {
            text.append("\n  ").append(line.name()).append(": ").append(summary(line));
        }
        return text.toString();
    }

    private static String summary(Line line) {
        Extent xs = Extent.of(line.xs());
        Extent ys = Extent.of(line.ys());
        if (ys.empty()) {
            return "no values";
        }
        double last = Double.NaN;
        for (double y : line.ys()) {
            last = Double.isFinite(y) ? y : last;
        }
        return Numbers.fixed(line.xs().length, 0) + (line.xs().length == 1 ? " point" : " points") + ", x "
                + Numbers.brief(xs.low()) + " to " + Numbers.brief(xs.high()) + ", y " + Numbers.brief(ys.low())
                + " to " + Numbers.brief(ys.high()) + ", last " + Numbers.brief(last);
    }
}
