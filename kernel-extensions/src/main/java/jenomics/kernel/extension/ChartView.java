package jenomics.kernel.extension;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.plot.Chart;

/** A chart: the SVG, and for readers that cannot show it the PNG and the text. */
final class ChartView {
    private ChartView() {}

    static Map<String, Object> bundle(Chart chart) {
        var bundle = new LinkedHashMap<String, Object>();
        bundle.put("image/svg+xml", chart.svg());
        bundle.put("image/png", Base64.getEncoder().encodeToString(chart.png()));
        bundle.put("text/plain", chart.text());
        return bundle;
    }
}
