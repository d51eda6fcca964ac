package jenomics.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import jenomics.learn.Metric;
import jenomics.plot.Chart;
import jenomics.plot.LineChart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;

/**
 * WiSE-FT (Wortsman et al. 2022): how good the networks between the frozen and the fine-tuned one are, on samples like
 * those of the training and on others.
 *
 * @param metric what is shown
 * @param alphas 0 (frozen encoder) to 1 (fine-tuned)
 * @param inside the metric on the test part, for each alpha
 * @param outside the metric on the other samples, for each alpha
 */
public record WiseCurve(Metric metric, List<Double> alphas, List<Double> inside, List<Double> outside)
        implements Described {

    /** Copies its lists. */
    public WiseCurve {
        alphas = List.copyOf(alphas);
        inside = List.copyOf(inside);
        outside = List.copyOf(outside);
    }

    /** The alpha with the best mean of both. */
    public double best() {
        int best = 0;
        for (int i = 1; i < alphas.size(); i++) {
            double gain = inside.get(i) + outside.get(i) - inside.get(best) - outside.get(best);
            if (metric.higherIsBetter() ? gain > 0 : gain < 0) {
                best = i;
            }
        }
        return alphas.get(best);
    }

    /** Both curves over alpha. */
    public Chart plot() {
        return LineChart.of("Between the frozen and the fine-tuned network")
                .x("alpha (0 frozen, 1 fine-tuned)")
                .y(metric.toString())
                .line("in distribution", alphas, inside)
                .line("out of distribution", alphas, outside)
                .mark(best(), "best mean");
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < alphas.size(); i++) {
            rows.add(List.of(
                    String.format(Locale.ROOT, "%.2f", alphas.get(i)),
                    String.format(Locale.ROOT, "%.3f", inside.get(i)),
                    String.format(Locale.ROOT, "%.3f", outside.get(i))));
        }
        return Description.of(String.format(
                        Locale.ROOT, "%s between frozen and fine-tuned: best mean at alpha %.2f", metric, best()))
                .with("", List.of("alpha", "in distribution", "out of distribution"), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
