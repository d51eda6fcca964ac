package jenomics.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jenomics.learn.Calibration;
import jenomics.learn.Curve;
import jenomics.learn.HitCurve;
import jenomics.learn.Predictions;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.plot.BoxPlot;
import jenomics.plot.Chart;
import jenomics.plot.LineChart;
import jenomics.plot.Panels;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/** The pictures of a table of scores. */
final class ScoreCharts {
    private static final int MOST_PANELS = 6;

    private final ScoreTable table;
    private final Judged judged;

    ScoreCharts(ScoreTable table, Judged judged) {
        this.table = table;
        this.judged = judged;
    }

    private List<String> scored() {
        return table.standings().stream()
                .filter(Standing::scored)
                .map(Standing::name)
                .toList();
    }

    BoxPlot boxes(String protocol) {
        if (scored().isEmpty()) {
            throw new GenomicsException("There is nothing to draw: no entry has a score. " + table.verdict());
        }
        var chart = BoxPlot.of(
                        table.metric() + " over " + Phrases.count(judged.folds().size(), "fold"))
                .x(table.metric() + " (" + protocol + ")");
        for (String entry : scored()) {
            chart = chart.group(entry, table.scores(entry));
        }
        return table.chance().isPresent() ? chart.reference(table.chance().getAsDouble(), "chance") : chart;
    }

    BoxPlot splitNoise(String protocol, String name, double value, String of) {
        return violins(protocol).dot(of, name, value);
    }

    /** Without the line of chance, which may be far off. */
    private BoxPlot violins(String protocol) {
        var chart = BoxPlot.of("How far " + table.metric() + " depends on the split")
                .x(table.metric() + " (" + protocol + ")")
                .violins();
        for (String entry : scored()) {
            chart = chart.group(entry, table.scores(entry));
        }
        return chart;
    }

    BoxPlot splitNoise(String protocol, String name, ScoreTable oneSplit) {
        var chart = violins(protocol);
        for (String entry : scored()) {
            boolean both = oneSplit.standings().stream().anyMatch(s -> s.name().equals(entry) && s.scored());
            if (both) {
                chart = chart.dot(
                        entry, name, oneSplit.score(entry, table.metric()).value());
            }
        }
        return chart;
    }

    /** Draws one class: what an entry said of the samples, as a line of the chart. */
    private interface Drawn {
        LineChart on(LineChart chart, String entry, Predictions said, Targets truth, String className);
    }

    Chart roc() {
        return perClass("ROC", (chart, entry, said, truth, name) -> {
            var curve = Curve.roc(said, truth, name);
            return curve.addTo(chart == null ? curve.chart(title("ROC", name)) : chart, entry);
        });
    }

    Chart precisionRecall() {
        return perClass("precision-recall", (chart, entry, said, truth, name) -> {
            var curve = Curve.precisionRecall(said, truth, name);
            return curve.addTo(chart == null ? curve.chart(title("Precision and recall", name)) : chart, entry);
        });
    }

    Chart hits() {
        return perClass("hit", (chart, entry, said, truth, name) -> {
            var curve = HitCurve.of(said, truth, name);
            return curve.addTo(chart == null ? curve.chart(title("Hits", name)) : chart, entry);
        });
    }

    Chart calibration() {
        requireClasses("calibration");
        if (judged.task().kind() == Task.Kind.MULTILABEL) {
            throw new GenomicsException("A calibration is drawn for one label at a time; the task has several.");
        }
        var chart = Calibration.chart("Calibration, out of fold");
        for (String entry : scored()) {
            chart = Calibration.of(table.predictions(entry), table.targets(entry))
                    .addTo(chart, entry);
        }
        return chart;
    }

    private static String title(String what, String className) {
        return what + " of '" + className + "', out of fold";
    }

    private void requireClasses(String what) {
        var kind = judged.task().kind();
        if (kind == Task.Kind.REGRESSION || kind == Task.Kind.SURVIVAL) {
            throw new GenomicsException(
                    "A " + what + " curve is for classes; the task is " + judged.task() + ".",
                    Map.of("task", judged.task().toString()));
        }
    }

    private Chart perClass(String what, Drawn drawn) {
        requireClasses(what);
        var classes = judged.task().classes();
        var shown = judged.task().kind() == Task.Kind.BINARY ? classes.subList(1, 2) : classes;
        var charts = new ArrayList<Chart>();
        for (String name : shown.subList(0, Math.min(MOST_PANELS, shown.size()))) {
            LineChart chart = null;
            for (String entry : scored()) {
                chart = drawn.on(chart, entry, table.predictions(entry), table.targets(entry), name);
            }
            charts.add(chart);
        }
        if (charts.size() == 1) {
            return charts.get(0);
        }
        var panels = Panels.of("");
        int wide = charts.size() % 3 == 0 ? 3 : 2;
        for (int from = 0; from < charts.size(); from += wide) {
            panels = panels.row(
                    Arrays.copyOfRange(charts.toArray(Chart[]::new), from, Math.min(from + wide, charts.size())));
        }
        return panels;
    }
}
