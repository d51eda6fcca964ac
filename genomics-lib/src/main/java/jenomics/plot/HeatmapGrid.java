package jenomics.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * Many small heatmaps in rows and columns under one colour scale: attention by layer and head. A value: every call
 * gives a new chart.
 *
 * <pre>{@code
 * HeatmapGrid.of("Attention").columns(List.of("head 1", "head 2")).row("layer 1", a, b).row("layer 2", c, d)
 * }</pre>
 */
public final class HeatmapGrid extends Drawing {
    private static final double SPACE = 780;
    private static final double LEAST_CELL = 44;
    private static final double LARGEST_CELL = 190;
    private static final double GAP = 7;
    private static final double NAME_ROW = 18;

    private final String title;
    private final List<String> columnNames;
    private final List<Row> rows;
    private final Look look;

    private record Row(String name, List<Matrix> maps) {}

    /** @param range the values of the lowest and highest colour, or null for those of the data */
    private record Look(Palette palette, Extent range, String scale, boolean ownScales) {}

    private HeatmapGrid(String title, List<String> columnNames, List<Row> rows, Look look) {
        this.title = title;
        this.columnNames = List.copyOf(columnNames);
        this.rows = List.copyOf(rows);
        this.look = look;
    }

    /** An empty grid with this title. */
    public static HeatmapGrid of(String title) {
        return new HeatmapGrid(title, List.of(), List.of(), new Look(Palette.VIRIDIS, null, "", false));
    }

    /** A name above each column. */
    public HeatmapGrid columns(List<String> names) {
        return new HeatmapGrid(title, names, rows, look);
    }

    /** One more row of maps [rows][columns], as many as in the rows before. */
    public HeatmapGrid row(String name, double[][]... maps) {
        var matrices = new ArrayList<Matrix>();
        for (int i = 0; i < maps.length; i++) {
            matrices.add(Matrix.of(named(name, i), maps[i]));
        }
        return row(name, matrices);
    }

    /** One more row of maps [rows][columns], as many as in the rows before. */
    public HeatmapGrid row(String name, float[][]... maps) {
        var matrices = new ArrayList<Matrix>();
        for (int i = 0; i < maps.length; i++) {
            matrices.add(Matrix.of(named(name, i), maps[i]));
        }
        return row(name, matrices);
    }

    private HeatmapGrid row(String name, List<Matrix> maps) {
        String who = "Heatmap grid '" + title + "', row '" + name + "'";
        Given.some(who, "maps", maps.size());
        int expected = rows.isEmpty() ? maps.size() : rows.get(0).maps().size();
        if (maps.size() != expected) {
            throw new GenomicsException(
                    who + " has " + maps.size() + " maps and the first row has " + expected
                            + "; give as many in each row.",
                    Map.of("row", name, "maps", maps.size(), "expected", expected));
        }
        var more = new ArrayList<>(rows);
        more.add(new Row(name, List.copyOf(maps)));
        return new HeatmapGrid(title, columnNames, more, look);
    }

    private String named(String row, int map) {
        return "Heatmap grid '" + title + "', row '" + row + "', map " + map;
    }

    /** The colours; viridis unless told. */
    public HeatmapGrid palette(Palette palette) {
        return with(new Look(palette, look.range, look.scale, look.ownScales));
    }

    /** The values of the lowest and the highest colour; those of all maps together unless told. */
    public HeatmapGrid range(double low, double high) {
        if (!(low < high)) {
            throw new GenomicsException(
                    "Heatmap grid '" + title + "': the colour range from " + Numbers.brief(low) + " to "
                            + Numbers.brief(high) + " is not one; give two different numbers, the lower first.",
                    Map.of("chart", title, "from", low, "to", high));
        }
        return with(new Look(look.palette, new Extent(low, high), look.scale, false));
    }

    /** What the colours mean, with the unit. */
    public HeatmapGrid scale(String name) {
        return with(new Look(look.palette, look.range, name, look.ownScales));
    }

    /** Each map on its own scale, from its lowest to its highest value: patterns show, sizes do not. */
    public HeatmapGrid ownScales() {
        return with(new Look(look.palette, null, look.scale, true));
    }

    private HeatmapGrid with(Look newLook) {
        return new HeatmapGrid(title, columnNames, rows, newLook);
    }

    @Override
    public String title() {
        return title;
    }

    private int across() {
        return rows.isEmpty() ? 1 : rows.get(0).maps().size();
    }

    private double cell() {
        return Math.floor(Math.max(LEAST_CELL, Math.min(LARGEST_CELL, SPACE / across() - GAP)));
    }

    private double left() {
        double widest = rows.stream()
                .mapToDouble(row -> Face.TICK.width(row.name()))
                .max()
                .orElse(0);
        return Frame.PAD + Math.min(150, widest) + 8;
    }

    private double top() {
        return Frame.PAD + (title.isEmpty() ? 0 : Frame.TITLE_ROW) + (columnNames.isEmpty() ? 0 : NAME_ROW);
    }

    private double right() {
        return Frame.PAD + (look.ownScales ? 0 : bar().width(200));
    }

    private ColourBar bar() {
        Extent extent = Extent.NONE;
        for (Row row : rows) {
            for (Matrix map : row.maps()) {
                Extent one = map.extent();
                extent = one.empty() ? extent : extent.and(one.low(), one.high());
            }
        }
        return new ColourBar(
                look.palette, look.range == null ? ColourBar.scale(look.palette, extent) : look.range, look.scale);
    }

    @Override
    double width() {
        return Math.max(Frame.titleWidth(title), left() + across() * (cell() + GAP) - GAP + right());
    }

    @Override
    double height() {
        return top() + Math.max(1, rows.size()) * (cell() + GAP) - GAP + Frame.PAD;
    }

    @Override
    void draw(Surface surface, Box area) {
        check();
        Frame.drawTitle(surface, area, title);
        double fit = Math.min(
                (area.width() - left() - right() + GAP) / across(),
                (area.height() - top() - Frame.PAD + GAP) / rows.size());
        double cell = fit - GAP;
        Box grid = new Box(area.x() + left(), area.y() + top(), across() * fit - GAP, rows.size() * fit - GAP);
        for (int column = 0; column < columnNames.size(); column++) {
            String name = Face.TICK.fit(columnNames.get(column), fit - 2);
            surface.text(name, grid.x() + column * fit + cell / 2, grid.y() - 6, Face.TICK);
        }
        ColourBar bar = bar();
        for (int row = 0; row < rows.size(); row++) {
            drawRow(surface, rows.get(row), bar.scale(), new Box(grid.x(), grid.y() + row * fit, cell, cell));
        }
        if (!look.ownScales) {
            bar.draw(surface, grid);
        }
    }

    private void check() {
        Given.some("Heatmap grid '" + title + "'", "rows", rows.size());
        if (!columnNames.isEmpty()) {
            Given.sameLength(
                    "Heatmap grid '" + title + "'", "column names", columnNames.size(), "maps in a row", across());
        }
    }

    private void drawRow(Surface surface, Row row, Extent shared, Box first) {
        Face face = Face.TICK.at(Face.Anchor.END);
        surface.text(face.fit(row.name(), 150), first.x() - 7, first.centreY() + face.drop(), face);
        for (int i = 0; i < row.maps().size(); i++) {
            Matrix map = row.maps().get(i);
            Extent scale = look.ownScales ? ColourBar.scale(look.palette, map.extent()) : shared;
            Box place = new Box(first.x() + i * (first.width() + GAP), first.y(), first.width(), first.height());
            // More cells than pixels are averaged here, so that no viewer has to choose which to drop.
            surface.raster(map.pooled((int) Math.max(24, first.width())).raster(look.palette, scale), place);
        }
    }

    @Override
    public String text() {
        Extent extent = bar().scale();
        return title + "\n  " + rows.size() + " x " + across() + " maps, " + Numbers.brief(extent.low()) + " to "
                + Numbers.brief(extent.high());
    }
}
