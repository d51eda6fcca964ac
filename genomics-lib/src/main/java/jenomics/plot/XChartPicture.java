package jenomics.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The door to XChart: any chart made with it (pie, box, radar, dial, bubble ...) becomes a {@link Chart} of this
 * package, in the house theme, shown in notebooks and placed in {@link Panels} as the others are. XChart draws with
 * AWT, so its SVG holds its PNG and needs fonts on the machine.
 *
 * <pre>{@code
 * XChartPicture.of(new PieChartBuilder().title("Consequences").build())
 * }</pre>
 */
public final class XChartPicture {
    private XChartPicture() {}

    /** The chart as it is now, in the house theme: white, thin, Okabe-Ito colours. */
    public static Chart of(org.knowm.xchart.internal.chartpart.Chart<?, ?> chart) {
        return of(chart, true);
    }

    /** The chart as it is now, in its own style. */
    public static Chart asStyled(org.knowm.xchart.internal.chartpart.Chart<?, ?> chart) {
        return of(chart, false);
    }

    private static Chart of(org.knowm.xchart.internal.chartpart.Chart<?, ?> chart, boolean themed) {
        if (themed) {
            theme(chart.getStyler());
        }
        String title = chart.getTitle() == null ? "" : chart.getTitle();
        byte[] png = RasterSurface.png(
                title,
                chart.getWidth(),
                chart.getHeight(),
                graphics -> chart.paint(graphics, chart.getWidth(), chart.getHeight()));
        return new Picture(title, title, png);
    }

    private static void theme(Styler styler) {
        styler.setChartBackgroundColor(Color.WHITE)
                .setChartPadding(12)
                .setChartTitleFont(font(Font.BOLD, 15))
                .setChartTitleBoxVisible(false)
                .setLegendFont(font(Font.PLAIN, 12))
                .setLegendBorderColor(Color.WHITE)
                .setLegendBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setPlotBorderVisible(false);
        var colours = new Color[Palette.categories()];
        for (int i = 0; i < colours.length; i++) {
            colours[i] = new Color(Palette.category(i));
        }
        styler.setSeriesColors(colours);
        if (styler instanceof AxesChartStyler axes) {
            theme(axes);
        }
        if (styler instanceof XYStyler xy) {
            xy.setSeriesMarkers(new org.knowm.xchart.style.markers.Marker[] {SeriesMarkers.NONE});
            xy.setSeriesLines(new BasicStroke[] {new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)});
        }
    }

    private static void theme(AxesChartStyler axes) {
        axes.setAxisTitleFont(font(Font.PLAIN, 13));
        axes.setAxisTickLabelsFont(font(Font.PLAIN, 11));
        axes.setAxisTickMarksColor(new Color(Ink.AXIS.rgb()));
        axes.setPlotGridLinesColor(new Color(Ink.GRID.rgb()));
        axes.setPlotGridLinesStroke(new BasicStroke(0.8f));
        axes.setPlotGridVerticalLinesVisible(false);
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }
}
