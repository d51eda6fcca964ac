package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenomics.genome.Motif;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.Motifs;

/** The lines of a JASPAR file. */
final class JasparText {
    private static final int LONGEST_LINE = 1 << 20;
    private static final String BASES = "ACGT";

    private final Path file;
    private final List<Motif> motifs = new ArrayList<>();
    private final List<double[]> rows = new ArrayList<>();
    private String name;
    private String nameWhere;

    JasparText(Path file) {
        this.file = file;
    }

    Motifs read() {
        try (var lines = new LineBytes(file, LONGEST_LINE)) {
            while (lines.next()) {
                String line = lines.text().strip();
                if (line.startsWith(">")) {
                    finish();
                    name = line.substring(1).strip().replaceAll("\\s+", " ");
                    nameWhere = lines.where();
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    row(line, lines.where());
                }
            }
        }
        finish();
        if (motifs.isEmpty()) {
            throw new GenomicsException(
                    "'" + file + "' holds no motif: no line begins with '>', as JASPAR's do. MEME's files are read with"
                            + " Meme.read(...).",
                    Map.of("file", file.toString()));
        }
        return Motifs.of(motifs);
    }

    private void row(String line, String where) {
        if (name == null || rows.size() == BASES.length()) {
            throw refusal(
                    where,
                    name == null
                            ? "comes before any '>' with the name of a motif"
                            : "is a fifth row of the motif '" + name + "'; there is one for each of A, C, G, T");
        }
        char base = BASES.charAt(rows.size());
        String numbers = line.matches("[A-Za-z].*") ? line.substring(1) : line;
        if (numbers.length() < line.length() && Character.toUpperCase(line.charAt(0)) != base) {
            throw refusal(where, "begins with '" + line.charAt(0) + "' where the row of " + base + " belongs");
        }
        String[] texts = numbers.replaceAll("[\\[\\]|]", " ").strip().split("\\s+");
        double[] row = new double[texts.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = count(texts[i], where);
        }
        if (!rows.isEmpty() && row.length != rows.get(0).length) {
            throw refusal(where, "has " + row.length + " counts for " + base + ", where A has " + rows.get(0).length);
        }
        rows.add(row);
    }

    private double count(String text, String where) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        double value = new NumberText('.').parse(bytes, 0, bytes.length);
        if (!(value >= 0 && value <= Float.MAX_VALUE)) {
            throw refusal(where, "has the count '" + IntervalText.shortened(text) + "'; it is a number from 0");
        }
        return value;
    }

    private void finish() {
        if (name == null) {
            return;
        }
        if (rows.size() != BASES.length()) {
            throw refusal(
                    nameWhere,
                    "begins the motif '" + name + "' with " + rows.size()
                            + " rows; there is one for each of A, C, G, T");
        }
        double[][] counts = new double[rows.get(0).length][BASES.length()];
        for (int b = 0; b < BASES.length(); b++) {
            for (int i = 0; i < counts.length; i++) {
                counts[i][b] = rows.get(b)[i];
            }
        }
        motifs.add(Motif.ofCounts(name.isEmpty() ? "motif " + (motifs.size() + 1) : name, counts, 0));
        rows.clear();
    }

    private GenomicsException refusal(String where, String what) {
        return new GenomicsException(
                "'" + file + "', " + where + ", " + what + ".", Map.of("file", file.toString(), "where", where));
    }
}
