package jenomics.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * From values to places: a linear, logarithmic or categorical axis.
 *
 * @param low the value at place 0
 * @param high the value at place 1
 * @param log whether equal steps multiply
 * @param whole whether there is nothing between 1 and 2: epochs, steps
 * @param names what stands at 0, 1, 2 ... on a categorical axis; empty on a numeric one
 */
record Axis(double low, double high, boolean log, boolean whole, List<String> names) {
    /** A value with its label. */
    record Tick(double value, String label) {}

    static Axis linear(double low, double high) {
        return new Axis(low, high, false, false, List.of());
    }

    static Axis log(double low, double high) {
        return new Axis(low, high, true, false, List.of());
    }

    static Axis categories(List<String> names) {
        return new Axis(-0.5, names.size() - 0.5, false, false, List.copyOf(names));
    }

    /** The same axis without ticks between whole numbers. */
    Axis inWholeNumbers() {
        return new Axis(low, high, log, true, names);
    }

    /** Categories from the high end down: on a y axis the first stands on top. */
    static Axis categoriesDown(List<String> names) {
        return new Axis(names.size() - 0.5, -0.5, false, false, List.copyOf(names));
    }

    boolean categorical() {
        return !names.isEmpty();
    }

    /** 0 at the low end, 1 at the high end; beyond these for values beyond. */
    double place(double value) {
        if (log) {
            return Math.log(value / low) / Math.log(high / low);
        }
        return (value - low) / (high - low);
    }

    /** The value on the axis nearest to this one. */
    double nearest(double value) {
        return Math.max(Math.min(low, high), Math.min(Math.max(low, high), value));
    }

    /** Round numbers within the axis: as many as fit, at most about this many. */
    List<Tick> ticks(int atMost) {
        if (categorical()) {
            var ticks = new ArrayList<Tick>();
            for (int i = 0; i < names.size(); i++) {
                ticks.add(new Tick(i, names.get(i)));
            }
            return ticks;
        }
        return log ? decades(Math.max(2, atMost)) : round(Math.max(2, atMost));
    }

    private List<Tick> round(int atMost) {
        double step = step((high - low) / atMost);
        while (atMost > 2 && Math.floor(high / step) - Math.ceil(low / step) < 2) {
            step = step(step / 2.5);
        }
        step = whole ? Math.max(1, step) : step;
        int decimals = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        double most = Math.max(Math.abs(low), Math.abs(high));
        boolean far = most >= 1e10 || decimals > 5;
        int digits = (int) Math.max(0, Math.floor(Math.log10(most)) - Math.floor(Math.log10(step) + 1e-9));
        var ticks = new ArrayList<Tick>();
        double slack = (high - low) * 1e-9;
        for (long i = (long) Math.ceil((low - slack) / step); i * step <= high + slack; i++) {
            double value = i * step;
            ticks.add(new Tick(value, far ? Numbers.scientific(value, digits) : Numbers.fixed(value, decimals)));
        }
        return ticks;
    }

    /** The least of 1, 2, 5 times a power of ten that is at least this large. */
    static double step(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        for (double times : new double[] {1, 2, 5}) {
            if (times * power >= least * (1 - 1e-9)) {
                return times * power;
            }
        }
        return 10 * power;
    }

    private List<Tick> decades(int atMost) {
        int first = (int) Math.ceil(Math.log10(low) - 1e-9);
        int last = (int) Math.floor(Math.log10(high) + 1e-9);
        int count = last - first + 1;
        if (count < 2) {
            return withinDecade(atMost);
        }
        int every = Math.max(1, (int) Math.ceil((double) count / atMost));
        boolean halves = count <= 3 && atMost >= 3 * count;
        var ticks = new ArrayList<Tick>();
        for (int power = first - 1; power <= last; power++) {
            for (int times : halves ? new int[] {1, 2, 5} : new int[] {1}) {
                double value = times * Math.pow(10, power);
                if (value >= low * (1 - 1e-9)
                        && value <= high * (1 + 1e-9)
                        && Math.floorMod(power - first, every) == 0) {
                    ticks.add(new Tick(value, Numbers.brief(value)));
                }
            }
        }
        return ticks;
    }

    /** Less than two powers of ten: round numbers as on a linear axis, where those are above 0. */
    private List<Tick> withinDecade(int atMost) {
        return linear(low, high).round(atMost).stream()
                .filter(tick -> tick.value() > 0)
                .toList();
    }
}
