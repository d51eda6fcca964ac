package jenomics.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.learn.Metric;

/** Puts the entries in order, and corrects what is said of them for their number. */
final class Ranking {
    private final Judged judged;
    private final Metric metric;
    private final int simplest;
    private final List<Boolean> transductive;
    private final List<Integer> order;

    Ranking(Judged judged, Metric metric, String simplest, List<Boolean> transductive) {
        this.judged = judged;
        this.metric = metric;
        this.simplest = judged.names().indexOf(simplest);
        this.transductive = transductive;
        this.order = IntStream.range(0, judged.names().size())
                .boxed()
                .sorted(Comparator.comparingDouble(this::badness))
                .toList();
    }

    private double badness(int entry) {
        double mean = judged.interval(entry, metric).value();
        return Double.isNaN(mean) ? Double.POSITIVE_INFINITY : metric.higherIsBetter() ? -mean : mean;
    }

    List<Standing> standings() {
        int best = order.get(0);
        double[] fromBest =
                holm(e -> e == best ? Double.NaN : difference(best, e).p());
        double[] fromSimplest =
                holm(e -> e == simplest ? Double.NaN : difference(simplest, e).p());
        double[] chance = holm(e -> judged.chanceP(e, metric));
        var standings = new ArrayList<Standing>();
        for (int e : order) {
            standings.add(new Standing(
                    judged.names().get(e),
                    judged.interval(e, metric),
                    e == best ? null : difference(best, e),
                    fromBest[e],
                    fromSimplest[e],
                    chance[e],
                    judged.seconds(e),
                    transductive.get(e),
                    judged.failures(e).size()));
        }
        return List.copyOf(standings);
    }

    private PairedTest difference(int first, int second) {
        return judged.difference(first, second, metric);
    }

    private interface P {
        double of(int entry);
    }

    /** Corrects those that there are. */
    private double[] holm(P p) {
        int n = judged.names().size();
        double[] raw = IntStream.range(0, n).mapToDouble(p::of).toArray();
        int[] present = IntStream.range(0, n).filter(e -> !Double.isNaN(raw[e])).toArray();
        double[] corrected = MultipleTests.holm(
                IntStream.of(present).mapToDouble(e -> raw[e]).toArray());
        for (int k = 0; k < present.length; k++) {
            raw[present[k]] = corrected[k];
        }
        return raw;
    }
}
