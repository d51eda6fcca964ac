package jenomics.learn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Phrases;

/**
 * What each feature counts for in a fitted model, by name. Features that the model does not use weigh 0.
 *
 * @param kind what the numbers are: "coefficient per standard deviation", "gain"
 * @param features their names, in the order of the samples
 * @param weights one each; the sign says the direction where the kind has one
 */
public record FeatureWeights(String kind, List<String> features, List<Double> weights) implements Described {
    private static final int SHOWN = 20;

    public FeatureWeights {
        features = List.copyOf(features);
        weights = List.copyOf(weights);
        if (features.size() != weights.size()) {
            throw new IllegalArgumentException(features.size() + " features but " + weights.size() + " weights");
        }
    }

    /** The features that are used, the weightiest first. */
    public List<String> selected() {
        return order().map(features::get).toList();
    }

    private Stream<Integer> order() {
        return IntStream.range(0, features.size())
                .boxed()
                .filter(f -> weights.get(f) != 0)
                .sorted(Comparator.comparingDouble(f -> -Math.abs(weights.get(f))));
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        order().limit(SHOWN).forEach(f -> rows.add(List.of(features.get(f), Interval.number(weights.get(f)))));
        long used = order().count();
        String headline = Phrases.count((int) used, "feature") + " of " + features.size() + " used · " + kind;
        return rows.isEmpty()
                ? Description.of(headline)
                : Description.of(headline)
                        .with(
                                used > SHOWN ? "the " + SHOWN + " weightiest" : "all of them",
                                List.of("feature", kind),
                                rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
