package jenomics.fusion;

import java.util.List;
import jenomics.plot.BarChart;
import jenomics.plot.Chart;

/** The weights of a few features as bars that lie, with room for their numbers on both sides. */
final class WeightBars {
    private static final double ROOM = 1.45;

    private WeightBars() {}

    static Chart of(String title, String what, List<String> features, List<Double> weights) {
        double most = weights.stream().mapToDouble(Math::abs).max().orElse(1);
        boolean both = weights.stream().anyMatch(w -> w < 0);
        var chart = BarChart.of(title)
                .y(what)
                .horizontal()
                .size(380, 90 + 24 * Math.max(3, features.size()))
                .yRange(both ? -ROOM * most : 0, ROOM * most);
        for (int f = 0; f < features.size(); f++) {
            chart = chart.bar(features.get(f), weights.get(f));
        }
        return chart;
    }
}
