package jenomics.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenomics.learn.Interval;
import jenomics.learn.Metric;
import jenomics.plot.BarChart;
import jenomics.plot.Chart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * How much better each entry of a benchmark is than the simplest one, whose place a more complicated one must earn.
 *
 * @param metric what they are compared by
 * @param simplest the name of that one
 * @param score its mean over the folds
 * @param margins one for each other entry that was judged, the largest first
 */
public record Margins(Metric metric, String simplest, Interval score, List<Margin> margins) implements Described {

    /**
     * What an entry has before the simplest one.
     *
     * @param entry its name
     * @param ahead how much better it is, with a 95 % interval; below 0: the simplest one is better
     * @param p that there is no difference, two-sided, corrected by Holm; NaN where there is no test
     */
    public record Margin(String entry, Interval ahead, double p) {
        /** Whether it is better beyond doubt; where there is no p, its interval must lie above 0. */
        public boolean better() {
            return sure() && ahead.value() > 0;
        }

        /** Whether it is worse beyond doubt. */
        public boolean worse() {
            return sure() && ahead.value() < 0;
        }

        private boolean sure() {
            return Double.isNaN(p) ? ahead.low() > 0 || ahead.high() < 0 : p < Standing.ALPHA;
        }
    }

    public Margins {
        margins = List.copyOf(margins);
    }

    static Margins of(ScoreTable table) {
        var metric = table.metric();
        var margins = new ArrayList<Margin>();
        for (var standing : table.standings()) {
            if (standing.scored() && !standing.name().equals(table.simplest())) {
                var more = table.difference(standing.name(), table.simplest()).interval();
                var ahead = metric.higherIsBetter() ? more : new Interval(-more.value(), -more.high(), -more.low());
                margins.add(new Margin(standing.name(), ahead, standing.pSimplest()));
            }
        }
        return new Margins(metric, table.simplest(), table.get(table.simplest()).score(), margins);
    }

    /** What this entry has before the simplest one. */
    public Margin get(String entry) {
        return margins.stream()
                .filter(m -> m.entry().equals(entry))
                .findFirst()
                .orElseThrow(() -> new GenomicsException(
                        "There is no margin of an entry '" + entry + "' over '" + simplest + "'; there are those of "
                                + Phrases.quoted(
                                        margins.stream().map(Margin::entry).toList()) + ".",
                        Map.of("entry", entry, "simplest", simplest)));
    }

    /** The margins with their intervals, around nothing. */
    public Chart plot() {
        return plot("Ahead of " + simplest);
    }

    /** The same under another title, of the data for example. */
    public Chart plot(String title) {
        var chart = BarChart.of(title).y(metric + " ahead of " + simplest).horizontal();
        for (var margin : margins) {
            chart = chart.bar(
                    margin.entry(),
                    margin.ahead().value(),
                    margin.ahead().low(),
                    margin.ahead().high());
        }
        return chart;
    }

    /** Which entries are better than the simplest, and which are worse. */
    @Override
    public Description describe() {
        var better = margins.stream().filter(Margin::better).map(Margin::entry).toList();
        var worse = margins.stream().filter(Margin::worse).map(Margin::entry).toList();
        int rest = margins.size() - better.size() - worse.size();
        var parts = new ArrayList<String>();
        parts.add((better.isEmpty() ? "none" : Words.and(better)) + " better than " + simplest);
        if (!worse.isEmpty()) {
            parts.add(Words.and(worse) + " worse");
        }
        if (rest > 0) {
            parts.add(Phrases.count(rest) + " of " + Phrases.count(margins.size()) + " cannot be told apart from it");
        }
        var rows = margins.stream()
                .map(m -> List.of(
                        m.entry(),
                        Words.interval(m.ahead()),
                        PairedTest.p(m.p()),
                        m.better() ? "better" : m.worse() ? "worse" : ""))
                .toList();
        return Description.of(String.join(" · ", parts))
                .with(
                        simplest + ": " + metric + " " + Words.interval(score),
                        List.of("entry", metric + " ahead", "p", ""),
                        rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
