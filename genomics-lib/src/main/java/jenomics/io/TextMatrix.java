package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.provenance.GenomicsException;

/**
 * A matrix of numbers in a delimited text. It is walked through twice: first to learn its size and its names, then to
 * put each value where it belongs, so that nothing is held but the matrix.
 */
final class TextMatrix {
    private static final String[] NO_TEXTS = {};

    private final Path file;
    private final OmicsReader how;
    private final Predicate<String> known;
    private final char delimiter;
    private final NumberText numbers;
    private final CellValues values;
    private final byte point;

    TextMatrix(Path file, OmicsReader how, Predicate<String> known) {
        this.file = file;
        this.how = how;
        this.known = known;
        this.delimiter = how.delimiter() == '\0' ? TextStyle.delimiter(file) : how.delimiter();
        this.numbers = new NumberText(how.decimalComma() ? ',' : '.');
        this.values = new CellValues(file, how);
        this.point = (byte) (how.decimalComma() ? ',' : '.');
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
        int attributes = how.attributes().size();
        String[][] texts = new String[index.lines()][];
        walk(index, () -> (line, cells) -> {
            float[] row = new float[features];
            rows[line] = row;
            texts[line] = attributes == 0 ? NO_TEXTS : new String[attributes];
            read(cells, layout, row, 0, texts[line]);
        });
        var sheet = attributes == 0
                ? null
                : SampleSheet.ofText(
                        "sample",
                        layout.lineNames(),
                        how.attributes(),
                        Arrays.stream(texts).map(Arrays::asList).toList());
        return layer(layout.lineNames(), layout.valueNames(), rows, layout, sheet);
    }

    private ReadLayer samplesInColumns(TextIndex index, TextLayout layout) {
        float[][] rows = new float[layout.valueNames().size()][index.lines()];
        walk(index, () -> new LinesAsColumns(layout, new LineBlock(rows)));
        return layer(layout.valueNames(), layout.lineNames(), rows, layout, null);
    }

    /** Puts the values of one line into {@code values} from a place on, and the texts of its attributes. */
    private void read(CellReader cells, TextLayout layout, float[] to, int from, String[] texts) {
        int[] targets = layout.target();
        int column = 0;
        for (; ; column++) {
            int target = column < targets.length ? targets[column] : TextLayout.LEFT_OUT;
            if (target >= 0 && cells.nextDecimal(point)) {
                to[from + target] = (float) cells.decimal();
            } else if (!cells.nextCell()) {
                break;
            } else if (target >= 0) {
                to[from + target] = values.value(cells, layout.columns().get(column));
            } else if (target <= TextLayout.ATTRIBUTE && texts.length > 0) {
                String text = cells.text();
                texts[TextLayout.ATTRIBUTE - target] =
                        text.isEmpty() || how.missing().contains(text) ? null : text;
            }
        }
        checkWidth(cells, column, layout);
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

    /** What becomes of the lines of one part. */
    private interface Lines {
        void accept(int line, CellReader cells);

        default void end() {}
    }

    private final class LinesAsColumns implements Lines {
        private final TextLayout layout;
        private final LineBlock block;

        LinesAsColumns(TextLayout layout, LineBlock block) {
            this.layout = layout;
            this.block = block;
        }

        @Override
        public void accept(int line, CellReader cells) {
            read(cells, layout, block.values(), block.place(line), NO_TEXTS);
        }

        @Override
        public void end() {
            block.flush();
        }
    }

    /** Goes through all lines, parts of a large file side by side; of several errors the first in the file is thrown. */
    private void walk(TextIndex index, Supplier<Lines> lines) {
        var parts = TextPart.of(file, index);
        var errors = new GenomicsException[parts.size()];
        var firstWrong = new AtomicInteger(parts.size());
        IntStream.range(0, parts.size()).parallel().forEach(p -> {
            try {
                walk(parts.get(p), index.hasHeader(), lines.get(), () -> firstWrong.get() < p);
            } catch (GenomicsException e) {
                errors[p] = e;
                firstWrong.accumulateAndGet(p, Math::min);
            }
        });
        if (firstWrong.get() < errors.length) {
            throw errors[firstWrong.get()];
        }
    }

    private void walk(TextPart part, boolean hasHeader, Lines lines, BooleanSupplier enough) {
        try (var cells = part.open(file, delimiter)) {
            if (hasHeader && part.from() == 0) {
                cells.nextRow();
            }
            for (int line = part.from(); line < part.to() && cells.nextRow() && !enough.getAsBoolean(); line++) {
                lines.accept(line, cells);
            }
        }
        lines.end();
    }
}
