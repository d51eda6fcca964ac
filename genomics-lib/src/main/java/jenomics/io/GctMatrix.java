package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.provenance.GenomicsException;

/**
 * A GCT file, as the Broad Institute's tools write it: features in rows; version 1.2 with a description of each, version
 * 1.3 with any number of columns about features and lines about samples. The lines about samples become a sample sheet.
 */
final class GctMatrix {
    private final Path file;
    private final OmicsReader how;
    private final CellValues values;

    GctMatrix(Path file, OmicsReader how) {
        this.file = file;
        this.how = how;
        this.values = new CellValues(file, how);
    }

    /** What the second line claims. */
    private record Sizes(int rows, int columns, int rowFacts, int columnFacts) {}

    ReadLayer read() {
        try (var cells = new CellReader(file, '\t')) {
            var sizes = sizes(cells);
            long lines = countLines() - 3L - sizes.columnFacts();
            if (lines != sizes.rows()) {
                throw refusal("claims " + sizes.rows() + " rows in its second line, but has " + Math.max(0, lines));
            }
            var header = row(cells, "names of the samples");
            int first = 1 + sizes.rowFacts();
            if (header.size() != first + sizes.columns()) {
                throw refusal("claims " + sizes.columns() + " samples in its second line, but its header names "
                        + (header.size() - first));
            }
            Forecast.check(file, sizes.columns(), sizes.rows());
            var samples = List.copyOf(header.subList(first, header.size()));
            var sheet = facts(cells, sizes, samples, header.size());
            return matrix(cells, sizes, samples, header, sheet);
        }
    }

    private Sizes sizes(CellReader cells) {
        String version = row(cells, "version").get(0);
        if (!version.equals("#1.2") && !version.equals("#1.3")) {
            throw refusal("begins with '" + (version.length() > 20 ? version.substring(0, 20) : version)
                    + "'; a GCT file begins with #1.2 or #1.3");
        }
        int[] claimed = row(cells, "sizes").stream()
                .filter(t -> !t.isEmpty())
                .mapToInt(this::size)
                .toArray();
        boolean old = version.equals("#1.2");
        if (claimed.length < (old ? 2 : 4)) {
            throw refusal("has " + claimed.length + " sizes in its second line; version " + version.substring(1)
                    + " has " + (old ? 2 : 4));
        }
        return old
                ? new Sizes(claimed[0], claimed[1], 1, 0)
                : new Sizes(claimed[0], claimed[1], claimed[2], claimed[3]);
    }

    private int size(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw refusal("has the size '" + text + "' in its second line; a size is a whole number");
        }
        return Integer.parseInt(text);
    }

    private List<String> row(CellReader cells, String what) {
        if (!cells.nextRow()) {
            throw refusal("ends before its " + what);
        }
        return cells.cells();
    }

    private long countLines() {
        long lines = 0;
        try (var cells = new CellReader(file, '\t')) {
            while (cells.nextRow()) {
                lines++;
            }
        }
        return lines;
    }

    private SampleSheet facts(CellReader cells, Sizes sizes, List<String> samples, int width) {
        if (sizes.columnFacts() == 0) {
            return null;
        }
        var names = new ArrayList<String>();
        var rows = new String[samples.size()][sizes.columnFacts()];
        for (int k = 0; k < sizes.columnFacts(); k++) {
            var line = row(cells, "facts about samples");
            if (line.size() != width) {
                throw values.ragged(cells, line.size(), width, "");
            }
            names.add(line.get(0));
            for (int s = 0; s < samples.size(); s++) {
                String text = line.get(1 + sizes.rowFacts() + s);
                rows[s][k] = text.isEmpty() || how.missing().contains(text) || text.equals("-666") ? null : text;
            }
        }
        return SampleSheet.ofText(
                "sample",
                samples,
                names,
                Arrays.stream(rows).map(Arrays::asList).toList());
    }

    private ReadLayer matrix(
            CellReader cells, Sizes sizes, List<String> samples, List<String> header, SampleSheet sheet) {
        float[][] rows = new float[sizes.columns()][sizes.rows()];
        var features = new ArrayList<String>();
        int first = 1 + sizes.rowFacts();
        for (int f = 0; f < sizes.rows() && cells.nextRow(); f++) {
            int column = 0;
            for (; cells.nextCell(); column++) {
                if (column == 0) {
                    features.add(cells.text());
                } else if (column >= first && column < header.size()) {
                    rows[column - first][f] = values.value(cells, header.get(column));
                }
            }
            if (column != header.size()) {
                throw values.ragged(cells, column, header.size(), column < header.size() ? header.get(column - 1) : "");
            }
        }
        var names = FeatureNames.distinct(file, features, how.numberDuplicates());
        String name = how.name() != null ? how.name() : LayerFile.stem(file);
        var layer = OmicsLayer.owning(name, samples, names, rows);
        return new ReadLayer(ReadLayer.finished(layer, how, file, List.of("GCT: samples in columns")), sheet);
    }

    private GenomicsException refusal(String what) {
        return new GenomicsException("'" + file + "' " + what + ".", Map.of("file", file.toString()));
    }
}
