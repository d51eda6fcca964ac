package jenomics.kernel.extension;

import jenomics.plot.Chart;
import jenomics.provenance.GenomicsException;

/**
 * A chart: the SVG, and for readers that cannot show it the PNG and the text. A machine without fonts makes no PNG; the
 * chart is shown all the same, and its text says what is missing.
 */
final class ChartView {
    /** Charts draw their PNG at twice the size they should be seen at. */
    private static final int SCALE = 2;
    /** Browsers become slow from here on: a hundred thousand points or more. */
    private static final int LARGEST_SVG = 3_000_000;

    private static final String TOO_LARGE =
            "(shown as a PNG, since the SVG is large; .save(Path.of(\"chart.svg\")) writes it)";

    private ChartView() {}

    static Bundle bundle(Chart chart) {
        String svg = chart.svg();
        String text = SafeText.of(chart.text());
        try {
            byte[] png = chart.png();
            return svg.length() <= LARGEST_SVG
                    ? Bundle.text(text).with(Bundle.SVG, svg).png(png, SCALE)
                    : Bundle.text(text + "\n" + TOO_LARGE).png(png, SCALE);
        } catch (GenomicsException e) {
            return Bundle.text(text + "\n" + e.getMessage()).with(Bundle.SVG, svg);
        }
    }
}
