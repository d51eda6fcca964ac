package jenomics.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Several charts as one picture, in rows. A value: every call gives a new chart.
 *
 * <pre>{@code
 * Panels.of("Training").row(loss, auroc).row(attention)
 * }</pre>
 *
 * Each chart keeps its own title; narrower rows are widened to the widest.
 */
public final class Panels extends Drawing {
    private static final double TITLE = 34;

    private final String title;
    private final List<List<Drawing>> rows;

    private Panels(String title, List<List<Drawing>> rows) {
        this.title = title;
        this.rows = List.copyOf(rows);
    }

    /** No charts yet, under this title; an empty one takes no room. */
    public static Panels of(String title) {
        return new Panels(title, List.of());
    }

    /** The charts side by side. */
    public static Panels beside(Chart... charts) {
        return of("").row(charts);
    }

    /** The charts one under the other. */
    public static Panels stacked(Chart... charts) {
        var panels = of("");
        for (Chart chart : charts) {
            panels = panels.row(chart);
        }
        return panels;
    }

    /** One more row of charts, side by side. */
    public Panels row(Chart... charts) {
        Given.some("Panels '" + title + "'", "charts in a row", charts.length);
        var row = new ArrayList<Drawing>();
        for (Chart chart : charts) {
            row.add(chart instanceof Drawing drawing ? drawing : Picture.of(chart));
        }
        var more = new ArrayList<>(rows);
        more.add(List.copyOf(row));
        return new Panels(title, more);
    }

    @Override
    public String title() {
        return title.isEmpty()
                ? rows.stream().flatMap(List::stream).map(Chart::title).collect(Collectors.joining(" · "))
                : title;
    }

    private static double width(List<Drawing> row) {
        return row.stream().mapToDouble(Drawing::width).sum();
    }

    private static double height(List<Drawing> row) {
        return row.stream().mapToDouble(Drawing::height).max().orElse(0);
    }

    private double top() {
        return title.isEmpty() ? 0 : TITLE;
    }

    @Override
    double width() {
        return rows.stream().mapToDouble(Panels::width).max().orElse(Axes.LEAST);
    }

    @Override
    double height() {
        return top() + rows.stream().mapToDouble(Panels::height).sum();
    }

    @Override
    void draw(Surface surface, Box area) {
        Given.some("Panels '" + title + "'", "charts", rows.size());
        if (!title.isEmpty()) {
            Face face = Face.TITLE.sized(18);
            String fitting = face.fit(title, area.width() - 2 * Frame.INDENT);
            surface.text(fitting, area.x() + Frame.INDENT, area.y() + 30, face);
        }
        double taller = (area.height() - top()) / (height() - top());
        double y = area.y() + top();
        for (var row : rows) {
            double height = height(row) * taller;
            drawRow(surface, row, new Box(area.x(), y, area.width(), height));
            y += height;
        }
    }

    private static void drawRow(Surface surface, List<Drawing> row, Box area) {
        double wider = area.width() / width(row);
        double x = area.x();
        for (Drawing chart : row) {
            double width = chart.width() * wider;
            chart.draw(surface, new Box(x, area.y(), width, area.height()));
            x += width;
        }
    }

    @Override
    public String text() {
        String inner = rows.stream().flatMap(List::stream).map(Chart::text).collect(Collectors.joining("\n"));
        return title.isEmpty() ? inner : title + "\n" + inner;
    }
}
