package jenomics.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * A matrix in colours, its first row on top: attention, correlation, confusion, expression. A value: every call gives
 * a new chart.
 *
 * <pre>{@code
 * Heatmap.of("Attention, layer 3", map).x("key (bp)").y("query (bp)").xRange(0, 500).yRange(0, 500).scale("weight")
 * Heatmap.of("Confusion", counts).columns(classes).rows(classes).x("predicted").y("true").palette(Palette.BLUES).values()
 * }</pre>
 */
public final class Heatmap extends Drawing {
    /** The longer side of the plot of a square matrix, about. */
    private static final double PLOT = 420;

    private static final double LARGEST_PLOT = 640;

    private final String title;
    private final Matrix matrix;
    private final Side left;
    private final Side foot;
    private final Look look;
    private final double width;
    private final double height;

    /** @param scale the values of the lowest and highest colour, or null for those of the data */
    private record Look(Palette palette, Extent scale, String name, boolean values) {}

    private Heatmap(String title, Matrix matrix, Side left, Side foot, Look look, double width, double height) {
        this.title = title;
        this.matrix = matrix;
        this.left = left;
        this.foot = foot;
        this.look = look;
        this.width = width;
        this.height = height;
    }

    /** The values [rows][columns], NaN where there is none. */
    public static Heatmap of(String title, double[][] values) {
        return of(title, Matrix.of("Heatmap '" + title + "'", values));
    }

    /** The values [rows][columns], NaN where there is none. */
    public static Heatmap of(String title, float[][] values) {
        return of(title, Matrix.of("Heatmap '" + title + "'", values));
    }

    private static Heatmap of(String title, Matrix matrix) {
        var look = new Look(Palette.VIRIDIS, null, "", false);
        return new Heatmap(title, matrix, Side.counting(matrix.rows()), Side.counting(matrix.columns()), look, 0, 0);
    }

    /** The title under the columns, with the unit. */
    public Heatmap x(String axisTitle) {
        return with(left, foot.titled(axisTitle));
    }

    /** The title beside the rows, with the unit. */
    public Heatmap y(String axisTitle) {
        return with(left.titled(axisTitle), foot);
    }

    /** A name for each column. */
    public Heatmap columns(List<String> names) {
        Given.sameLength("Heatmap '" + title + "'", "columns", matrix.columns(), "column names", names.size());
        return with(left, foot.named(names));
    }

    /** A name for each row. */
    public Heatmap rows(List<String> names) {
        Given.sameLength("Heatmap '" + title + "'", "rows", matrix.rows(), "row names", names.size());
        return with(left.named(names), foot);
    }

    /** The numbers at the outer edges of the first and the last column; 0 and their count unless told. */
    public Heatmap xRange(double from, double to) {
        return with(left, foot.ranging(from, checked("x", from, to)));
    }

    /** The numbers at the outer edges of the first and the last row; 0 and their count unless told. */
    public Heatmap yRange(double from, double to) {
        return with(left.ranging(from, checked("y", from, to)), foot);
    }

    /** The colours; viridis unless told. A diverging palette has its middle at 0. */
    public Heatmap palette(Palette palette) {
        return with(new Look(palette, look.scale, look.name, look.values));
    }

    /** The values of the lowest and the highest colour; those of the data unless told. What lies beyond is cut. */
    public Heatmap range(double low, double high) {
        if (!(low < high)) {
            checked("colour", low, high);
        }
        return with(new Look(look.palette, new Extent(low, high), look.name, look.values));
    }

    /** What the colours mean, with the unit, beside the colour bar. */
    public Heatmap scale(String name) {
        return with(new Look(look.palette, look.scale, name, look.values));
    }

    /** With the number in each cell: for small matrices. */
    public Heatmap values() {
        return with(new Look(look.palette, look.scale, look.name, true));
    }

    /** Nominal size in pixels; by the size of the matrix unless told. */
    public Heatmap size(double newWidth, double newHeight) {
        Axes.checkSize(title, newWidth, newHeight);
        return new Heatmap(title, matrix, left, foot, look, newWidth, newHeight);
    }

    private Heatmap with(Side newLeft, Side newFoot) {
        return new Heatmap(title, matrix, newLeft, newFoot, look, width, height);
    }

    private Heatmap with(Look newLook) {
        return new Heatmap(title, matrix, left, foot, newLook, width, height);
    }

    private double checked(String axis, double from, double to) {
        if (from == to || !Double.isFinite(from) || !Double.isFinite(to) || axis.equals("colour")) {
            throw new GenomicsException(
                    "Heatmap '" + title + "': the " + axis + " range from " + Numbers.brief(from) + " to "
                            + Numbers.brief(to) + " is not one; give two different numbers"
                            + (axis.equals("colour") ? ", the lower first." : "."),
                    Map.of("chart", title, "from", from, "to", to));
        }
        return to;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    double width() {
        return width > 0
                ? width
                : Math.ceil(Math.max(wanted()[0] + sides(wanted()).sum(true), Frame.titleWidth(title)));
    }

    @Override
    double height() {
        return height > 0 ? height : Math.ceil(wanted()[1] + sides(wanted()).sum(false));
    }

    private ColourBar bar() {
        Extent scale = look.scale == null ? ColourBar.scale(look.palette, matrix.extent()) : look.scale;
        return new ColourBar(look.palette, scale, look.name);
    }

    /** What stands around the plot. */
    private record Sides(double left, double top, double right, double foot) {
        double sum(boolean across) {
            return across ? left + right : top + foot;
        }
    }

    private Sides sides(double[] plot) {
        double top = Frame.PAD + (title.isEmpty() ? 0 : Frame.TITLE_ROW);
        return new Sides(
                Frame.PAD + left.left(plot[1]),
                top,
                Frame.PAD + bar().width(plot[1]),
                Frame.PAD + foot.foot(plot[0]) - 2);
    }

    /** Width and height of the plot where nobody says otherwise: whole half pixels by cell, so that no cell is wider. */
    private double[] wanted() {
        int columns = matrix.columns();
        int rows = matrix.rows();
        if (look.values || !foot.names().isEmpty() && !left.names().isEmpty()) {
            return new double[] {
                columns * between(PLOT / columns, 16, widestCell()), rows * between(PLOT / rows, 16, 44)
            };
        }
        double cell = Math.max(1, Math.floor(2 * PLOT / Math.max(columns, rows)) / 2);
        double across = Math.min(LARGEST_PLOT, columns * cell);
        double down = Math.min(LARGEST_PLOT, rows * cell);
        boolean slim = Math.min(across, down) < 160;
        return slim ? new double[] {Math.max(across, 200), Math.max(down, 160)} : new double[] {across, down};
    }

    /** Wide enough that the names of a few columns stand upright. */
    private double widestCell() {
        double name = foot.names().stream().mapToDouble(Face.TICK::width).max().orElse(0);
        return between(name + 14, 56, 110);
    }

    private static double between(double value, double least, double most) {
        return Math.max(least, Math.min(most, value));
    }

    @Override
    void draw(Surface surface, Box area) {
        double[] wanted = wanted();
        Sides sides = sides(wanted);
        double across = area.width() - sides.sum(true);
        double down = area.height() - sides.sum(false);
        double fit = Math.min(across / wanted[0], down / wanted[1]);
        Box plot = new Box(area.x() + sides.left, area.y() + sides.top, wanted[0] * fit, wanted[1] * fit);
        if (Math.abs(fit - 1) < 0.02) {
            plot = new Box(Math.round(plot.x()), Math.round(plot.y()), wanted[0], wanted[1]);
        }
        ColourBar bar = bar();
        surface.raster(matrix.raster(look.palette, bar.scale()), plot);
        if (look.values) {
            drawValues(surface, plot, bar.scale());
        }
        surface.outline(plot, Pen.of(Ink.AXIS, 0.8));
        left.drawLeft(surface, plot);
        foot.drawFoot(surface, plot);
        bar.draw(surface, plot);
        Frame.drawTitle(surface, area, title);
    }

    private void drawValues(Surface surface, Box plot, Extent scale) {
        double across = plot.width() / matrix.columns();
        double down = plot.height() / matrix.rows();
        Face face = Face.TICK.sized(between(down * 0.4, 6, 12));
        var words = Numbers.alike(Arrays.stream(matrix.values()).flatMapToDouble(Arrays::stream));
        for (int row = 0; row < matrix.rows(); row++) {
            for (int column = 0; column < matrix.columns(); column++) {
                double value = matrix.values()[row][column];
                if (!Double.isNaN(value)) {
                    double at = (value - scale.low()) / (scale.high() - scale.low());
                    Face legible = face.in(dark(look.palette.rgb(at)) ? Ink.PAPER : Ink.TITLE);
                    double y = plot.y() + (row + 0.5) * down + face.drop();
                    surface.text(words.apply(value), plot.x() + (column + 0.5) * across, y, legible);
                }
            }
        }
    }

    /** Whether white is better read on this colour than black (relative luminance, roughly). */
    private static boolean dark(int rgb) {
        return 0.299 * (rgb >> 16 & 0xFF) + 0.587 * (rgb >> 8 & 0xFF) + 0.114 * (rgb & 0xFF) < 140;
    }

    @Override
    public String text() {
        Extent extent = matrix.extent();
        String size = Numbers.fixed(matrix.rows(), 0) + " x " + Numbers.fixed(matrix.columns(), 0) + " cells";
        return title + "\n  " + size
                + (extent.empty()
                        ? ", no values"
                        : ", " + Numbers.brief(extent.low()) + " to " + Numbers.brief(extent.high()));
    }
}
