package jenomics.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.plot.Chart;
import jenomics.plot.Heatmap;
import jenomics.plot.HeatmapGrid;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.Tokens;

/**
 * Where every attention head of every layer looks in one sequence. Weights are those the model used: each row (a token
 * that looks) sums to 1 over the tokens looked at. High attention is where information is fetched, not what decides.
 *
 * @param sequence what was read
 * @param tokens its tokens and the bases they stand for
 * @param maps [layers][heads][T][T], from row to column
 */
public record Attention(SequenceRecord sequence, Tokens tokens, float[][][][] maps) implements Described {

    /** How many layers there are maps of. */
    public int layers() {
        return maps.length;
    }

    /** How many heads each layer has. */
    public int heads() {
        return maps[0].length;
    }

    /**
     * One head of one layer, both counted from 0 [T, T].
     *
     * @throws GenomicsException if there is no such layer or head; it says how many there are
     */
    public float[][] map(int layer, int head) {
        if (layer < 0 || layer >= layers() || head < 0 || head >= heads()) {
            throw new GenomicsException("There is no attention map of layer " + layer + ", head " + head
                    + ": this model has " + layers() + " layers of " + heads() + " heads, counted from 0.");
        }
        return maps[layer][head];
    }

    /** The mean over all heads of all layers [T, T]. */
    public float[][] mean() {
        int length = tokens.length();
        var mean = new float[length][length];
        for (var layer : maps) {
            for (var head : layer) {
                for (int i = 0; i < length; i++) {
                    for (int j = 0; j < length; j++) {
                        mean[i][j] += head[i][j] / (layers() * heads());
                    }
                }
            }
        }
        return mean;
    }

    /**
     * A token map on single bases [L, L]: a base looks as its token does (as the mean of its tokens where they overlap),
     * and what a token receives is shared by its bases. Rows sum to 1 less what special tokens receive.
     */
    public float[][] toBases(float[][] tokenMap) {
        int length = sequence.lengthBp();
        var bases = new float[length][length];
        int[] covered = covered();
        for (int i = 0; i < tokens.length(); i++) {
            for (int from = tokens.start()[i]; from >= 0 && from < tokens.end()[i]; from++) {
                for (int j = 0; j < tokens.length(); j++) {
                    int width = tokens.end()[j] - tokens.start()[j];
                    for (int to = tokens.start()[j]; to >= 0 && to < tokens.end()[j]; to++) {
                        bases[from][to] += tokenMap[i][j] / (width * covered[from]);
                    }
                }
            }
        }
        return bases;
    }

    /** How many tokens each base lies in [L]. */
    private int[] covered() {
        int[] covered = new int[sequence.lengthBp()];
        for (int t = 0; t < tokens.length(); t++) {
            for (int at = tokens.start()[t]; at >= 0 && at < tokens.end()[t]; at++) {
                covered[at]++;
            }
        }
        return covered;
    }

    /** How much attention each base receives, the mean over all who look, heads and layers [L]. */
    public double[] received() {
        return received(mean());
    }

    /** How much attention each base receives from one head, both counted from 0, the mean over all who look [L]. */
    public double[] received(int layer, int head) {
        return received(map(layer, head));
    }

    private double[] received(float[][] tokenMap) {
        var bases = toBases(tokenMap);
        double[] received = new double[sequence.lengthBp()];
        for (var row : bases) {
            for (int j = 0; j < received.length; j++) {
                received[j] += row[j] / received.length;
            }
        }
        return received;
    }

    /**
     * How many times as much attention a base of the known sites receives as the average base, for each head of each
     * layer [layers][heads]; 1 is chance. The sites are those of the attribute {@code truth}, as {@link Saliency#sites}
     * reads it.
     *
     * @throws GenomicsException if the sequence has no such attribute, or it names no site
     */
    public double[][] onSites() {
        boolean[] known = new boolean[sequence.lengthBp()];
        for (var site : Saliency.sites(sequence)) {
            Arrays.fill(known, Math.max(0, site.from()), Math.min(known.length, site.to()), true);
        }
        int[] inside = IntStream.range(0, known.length).filter(i -> known[i]).toArray();
        if (inside.length == 0) {
            throw new GenomicsException(
                    "Sequence '" + sequence.id() + "' has no known sites: its attribute 'truth' is "
                            + (sequence.attribute("truth") == null ? "absent" : "'" + sequence.attribute("truth") + "'")
                            + "; it should read like TATA:312-320:+;Reb1:294-301:-.",
                    Map.of("id", sequence.id()));
        }
        var times = new double[layers()][heads()];
        for (int layer = 0; layer < layers(); layer++) {
            for (int head = 0; head < heads(); head++) {
                double[] received = received(layer, head);
                times[layer][head] = Arrays.stream(inside)
                                .mapToDouble(i -> received[i])
                                .average()
                                .orElseThrow()
                        / Arrays.stream(received).average().orElseThrow();
            }
        }
        return times;
    }

    /** All heads of all layers as small maps, each in its own scale. */
    public Chart plot() {
        var grid = HeatmapGrid.of("Attention in " + sequence.id() + ": from a base (down) to a base (across)")
                .columns(IntStream.range(0, heads())
                        .mapToObj(h -> "head " + (h + 1))
                        .toList());
        for (int layer = 0; layer < layers(); layer++) {
            grid = grid.row(
                    "layer " + (layer + 1),
                    Arrays.stream(maps[layer]).map(this::ordinary).toArray(float[][][]::new));
        }
        return grid.ownScales();
    }

    /** The mean map, in bp. */
    public Chart plotMean() {
        return heatmap("Mean attention in " + sequence.id(), mean());
    }

    /** One head of one layer, both counted from 0, in bp; fails as {@link #map} does. */
    public Chart plot(int layer, int head) {
        return heatmap(
                "Attention in " + sequence.id() + ": layer " + (layer + 1) + ", head " + (head + 1), map(layer, head));
    }

    private Chart heatmap(String title, float[][] tokenMap) {
        boolean even = tokensAreEven();
        return Heatmap.of(title, even ? ordinary(tokenMap) : toBases(tokenMap))
                .x("attends to (bp)")
                .y("from (bp)")
                .xRange(0, sequence.lengthBp())
                .yRange(0, sequence.lengthBp())
                .scale("attention per " + (even ? "token" : "base"));
    }

    /** Whether tokens stand at even distances, up to a few; byte pairs do not, so only bases give a true axis. */
    private boolean tokensAreEven() {
        int[] widths = IntStream.range(0, tokens.length())
                .filter(t -> !tokens.isSpecial(t))
                .map(t -> tokens.end()[t] - tokens.start()[t])
                .toArray();
        int most = Arrays.stream(widths).max().orElse(1);
        long others = Arrays.stream(widths).filter(w -> w != most).count();
        return others <= Math.max(most, widths.length / 10);
    }

    /** Without the special tokens. */
    private float[][] ordinary(float[][] tokenMap) {
        int[] kept = IntStream.range(0, tokens.length())
                .filter(t -> !tokens.isSpecial(t))
                .toArray();
        var map = new float[kept.length][kept.length];
        for (int i = 0; i < kept.length; i++) {
            for (int j = 0; j < kept.length; j++) {
                map[i][j] = tokenMap[kept[i]][kept[j]];
            }
        }
        return map;
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        for (int layer = 0; layer < layers(); layer++) {
            var row = new ArrayList<String>();
            row.add("layer " + (layer + 1));
            for (int head = 0; head < heads(); head++) {
                row.add(String.format(Locale.ROOT, "%.0f", distance(maps[layer][head])));
            }
            rows.add(row);
        }
        var columns = new ArrayList<String>();
        columns.add("");
        for (int head = 0; head < heads(); head++) {
            columns.add("head " + (head + 1));
        }
        return Description.of(String.format(
                        Locale.ROOT,
                        "attention in %s · %,d bp as %,d tokens · %d layers × %d heads",
                        sequence.id(),
                        sequence.lengthBp(),
                        tokens.length(),
                        layers(),
                        heads()))
                .with("mean distance looked, in bp", columns, rows);
    }

    private double distance(float[][] map) {
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < map.length; i++) {
            for (int j = 0; j < map.length; j++) {
                if (!tokens.isSpecial(i) && !tokens.isSpecial(j)) {
                    sum += map[i][j] * Math.abs(tokens.start()[i] - tokens.start()[j]);
                    weight += map[i][j];
                }
            }
        }
        return weight == 0 ? 0 : sum / weight;
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
