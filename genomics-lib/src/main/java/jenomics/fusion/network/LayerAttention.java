package jenomics.fusion.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.plot.Chart;
import jenomics.plot.Heatmap;
import jenomics.plot.Panels;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;

/**
 * What the tokens of a cross-modal transformer attend to, within and between layers. Where attention goes is not proof of
 * what a prediction rests on; {@link Contributions} say that.
 *
 * @param layers the layer of each token
 * @param tokens their names
 * @param map [1 + tokens][1 + tokens]: from each row to each column, the token that predicts first; each row adds up to 1
 * @param even [1 + tokens]: what would go to each column if every token there were attended to alike
 */
public record LayerAttention(List<String> layers, List<String> tokens, double[][] map, double[] even)
        implements Described {
    private static final String PREDICTION = "prediction";

    public LayerAttention {
        layers = List.copyOf(layers);
        tokens = List.copyOf(tokens);
    }

    /** The prediction, then the layers, in order. */
    public List<String> parties() {
        var parties = new ArrayList<>(List.of(PREDICTION));
        layers.stream().distinct().forEach(parties::add);
        return parties;
    }

    /** From each of {@link #parties} to each: the mean over its tokens of what goes to all tokens of the other. */
    public double[][] between() {
        var parties = parties();
        double[][] between = new double[parties.size()][parties.size()];
        for (int from = 0; from < map.length; from++) {
            int row = party(parties, from);
            for (int to = 0; to < map.length; to++) {
                between[row][party(parties, to)] += map[from][to];
            }
        }
        for (int row = 0; row < between.length; row++) {
            int r = row;
            long members = IntStream.range(0, map.length)
                    .filter(t -> party(parties, t) == r)
                    .count();
            for (int c = 0; c < between.length; c++) {
                between[row][c] /= members;
            }
        }
        return between;
    }

    /** How many times an even share of the attention goes from each of {@link #parties} to each; NaN where none could. */
    public double[][] lifts() {
        var parties = parties();
        double[][] lifts = between();
        double[] shares = new double[parties.size()];
        for (int to = 0; to < even.length; to++) {
            shares[party(parties, to)] += even[to];
        }
        for (double[] row : lifts) {
            for (int c = 0; c < row.length; c++) {
                row[c] = shares[c] == 0 ? Double.NaN : row[c] / shares[c];
            }
        }
        return lifts;
    }

    private int party(List<String> parties, int token) {
        return token == 0 ? 0 : parties.indexOf(layers.get(token - 1));
    }

    /** From layer to layer, in units of an even share: above 1, more is attended to than there are groups of features. */
    public Chart plot() {
        var parties = parties();
        return Heatmap.of("Attention between layers", lifts())
                .rows(parties)
                .columns(parties)
                .x("to")
                .y("from")
                .scale("times an even share")
                .values();
    }

    /** From token to token, and beside it from layer to layer. */
    public Chart plotTokens() {
        var names = new ArrayList<>(List.of(PREDICTION));
        names.addAll(tokens);
        var all = Heatmap.of("Attention between groups of features", map)
                .x("to")
                .y("from")
                .scale("share of the attention");
        return Panels.beside(names.size() <= 30 ? all.rows(names).columns(names) : all, plot());
    }

    @Override
    public Description describe() {
        var parties = parties();
        double[][] between = between();
        var columns = new ArrayList<>(List.of("from \\ to"));
        columns.addAll(parties);
        var rows = new ArrayList<List<String>>();
        for (int r = 0; r < between.length; r++) {
            var row = new ArrayList<>(List.of(parties.get(r)));
            for (double share : between[r]) {
                row.add(Phrases.number(share));
            }
            rows.add(row);
        }
        return Description.of("attention · " + Phrases.count(tokens.size(), "token") + " in "
                        + Phrases.count(parties.size() - 1, "layer"))
                .with("share of the attention, by row", columns, rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
