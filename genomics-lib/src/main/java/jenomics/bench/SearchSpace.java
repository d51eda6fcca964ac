package jenomics.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * What may be tuned, and from where to where. A value: every call gives a new space.
 *
 * <pre>{@code
 * SearchSpace.of().number("alpha", 0, 1).logNumber("lambda", 1e-4, 1).integer("depth", 2, 8).choice("kernel", "linear", "rbf")
 * }</pre>
 */
public final class SearchSpace implements Described {
    private final Map<String, Range> ranges;

    private SearchSpace(Map<String, Range> ranges) {
        this.ranges = ranges;
    }

    /** Where one value comes from. */
    private interface Range {
        /** @param at from 0 to below 1 */
        Object at(double at);

        /** How many different values a grid of this many steps has. */
        int steps(int asked);

        default Object step(int step, int of) {
            return at(of == 1 ? 0.5 : Math.min(Math.nextDown(1.0), (double) step / (of - 1)));
        }
    }

    /** A space without anything to tune yet. */
    public static SearchSpace of() {
        return new SearchSpace(Map.of());
    }

    /** A number, each between the two as likely as any other. */
    public SearchSpace number(String name, double low, double high) {
        check(name, low, high, Double.NEGATIVE_INFINITY);
        return with(name, new Line(low, high, false));
    }

    /** A number above 0 whose order of magnitude is searched: strengths, rates. */
    public SearchSpace logNumber(String name, double low, double high) {
        check(name, low, high, 0);
        return with(name, new Line(low, high, true));
    }

    /** A whole number, both ends included. */
    public SearchSpace integer(String name, int low, int high) {
        check(name, low, high, Double.NEGATIVE_INFINITY);
        return with(name, new Whole(low, high));
    }

    /** One of some texts. */
    public SearchSpace choice(String name, String... texts) {
        if (texts.length == 0) {
            throw new GenomicsException("choice(\"" + name + "\") has nothing to choose from; give texts.");
        }
        return with(name, new Choice(List.of(texts)));
    }

    private record Line(double low, double high, boolean log) implements Range {
        @Override
        public Object at(double at) {
            return log
                    ? (Object) Math.exp(Math.log(low) + at * (Math.log(high) - Math.log(low)))
                    : (Object) (low + at * (high - low));
        }

        @Override
        public Object step(int step, int of) {
            return step == of - 1 && of > 1 ? (Object) high : Range.super.step(step, of);
        }

        @Override
        public int steps(int asked) {
            return low == high ? 1 : asked;
        }

        @Override
        public String toString() {
            return low + " to " + high + (log ? ", by order of magnitude" : "");
        }
    }

    private record Whole(int low, int high) implements Range {
        @Override
        public Object at(double at) {
            return (int) Math.min(high, low + Math.floor(at * (high - low + 1.0)));
        }

        @Override
        public int steps(int asked) {
            return (int) Math.min(asked, high - (long) low + 1);
        }

        @Override
        public Object step(int step, int of) {
            return of == 1 ? (low + high) / 2 : (int) Math.round(low + step * (high - (double) low) / (of - 1));
        }

        @Override
        public String toString() {
            return low + " to " + high;
        }
    }

    private record Choice(List<String> texts) implements Range {
        @Override
        public Object at(double at) {
            return texts.get((int) (at * texts.size()));
        }

        @Override
        public int steps(int asked) {
            return texts.size();
        }

        @Override
        public Object step(int step, int of) {
            return texts.get(step);
        }

        @Override
        public String toString() {
            return String.join(", ", texts);
        }
    }

    private SearchSpace with(String name, Range range) {
        if (ranges.containsKey(name)) {
            throw new GenomicsException(
                    "The search space has a '" + name + "' already: give each its own name.", Map.of("name", name));
        }
        var more = new LinkedHashMap<>(ranges);
        more.put(name, range);
        return new SearchSpace(more);
    }

    private static void check(String name, double low, double high, double above) {
        if (!(low <= high) || !(low > above) || Double.isInfinite(high)) {
            throw new GenomicsException(
                    "'" + name + "' goes from " + low + " to " + high + "; give two numbers, the lower first"
                            + (above == 0 ? ", above 0." : "."),
                    Map.of("name", name, "low", low, "high", high));
        }
    }

    /** A choice by chance. */
    Settings draw(SplittableRandom random) {
        requireSome();
        var values = new LinkedHashMap<String, Object>();
        ranges.forEach((name, range) -> values.put(name, range.at(random.nextDouble())));
        return new Settings(values);
    }

    /** Every combination of this many evenly spaced values of each number, and of all texts. */
    List<Settings> grid(int steps) {
        requireSome();
        var grid = new ArrayList<Settings>(List.of(new Settings(Map.of())));
        ranges.forEach((name, range) -> {
            int count = range.steps(steps);
            var longer = new ArrayList<Settings>();
            for (var settings : grid) {
                for (int step = 0; step < count; step++) {
                    longer.add(settings.with(name, range.step(step, count)));
                }
            }
            grid.clear();
            grid.addAll(longer);
        });
        return List.copyOf(grid);
    }

    private void requireSome() {
        if (ranges.isEmpty()) {
            throw new GenomicsException(
                    "The search space is empty: say what is tuned, SearchSpace.of().number(\"alpha\", 0, 1).");
        }
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        ranges.forEach((name, range) -> rows.add(List.of(name, range.toString())));
        return Description.of("a search space of " + Phrases.count(ranges.size(), "setting"))
                .with("", List.of("setting", "values"), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
