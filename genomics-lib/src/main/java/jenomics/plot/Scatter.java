package jenomics.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Dots in the plane, in groups with a colour each: predicted against measured, components, embeddings. A value: every
 * call gives a new chart.
 *
 * <pre>{@code
 * Scatter.of("Expression").x("measured (log2)").y("predicted (log2)").points("chrXII", measured, predicted).identity()
 * }</pre>
 */
public final class Scatter extends AxesDrawing {
    private final List<Dots> groups;
    private final boolean identity;

    private record Dots(String name, double[] xs, double[] ys) {}

    private Scatter(Axes axes, List<Dots> groups, boolean identity) {
        super(axes);
        this.groups = List.copyOf(groups);
        this.identity = identity;
    }

    /** An empty chart with this title. */
    public static Scatter of(String title) {
        return new Scatter(Axes.of(title).size(520, 460), List.of(), false);
    }

    /** The title of the x axis, with the unit. */
    public Scatter x(String axisTitle) {
        return with(axes.x(axisTitle));
    }

    /** The title of the y axis, with the unit. */
    public Scatter y(String axisTitle) {
        return with(axes.y(axisTitle));
    }

    /** With a logarithmic x axis; values must be above 0. */
    public Scatter logX() {
        return with(axes.log(true, axes.logY()));
    }

    /** With a logarithmic y axis; values must be above 0. */
    public Scatter logY() {
        return with(axes.log(axes.logX(), true));
    }

    /** From where to where the x axis goes, instead of over the data. */
    public Scatter xRange(double from, double to) {
        return with(axes.xRange(from, to));
    }

    /** From where to where the y axis goes, instead of over the data. */
    public Scatter yRange(double from, double to) {
        return with(axes.yRange(from, to));
    }

    /** Nominal size in pixels; 520 x 460 unless told. */
    public Scatter size(double width, double height) {
        return with(axes.size(width, height));
    }

    /** One more group of dots; as many xs as ys. Dots with a NaN are left out. */
    public Scatter points(String name, double[] xs, double[] ys) {
        Given.sameLength(named(name), "x values", xs.length, "y values", ys.length);
        Given.some(named(name), "points", xs.length);
        var more = new ArrayList<>(groups);
        more.add(new Dots(name, xs.clone(), ys.clone()));
        return new Scatter(axes, more, identity);
    }

    /** One more group of dots; as many xs as ys. */
    public Scatter points(String name, List<? extends Number> xs, List<? extends Number> ys) {
        return points(name, Given.numbers(xs), Given.numbers(ys));
    }

    /** With the dashed line where y equals x. */
    public Scatter identity() {
        return new Scatter(axes, groups, true);
    }

    private Scatter with(Axes newAxes) {
        return new Scatter(newAxes, groups, identity);
    }

    private String named(String group) {
        return "Scatter '" + title() + "', group '" + group + "'";
    }

    @Override
    void draw(Surface surface, Box area) {
        Given.some("Scatter '" + title() + "'", "groups of points", groups.size());
        Extent xs = Extent.NONE;
        Extent ys = Extent.NONE;
        for (var group : groups) {
            checkLogarithms(group);
            xs = xs.and(group.xs());
            ys = ys.and(group.ys());
        }
        var frame = Frame.draw(surface, area, axes, axes.roomyXAxis(xs), axes.roomyYAxis(ys), keys());
        surface.within(frame.plot(), () -> {
            if (identity) {
                drawIdentity(surface, frame);
            }
            for (int i = 0; i < groups.size(); i++) {
                drawDots(surface, frame, groups.get(i), ink(i));
            }
        });
    }

    private void checkLogarithms(Dots group) {
        if (axes.logX()) {
            Given.aboveZero(named(group.name()), "x", group.xs());
        }
        if (axes.logY()) {
            Given.aboveZero(named(group.name()), "y", group.ys());
        }
    }

    private static Ink ink(int group) {
        return Ink.of(Palette.category(group));
    }

    private List<Key> keys() {
        var keys = new ArrayList<Key>();
        for (int i = 0; i < groups.size(); i++) {
            String name = groups.get(i).name();
            if (groups.size() > 1 || !name.isEmpty() && !name.equals(title())) {
                keys.add(new Key(name, ink(i), Key.Mark.DOT));
            }
        }
        return keys;
    }

    private static void drawIdentity(Surface surface, Frame frame) {
        double low = Math.max(frame.x().low(), frame.y().low());
        double high = Math.min(frame.x().high(), frame.y().high());
        if (low < high) {
            Pen pen = Pen.of(Ink.QUIET, 1.4).dashed(5);
            surface.line(frame.px(low), frame.py(low), frame.px(high), frame.py(high), pen);
        }
    }

    private void drawDots(Surface surface, Frame frame, Dots dots, Ink ink) {
        int[] shown = java.util.stream.IntStream.range(0, dots.xs().length)
                .filter(i -> Double.isFinite(dots.xs()[i]) && Double.isFinite(dots.ys()[i]))
                .toArray();
        double[] px = java.util.Arrays.stream(shown)
                .mapToDouble(i -> frame.px(dots.xs()[i]))
                .toArray();
        double[] py = java.util.Arrays.stream(shown)
                .mapToDouble(i -> frame.py(dots.ys()[i]))
                .toArray();
        int all = groups.stream().mapToInt(g -> g.xs().length).sum();
        double radius = all < 300 ? 4 : all < 3000 ? 3 : 2;
        surface.dots(px, py, radius, ink.withAlpha(all < 300 ? 0.75 : all < 3000 ? 0.55 : 0.35));
    }

    @Override
    public String text() {
        var text = new StringBuilder(title());
        for (var group : groups) {
            Extent xs = Extent.of(group.xs());
            Extent ys = Extent.of(group.ys());
            text.append("\n  ").append(group.name()).append(": ").append(Numbers.fixed(group.xs().length, 0));
            text.append(group.xs().length == 1 ? " point" : " points");
            if (!xs.empty() && !ys.empty()) {
                text.append(", x ")
                        .append(Numbers.brief(xs.low()))
                        .append(" to ")
                        .append(Numbers.brief(xs.high()));
                text.append(", y ")
                        .append(Numbers.brief(ys.low()))
                        .append(" to ")
                        .append(Numbers.brief(ys.high()));
            }
        }
        return text.toString();
    }
}
