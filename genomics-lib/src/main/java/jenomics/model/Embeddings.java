package jenomics.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jenomics.provenance.Described;
import jenomics.provenance.Description;

/**
 * One vector per sequence.
 *
 * @param model what made them
 * @param ids names of the sequences, in order
 * @param values [n][H]
 */
public record Embeddings(String model, List<String> ids, float[][] values) implements Described {
    private static final int SHOWN_ROWS = 5;
    private static final int SHOWN_COLUMNS = 6;

    /** Copies the names. */
    public Embeddings {
        ids = List.copyOf(ids);
    }

    /** n, how many sequences there are. */
    public int size() {
        return values.length;
    }

    /** H, the length of each vector. */
    public int width() {
        return values.length == 0 ? 0 : values[0].length;
    }

    /** The cosine of the angle between two vectors, -1 to 1. */
    public double cosine(int one, int other) {
        double dot = 0;
        double a = 0;
        double b = 0;
        for (int h = 0; h < width(); h++) {
            dot += (double) values[one][h] * values[other][h];
            a += (double) values[one][h] * values[one][h];
            b += (double) values[other][h] * values[other][h];
        }
        return dot / Math.sqrt(a * b);
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < Math.min(SHOWN_ROWS, size()); i++) {
            var row = new ArrayList<String>();
            row.add(ids.get(i));
            for (int h = 0; h < Math.min(SHOWN_COLUMNS, width()); h++) {
                row.add(String.format(Locale.ROOT, "%.3f", values[i][h]));
            }
            row.add("…");
            rows.add(row);
        }
        return Description.of(String.format(Locale.ROOT, "%,d sequences × %,d numbers · %s", size(), width(), model))
                .with("", List.of(), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
