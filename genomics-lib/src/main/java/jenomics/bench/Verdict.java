package jenomics.bench;

import java.util.List;
import java.util.OptionalDouble;
import jenomics.learn.Interval;
import jenomics.learn.Metric;

/** What can be said of a benchmark, in a sentence or two. */
final class Verdict {
    private final List<Standing> standings;
    private final Metric metric;
    private final OptionalDouble chance;
    private final Standing simplest;

    /** @param standings the best first; those without a score last */
    Verdict(List<Standing> standings, String simplest, Metric metric, OptionalDouble chance) {
        this.standings = standings.stream().filter(Standing::scored).toList();
        this.metric = metric;
        this.chance = chance;
        this.simplest = this.standings.stream()
                .filter(s -> s.name().equals(simplest))
                .findFirst()
                .orElse(null);
    }

    String text() {
        if (standings.isEmpty()) {
            return "No entry could be judged: all of them failed.";
        }
        if (chance.isPresent() && standings.stream().noneMatch(Standing::signal)) {
            return nothing();
        }
        return among() + withoutSignal();
    }

    private Standing best() {
        return standings.get(0);
    }

    private String nothing() {
        String level = metric + " " + Interval.number(chance.getAsDouble());
        return standings.size() == 1
                ? best().name() + " does no better than chance: " + metric + " " + Words.interval(best().score())
                        + " where chance is " + Interval.number(chance.getAsDouble()) + "."
                : "No entry does better than chance (" + level + "): the best of " + standings.size() + ", "
                        + best().name() + ", has " + Words.interval(best().score()) + ".";
    }

    private String among() {
        if (standings.size() == 1) {
            return best().name() + ": " + metric + " " + Words.interval(best().score())
                    + (chance.isPresent()
                            ? ", better than chance (" + Interval.number(chance.getAsDouble()) + ")."
                            : ".");
        }
        var alike = standings.stream().filter(s -> !s.worse()).toList();
        if (alike.size() == 1) {
            var next = standings.get(1);
            return best().name() + " is better than " + (standings.size() == 2 ? "" : "all others, the next being ")
                    + next.name() + ": by " + size(next) + " " + metric + "; use " + best().name() + ".";
        }
        boolean withSimplest = simplest != null && !simplest.worse();
        var use = withSimplest ? simplest : alike.get(1);
        var other = use == best() ? alike.get(1) : best();
        var rest = alike.stream()
                .filter(s -> s != use && s != other)
                .map(Standing::name)
                .toList();
        var compared = use == best() ? other : use;
        return other.name() + " and " + use.name() + " cannot be told apart: difference " + size(compared) + " "
                + metric
                + (rest.isEmpty() ? "" : " (nor can " + Words.and(rest) + ")") + "; use "
                + (withSimplest ? use.name() + ", the simplest." : faster(alike).name() + ", the fastest of them.");
    }

    private static Standing faster(List<Standing> alike) {
        return alike.stream()
                .min(java.util.Comparator.comparingDouble(Standing::seconds))
                .orElseThrow();
    }

    /** How much better the best is than this one, with the interval. */
    private String size(Standing from) {
        var d = from.fromBest().interval();
        boolean flip = from.fromBest().difference() < 0;
        var turned = flip ? new Interval(-d.value(), -d.high(), -d.low()) : d;
        return Words.interval(turned);
    }

    private String withoutSignal() {
        if (chance.isEmpty() || standings.size() == 1) {
            return "";
        }
        var none =
                standings.stream().filter(s -> !s.signal()).map(Standing::name).toList();
        return none.isEmpty()
                ? ""
                : " " + Words.and(none) + (none.size() == 1 ? " does" : " do") + " no better than chance ("
                        + Interval.number(chance.getAsDouble()) + ").";
    }
}
