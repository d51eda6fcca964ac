package jenomics.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * How numbers of several groups spread: a lying box each, from the lower to the upper quartile with the median between,
 * whiskers to the furthest values within 1.5 box lengths, the values as dots; as a violin, too, whose width is their
 * density. A value: every call gives a new chart.
 *
 * <pre>{@code
 * BoxPlot.of("AUROC over 50 folds").group("elastic net", first).group("random forest", second).reference(0.5, "chance")
 * BoxPlot.of("200 random splits").group("elastic net", all).violins().dot("elastic net", "published split", 0.82)
 * }</pre>
 */
public final class BoxPlot extends AxesDrawing {
    private static final double ROW = 58;
    private static final int MOST_DOTS = 400;
    private static final int OUTLINE = 96;

    private final List<Group> groups;
    private final List<Dot> dots;
    private final List<Reference> references;
    private final boolean violins;

    private record Group(String name, double[] sorted) {}

    /** One value beside those of a group, with a name of its own. */
    private record Dot(String group, String name, double value) {}

    private record Reference(double value, String name) {}

    private BoxPlot(Axes axes, List<Group> groups, List<Dot> dots, List<Reference> references, boolean violins) {
        super(axes);
        this.groups = List.copyOf(groups);
        this.dots = List.copyOf(dots);
        this.references = List.copyOf(references);
        this.violins = violins;
    }

    /** An empty chart with this title. */
    public static BoxPlot of(String title) {
        return new BoxPlot(Axes.of(title), List.of(), List.of(), List.of(), false);
    }

    /** The title of the axis of the values, with the unit. */
    public BoxPlot x(String axisTitle) {
        return with(axes.x(axisTitle));
    }

    /** From where to where the axis of the values goes, instead of over the data. */
    public BoxPlot xRange(double from, double to) {
        return with(axes.xRange(from, to));
    }

    /** Nominal size in pixels; 640 wide and as high as the groups need unless told. */
    public BoxPlot size(double width, double height) {
        return with(axes.size(width, height));
    }

    /** One more group; NaN is left out. The first stands on top. */
    public BoxPlot group(String name, double... values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        Given.some("Box plot '" + title() + "', group '" + name + "'", "values", sorted.length);
        var more = new ArrayList<>(groups);
        more.add(new Group(name, sorted));
        return new BoxPlot(axes, more, dots, references, violins);
    }

    /** With the density of each group around its box. */
    public BoxPlot violins() {
        return new BoxPlot(axes, groups, dots, references, true);
    }

    /** One value to be compared with those of a group: a published one. */
    public BoxPlot dot(String group, String name, double value) {
        if (groups.stream().noneMatch(g -> g.name().equals(group))) {
            throw new GenomicsException(
                    "Box plot '" + title() + "' has no group '" + group + "' for the dot '" + name + "'; it has "
                            + groups.stream().map(g -> "'" + g.name() + "'").toList() + ".",
                    Map.of("group", group));
        }
        var more = new ArrayList<>(dots);
        more.add(new Dot(group, name, value));
        return new BoxPlot(axes, groups, more, references, violins);
    }

    /** A dashed grey line at a value, across all groups: chance, a baseline. */
    public BoxPlot reference(double value, String name) {
        var more = new ArrayList<>(references);
        more.add(new Reference(value, name));
        return new BoxPlot(axes, groups, dots, more, violins);
    }

    private BoxPlot with(Axes newAxes) {
        return new BoxPlot(newAxes, groups, dots, references, violins);
    }

    @Override
    double height() {
        boolean told = axes.height() != Axes.HEIGHT;
        return told ? axes.height() : Math.max(190, 110 + ROW * groups.size());
    }

    @Override
    void draw(Surface surface, Box area) {
        Given.some("Box plot '" + title() + "'", "groups", groups.size());
        Extent extent = Extent.NONE;
        for (var group : groups) {
            extent = extent.and(group.sorted());
        }
        for (var dot : dots) {
            extent = extent.and(dot.value());
        }
        for (var reference : references) {
            extent = extent.and(reference.value());
        }
        Axis names = Axis.categoriesDown(groups.stream().map(Group::name).toList());
        var frame = Frame.draw(surface, area, axes, axes.roomyXAxis(extent), names, keys());
        surface.within(frame.plot(), () -> {
            for (var reference : references) {
                double at = frame.px(reference.value());
                surface.line(
                        at,
                        frame.plot().y(),
                        at,
                        frame.plot().bottom(),
                        Pen.of(Ink.QUIET, 1.4).dashed(5));
            }
            for (int i = 0; i < groups.size(); i++) {
                drawGroup(surface, frame, i);
            }
        });
    }

    private List<Key> keys() {
        var keys = new ArrayList<Key>();
        references.forEach(r -> keys.add(new Key(r.name(), Ink.QUIET, Key.Mark.DASHES)));
        dots.stream().map(Dot::name).distinct().forEach(name -> keys.add(new Key(name, Ink.TITLE, Key.Mark.DOT)));
        return keys;
    }

    private void drawGroup(Surface surface, Frame frame, int place) {
        var group = groups.get(place);
        Ink ink = Ink.of(Palette.category(place));
        double middle = frame.py(place);
        double half = Math.min(24, 0.36 * frame.plot().height() / groups.size());
        if (violins) {
            drawViolin(surface, frame, group, ink, middle, half * 1.25);
        }
        drawValues(surface, frame, group, ink, middle, half);
        drawBox(surface, frame, group, ink, middle, violins ? half * 0.3 : half * 0.62);
        for (var dot : dots) {
            if (dot.group().equals(group.name())) {
                surface.dots(new double[] {frame.px(dot.value())}, new double[] {middle}, 6.5, Ink.PAPER);
                surface.dots(new double[] {frame.px(dot.value())}, new double[] {middle}, 5, Ink.TITLE);
            }
        }
    }

    /** Dots beside one another in a fixed order, not at random: the same chart each time. */
    private static void drawValues(Surface surface, Frame frame, Group group, Ink ink, double middle, double half) {
        int n = group.sorted().length;
        if (n > MOST_DOTS) {
            return;
        }
        double[] ys = new double[n];
        for (int i = 0; i < n; i++) {
            double golden = i * 0.6180339887498949;
            ys[i] = middle + (golden - Math.floor(golden) - 0.5) * 1.5 * half;
        }
        surface.dots(frame.px(group.sorted()), ys, n > 100 ? 2 : 2.8, ink.withAlpha(n > 100 ? 0.3 : 0.45));
    }

    private static void drawBox(Surface surface, Frame frame, Group group, Ink ink, double middle, double half) {
        double[] v = group.sorted();
        double lower = quantile(v, 0.25);
        double upper = quantile(v, 0.75);
        double reach = 1.5 * (upper - lower);
        double least = Arrays.stream(v).filter(x -> x >= lower - reach).min().orElse(lower);
        double most = Arrays.stream(v).filter(x -> x <= upper + reach).max().orElse(upper);
        Pen pen = Pen.of(Ink.TEXT, 1.3);
        surface.line(frame.px(least), middle, frame.px(lower), middle, pen);
        surface.line(frame.px(upper), middle, frame.px(most), middle, pen);
        var box = new Box(frame.px(lower), middle - half, Math.max(1, frame.px(upper) - frame.px(lower)), 2 * half);
        surface.rect(box, ink.withAlpha(0.35));
        surface.outline(box, pen);
        double median = frame.px(quantile(v, 0.5));
        surface.line(median, middle - half, median, middle + half, Pen.of(Ink.TITLE, 2.4));
    }

    private static void drawViolin(Surface surface, Frame frame, Group group, Ink ink, double middle, double half) {
        double[] v = group.sorted();
        double width = bandwidth(v);
        if (width == 0) {
            return;
        }
        double from = v[0];
        double to = v[v.length - 1];
        double[] xs = new double[2 * OUTLINE];
        double[] ys = new double[2 * OUTLINE];
        double[] density = new double[OUTLINE];
        for (int k = 0; k < OUTLINE; k++) {
            double x = from + (to - from) * k / (OUTLINE - 1);
            density[k] = Arrays.stream(v)
                    .map(value -> Math.exp(-(x - value) * (x - value) / (2 * width * width)))
                    .sum();
            xs[k] = frame.px(x);
            xs[2 * OUTLINE - 1 - k] = xs[k];
        }
        double most = Arrays.stream(density).max().orElse(1);
        for (int k = 0; k < OUTLINE; k++) {
            ys[k] = middle - half * density[k] / most;
            ys[2 * OUTLINE - 1 - k] = middle + half * density[k] / most;
        }
        surface.polygon(xs, ys, ink.withAlpha(0.22));
    }

    /** Silverman's rule of thumb (1986). */
    private static double bandwidth(double[] sorted) {
        double mean = Arrays.stream(sorted).average().orElse(0);
        double deviation = Math.sqrt(
                Arrays.stream(sorted).map(x -> (x - mean) * (x - mean)).sum() / Math.max(1, sorted.length - 1));
        double quartiles = (quantile(sorted, 0.75) - quantile(sorted, 0.25)) / 1.349;
        double spread = quartiles == 0 ? deviation : Math.min(deviation, quartiles);
        return 0.9 * spread * Math.pow(sorted.length, -0.2);
    }

    /** By linear interpolation (type 7 of Hyndman and Fan 1996). */
    private static double quantile(double[] sorted, double q) {
        double at = q * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    @Override
    public String text() {
        var text = new StringBuilder(title());
        for (var group : groups) {
            double[] v = group.sorted();
            text.append("\n  ").append(group.name()).append(": median ").append(Numbers.brief(quantile(v, 0.5)));
            text.append(", quartiles ").append(Numbers.brief(quantile(v, 0.25))).append(" and ");
            text.append(Numbers.brief(quantile(v, 0.75))).append(", from ").append(Numbers.brief(v[0]));
            text.append(" to ")
                    .append(Numbers.brief(v[v.length - 1]))
                    .append(" (")
                    .append(v.length)
                    .append(')');
        }
        for (var dot : dots) {
            text.append("\n  ")
                    .append(dot.group())
                    .append(", ")
                    .append(dot.name())
                    .append(": ");
            text.append(Numbers.brief(dot.value()));
        }
        return text.toString();
    }
}
