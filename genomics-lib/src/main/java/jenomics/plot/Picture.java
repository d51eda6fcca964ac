package jenomics.plot;

import java.nio.ByteBuffer;

/** A chart of which only the PNG is known, at twice its nominal size. */
final class Picture extends Drawing {
    /** Where a PNG says its width and height (PNG specification, IHDR). */
    private static final int WIDTH_AT = 16;

    private final String title;
    private final String text;
    private final byte[] png;

    Picture(String title, String text, byte[] png) {
        this.title = title;
        this.text = text;
        this.png = png;
    }

    static Picture of(Chart chart) {
        return new Picture(chart.title(), chart.text(), chart.png());
    }

    @Override
    public String title() {
        return title;
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
        return text;
    }
}
