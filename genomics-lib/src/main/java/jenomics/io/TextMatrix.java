package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;

/**
 * A matrix of numbers in a delimited text. It is walked through twice: first to learn its size and its names, then to
 * put each value where it belongs, so that nothing is held but the matrix.
 */
final class TextMatrix {
    private final Path file;
    private final OmicsReader how;
    private final Predicate<String> known;
    private final char delimiter;
    private final NumberText numbers;
    private final CellValues values;

    TextMatrix(Path file, OmicsReader how, Predicate<String> known) {
        this.file = file;
        this.how = how;
        this.known = known;
        this.delimiter = how.delimiter() == '\0' ? TextStyle.delimiter(file) : how.delimiter();
        this.numbers = new NumberText(how.decimalComma() ? ',' : '.');
        this.values = new CellValues(file, how);
    }

    ReadLayer read() {
        Forecast.checkText(file, delimiter);
        var index = index();
        var layout = TextLayout.of(file, index, how, numbers, known);
        Forecast.check(file, layout.lineNames().size(), layout.valueNames().size());
        return layout.samplesInRows() ? samplesInRows(index, layout) : samplesInColumns(index, layout);
    }

    /** The columns that hold text in the first line of values, beside the names; for telling sheets from layers. */
    static List<String> textColumns(Path file, OmicsReader how) {
        var matrix = new TextMatrix(file, how, n -> false);
        var index = matrix.index();
        int shift = index.shifted() ? 1 : 0;
        var names = new ArrayList<String>();
        for (int c = 1;
                c < index.firstRow().size() && c - shift < index.header().size();
                c++) {
            String cell = index.firstRow().get(c);
            boolean number = !Double.isNaN(TextIndex.number(cell, matrix.numbers));
            if (!number && !cell.isEmpty() && !how.missing().contains(cell)) {
                names.add(index.header().get(c - shift));
            }
        }
        return names;
    }

    /** Whether the first line of values has as much text as numbers, the names apart. */
    static boolean mostlyText(Path file, OmicsReader how) {
        int text = textColumns(file, how).size();
        int all = new TextMatrix(file, how, n -> false).index().header().size();
        return text > 0 && 2 * text >= all - 1;
    }

    private TextIndex index() {
        return TextIndex.of(file, delimiter, numbers);
    }

    private ReadLayer samplesInRows(TextIndex index, TextLayout layout) {
        int features = layout.valueNames().size();
        float[][] rows = new float[index.lines()][];
        var texts = new ArrayList<List<String>>();
        walk(index, layout, (line, cells) -> {
            float[] row = new float[features];
            rows[line] = row;
            texts.add(attributesOf(cells, layout, row));
        });
        var sheet = how.attributes().isEmpty()
                ? null
                : SampleSheet.ofText("sample", layout.lineNames(), how.attributes(), texts);
        return layer(layout.lineNames(), layout.valueNames(), rows, layout, sheet);
    }

    /** Puts the values of one line into a row; returns the texts of the attributes. */
    private List<String> attributesOf(CellReader cells, TextLayout layout, float[] row) {
        String[] texts = new String[how.attributes().size()];
        int column = 0;
        for (; cells.nextCell(); column++) {
            if (column < layout.target().length) {
                int target = layout.target()[column];
                if (target >= 0) {
                    row[target] = values.value(cells, layout.columns().get(column));
                } else if (target <= TextLayout.ATTRIBUTE) {
                    String text = cells.text();
                    texts[TextLayout.ATTRIBUTE - target] =
                            text.isEmpty() || how.missing().contains(text) ? null : text;
                }
            }
        }
        checkWidth(cells, column, layout);
        return java.util.Arrays.asList(texts);
    }

    private ReadLayer samplesInColumns(TextIndex index, TextLayout layout) {
        float[][] rows = new float[layout.valueNames().size()][index.lines()];
        walk(index, layout, (line, cells) -> {
            int column = 0;
            for (; cells.nextCell(); column++) {
                int target = column < layout.target().length ? layout.target()[column] : TextLayout.LEFT_OUT;
                if (target >= 0) {
                    rows[target][line] = values.value(cells, layout.columns().get(column));
                }
            }
            checkWidth(cells, column, layout);
        });
        return layer(layout.valueNames(), layout.lineNames(), rows, layout, null);
    }

    private void checkWidth(CellReader cells, int found, TextLayout layout) {
        int expected = layout.target().length;
        if (found != expected) {
            throw values.ragged(
                    cells, found, expected, found < expected ? layout.columns().get(found - 1) : "");
        }
    }

    private ReadLayer layer(
            List<String> samples, List<String> features, float[][] rows, TextLayout layout, SampleSheet sheet) {
        var names = FeatureNames.distinct(file, features, how.numberDuplicates());
        String name = how.name() != null ? how.name() : LayerFile.stem(file);
        var layer = OmicsLayer.owning(name, samples, names, rows);
        return new ReadLayer(ReadLayer.finished(layer, how, file, layout.notes()), sheet);
    }

    private interface LineOfValues {
        void accept(int line, CellReader cells);
    }

    private void walk(TextIndex index, TextLayout layout, LineOfValues each) {
        try (var cells = new CellReader(file, delimiter)) {
            if (index.hasHeader()) {
                cells.nextRow();
            }
            for (int line = 0; line < layout.lineNames().size() && cells.nextRow(); line++) {
                each.accept(line, cells);
            }
        }
    }
}
