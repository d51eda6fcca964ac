package jenomics.plot;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** One chart of each kind, with names that must be escaped. */
final class Examples {
    static final String HOSTILE = "<script>alert(1)</script> & \"quotes\" 'n \u0001 \uD800 end";

    private Examples() {}

    static Map<String, Chart> all() {
        double[] xs = {1, 2, 3};
        double[] ys = {3, 1, 2};
        double[][] map = matrix(30, 30);
        var charts = new TreeMap<String, Chart>();
        var line = LineChart.of(HOSTILE)
                .x(HOSTILE)
                .y(HOSTILE)
                .line(HOSTILE, xs, ys)
                .band(xs, ys, new double[] {4, 2, 3});
        charts.put("line", line.mark(2, HOSTILE));
        charts.put(
                "scatter",
                Scatter.of("dots").points("<a>", xs, ys).points("b", ys, xs).identity());
        charts.put("bars", BarChart.of("bars").bar("<a>", 1, 0.5, 1.5).bar("b", -2));
        charts.put(
                "lying bars",
                BarChart.of("bars").bar("<a>", 1, 0.5, 1.5).bar("b", -2).horizontal());
        charts.put(
                "boxes",
                BoxPlot.of("boxes")
                        .group("<a>", 1, 2, 3, 4, 9)
                        .group("b", 2)
                        .violins()
                        .dot("<a>", "<dot>", 2.5)
                        .reference(1.5, "<chance>"));
        charts.put("heatmap", Heatmap.of("map", map).x("x").y("y").scale("<unit>"));
        charts.put(
                "small heatmap",
                Heatmap.of("map", matrix(2, 3)).rows(List.of("<a>", "b")).values());
        charts.put("grid", HeatmapGrid.of("grid").columns(List.of("<h1>", "h2")).row("<l1>", map, map));
        charts.put(
                "logo",
                SequenceLogo.of("logo", "ACGTN", new double[] {1, -1, .5, 2, .1})
                        .highlight(1, 3, "<m>"));
        charts.put("panels", Panels.of("<all>").row(line, charts.get("logo")).row(charts.get("heatmap")));
        return charts;
    }

    static double[][] matrix(int rows, int columns) {
        var random = new Random(1);
        var values = new double[rows][columns];
        for (double[] row : values) {
            java.util.Arrays.setAll(row, i -> random.nextDouble());
        }
        return values;
    }
}
