package jenomics.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * Bars from zero, with intervals where they are known: scores of several methods, importances, counts. A value: every
 * call gives a new chart.
 *
 * <pre>{@code
 * BarChart.of("AUROC").bar("LoRA", 0.93, 0.91, 0.95).bar("6-mer logistic regression", 0.85, 0.82, 0.88).horizontal()
 * BarChart.of("AUROC").categories("n = 200", "n = 1,000").bars("LoRA", .81, .90).bars("random weights", .62, .78)
 * }</pre>
 */
public final class BarChart extends AxesDrawing {
    private static final int MOST_LABELS = 16;

    /** The width of a value of three decimals, in pixels, and some air. */
    private static final double LABEL = 36;

    private final List<String> categories;
    private final List<Bars> groups;
    private final boolean horizontal;

    private record Bars(String name, double[] values, double[] lows, double[] highs) {}

    private BarChart(Axes axes, List<String> categories, List<Bars> groups, boolean horizontal) {
        super(axes);
        this.categories = List.copyOf(categories);
        this.groups = List.copyOf(groups);
        this.horizontal = horizontal;
    }

    /** An empty chart with this title. */
    public static BarChart of(String title) {
        return new BarChart(Axes.of(title), List.of(), List.of(), false);
    }

    /** The title of the axis of the categories. */
    public BarChart x(String axisTitle) {
        return with(axes.x(axisTitle));
    }

    /** The title of the axis of the values, with the unit. */
    public BarChart y(String axisTitle) {
        return with(axes.y(axisTitle));
    }

    /** From where to where the axis of the values goes; bars below it show nothing. */
    public BarChart yRange(double from, double to) {
        return with(axes.yRange(from, to));
    }

    /** Nominal size in pixels. */
    public BarChart size(double width, double height) {
        return with(axes.size(width, height));
    }

    /** The bars lie, the first on top: long names stay readable. */
    public BarChart horizontal() {
        return new BarChart(axes, categories, groups, true);
    }

    /** One more bar of its own name. */
    public BarChart bar(String name, double value) {
        return bar(name, value, Double.NaN, Double.NaN);
    }

    /** One more bar of its own name, with an interval from low to high. */
    public BarChart bar(String name, double value, double low, double high) {
        if (groups.size() > 1 || groups.size() == 1 && !groups.get(0).name().isEmpty()) {
            throw new GenomicsException(
                    "Bar chart '" + title() + "' has groups of bars already; bar('" + name
                            + "', ...) cannot follow bars(...). Use one or the other.",
                    Map.of("chart", title(), "bar", name));
        }
        var names = new ArrayList<>(categories);
        names.add(name);
        Bars before = groups.isEmpty() ? new Bars("", new double[0], new double[0], new double[0]) : groups.get(0);
        Bars after = new Bars(
                "", appended(before.values(), value), appended(before.lows(), low), appended(before.highs(), high));
        return new BarChart(axes, names, List.of(after), horizontal);
    }

    private static double[] appended(double[] values, double value) {
        double[] more = java.util.Arrays.copyOf(values, values.length + 1);
        more[values.length] = value;
        return more;
    }

    /** The names under the groups of bars; then {@link #bars} gives a value for each. */
    public BarChart categories(String... names) {
        return new BarChart(axes, List.of(names), List.of(), horizontal);
    }

    /** One more colour: a value for each category, in their order. */
    public BarChart bars(String name, double... values) {
        double[] none = new double[values.length];
        java.util.Arrays.fill(none, Double.NaN);
        return bars(name, values, none, none);
    }

    /** One more colour, with intervals; NaN where there is none. */
    public BarChart bars(String name, double[] values, double[] lows, double[] highs) {
        String who = "Bar chart '" + title() + "', bars '" + name + "'";
        Given.sameLength(who, "categories", categories.size(), "values", values.length);
        Given.sameLength(who, "values", values.length, "lower limits", lows.length);
        Given.sameLength(who, "values", values.length, "upper limits", highs.length);
        var more = new ArrayList<>(groups);
        more.add(new Bars(name, values.clone(), lows.clone(), highs.clone()));
        return new BarChart(axes, categories, more, horizontal);
    }

    private BarChart with(Axes newAxes) {
        return new BarChart(newAxes, categories, groups, horizontal);
    }

    @Override
    double height() {
        boolean told = axes.height() != Axes.HEIGHT;
        double slot = 14 + 18.0 * Math.max(1, groups.size());
        return horizontal && !told ? Math.max(140, 90 + slot * categories.size()) : axes.height();
    }

    @Override
    void draw(Surface surface, Box area) {
        Given.some("Bar chart '" + title() + "'", "bars", groups.size());
        Axis values = valueAxis();
        Axis names = horizontal ? Axis.categoriesDown(categories) : Axis.categories(categories);
        Axes titles = horizontal ? axes.x(axes.y()).y(axes.x()) : axes;
        var frame = Frame.draw(surface, area, titles, horizontal ? values : names, horizontal ? names : values, keys());
        for (int group = 0; group < groups.size(); group++) {
            for (int i = 0; i < categories.size(); i++) {
                drawBar(surface, frame, group, i);
            }
        }
    }

    private Axis valueAxis() {
        Extent extent = Extent.of(0);
        for (Bars bars : groups) {
            extent = extent.and(bars.values()).and(bars.lows()).and(bars.highs());
        }
        Extent open = extent.least(false);
        double room = labelled() ? 0.12 : 0.04;
        double low = open.low() < 0 ? open.low() - room * (open.high() - open.low()) : 0;
        double high = open.high() > 0 ? open.high() + room * (open.high() - open.low()) : 0;
        return Axis.linear(
                Double.isNaN(axes.yFrom()) ? low : axes.yFrom(), Double.isNaN(axes.yTo()) ? high : axes.yTo());
    }

    private List<Key> keys() {
        var keys = new ArrayList<Key>();
        for (int i = 0; i < groups.size(); i++) {
            if (!groups.get(i).name().isEmpty()) {
                keys.add(new Key(groups.get(i).name(), Ink.of(Palette.category(i)), Key.Mark.BLOCK));
            }
        }
        return keys;
    }

    /** Few bars carry their value; upright ones only where it is no wider than they are. */
    private boolean labelled() {
        int bars = groups.size() * categories.size();
        return bars <= MOST_LABELS && (horizontal || 0.72 * axes.width() / bars >= LABEL);
    }

    private void drawBar(Surface surface, Frame frame, int group, int category) {
        Bars bars = groups.get(group);
        double value = bars.values()[category];
        if (!Double.isFinite(value)) {
            return;
        }
        double slot = (horizontal ? frame.plot().height() : frame.plot().width()) / categories.size();
        double thick = Math.min(slot * 0.72 / groups.size(), 64);
        double middle =
                (horizontal ? frame.py(category) : frame.px(category)) + (group - (groups.size() - 1) / 2.0) * thick;
        double from = along(frame, clamped(frame, 0));
        double to = along(frame, clamped(frame, value));
        double gap = groups.size() > 1 ? 1 : 0;
        double start = middle - thick / 2 + gap;
        Box bar = horizontal
                ? new Box(Math.min(from, to), start, Math.abs(to - from), thick - 2 * gap)
                : new Box(start, Math.min(from, to), thick - 2 * gap, Math.abs(to - from));
        surface.rect(bar, Ink.of(Palette.category(group)).onPaper(0.88));
        double end = drawInterval(surface, frame, bars, category, middle, to);
        if (labelled()) {
            drawValue(surface, Numbers.fixed(value, decimals()), value < 0, middle, end);
        }
    }

    private double along(Frame frame, double value) {
        return horizontal ? frame.px(value) : frame.py(value);
    }

    private double clamped(Frame frame, double value) {
        Axis axis = horizontal ? frame.x() : frame.y();
        return Math.max(axis.low(), Math.min(axis.high(), value));
    }

    /** Draws the interval, if there is one, and says where bar and interval end. */
    private double drawInterval(Surface surface, Frame frame, Bars bars, int category, double middle, double end) {
        double low = bars.lows()[category];
        double high = bars.highs()[category];
        if (!Double.isFinite(low) || !Double.isFinite(high)) {
            return end;
        }
        double from = along(frame, clamped(frame, low));
        double to = along(frame, clamped(frame, high));
        Pen pen = Pen.of(Ink.TEXT, 1.3);
        stroke(surface, pen, middle, from, middle, to);
        stroke(surface, pen, middle - 4, from, middle + 4, from);
        stroke(surface, pen, middle - 4, to, middle + 4, to);
        return bars.values()[category] < 0 ? from : to;
    }

    /** A line by places across and along the bars. */
    private void stroke(Surface surface, Pen pen, double across1, double along1, double across2, double along2) {
        if (horizontal) {
            surface.line(along1, across1, along2, across2, pen);
        } else {
            surface.line(across1, along1, across2, along2, pen);
        }
    }

    /** As many decimals as the value that needs most of them, three at most: labels of one chart look alike. */
    private int decimals() {
        int most = 0;
        for (Bars bars : groups) {
            for (double value : bars.values()) {
                String text = Double.isFinite(value) ? Numbers.fixed(value, 3).replaceAll("\\.?0+$", "") : "";
                int dot = text.indexOf('.');
                most = Math.max(most, dot < 0 ? 0 : text.length() - 1 - dot);
            }
        }
        return most;
    }

    private void drawValue(Surface surface, String label, boolean negative, double middle, double end) {
        if (horizontal) {
            Face face = Face.TICK.at(negative ? Face.Anchor.END : Face.Anchor.START);
            surface.text(label, end + (negative ? -6 : 6), middle + face.drop(), face);
        } else {
            surface.text(label, middle, end + (negative ? 14 : -6), Face.TICK);
        }
    }

    @Override
    public String text() {
        var text = new StringBuilder(title());
        for (Bars bars : groups) {
            for (int i = 0; i < categories.size(); i++) {
                text.append("\n  ").append(bars.name().isEmpty() ? "" : bars.name() + ", ");
                text.append(categories.get(i)).append(": ").append(Numbers.brief(bars.values()[i]));
                if (Double.isFinite(bars.lows()[i])) {
                    text.append(" [").append(Numbers.brief(bars.lows()[i])).append(", ");
                    text.append(Numbers.brief(bars.highs()[i])).append(']');
                }
            }
        }
        return text.toString();
    }
}
