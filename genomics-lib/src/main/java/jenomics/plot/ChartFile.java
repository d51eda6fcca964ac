package jenomics.plot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/** Where a chart becomes a file. */
final class ChartFile {
    private ChartFile() {}

    static Path save(Chart chart, Path file) {
        String name = file.toString().toLowerCase(java.util.Locale.ROOT);
        byte[] content;
        if (name.endsWith(".svg")) {
            content = chart.svg().getBytes(StandardCharsets.UTF_8);
        } else if (name.endsWith(".png")) {
            content = chart.png();
        } else {
            throw new GenomicsException(
                    "A chart is saved as .svg or .png; '" + file.getFileName() + "' ends in neither.",
                    Map.of("file", file.toString()));
        }
        try {
            return Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the chart '" + chart.title() + "' to " + file, e);
        }
    }
}
