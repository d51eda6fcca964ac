package jenomics.plot;

import java.nio.ByteBuffer;

/** A chart of which only the PNG is known, at twice its nominal size. */
final class Picture extends Drawing {
    /** Where a PNG says its width and height (PNG specification, IHDR). */
    private static final int WIDTH_AT = 16;

    private final Chart chart;
    private final byte[] png;

    Picture(Chart chart) {
        this.chart = chart;
        this.png = chart.png();
    }

    @Override
    public String title() {
        return chart.title();
    }

    @Override
    double width() {
        return ByteBuffer.wrap(png).getInt(WIDTH_AT) / 2.0;
    }

    @Override
    double height() {
        return ByteBuffer.wrap(png).getInt(WIDTH_AT + 4) / 2.0;
    }

    @Override
    void draw(Surface surface, Box area) {
        double fit = Math.min(area.width() / width(), area.height() / height());
        surface.picture(png, new Box(area.x(), area.y(), width() * fit, height() * fit));
    }

    @Override
    public String text() {
        return chart.text();
    }
}
