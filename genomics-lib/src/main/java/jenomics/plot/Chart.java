package jenomics.plot;

import java.nio.file.Path;

/**
 * A picture as a value: drawn when asked, in any of three forms. A notebook shows the SVG, with the PNG and the text in
 * the same bundle for readers that cannot.
 */
public interface Chart {
    String title();

    /** A complete standalone SVG document: no script, no network, text escaped, fonts by generic family. */
    String svg();

    /** PNG bytes, at twice the nominal size. */
    byte[] png();

    /** What a console or a screen reader gets: the title and the main numbers, a few lines. */
    String text();

    /** Writes the picture; the ending says the form: .svg or .png. Returns the path written. */
    default Path save(Path file) {
        return ChartFile.save(this, file);
    }
}
