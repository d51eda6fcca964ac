package jenomics.plot;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.plot.SequenceLogo.Letters;
import jenomics.plot.SequenceLogo.Span;

/** How the letters of a logo stand in rows under one scale of weights. */
record LogoRows(String title, List<List<Letters>> columns, List<Span> spans, SequenceLogo.Layout layout) {
    private static final Map<Character, Ink> INKS = Map.of(
            'A', Ink.of(0x009E73),
            'C', Ink.of(0x0072B2),
            'G', Ink.of(0xE69F00),
            'T', Ink.of(0xD55E00),
            'U', Ink.of(0xD55E00),
            'N', Ink.QUIET);
    private static final Ink SHADE = new Ink(0xF0E442, 0.28);
    private static final double ONE_ROW_HEIGHT = 150;
    private static final double ROW_HEIGHT = 84;
    private static final double NAMES = 18;
    private static final double NUMBERS = 22;
    private static final double BETWEEN = 6;
    /** Lower letters than this are not drawn: they are not seen. */
    private static final double LEAST_LETTER = 0.2;

    static Ink ink(char base) {
        return INKS.get(base);
    }

    private int rows() {
        return (columns.size() + layout.perRow() - 1) / layout.perRow();
    }

    private double rowHeight() {
        return layout.rowHeight() > 0 ? layout.rowHeight() : rows() == 1 ? ONE_ROW_HEIGHT : ROW_HEIGHT;
    }

    private double names() {
        return spans.isEmpty() ? 0 : NAMES;
    }

    private double top() {
        return Frame.PAD + (title.isEmpty() ? 0 : Frame.TITLE_ROW);
    }

    private double foot() {
        return Frame.PAD + (layout.x().isEmpty() ? 0 : Side.TITLE_ROW) - 4;
    }

    double height() {
        return top() + rows() * (names() + rowHeight() + NUMBERS + BETWEEN) - BETWEEN + foot();
    }

    /** The scale of weights: from the deepest to the highest stack of letters. */
    private Axis weights() {
        double low = 0;
        double high = 0;
        for (var column : columns) {
            double up = 0;
            double down = 0;
            for (Letters letter : column) {
                if (Double.isFinite(letter.weight())) {
                    up += Math.max(0, letter.weight());
                    down += Math.min(0, letter.weight());
                }
            }
            high = Math.max(high, up);
            low = Math.min(low, down);
        }
        Extent extent = low == high ? new Extent(0, 1) : new Extent(low, high);
        return Axis.linear(extent.low(), extent.high());
    }

    void draw(Surface surface, Box area) {
        Frame.drawTitle(surface, area, title);
        Axis axis = weights();
        double each = (area.height() - top() - foot() + BETWEEN) / rows();
        double rowHeight = each - names() - NUMBERS - BETWEEN;
        var ticks = axis.ticks(rowHeight > 110 ? 4 : 3);
        double labels = ticks.stream()
                .mapToDouble(tick -> Face.TICK.width(tick.label()))
                .max()
                .orElse(0);
        double left = Frame.PAD + (layout.y().isEmpty() ? 0 : Side.TITLE_ROW) + labels + 10;
        double width = area.width() - left - Frame.PAD - 4;
        for (int row = 0; row < rows(); row++) {
            double y = area.y() + top() + row * each + names();
            Box plot = new Box(area.x() + left, y, width, rowHeight);
            drawScale(surface, plot, axis, ticks);
            drawRow(surface, plot, axis, row);
        }
        drawTitles(surface, area, left, width);
    }

    private void drawTitles(Surface surface, Box area, double left, double width) {
        if (!layout.x().isEmpty()) {
            surface.text(layout.x(), area.x() + left + width / 2, area.bottom() - Frame.PAD + 1, Face.AXIS);
        }
        if (!layout.y().isEmpty()) {
            double middle = (area.y() + top() + names() + area.bottom() - foot() - NUMBERS) / 2;
            double room = area.height() - top();
            surface.text(Face.AXIS.fit(layout.y(), room), area.x() + Frame.PAD + 11, middle, Face.AXIS.turned());
        }
    }

    private static void drawScale(Surface surface, Box plot, Axis axis, List<Axis.Tick> ticks) {
        Face face = Face.TICK.at(Face.Anchor.END);
        for (var tick : ticks) {
            double y = plot.bottom() - axis.place(tick.value()) * plot.height();
            surface.line(plot.x(), y, plot.right(), y, Pen.of(Ink.GRID, 0.8));
            surface.text(tick.label(), plot.x() - 6, y + face.drop(), face);
        }
    }

    private void drawRow(Surface surface, Box plot, Axis axis, int row) {
        int first = row * layout.perRow();
        int last = Math.min(columns.size(), first + layout.perRow());
        double slot = plot.width() / layout.perRow();
        for (Span span : spans) {
            drawSpan(surface, plot, slot, first, last, span);
        }
        double zero = plot.bottom() - axis.place(0) * plot.height();
        surface.line(plot.x(), zero, plot.x() + (last - first) * slot, zero, Pen.of(Ink.QUIET, 0.8));
        double unit = plot.height() / (axis.high() - axis.low());
        for (int i = first; i < last; i++) {
            drawStack(surface, columns.get(i), plot.x() + (i - first) * slot, slot, zero, unit);
        }
        drawNumbers(surface, plot, slot, first, last);
    }

    private void drawSpan(Surface surface, Box plot, double slot, int first, int last, Span span) {
        int from = Math.max(span.from(), first);
        int to = Math.min(span.to(), last);
        if (from >= to) {
            return;
        }
        double x = plot.x() + (from - first) * slot;
        double width = (to - from) * slot;
        surface.rect(new Box(x, plot.y() - 2, width, plot.height() + 4), SHADE);
        Face face = Face.TICK.heavy();
        double half = face.width(span.name()) / 2;
        double middle = Math.max(plot.x() + half, Math.min(plot.right() - half, x + width / 2));
        surface.text(span.name(), middle, plot.y() - 6, face);
    }

    /** The lightest letter next to the axis, on either side of it. */
    private static void drawStack(
            Surface surface, List<Letters> column, double x, double slot, double zero, double unit) {
        double up = zero;
        double down = zero;
        double gap = slot > 5 ? slot * 0.03 : 0;
        var byWeight = column.stream()
                .filter(letter -> Double.isFinite(letter.weight()))
                .sorted(Comparator.comparingDouble(letter -> Math.abs(letter.weight())))
                .toList();
        for (Letters letter : byWeight) {
            double height = Math.abs(letter.weight()) * unit;
            boolean negative = letter.weight() < 0;
            up -= negative ? 0 : height;
            if (height >= LEAST_LETTER) {
                Box box = new Box(x + gap, negative ? down : up, slot - 2 * gap, height);
                surface.letter(
                        letter.letter(), box, negative, ink(letter.letter().name()));
            }
            down += negative ? height : 0;
        }
    }

    private void drawNumbers(Surface surface, Box plot, double slot, int first, int last) {
        long low = layout.offset();
        long high = layout.offset() + columns.size() - 1;
        double widest = Math.max(number(low).length(), number(high).length()) * 7.0 + 16;
        long step = (long) Math.max(1, Axis.step(widest / slot));
        IntStream.range(first, last)
                .filter(i -> Math.floorMod(layout.offset() + i, step) == 0 || step > last - first && i == first)
                .forEach(i -> {
                    double x = plot.x() + (i - first + 0.5) * slot;
                    surface.line(x, plot.bottom() + 2, x, plot.bottom() + 5, Pen.of(Ink.AXIS, 1));
                    surface.text(number(layout.offset() + i), x, plot.bottom() + 17, Face.TICK);
                });
    }

    private static String number(long value) {
        return Numbers.fixed(value, 0);
    }
}
