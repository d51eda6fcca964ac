package jenomics.classic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import jenomics.learn.Samples;
import jenomics.learn.Task;
import jenomics.plot.Chart;
import jenomics.plot.LineChart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Which share of samples is still without the event when (Kaplan and Meier 1958), for all or for several groups, and
 * whether the groups differ (log-rank test).
 *
 * <pre>{@code
 * KaplanMeier.of(cohort, Task.survival("days", "status")).by("subtype").plot()
 * }</pre>
 */
public final class KaplanMeier implements Described {
    private final Samples<?> samples;
    private final Task task;
    private final double[] time;
    private final boolean[] event;
    private final String groupedBy;
    private final List<String> groupOf;
    private final Map<String, SurvivalCurve> curves;

    private KaplanMeier(
            Samples<?> samples, Task task, double[] time, boolean[] event, String groupedBy, List<String> groupOf) {
        this.samples = samples;
        this.task = task;
        this.time = time;
        this.event = event;
        this.groupedBy = groupedBy;
        this.groupOf = groupOf;
        this.curves = new LinkedHashMap<>();
        for (String group : new TreeSet<>(groupOf)) {
            int[] members = IntStream.range(0, time.length)
                    .filter(i -> groupOf.get(i).equals(group))
                    .toArray();
            curves.put(group, SurvivalCurve.of(time, event, members));
        }
    }

    /** One curve of all samples. */
    public static KaplanMeier of(Samples<?> samples, Task survival) {
        if (survival.kind() != Task.Kind.SURVIVAL) {
            throw new GenomicsException(
                    "A Kaplan-Meier curve is of survival; the task is " + survival
                            + ". Say Task.survival(\"time\", \"event\").",
                    Map.of("task", survival.toString()));
        }
        var resolved = survival.resolve(samples);
        double[][] y = resolved.targets(samples).values();
        double[] time = new double[y.length];
        boolean[] event = new boolean[y.length];
        for (int i = 0; i < y.length; i++) {
            time[i] = y[i][0];
            event[i] = y[i][1] == 1;
        }
        var all = IntStream.range(0, y.length).mapToObj(i -> "all").toList();
        return new KaplanMeier(samples, resolved, time, event, null, all);
    }

    /** One curve for each value of an attribute. */
    public KaplanMeier by(String attribute) {
        var groups = new ArrayList<String>();
        for (int i = 0; i < samples.size(); i++) {
            String group = samples.attributes().contains(attribute) ? samples.attribute(i, attribute) : null;
            if (group == null) {
                throw new GenomicsException(
                        "Kaplan-Meier curves by '" + attribute + "' need it for every sample; '" + samples.id(i)
                                + "' has none. The attributes are " + samples.attributes() + ".",
                        Map.of("attribute", attribute, "sample", samples.id(i)));
            }
            groups.add(group);
        }
        return new KaplanMeier(samples, task, time, event, attribute, List.copyOf(groups));
    }

    /** The curve of each group; {@code all} where there is one. */
    public Map<String, SurvivalCurve> curves() {
        return Collections.unmodifiableMap(curves);
    }

    /**
     * A log-rank test.
     *
     * @param chiSquared of the differences between events observed and expected
     * @param degrees of freedom: one less than groups
     * @param pValue of curves that do not differ
     * @param observed events of each group
     * @param expected events of each group if there were no difference
     */
    public record LogRank(
            double chiSquared,
            int degrees,
            double pValue,
            Map<String, Double> observed,
            Map<String, Double> expected) {}

    /** Whether the groups differ; needs two. */
    public LogRank logRank() {
        var groups = List.copyOf(curves.keySet());
        if (groups.size() < 2) {
            throw new GenomicsException(
                    "A log-rank test compares at least two groups; there is one. Say .by(\"attribute\").",
                    Map.of("groups", groups));
        }
        int k = groups.size();
        int[] place = groupOf.stream().mapToInt(groups::indexOf).toArray();
        double[] observed = new double[k];
        double[] expected = new double[k];
        double[][] variance = new double[k][k];
        var risks = RiskSets.of(time, event);
        double[] atRisk = new double[k];
        for (int t = risks.times() - 1; t >= 0; t--) {
            for (int p = risks.begin()[t]; p < risks.begin()[t + 1]; p++) {
                int i = risks.order()[p];
                atRisk[place[i]]++;
                observed[place[i]] += event[i] ? 1 : 0;
            }
            add(atRisk, risks.deaths()[t], expected, variance);
        }
        double statistic = statistic(observed, expected, variance);
        return new LogRank(
                statistic,
                k - 1,
                ChiSquaredDistribution.of(k - 1).survivalProbability(statistic),
                named(groups, observed),
                named(groups, expected));
    }

    private static void add(double[] atRisk, int deaths, double[] expected, double[][] variance) {
        double all = Arrays.stream(atRisk).sum();
        for (int g = 0; g < atRisk.length; g++) {
            double share = atRisk[g] / all;
            expected[g] += deaths * share;
            for (int h = 0; h < atRisk.length && all > 1; h++) {
                double same = g == h ? share : 0;
                variance[g][h] += deaths * (all - deaths) / (all - 1) * (same - share * atRisk[h] / all);
            }
        }
    }

    /** Without the last group, whose difference follows from the others. */
    private static double statistic(double[] observed, double[] expected, double[][] variance) {
        int k = observed.length - 1;
        var inverse = new DMatrixRMaj(k, k);
        for (int g = 0; g < k; g++) {
            for (int h = 0; h < k; h++) {
                inverse.set(g, h, variance[g][h]);
            }
        }
        CommonOps_DDRM.invert(inverse);
        double sum = 0;
        for (int g = 0; g < k; g++) {
            for (int h = 0; h < k; h++) {
                sum += (observed[g] - expected[g]) * inverse.get(g, h) * (observed[h] - expected[h]);
            }
        }
        return sum;
    }

    private static Map<String, Double> named(List<String> groups, double[] values) {
        var named = new LinkedHashMap<String, Double>();
        IntStream.range(0, values.length).forEach(g -> named.put(groups.get(g), values[g]));
        return named;
    }

    /** The curves with 95 % intervals. */
    public Chart plot() {
        String title = groupedBy == null ? "Kaplan-Meier" : "Kaplan-Meier by " + groupedBy;
        if (curves.size() > 1) {
            title += " (log-rank p " + Phrases.value(logRank().pValue()) + ")";
        }
        var chart =
                LineChart.of(title).x(task.label()).y("share without the event").yRange(0, 1);
        for (var curve : curves.entrySet()) {
            var steps = curve.getValue().asSteps();
            chart = chart.line(curve.getKey(), steps.x(), steps.y()).band(steps.x(), steps.low(), steps.high());
        }
        return chart;
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        curves.forEach((group, curve) -> rows.add(List.of(
                group,
                Phrases.count(curve.samples()),
                Phrases.count(curve.events()),
                curve.median().isPresent() ? Phrases.value(curve.median().getAsDouble()) : "not reached")));
        String test = curves.size() < 2
                ? ""
                : " · log-rank p " + Phrases.value(logRank().pValue());
        return Description.of("Kaplan-Meier · " + task + " · " + Phrases.count(time.length, "sample") + test)
                .with("", List.of(groupedBy == null ? "group" : groupedBy, "samples", "events", "median"), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
