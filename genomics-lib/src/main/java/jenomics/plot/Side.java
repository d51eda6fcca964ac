package jenomics.plot;

import java.util.List;

/**
 * One side of a heatmap: names by cell, or numbers along it.
 *
 * @param names one per cell, or empty for numbers
 * @param from the number at the outer edge of the first cell
 * @param to the number at the outer edge of the last cell
 */
record Side(String title, List<String> names, double from, double to) {
    static final double TITLE_ROW = 20;
    private static final double WIDEST_NAME = 150;
    private static final double LEAST_SPACE = 11;

    static Side counting(int cells) {
        return new Side("", List.of(), 0, cells);
    }

    Side titled(String newTitle) {
        return new Side(newTitle, names, from, to);
    }

    Side named(List<String> newNames) {
        return new Side(title, List.copyOf(newNames), from, to);
    }

    Side ranging(double newFrom, double newTo) {
        return new Side(title, names, newFrom, newTo);
    }

    /** Where labels stand along the side, 0 to 1, and what they say. */
    private List<Axis.Tick> labels(double length, double least) {
        if (names.isEmpty()) {
            var axis = Axis.linear(Math.min(from, to), Math.max(from, to));
            double widest = Face.TICK.width(axis.ticks(2).get(0).label()) + 18;
            int most = (int) Math.max(2, Math.min(9, length / Math.max(least, widest)));
            return axis.ticks(most).stream()
                    .map(tick -> new Axis.Tick((tick.value() - from) / (to - from), tick.label()))
                    .toList();
        }
        int every = (int) Math.max(1, Math.ceil(LEAST_SPACE * names.size() / length));
        return java.util.stream.IntStream.range(0, names.size())
                .filter(i -> i % every == 0)
                .mapToObj(i -> new Axis.Tick((i + 0.5) / names.size(), names.get(i)))
                .toList();
    }

    private static double widest(List<Axis.Tick> labels) {
        double widest = labels.stream()
                .mapToDouble(tick -> Face.TICK.width(tick.label()))
                .max()
                .orElse(0);
        return Math.min(widest, WIDEST_NAME);
    }

    /** What the left side takes beside a plot of this height. */
    double left(double height) {
        return (title.isEmpty() ? 0 : TITLE_ROW) + widest(labels(height, 34)) + 8;
    }

    /** What the foot takes under a plot of this width. */
    double foot(double width) {
        return (title.isEmpty() ? 0 : TITLE_ROW) + (sideways(width) ? widest(labels(width, 40)) + 10 : 20);
    }

    private boolean sideways(double width) {
        return !names.isEmpty() && widest(labels(width, 40)) > width / names.size() - 4;
    }

    void drawLeft(Surface surface, Box plot) {
        Face face = Face.TICK.at(Face.Anchor.END);
        for (var label : labels(plot.height(), 34)) {
            double y = plot.y() + label.value() * plot.height();
            tick(surface, plot.x() - 3, y, plot.x(), y);
            surface.text(face.fit(label.label(), WIDEST_NAME), plot.x() - 6, y + face.drop(), face);
        }
        if (!title.isEmpty()) {
            double x = plot.x() - left(plot.height()) + 10;
            surface.text(Face.AXIS.fit(title, plot.height() + 60), x, plot.centreY(), Face.AXIS.turned());
        }
    }

    void drawFoot(Surface surface, Box plot) {
        boolean turned = sideways(plot.width());
        for (var label : labels(plot.width(), 40)) {
            double x = plot.x() + label.value() * plot.width();
            tick(surface, x, plot.bottom(), x, plot.bottom() + 3);
            if (turned) {
                Face face = Face.TICK.at(Face.Anchor.END).turned();
                surface.text(face.fit(label.label(), WIDEST_NAME), x + face.drop(), plot.bottom() + 6, face);
            } else {
                surface.text(label.label(), x, plot.bottom() + 16, Face.TICK);
            }
        }
        if (!title.isEmpty()) {
            double y = plot.bottom() + foot(plot.width()) - 3;
            surface.text(Face.AXIS.fit(title, plot.width() + 100), plot.centreX(), y, Face.AXIS);
        }
    }

    private void tick(Surface surface, double x1, double y1, double x2, double y2) {
        if (names.isEmpty()) {
            surface.line(x1, y1, x2, y2, Pen.of(Ink.AXIS, 1));
        }
    }
}
