package jenomics.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.io.RValue.Type;
import jenomics.omics.SampleSheet;
import jenomics.omics.SheetColumn;
import jenomics.provenance.GenomicsException;

/** A data frame of R as a sample sheet. */
final class RFrame {
    private RFrame() {}

    static SampleSheet sheet(RData data, String object) {
        var frame = data.value(object);
        if (!frame.isFrame()) {
            throw new GenomicsException(
                    "The object '" + object + "' of '" + data.file() + "' is no data frame: " + frame + ".",
                    Map.of("object", object));
        }
        int names = namesColumn(frame);
        var columns = new ArrayList<SheetColumn>();
        for (int c = 0; c < frame.length(); c++) {
            if (c != names) {
                columns.add(column(frame.names().get(c), frame.element(c)));
            }
        }
        return SampleSheet.of(names < 0 ? "sample" : frame.names().get(names), ids(frame, names), columns);
    }

    static SheetColumn column(String name, RValue values) {
        if (values.isFactor()) {
            var levels = values.attribute("levels").texts();
            return new SheetColumn(name, SheetColumn.Kind.FACTOR, values.texts(), levels);
        }
        if (values.type() == Type.TEXT || values.type() == Type.LOGICAL) {
            boolean few = values.texts().stream().distinct().count() * 2 <= values.length();
            var levels = few || values.type() == Type.LOGICAL
                    ? values.texts().stream()
                            .filter(v -> v != null)
                            .distinct()
                            .sorted()
                            .toList()
                    : List.<String>of();
            return new SheetColumn(
                    name, levels.isEmpty() ? SheetColumn.Kind.TEXT : SheetColumn.Kind.FACTOR, values.texts(), levels);
        }
        if (values.isNumbers()) {
            return new SheetColumn(name, SheetColumn.Kind.NUMBER, values.texts(), List.of());
        }
        throw new GenomicsException(
                "The column '" + name + "' of the data frame is " + values
                        + "; a sample sheet takes numbers, texts and factors.",
                Map.of("column", name));
    }

    /** The column that names the lines where R only numbers them: the first of distinct texts; or none. */
    static int namesColumn(RValue frame) {
        if (!frame.rowNames().isEmpty()) {
            return -1;
        }
        for (int c = 0; c < frame.length(); c++) {
            var column = frame.element(c);
            boolean texts = column.type() == Type.TEXT || column.isFactor();
            if (texts
                    && column.texts().stream().noneMatch(v -> v == null)
                    && column.texts().stream().distinct().count() == column.length()) {
                return c;
            }
        }
        return -1;
    }

    static List<String> ids(RValue frame, int namesColumn) {
        if (!frame.rowNames().isEmpty()) {
            return frame.rowNames();
        }
        return namesColumn >= 0 ? frame.element(namesColumn).texts() : numbered("", frame.rowCount());
    }

    static List<String> numbered(String prefix, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> prefix + i).toList();
    }
}
