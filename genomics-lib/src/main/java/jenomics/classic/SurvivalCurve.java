package jenomics.classic;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The share of samples still without the event, as steps.
 *
 * @param times at which something happened, ascending: an event or a last sight
 * @param atRisk how many samples were still followed just before
 * @param deaths how many events came then
 * @param survival the share without the event from then on
 * @param standardError of that share (Greenwood)
 */
public record SurvivalCurve(double[] times, int[] atRisk, int[] deaths, double[] survival, double[] standardError) {
    private static final double WIDE = NormalDistribution.of(0, 1).inverseCumulativeProbability(0.975);

    static SurvivalCurve of(double[] time, boolean[] event, int[] members) {
        double[] some = Arrays.stream(members).mapToDouble(i -> time[i]).toArray();
        boolean[] came = new boolean[members.length];
        for (int i = 0; i < came.length; i++) {
            came[i] = event[members[i]];
        }
        var risks = RiskSets.of(some, came);
        double[] times = new double[risks.times()];
        int[] atRisk = new int[times.length];
        double[] survival = new double[times.length];
        double[] error = new double[times.length];
        double share = 1;
        double greenwood = 0;
        for (int t = 0; t < times.length; t++) {
            times[t] = some[risks.order()[risks.begin()[t]]];
            atRisk[t] = members.length - risks.begin()[t];
            int deaths = risks.deaths()[t];
            share *= 1 - (double) deaths / atRisk[t];
            greenwood += deaths == 0 || deaths == atRisk[t] ? 0 : deaths / ((double) atRisk[t] * (atRisk[t] - deaths));
            survival[t] = share;
            error[t] = share * Math.sqrt(greenwood);
        }
        return new SurvivalCurve(times, atRisk, risks.deaths(), survival, error);
    }

    public int samples() {
        return atRisk.length == 0 ? 0 : atRisk[0];
    }

    public int events() {
        return Arrays.stream(deaths).sum();
    }

    /** How many samples were still followed just before a time. */
    public int followed(double time) {
        int place = 0;
        while (place < times.length && times[place] < time) {
            place++;
        }
        return place == times.length ? 0 : atRisk[place];
    }

    /** The share without the event at any time. */
    public double at(double time) {
        int place = place(time);
        return place < 0 ? 1 : survival[place];
    }

    /** The lower end of its 95 % interval, on the scale of the logarithm (R's default). */
    public double low(double time) {
        int place = place(time);
        return place < 0 ? 1 : bound(place, -WIDE);
    }

    /** The upper end of its 95 % interval. */
    public double high(double time) {
        int place = place(time);
        return place < 0 ? 1 : bound(place, WIDE);
    }

    private double bound(int place, double errors) {
        double share = survival[place];
        return share == 0 ? Double.NaN : Math.min(1, share * Math.exp(errors * standardError[place] / share));
    }

    private int place(double time) {
        int place = -1;
        while (place + 1 < times.length && times[place + 1] <= time) {
            place++;
        }
        return place;
    }

    /** The first time at which no more than half are without the event; empty if that was not seen. */
    public OptionalDouble median() {
        for (int t = 0; t < times.length; t++) {
            if (survival[t] <= 0.5 + 1e-12) {
                return OptionalDouble.of(times[t]);
            }
        }
        return OptionalDouble.empty();
    }

    /** Corners of the staircase, for a line, with the corners of its interval. */
    record Steps(double[] x, double[] y, double[] low, double[] high) {}

    Steps asSteps() {
        int corners = 2 * times.length + 1;
        var steps = new Steps(new double[corners], new double[corners], new double[corners], new double[corners]);
        set(steps, 0, 0, -1);
        for (int t = 0; t < times.length; t++) {
            set(steps, 2 * t + 1, times[t], t - 1);
            set(steps, 2 * t + 2, times[t], t);
        }
        return steps;
    }

    private void set(Steps steps, int corner, double x, int place) {
        steps.x()[corner] = x;
        steps.y()[corner] = place < 0 ? 1 : survival[place];
        steps.low()[corner] = place < 0 ? 1 : bound(place, -WIDE);
        steps.high()[corner] = place < 0 ? 1 : bound(place, WIDE);
    }
}
