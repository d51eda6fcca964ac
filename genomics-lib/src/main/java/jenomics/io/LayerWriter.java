package jenomics.io;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.provenance.Fingerprint;

/** Layers and sample sheets as text tables: a line for each sample, comma-separated, read back to the same values. */
final class LayerWriter {
    private static final String SHEET = "samples.csv";

    private LayerWriter() {}

    static Path layer(OmicsLayer layer, Path file) {
        return DataFile.write(
                file,
                out -> table(out, writer -> {
                    cell(writer, "sample");
                    for (String feature : layer.features()) {
                        writer.write(',');
                        cell(writer, feature);
                    }
                    writer.write('\n');
                    float[] row = new float[layer.featureCount()];
                    for (int s = 0; s < layer.size(); s++) {
                        cell(writer, layer.id(s));
                        layer.copyRow(s, row, 0);
                        for (float value : row) {
                            writer.write(',');
                            writer.write(number(value));
                        }
                        writer.write('\n');
                    }
                }));
    }

    static Path sheet(SampleSheet sheet, Path file) {
        return DataFile.write(
                file,
                out -> table(out, writer -> {
                    cell(writer, sheet.idColumn());
                    for (String column : sheet.columnNames()) {
                        writer.write(',');
                        cell(writer, column);
                    }
                    writer.write('\n');
                    for (int s = 0; s < sheet.size(); s++) {
                        cell(writer, sheet.ids().get(s));
                        for (String column : sheet.columnNames()) {
                            writer.write(',');
                            cell(writer, sheet.value(s, column) == null ? "NA" : sheet.value(s, column));
                        }
                        writer.write('\n');
                    }
                }));
    }

    /** A cohort as a folder: a table for each layer, the sample sheet, and the card that says what they are. */
    static DatasetCard cohort(MultiOmics cohort, Path folder, DatasetCard card) {
        var files = new LinkedHashMap<String, DatasetCard.Content>();
        var layers = new LinkedHashMap<String, DatasetCard.Layer>();
        for (var layer : cohort.layers()) {
            String file = layer.name().replaceAll("[^A-Za-z0-9._-]+", "-") + ".csv.gz";
            layer(layer, folder.resolve(file));
            files.put(file, content(folder.resolve(file), layer.describe().headline()));
            layers.put(layer.name(), new DatasetCard.Layer(file, "", layer.scale()));
        }
        if (cohort.hasSheet()) {
            sheet(cohort.sheet(), folder.resolve(SHEET));
            files.put(
                    SHEET,
                    content(folder.resolve(SHEET), cohort.sheet().describe().headline()));
        }
        var whole = card.holding(files, layers, cohort.hasSheet() ? SHEET : null);
        whole.write(folder);
        return whole;
    }

    private static DatasetCard.Content content(Path file, String what) {
        return new DatasetCard.Content(
                what, Fingerprint.ofFile(file).sha256(), file.toFile().length(), "");
    }

    private interface Lines {
        void write(Writer writer) throws IOException;
    }

    private static void table(OutputStream out, Lines lines) throws IOException {
        var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        lines.write(writer);
        writer.flush();
    }

    /** The shortest decimals that are read as the same float32; nothing behind the point of whole numbers. */
    static String number(float value) {
        if (Float.isNaN(value)) {
            return "NA";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e7f && (value != 0 || 1 / value > 0)
                ? Integer.toString((int) value)
                : Float.toString(value);
    }

    private static void cell(Writer writer, String text) throws IOException {
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
                && text.equals(text.strip())
                && !text.isEmpty();
        writer.write(plain ? text : "\"" + text.replace("\"", "\"\"") + "\"");
    }
}
