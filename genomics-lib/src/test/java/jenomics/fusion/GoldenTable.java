package jenomics.fusion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.testing.SharedFolder;

/** A small CSV of the shared folder in full precision: row names first, then numbers or text. */
record GoldenTable(List<String> rows, List<String> columns, List<List<String>> cells) {

    static GoldenTable read(String inside) {
        return read(SharedFolder.file(inside));
    }

    private static GoldenTable read(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            var rows = new ArrayList<String>();
            var cells = new ArrayList<List<String>>();
            for (var line : lines.subList(1, lines.size())) {
                var parts = line.split(",", -1);
                rows.add(parts[0]);
                cells.add(Arrays.asList(parts).subList(1, parts.length));
            }
            var head = lines.get(0).split(",", -1);
            return new GoldenTable(rows, Arrays.asList(head).subList(1, head.length), cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without row names: the first column is data like the others. */
    static double[][] bare(String inside) {
        var table = read(inside);
        double[][] numbers = new double[table.rows.size()][];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = new double[table.columns.size() + 1];
            numbers[i][0] = Double.parseDouble(table.rows.get(i));
            for (int j = 0; j < table.columns.size(); j++) {
                numbers[i][j + 1] = Double.parseDouble(table.cells.get(i).get(j));
            }
        }
        return numbers;
    }

    double[][] numbers() {
        return cells.stream()
                .map(row -> row.stream().mapToDouble(Double::parseDouble).toArray())
                .toArray(double[][]::new);
    }

    List<String> column(String name) {
        int place = columns.indexOf(name);
        return cells.stream().map(row -> row.get(place)).toList();
    }

    Blocks.Block block(String name) {
        return new Blocks.Block(name, columns, numbers());
    }

    OmicsLayer layer(String name) {
        return OmicsLayer.of(name, rows, columns, numbers());
    }

    /** The 150 training samples or the 70 test samples of breast.TCGA; the latter without protein. */
    static MultiOmics breast(String part) {
        String start = "data/omics/mixomics/breastTCGA_" + part + "_";
        var labels = read(start + "labels.csv");
        var layers = new ArrayList<>(List.of(
                read(start + "mrna.csv").layer("mRNA"),
                read(start + "mirna.csv").layer("miRNA")));
        if (part.equals("train")) {
            layers.add(read(start + "protein.csv").layer("protein"));
        }
        return MultiOmics.ofShared(layers, jenomics.omics.Matching.EXACT)
                .with(SampleSheet.ofText("sample", labels.rows(), labels.columns(), labels.cells()));
    }
}
