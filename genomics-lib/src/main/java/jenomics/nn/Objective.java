package jenomics.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import jenomics.provenance.GenomicsException;

/**
 * How a loss treats classes. For a sample with class probabilities p and a truth q spread by the smoothing it is {@code Σ
 * w·q·(1−p)^γ·(−log p)} over the classes, divided by the sum of the samples' weights; the plain one has w = 1, γ = 0. A
 * value.
 *
 * @param labelSmoothing share of the truth that is spread over all classes, 0 to below 1
 * @param focal γ of the focal loss (Lin et al. 2017); 0: none
 * @param balancedClasses whether classes weigh in inverse proportion to how often they occur
 * @param classWeights by class; 1 for a class that is not named
 */
public record Objective(
        double labelSmoothing, double focal, boolean balancedClasses, Map<String, Double> classWeights) {

    /** Cross-entropy for classes, the squared error for numbers. */
    public static final Objective PLAIN = new Objective(0, 0, false, Map.of());

    /**
     * Checks its options.
     *
     * @throws GenomicsException if an option is out of its range, or classes are to be balanced and have weights
     */
    public Objective {
        classWeights = Collections.unmodifiableMap(new TreeMap<>(classWeights));
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new GenomicsException(
                    "Label smoothing is a share of at least 0 and below 1; found " + labelSmoothing + ".",
                    Map.of("labelSmoothing", labelSmoothing));
        }
        if (!(focal >= 0 && focal <= 10)) {
            throw new GenomicsException(
                    "The focal loss takes a gamma from 0 to 10; found " + focal + ".", Map.of("focal", focal));
        }
        if (balancedClasses && !classWeights.isEmpty()) {
            throw new GenomicsException(
                    "Class weights are either balanced or given by class; found both: " + classWeights + ".",
                    Map.of("classWeights", classWeights));
        }
        classWeights.forEach((name, weight) -> {
            if (!(weight > 0 && weight < Double.MAX_VALUE)) {
                throw new GenomicsException(
                        "A class weight is above 0; found " + weight + " for '" + name + "'.",
                        Map.of("class", name, "weight", weight));
            }
        });
    }

    /** With another share of the truth spread over all classes, 0 to below 1 (Szegedy et al. 2016: 0.1). */
    public Objective labelSmoothing(double value) {
        return new Objective(value, focal, balancedClasses, classWeights);
    }

    /** With another γ of the focal loss, 0 to 10 (Lin et al. 2017: 2). */
    public Objective focal(double value) {
        return new Objective(labelSmoothing, value, balancedClasses, classWeights);
    }

    /** Classes weigh in inverse proportion to how often they occur; weights given by class are forgotten. */
    public Objective balanced() {
        return new Objective(labelSmoothing, focal, true, Map.of());
    }

    /** With weights by class, each above 0; classes are no longer balanced. */
    public Objective classWeights(Map<String, Double> value) {
        return new Objective(labelSmoothing, focal, false, value);
    }

    /** Whether it is {@link #PLAIN}. */
    public boolean plain() {
        return equals(PLAIN);
    }

    /** The options that are not as in {@link #PLAIN}, by name. */
    public Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        if (labelSmoothing > 0) {
            facts.put("label smoothing", labelSmoothing);
        }
        if (focal > 0) {
            facts.put("focal loss gamma", focal);
        }
        if (balancedClasses) {
            facts.put("class weights", "balanced");
        }
        if (!classWeights.isEmpty()) {
            facts.put("class weights", classWeights.toString());
        }
        return facts;
    }
}
