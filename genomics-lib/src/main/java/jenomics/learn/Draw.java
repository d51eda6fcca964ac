package jenomics.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import jenomics.provenance.Seed;

/** Draws samples, or whole groups of samples, by chance, and shares the classes out evenly. */
final class Draw {
    private static final int TRIES = 10;

    private final IntFunction<String> stratum;
    private final Seed seed;

    /** @param stratum the class of a sample; may be null */
    Draw(IntFunction<String> stratum, Seed seed) {
        this.stratum = stratum;
        this.seed = seed;
    }

    /**
     * So many of these samples, each class in proportion (by largest remainder), and at least one of each class of
     * which there are two.
     */
    int[] samples(int[] from, int count) {
        var random = seed.random();
        var strata = strata(from);
        var quotas = quotas(strata, count, (double) count / from.length);
        var drawn = new ArrayList<Integer>();
        int s = 0;
        for (var members : strata.values()) {
            shuffle(members, random);
            drawn.addAll(members.subList(0, quotas[s++]));
        }
        return drawn.stream().mapToInt(i -> i).sorted().toArray();
    }

    private static int[] quotas(Map<String, List<Integer>> strata, int count, double fraction) {
        int[] sizes = strata.values().stream().mapToInt(List::size).toArray();
        int[] quotas = new int[sizes.length];
        double[] remainders = new double[sizes.length];
        var order = new ArrayList<Integer>();
        for (int s = 0; s < sizes.length; s++) {
            double exact = fraction * sizes[s];
            quotas[s] = (int) Math.floor(exact + 1e-9);
            remainders[s] = exact - quotas[s];
            order.add(s);
        }
        order.sort(Comparator.comparingDouble(s -> -remainders[s]));
        int missing = count - Arrays.stream(quotas).sum();
        for (int s : order.subList(0, Math.min(Math.max(0, missing), order.size()))) {
            quotas[s]++;
        }
        for (int s = 0; s < sizes.length; s++) {
            quotas[s] = Math.max(quotas[s], Math.min(1, sizes[s] - 1));
        }
        return quotas;
    }

    /**
     * Some of these groups (never all), whose samples come near this fraction of every class: the best of ten greedy
     * choices, each in another random order.
     */
    List<String> groups(Map<String, int[]> groups, double fraction) {
        var all = groups.values().stream().flatMapToInt(Arrays::stream).toArray();
        var classes = List.copyOf(strata(all).keySet());
        var counts = new LinkedHashMap<String, double[]>();
        double[] wanted = new double[classes.size()];
        groups.forEach((name, members) -> {
            double[] count = new double[classes.size()];
            for (int i : members) {
                count[classes.indexOf(stratumOf(i))]++;
            }
            counts.put(name, count);
            add(wanted, count, fraction);
        });
        List<String> best = List.of();
        double nearest = Double.POSITIVE_INFINITY;
        for (int t = 0; t < TRIES; t++) {
            var order = new ArrayList<>(groups.keySet());
            shuffle(order, seed.at(t).random());
            var chosen = greedy(order, counts, wanted);
            double distance = distance(chosen, counts, wanted);
            if (distance < nearest - 1e-9) {
                nearest = distance;
                best = chosen;
            }
        }
        return best;
    }

    private static List<String> greedy(List<String> order, Map<String, double[]> counts, double[] wanted) {
        var chosen = new ArrayList<String>();
        double[] missing = wanted.clone();
        for (String name : order) {
            double[] less = missing.clone();
            add(less, counts.get(name), -1);
            if (size(less) < size(missing) && chosen.size() < order.size() - 1) {
                chosen.add(name);
                missing = less;
            }
        }
        if (chosen.isEmpty()) {
            order.stream()
                    .min(Comparator.comparingDouble(name -> distance(List.of(name), counts, wanted)))
                    .ifPresent(chosen::add);
        }
        return chosen;
    }

    private static double distance(List<String> chosen, Map<String, double[]> counts, double[] wanted) {
        double[] missing = wanted.clone();
        chosen.forEach(name -> add(missing, counts.get(name), -1));
        return size(missing);
    }

    private static double size(double[] counts) {
        return Arrays.stream(counts).map(Math::abs).sum();
    }

    private static void add(double[] to, double[] counts, double times) {
        for (int c = 0; c < to.length; c++) {
            to[c] += times * counts[c];
        }
    }

    private Map<String, List<Integer>> strata(int[] from) {
        var strata = new LinkedHashMap<String, List<Integer>>();
        for (int i : from) {
            strata.computeIfAbsent(stratumOf(i), s -> new ArrayList<>()).add(i);
        }
        return strata;
    }

    private String stratumOf(int sample) {
        String s = stratum.apply(sample);
        return s == null ? "" : s;
    }

    /** Fisher and Yates's. */
    private static void shuffle(List<?> list, RandomGenerator random) {
        @SuppressWarnings("unchecked")
        var items = (List<Object>) list;
        for (int i = items.size() - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            Object kept = items.get(i);
            items.set(i, items.get(j));
            items.set(j, kept);
        }
    }
}
