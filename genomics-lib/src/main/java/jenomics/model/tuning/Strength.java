package jenomics.model.tuning;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import jenomics.provenance.GenomicsException;

/**
 * How large and how strong a low-rank adapter is, as a whole and for single modules. A value.
 *
 * @param rank r
 * @param alpha α
 * @param stabilised whether the factor is α/√r (rsLoRA, Kalajdzievski 2023) instead of α/r
 * @param ranks other ranks for modules whose name ends with a key, which may be a regular expression
 * @param alphas other alphas, likewise
 */
public record Strength(
        int rank, double alpha, boolean stabilised, Map<String, Integer> ranks, Map<String, Double> alphas) {

    /**
     * Copies its maps.
     *
     * @throws GenomicsException if a module's rank is less than 1; the others are checked where it is used
     */
    public Strength {
        ranks = Collections.unmodifiableMap(new LinkedHashMap<>(ranks));
        alphas = Collections.unmodifiableMap(new LinkedHashMap<>(alphas));
        ranks.forEach((module, r) -> {
            if (r < 1) {
                throw new GenomicsException(
                        "LoRA takes a rank of at least 1; found " + r + " for '" + module + "'.",
                        Map.of("module", module, "rank", r));
            }
        });
    }

    Strength rank(int value) {
        return new Strength(value, alpha, stabilised, ranks, alphas);
    }

    Strength alpha(double value) {
        return new Strength(rank, value, stabilised, ranks, alphas);
    }

    Strength stabilised(boolean value) {
        return new Strength(rank, alpha, value, ranks, alphas);
    }

    Strength rank(String module, int value) {
        var changed = new LinkedHashMap<>(ranks);
        changed.put(module, value);
        return new Strength(rank, alpha, stabilised, changed, alphas);
    }

    Strength alpha(String module, double value) {
        var changed = new LinkedHashMap<>(alphas);
        changed.put(module, value);
        return new Strength(rank, alpha, stabilised, ranks, changed);
    }

    /** The rank for one module. */
    public int rank(String module) {
        return of(module, ranks, rank);
    }

    /** The factor on B(Ax) for one module. */
    public double scaling(String module) {
        double r = rank(module);
        return of(module, alphas, alpha) / (stabilised ? Math.sqrt(r) : r);
    }

    private static <T> T of(String module, Map<String, T> patterns, T otherwise) {
        return patterns.entrySet().stream()
                .filter(e -> Pattern.matches("(.*\\.)?(" + e.getKey() + ")", module))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }
}
