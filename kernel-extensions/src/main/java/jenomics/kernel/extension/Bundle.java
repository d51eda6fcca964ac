package jenomics.kernel.extension;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a value looks like: a content for each MIME type it can be shown as. Front ends take the richest they know.
 *
 * @param data the contents by MIME type; pictures of bytes in Base64
 * @param metadata the sizes at which pictures should be seen, by MIME type: width and height in pixels
 */
public record Bundle(Map<String, String> data, Map<String, Map<String, Integer>> metadata) {
    public static final String TEXT = "text/plain";
    public static final String HTML = "text/html";
    public static final String SVG = "image/svg+xml";
    public static final String PNG = "image/png";

    /** The first bytes of a PNG say how large it is: eight of signature, eight of chunk header, width, height. */
    private static final int PNG_HEADER = 24;

    public Bundle {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Plain text: what every front end can show, so every bundle has it. */
    public static Bundle text(String text) {
        return new Bundle(Map.of(TEXT, text), Map.of());
    }

    /** The same with another form. */
    public Bundle with(String mime, String content) {
        var more = new LinkedHashMap<>(data);
        more.put(mime, content);
        return new Bundle(more, metadata);
    }

    public Bundle html(String html) {
        return with(HTML, html);
    }

    /**
     * The same with a PNG.
     *
     * @param scale how many of its pixels are one pixel of the page, along each side: 2 for a picture drawn twice as large
     */
    public Bundle png(byte[] png, int scale) {
        var shown = with(PNG, Base64.getEncoder().encodeToString(png));
        if (png.length < PNG_HEADER) {
            return shown;
        }
        var header = ByteBuffer.wrap(png);
        var sizes = new LinkedHashMap<>(metadata);
        sizes.put(PNG, Map.of("width", header.getInt(16) / scale, "height", header.getInt(20) / scale));
        return new Bundle(shown.data, sizes);
    }

    /** The plain text. */
    public String text() {
        return data.get(TEXT);
    }
}
