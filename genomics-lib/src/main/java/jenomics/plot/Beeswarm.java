package jenomics.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Dots along one axis in a row for each name, stacked where they would cover each other, coloured by a second number:
 * SHAP values by feature. A value: every call gives a new chart.
 *
 * <pre>{@code
 * Beeswarm.of("Subtype Basal").x("SHAP value").colour("feature value (rank)").row("ESR1", shap, ranks)
 * }</pre>
 */
public final class Beeswarm extends AxesDrawing {
    private static final double ROW = 26;
    private static final double RADIUS = 2.6;
    private static final int LEVELS = 16;

    private final String colour;
    private final List<Row> rows;

    private record Row(String name, double[] values, double[] colours) {}

    private Beeswarm(Axes axes, String colour, List<Row> rows) {
        super(axes);
        this.colour = colour;
        this.rows = List.copyOf(rows);
    }

    /** An empty chart with this title. */
    public static Beeswarm of(String title) {
        return new Beeswarm(Axes.of(title), "", List.of());
    }

    /** The title of the axis, with the unit. */
    public Beeswarm x(String axisTitle) {
        return new Beeswarm(axes.x(axisTitle), colour, rows);
    }

    /** What the colours mean. */
    public Beeswarm colour(String name) {
        return new Beeswarm(axes, name, rows);
    }

    /** Nominal width in pixels; the height follows from the rows. */
    public Beeswarm width(double pixels) {
        return new Beeswarm(axes.size(pixels, axes.height()), colour, rows);
    }

    /**
     * One more row, below those before.
     *
     * @param values where the dots stand; one with a NaN is left out
     * @param colours of the dots, as many; grey where NaN
     */
    public Beeswarm row(String name, double[] values, double[] colours) {
        String who = "Beeswarm '" + title() + "', row '" + name + "'";
        Given.sameLength(who, "values", values.length, "colours", colours.length);
        Given.some(who, "dots", values.length);
        var more = new ArrayList<>(rows);
        more.add(new Row(name, values.clone(), colours.clone()));
        return new Beeswarm(axes, colour, more);
    }

    @Override
    double height() {
        return Math.max(180, 90 + ROW * rows.size());
    }

    @Override
    void draw(Surface surface, Box area) {
        Given.some("Beeswarm '" + title() + "'", "rows", rows.size());
        Extent values = Extent.of(0);
        Extent colours = Extent.NONE;
        for (var row : rows) {
            values = values.and(row.values());
            colours = colours.and(row.colours());
        }
        var bar = new ColourBar(Palette.VIRIDIS, ColourBar.scale(Palette.VIRIDIS, colours), colour);
        double right = bar.width(height() - 80) + 6;
        var names = Axis.categoriesDown(rows.stream().map(Row::name).toList());
        var frame = Frame.draw(
                surface, area.inset(0, 0, right, 0), axes, axes.roomyXAxis(values.least(false)), names, List.of());
        for (int r = 0; r < rows.size(); r++) {
            drawRow(surface, frame, rows.get(r), r, bar);
        }
        bar.draw(surface, frame.plot());
    }

    private void drawRow(Surface surface, Frame frame, Row row, int place, ColourBar bar) {
        int[] shown = IntStream.range(0, row.values().length)
                .filter(i -> Double.isFinite(row.values()[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> row.values()[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] px =
                Arrays.stream(shown).mapToDouble(i -> frame.px(row.values()[i])).toArray();
        double[] offset = offsets(px, frame.plot().height() / rows.size() * 0.42);
        var byLevel = new TreeMap<Integer, List<Integer>>();
        for (int d = 0; d < shown.length; d++) {
            byLevel.computeIfAbsent(level(row.colours()[shown[d]], bar), l -> new ArrayList<>())
                    .add(d);
        }
        double middle = frame.py(place);
        byLevel.forEach((level, dots) -> surface.dots(
                dots.stream().mapToDouble(d -> px[d]).toArray(),
                dots.stream().mapToDouble(d -> middle + offset[d]).toArray(),
                RADIUS,
                level < 0 ? Ink.QUIET : Ink.of(Palette.VIRIDIS.rgb((double) level / (LEVELS - 1)))));
    }

    private static int level(double colour, ColourBar bar) {
        if (!Double.isFinite(colour)) {
            return -1;
        }
        double share =
                (colour - bar.scale().low()) / (bar.scale().high() - bar.scale().low());
        return (int) Math.round(share * (LEVELS - 1));
    }

    /** Dots of the same place stand above and below each other in turn, closer together where there are many. */
    private static double[] offsets(double[] px, double most) {
        var inColumn = new HashMap<Long, Integer>();
        int[] order = new int[px.length];
        int fullest = 1;
        for (int d = 0; d < px.length; d++) {
            int before = inColumn.merge(Math.round(px[d] / (2 * RADIUS)), 1, Integer::sum);
            order[d] = before;
            fullest = Math.max(fullest, before);
        }
        double step = Math.min(2 * RADIUS, 2 * most / fullest);
        double[] offset = new double[px.length];
        for (int d = 0; d < px.length; d++) {
            int side = order[d] % 2 == 0 ? 1 : -1;
            offset[d] = side * (order[d] / 2) * step;
        }
        return offset;
    }

    @Override
    public String text() {
        var text = new StringBuilder(title());
        for (var row : rows) {
            Extent extent = Extent.of(row.values());
            text.append("\n  ").append(row.name()).append(": ").append(Numbers.fixed(row.values().length, 0));
            text.append(" dots, ").append(Numbers.brief(extent.low())).append(" to ");
            text.append(Numbers.brief(extent.high()));
        }
        return text.toString();
    }
}
