package jenomics.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.omics.OmicsLayer;
import jenomics.provenance.GenomicsException;

/**
 * A folder as 10x Genomics' Cell Ranger writes it: {@code matrix.mtx} (MatrixMarket coordinates, features × cells),
 * {@code barcodes.tsv} and {@code features.tsv} or {@code genes.tsv}, each plain or compressed. A lone {@code .mtx} with
 * these files beside it is the same.
 */
final class TenXMatrix {
    private static final int ROWS_BETWEEN_LOOKS = 1 << 16;
    private static final List<String> PACKED = List.of("", ".gz", ".bz2", ".xz");

    private final Path file;
    private final OmicsReader how;

    TenXMatrix(Path folderOrFile, OmicsReader how) {
        this.file = Files.isDirectory(folderOrFile) ? required(folderOrFile, "matrix.mtx") : folderOrFile;
        this.how = how;
    }

    static boolean isFolder(Path place) {
        return Files.isDirectory(place) && find(place, "matrix.mtx") != null;
    }

    private static Path find(Path folder, String... names) {
        for (String name : names) {
            for (String ending : PACKED) {
                if (Files.isRegularFile(folder.resolve(name + ending))) {
                    return folder.resolve(name + ending);
                }
            }
        }
        return null;
    }

    private static Path required(Path folder, String... names) {
        Path found = find(folder, names);
        if (found == null) {
            throw new GenomicsException(
                    "The folder '" + folder + "' has no " + String.join(" and no ", names)
                            + " (nor .gz). A 10x folder has matrix.mtx, barcodes.tsv and features.tsv (or genes.tsv).",
                    Map.of("folder", folder.toString()));
        }
        return found;
    }

    ReadLayer read() {
        var folder = file.toAbsolutePath().getParent();
        var cellNames = columns(required(folder, "barcodes.tsv")).stream()
                .map(r -> r.get(0))
                .toList();
        var features = columns(required(folder, "features.tsv", "genes.tsv"));
        Forecast.check(file, cellNames.size(), features.size());
        var notes = new ArrayList<String>();
        var names = featureNames(features, notes);
        float[][] rows = new float[cellNames.size()][features.size()];
        long entries = fill(rows, features.size());
        notes.add("MatrixMarket: cells in columns; " + String.format(java.util.Locale.ROOT, "%,d", entries)
                + " values, all others 0");
        String name = how.name() != null ? how.name() : folder.getFileName().toString();
        var layer =
                OmicsLayer.owning(name, cellNames, FeatureNames.distinct(file, names, how.numberDuplicates()), rows);
        return new ReadLayer(ReadLayer.finished(layer, how, file, notes), null);
    }

    private static List<List<String>> columns(Path table) {
        var rows = new ArrayList<List<String>>();
        try (var cells = new CellReader(table, '\t')) {
            while (cells.nextRow()) {
                rows.add(cells.cells());
                if (rows.size() % ROWS_BETWEEN_LOOKS == 0) {
                    Forecast.checkRoom(table, rows.size(), "lines");
                }
            }
        }
        return rows;
    }

    /** Symbols where a second column has them. */
    private static List<String> featureNames(List<List<String>> features, List<String> notes) {
        var ids = features.stream().map(f -> f.get(0)).toList();
        if (features.stream().anyMatch(f -> f.size() < 2)) {
            return ids;
        }
        var symbols = features.stream().map(f -> f.get(1)).toList();
        long shared = counts(symbols).values().stream().filter(n -> n > 1).count();
        notes.add("features are named by symbol"
                + (shared == 0
                        ? ""
                        : "; " + shared + " shared ones with their identifier, as 'TBCE (ENSG00000284770)'"));
        return names(symbols, ids);
    }

    /** Symbols; one that several features share is followed by the identifier. */
    static List<String> names(List<String> symbols, List<String> ids) {
        var counts = counts(symbols);
        return IntStream.range(0, ids.size())
                .mapToObj(
                        i -> counts.get(symbols.get(i)) > 1 ? symbols.get(i) + " (" + ids.get(i) + ")" : symbols.get(i))
                .toList();
    }

    private static Map<String, Integer> counts(List<String> symbols) {
        var counts = new HashMap<String, Integer>();
        symbols.forEach(s -> counts.merge(s, 1, Integer::sum));
        return counts;
    }

    private long fill(float[][] rows, int features) {
        try (var cells = new CellReader(file, ' ')) {
            boolean pattern = isPattern(cells);
            long[] sizes = sizes(cells);
            if (sizes[0] != features || sizes[1] != rows.length) {
                throw refusal(
                        cells,
                        "claims " + sizes[0] + " features × " + sizes[1] + " cells; the files beside it name "
                                + features + " and " + rows.length);
            }
            long found = 0;
            for (; cells.nextRow(); found++) {
                if (found == sizes[2]) {
                    throw refusal(cells, "goes on after the " + sizes[2] + " values that it claims");
                }
                var entry = numbers(cells);
                if (entry.length != (pattern ? 2 : 3)) {
                    throw refusal(cells, "has " + entry.length + " numbers, where " + (pattern ? 2 : 3) + " belong");
                }
                int feature = place(cells, entry[0], features, "feature");
                int cell = place(cells, entry[1], rows.length, "cell");
                rows[cell][feature] += pattern ? 1 : (float) entry[2];
            }
            if (found != sizes[2]) {
                throw refusal(cells, "ends after " + found + " of " + sizes[2] + " values; the file is cut short");
            }
            return found;
        }
    }

    private boolean isPattern(CellReader cells) {
        String head = cells.nextRow() ? String.join(" ", cells.cells()).toLowerCase(java.util.Locale.ROOT) : "";
        if (!head.matches("%%matrixmarket matrix coordinate (real|integer|pattern) general")) {
            throw refusal(
                    cells,
                    "begins with '" + (head.length() > 60 ? head.substring(0, 60) : head)
                            + "'; what is read is '%%MatrixMarket matrix coordinate real|integer|pattern general'");
        }
        return head.contains("pattern");
    }

    private long[] sizes(CellReader cells) {
        while (cells.nextRow()) {
            var row = cells.cells();
            if (!row.isEmpty() && !row.get(0).startsWith("%")) {
                if (row.size() != 3 || !row.stream().allMatch(t -> t.matches("\\d{1,15}"))) {
                    throw refusal(cells, "has '" + String.join(" ", row) + "' where three sizes belong");
                }
                return row.stream().mapToLong(Long::parseLong).toArray();
            }
        }
        throw refusal(cells, "ends before its sizes");
    }

    private double[] numbers(CellReader cells) {
        var numbers = new NumberText('.');
        double[] entry = new double[4];
        int n = 0;
        while (cells.nextCell()) {
            double value = cells.number(numbers);
            if (Double.isNaN(value)) {
                throw refusal(cells, "has '" + cells.text() + "' where a number belongs");
            }
            entry[Math.min(n++, 3)] = value;
        }
        return java.util.Arrays.copyOf(entry, Math.min(n, 4));
    }

    private int place(CellReader cells, double number, int most, String what) {
        if (number < 1 || number > most || number != Math.rint(number)) {
            throw refusal(cells, "names " + what + " " + number + "; they are numbered 1 to " + most);
        }
        return (int) number - 1;
    }

    private GenomicsException refusal(CellReader cells, String what) {
        return new GenomicsException(
                "'" + file + "', line " + cells.line() + ", " + what + ".",
                Map.of("file", file.toString(), "line", cells.line()));
    }
}
