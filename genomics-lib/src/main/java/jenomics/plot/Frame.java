package jenomics.plot;

import java.util.List;

/**
 * What stands around the data, and where the data stand: title, legend rows, axes with round numbers, grid.
 *
 * @param plot where the data are drawn
 */
record Frame(Box plot, Axis x, Axis y) {
    static final double PAD = 12;
    static final double INDENT = 16;
    static final double TITLE_ROW = 26;
    private static final double AXIS_ROW = 20;
    private static final double TICK_ROW = 20;
    private static final double TICK = 4;
    private static final double LABEL_GAP = 4;
    private static final double ROW_SPACE = 34;
    private static final double WIDEST_NAME = 220;

    double px(double value) {
        return plot.x() + x.place(value) * plot.width();
    }

    double py(double value) {
        return plot.bottom() - y.place(value) * plot.height();
    }

    double[] px(double[] values) {
        return java.util.Arrays.stream(values).map(this::px).toArray();
    }

    double[] py(double[] values) {
        return java.util.Arrays.stream(values).map(this::py).toArray();
    }

    /** Draws the surroundings of a plot in the area, and says where the data go. */
    static Frame draw(Surface surface, Box area, Axes axes, Axis x, Axis y, List<Key> keys) {
        var rows = Key.rows(keys, area.width() - INDENT - PAD);
        double top = PAD + (axes.title().isEmpty() ? 4 : TITLE_ROW) + rows.size() * Key.ROW + (rows.isEmpty() ? 0 : 4);
        double foot = PAD - 2 + (axes.x().isEmpty() ? 0 : AXIS_ROW);
        double plotHeight = area.height() - top - foot - TICK_ROW;
        double left = PAD + (axes.y().isEmpty() ? 0 : AXIS_ROW) + widest(y.ticks(room(plotHeight))) + TICK + LABEL_GAP;
        double room = area.width() - left - PAD;
        boolean sideways =
                x.categorical() && widest(x.ticks(0)) > room / x.names().size() - 6;
        double tickRow = sideways ? Math.min(WIDEST_NAME, widest(x.ticks(0))) + 12 : TICK_ROW;
        double right = PAD + lastLabelOverhang(x, room);
        var frame = new Frame(area.inset(left, top, right, foot + tickRow), x, y);
        frame.drawGrid(surface);
        frame.drawXAxis(surface, sideways);
        frame.drawYAxis(surface);
        drawTitles(surface, area, axes, frame.plot, left);
        Key.draw(surface, rows, area.x() + INDENT, area.y() + top - 4 - rows.size() * Key.ROW);
        return frame;
    }

    private static void drawTitles(Surface surface, Box area, Axes axes, Box plot, double left) {
        drawTitle(surface, area, axes.title());
        if (!axes.x().isEmpty()) {
            String title = Face.AXIS.fit(axes.x(), area.width() - 2 * PAD);
            surface.text(title, plot.centreX(), area.bottom() - PAD + 1, Face.AXIS);
        }
        if (!axes.y().isEmpty()) {
            String title = Face.AXIS.fit(axes.y(), area.height() - 2 * PAD);
            surface.text(title, area.x() + PAD + 11, plot.centreY(), Face.AXIS.turned());
        }
    }

    /** The width of paper that a title needs. */
    static double titleWidth(String title) {
        return Math.min(900, Face.TITLE.width(title) + INDENT + PAD);
    }

    /** The title of a chart, in the upper left corner of its area. */
    static void drawTitle(Surface surface, Box area, String title) {
        if (!title.isEmpty()) {
            String fitting = Face.TITLE.fit(title, area.width() - 2 * PAD);
            surface.text(fitting, area.x() + INDENT, area.y() + PAD + 14, Face.TITLE);
        }
    }

    private static int room(double height) {
        return (int) Math.max(2, Math.min(8, height / ROW_SPACE));
    }

    private static double widest(List<Axis.Tick> ticks) {
        double widest = ticks.stream()
                .mapToDouble(tick -> Face.TICK.width(tick.label()))
                .max()
                .orElse(0);
        return Math.min(widest, WIDEST_NAME);
    }

    private static double lastLabelOverhang(Axis x, double width) {
        var ticks = fitting(x, width);
        if (x.categorical() || ticks.isEmpty()) {
            return 4;
        }
        var last = ticks.get(ticks.size() - 1);
        double beyond = Face.TICK.width(last.label()) / 2 - (1 - x.place(last.value())) * width;
        return Math.max(4, beyond - PAD + 10);
    }

    /** As many x ticks as stand side by side without touching. */
    private static List<Axis.Tick> fitting(Axis x, double width) {
        int most = (int) Math.max(2, Math.min(12, width / 50));
        for (int count = most; count > 2; count--) {
            var ticks = x.ticks(count);
            if (widest(ticks) + 14 <= width / Math.max(1, ticks.size() - 1)) {
                return ticks;
            }
        }
        return x.ticks(2);
    }

    private void drawGrid(Surface surface) {
        var pen = Pen.of(Ink.GRID, 0.8);
        if (y.categorical()) {
            for (var tick : fitting(x, plot.width())) {
                surface.line(px(tick.value()), plot.y(), px(tick.value()), plot.bottom(), pen);
            }
            return;
        }
        for (var tick : y.ticks(room(plot.height()))) {
            surface.line(plot.x(), py(tick.value()), plot.right(), py(tick.value()), pen);
        }
    }

    private void drawXAxis(Surface surface, boolean sideways) {
        var pen = Pen.of(Ink.AXIS, 1);
        if (!y.categorical()) {
            double base = x.categorical() ? py(y.nearest(0)) : plot.bottom();
            surface.line(plot.x(), base, plot.right(), base, pen);
        }
        for (var tick : x.categorical() ? x.ticks(0) : fitting(x, plot.width())) {
            double at = px(tick.value());
            if (!x.categorical() && !y.categorical()) {
                surface.line(at, plot.bottom(), at, plot.bottom() + TICK, pen);
            }
            if (sideways) {
                Face face = Face.TICK.at(Face.Anchor.END).turned();
                surface.text(face.fit(tick.label(), WIDEST_NAME), at + face.drop(), plot.bottom() + 6, face);
            } else {
                surface.text(tick.label(), at, plot.bottom() + TICK + 13, Face.TICK);
            }
        }
    }

    private void drawYAxis(Surface surface) {
        Face face = Face.TICK.at(Face.Anchor.END);
        for (var tick : y.ticks(room(plot.height()))) {
            String label = face.fit(tick.label(), WIDEST_NAME);
            surface.text(label, plot.x() - LABEL_GAP - TICK, py(tick.value()) + face.drop(), face);
        }
        if (y.categorical()) {
            double base = px(x.nearest(0));
            surface.line(base, plot.y(), base, plot.bottom(), Pen.of(Ink.AXIS, 1));
        }
    }
}
