package jenomics.kernel.extension;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.plot.Chart;
import jenomics.provenance.GenomicsException;

/**
 * A chart: the SVG, and for readers that cannot show it the PNG and the text. A machine without fonts makes no PNG; the
 * chart is shown all the same, and its text says what is missing.
 */
final class ChartView {
    private ChartView() {}

    static Map<String, Object> bundle(Chart chart) {
        var bundle = new LinkedHashMap<String, Object>();
        bundle.put("image/svg+xml", chart.svg());
        String text = chart.text();
        try {
            bundle.put("image/png", Base64.getEncoder().encodeToString(chart.png()));
        } catch (GenomicsException e) {
            text += "\n" + e.getMessage();
        }
        bundle.put("text/plain", text);
        return bundle;
    }
}
