package jenomics.io;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jenomics.genome.Motif;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.Motifs;

/** The lines of a MEME file. */
final class MemeText {
    private static final int LONGEST_LINE = 1 << 20;
    private static final int BASES = 4;
    private static final Pattern WIDTH = Pattern.compile("\\bw=\\s*(\\d{1,6})");
    private static final Pattern SITES = Pattern.compile("\\bnsites=\\s*(\\d{1,9}(?:\\.\\d{1,9})?)");
    /** How far the frequencies of a position may be from summing to 1, as rounded as they are. */
    private static final double ROUNDING = 0.01;

    private final Path file;
    private final List<Motif> motifs = new ArrayList<>();
    private String name;

    MemeText(Path file) {
        this.file = file;
    }

    Motifs read() {
        try (var lines = new LineBytes(file, LONGEST_LINE)) {
            boolean version = false;
            while (lines.next()) {
                String line = lines.text().strip();
                version |= line.startsWith("MEME version");
                if (!version && !line.isEmpty()) {
                    throw refusal(lines.where(), "comes before 'MEME version 4', with which MEME's files begin");
                }
                if (line.startsWith("ALPHABET") && !line.matches("ALPHABET\\s*=?\\s*(ACGT|\"?DNA\"?.*)")) {
                    throw refusal(
                            lines.where(),
                            "names the alphabet '" + IntervalText.shortened(line) + "'; motifs of DNA are read");
                }
                if (line.startsWith("MOTIF")) {
                    name = named(line);
                } else if (line.startsWith("letter-probability matrix")) {
                    matrix(lines, line);
                }
            }
        }
        if (motifs.isEmpty()) {
            throw new GenomicsException(
                    "'" + file
                            + "' holds no motif: it has no 'MOTIF' with a 'letter-probability matrix'. JASPAR's files"
                            + " are read with Jaspar.read(...).",
                    Map.of("file", file.toString()));
        }
        return Motifs.of(motifs);
    }

    private void matrix(LineSource lines, String head) {
        if (name == null) {
            throw refusal(lines.where(), "is a matrix before any 'MOTIF' with its name");
        }
        var width = WIDTH.matcher(head);
        int wanted = width.find() ? Integer.parseInt(width.group(1)) : -1;
        var rows = new ArrayList<double[]>();
        String following = null;
        while (rows.size() != wanted && lines.next()) {
            String line = lines.text().strip();
            if (line.isEmpty() && !rows.isEmpty() || line.startsWith("URL") || line.startsWith("MOTIF")) {
                following = line.startsWith("MOTIF") ? named(line) : null;
                break;
            }
            if (!line.isEmpty()) {
                rows.add(row(line, lines.where()));
            }
        }
        if (rows.isEmpty() || wanted >= 0 && rows.size() != wanted) {
            throw refusal(
                    lines.where(),
                    "ends the matrix of '" + name + "' after " + rows.size() + " of " + (wanted < 0 ? "its" : wanted)
                            + " positions");
        }
        var sites = SITES.matcher(head);
        double[][] frequencies = rows.toArray(double[][]::new);
        double counted = sites.find() ? Double.parseDouble(sites.group(1)) : 0;
        motifs.add(counted > 0 ? counts(frequencies, counted) : Motif.ofFrequencies(name, frequencies));
        name = following;
    }

    private static String named(String line) {
        return line.substring("MOTIF".length()).strip().replaceAll("\\s+", " ");
    }

    private Motif counts(double[][] frequencies, double sites) {
        for (double[] row : frequencies) {
            for (int b = 0; b < BASES; b++) {
                row[b] *= sites;
            }
        }
        return Motif.ofCounts(name, frequencies, 0);
    }

    private double[] row(String line, String where) {
        String[] texts = line.split("\\s+");
        double[] row = new double[texts.length];
        for (int b = 0; b < row.length; b++) {
            byte[] bytes = texts[b].getBytes(StandardCharsets.UTF_8);
            row[b] = new NumberText('.').parse(bytes, 0, bytes.length);
        }
        boolean sound = row.length == BASES && Arrays.stream(row).allMatch(p -> p >= 0);
        if (!sound || Math.abs(Arrays.stream(row).sum() - 1) > ROUNDING) {
            throw refusal(
                    where, "should hold four frequencies that sum to 1; found '" + IntervalText.shortened(line) + "'");
        }
        return row;
    }

    private GenomicsException refusal(String where, String what) {
        return new GenomicsException(
                "'" + file + "', " + where + ", " + what + ".", Map.of("file", file.toString(), "where", where));
    }
}
