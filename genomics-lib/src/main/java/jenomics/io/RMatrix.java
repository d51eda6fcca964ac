package jenomics.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.omics.SheetColumn;
import jenomics.provenance.GenomicsException;

/** A matrix or data frame of R as a layer. */
final class RMatrix {
    private final RData data;
    private final OmicsReader how;
    private final Predicate<String> known;

    RMatrix(RData data, OmicsReader how, Predicate<String> known) {
        this.data = data;
        this.how = how;
        this.known = known;
    }

    /** Lines and columns as R has them. */
    private interface Cells {
        double get(int line, int column);
    }

    ReadLayer read() {
        String path = how.object() != null ? how.object() : onlyOne();
        var value = data.value(path);
        if (value.isFrame()) {
            return frame(path, value);
        }
        if (value.isMatrix() && value.isNumbers()) {
            int lines = value.dim()[0];
            return layer(
                    path,
                    value.dimNames(0),
                    value.dimNames(1),
                    lines,
                    value.dim()[1],
                    (l, c) -> value.number(c * lines + l),
                    null);
        }
        throw new GenomicsException(
                "The object '" + path + "' of '" + data.file() + "' is no matrix or data frame of numbers: " + value
                        + ".",
                Map.of("object", path));
    }

    private String onlyOne() {
        var candidates = new ArrayList<String>();
        data.all().forEach((name, value) -> {
            if (value.isMatrix() && value.isNumbers() || value.isFrame()) {
                candidates.add(name);
            }
        });
        if (candidates.size() != 1) {
            throw new GenomicsException(
                    "Which object of '" + data.file() + "' is the layer? It has "
                            + String.join(", ", data.listing()) + ". Say Omics.reader().object(\""
                            + (candidates.isEmpty()
                                    ? data.names().stream().findFirst().orElse("name")
                                    : candidates.get(0))
                            + "\").",
                    Map.of("objects", data.names()));
        }
        return candidates.get(0);
    }

    private ReadLayer frame(String path, RValue frame) {
        int names = RFrame.namesColumn(frame);
        var columns = new ArrayList<RValue>();
        var features = new ArrayList<String>();
        var attributes = new ArrayList<SheetColumn>();
        for (int c = 0; c < frame.length(); c++) {
            String name = frame.names().get(c);
            if (how.attributes().contains(name)) {
                attributes.add(RFrame.column(name, frame.element(c)));
            } else if (c != names && !how.leaveOut().contains(name)) {
                columns.add(numbers(path, name, frame.element(c)));
                features.add(name);
            }
        }
        var ids = RFrame.ids(frame, names);
        var sheet = attributes.isEmpty() ? null : SampleSheet.of("sample", ids, attributes);
        boolean named = names >= 0 || !frame.rowNames().isEmpty();
        return layer(
                path,
                named ? ids : List.of(),
                features,
                frame.rowCount(),
                features.size(),
                (l, c) -> columns.get(c).number(l),
                sheet);
    }

    private RValue numbers(String path, String name, RValue column) {
        if (!column.isNumbers()) {
            throw new GenomicsException(
                    "The column '" + name + "' of '" + path + "' in '" + data.file() + "' is " + column
                            + ", no numbers. If it says something of the samples, name it in Omics.reader().attributes(\""
                            + name + "\"); else in .leaveOut(\"" + name + "\").",
                    Map.of("object", path, "column", name));
        }
        return column;
    }

    private ReadLayer layer(
            String path,
            List<String> given,
            List<String> givenColumns,
            int lines,
            int columns,
            Cells cells,
            SampleSheet sheet) {
        var lineNames = given.isEmpty() ? RFrame.numbered("", lines) : given;
        var columnNames = givenColumns.isEmpty() ? RFrame.numbered("V", columns) : givenColumns;
        var guess = how.orientation() == Orientation.DETECT
                ? AxisGuess.of(given.isEmpty() ? null : "", lineNames, columnNames, lines, known)
                : new AxisGuess(how.orientation() == Orientation.SAMPLES_IN_ROWS, "as was said");
        boolean inRows = guess.samplesInRows();
        Forecast.check(data.file(), lines, columns);
        float[][] rows = new float[inRows ? lines : columns][inRows ? columns : lines];
        for (int l = 0; l < lines; l++) {
            for (int c = 0; c < columns; c++) {
                rows[inRows ? l : c][inRows ? c : l] = (float) cells.get(l, c);
            }
        }
        var features = FeatureNames.distinct(data.file(), inRows ? columnNames : lineNames, how.numberDuplicates());
        String name = how.name() != null ? how.name() : path.substring(path.lastIndexOf('$') + 1);
        var layer = OmicsLayer.owning(name, inRows ? lineNames : columnNames, features, rows);
        var notes =
                List.of("object " + path, (inRows ? "samples in rows (" : "samples in columns (") + guess.why() + ")");
        return new ReadLayer(ReadLayer.finished(layer, how, data.file(), notes), sheet);
    }
}
