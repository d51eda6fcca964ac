package jenomics.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.provenance.GenomicsException;

/**
 * A folder as MOGONET's authors lay theirs out (Wang et al., Nature Communications 12:3445, 2021): tables of numbers
 * without header {@code 1_tr.csv}, {@code 1_te.csv}, {@code 2_tr.csv} ..., a sample a line; the names of their columns
 * in {@code 1_featname.csv} ...; the classes in {@code labels_tr.csv} and {@code labels_te.csv}.
 */
final class MogonetFolder {
    private static final List<String> PARTS = List.of("train", "test");
    private static final List<String> ENDINGS = List.of("_tr", "_te");

    private final Path folder;

    MogonetFolder(Path folder) {
        this.folder = folder;
    }

    /** @param layerNames what the views are; empty: view1, view2 ... */
    MultiOmics read(List<String> layerNames) {
        int views = 0;
        while (find((views + 1) + "_tr.csv") != null) {
            views++;
        }
        if (views == 0) {
            throw refusal("has no '1_tr.csv': MOGONET's layout is 1_tr.csv, 1_te.csv, 2_tr.csv ..., 1_featname.csv ...,"
                    + " labels_tr.csv, labels_te.csv");
        }
        if (!layerNames.isEmpty() && layerNames.size() != views) {
            throw refusal("holds " + views + " views, and " + layerNames.size() + " names were given: " + layerNames);
        }
        var sheet = sheet();
        var layers = new ArrayList<OmicsLayer>();
        for (int view = 1; view <= views; view++) {
            layers.add(layer(view, layerNames.isEmpty() ? "view" + view : layerNames.get(view - 1), sheet.ids()));
        }
        return MultiOmics.ofShared(layers, jenomics.omics.Matching.EXACT)
                .with(sheet)
                .withNotes(List.of(
                        "MOGONET's layout: samples are numbered; the attribute 'part' holds the published split"));
    }

    private Path find(String name) {
        for (String packed : List.of("", ".gz")) {
            if (Files.isRegularFile(folder.resolve(name + packed))) {
                return folder.resolve(name + packed);
            }
        }
        return null;
    }

    private Path required(String name) {
        var found = find(name);
        if (found == null) {
            throw refusal("has no '" + name + "'");
        }
        return found;
    }

    private SampleSheet sheet() {
        var ids = new ArrayList<String>();
        var rows = new ArrayList<List<String>>();
        for (int part = 0; part < 2; part++) {
            int number = 0;
            for (String label : labels(required("labels" + ENDINGS.get(part) + ".csv"))) {
                ids.add(PARTS.get(part) + ++number);
                rows.add(List.of(label, PARTS.get(part)));
            }
        }
        return SampleSheet.ofText("sample", ids, List.of("label", "part"), rows);
    }

    /** Classes are numbers, often written 1.000000e+00. */
    private List<String> labels(Path file) {
        var labels = new ArrayList<String>();
        var numbers = new NumberText('.');
        try (var cells = new CellReader(file, ',')) {
            while (cells.nextRow()) {
                cells.nextCell();
                double value = cells.number(numbers);
                labels.add(
                        value == Math.rint(value) && Math.abs(value) < 1e9
                                ? Long.toString((long) value)
                                : cells.text());
            }
        }
        return labels;
    }

    private OmicsLayer layer(int view, String name, List<String> samples) {
        var rows = new ArrayList<float[]>();
        var features = new ArrayList<String>();
        for (int part = 0; part < 2; part++) {
            var file = required(view + ENDINGS.get(part) + ".csv");
            if (part == 0) {
                features.addAll(features(view, file));
            }
            int before = rows.size();
            rows(file, features, rows);
            String which = PARTS.get(part);
            long expected = samples.stream().filter(s -> s.startsWith(which)).count();
            if (rows.size() - before != expected) {
                throw refusal("has " + (rows.size() - before) + " lines in '" + file.getFileName() + "', but "
                        + expected + " labels for the " + which + " part");
            }
        }
        var names = FeatureNames.distinct(folder, features, true);
        return OmicsLayer.owning(name, samples, names, rows.toArray(float[][]::new))
                .withNotes(List.of("from " + view + "_tr.csv and " + view + "_te.csv"));
    }

    private List<String> features(int view, Path file) {
        var named = find(view + "_featname.csv");
        var features = new ArrayList<String>();
        if (named != null) {
            try (var cells = new CellReader(named, ',')) {
                while (cells.nextRow()) {
                    cells.nextCell();
                    features.add(cells.text());
                }
            }
            return features;
        }
        try (var cells = new CellReader(file, ',')) {
            int width = cells.nextRow() ? cells.cells().size() : 0;
            for (int f = 1; f <= width; f++) {
                features.add("V" + f);
            }
        }
        return Collections.unmodifiableList(features);
    }

    private void rows(Path file, List<String> features, List<float[]> rows) {
        var values = new CellValues(file, OmicsReader.defaults());
        try (var cells = new CellReader(file, ',')) {
            while (cells.nextRow()) {
                float[] row = new float[features.size()];
                int column = 0;
                for (; cells.nextCell(); column++) {
                    if (column < row.length) {
                        row[column] = values.value(cells, features.get(column));
                    }
                }
                if (column != row.length) {
                    throw values.ragged(cells, column, row.length, "");
                }
                rows.add(row);
            }
        }
    }

    private GenomicsException refusal(String what) {
        return new GenomicsException("The folder '" + folder + "' " + what + ".", Map.of("folder", folder.toString()));
    }
}
