package jenomics.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/** What is asked of the attributes of samples before they are used. */
final class Attributes {
    private Attributes() {}

    /** @param who whom to name in the message: "the task binary 'promoter'" */
    static void require(Samples<?> samples, String name, String who) {
        var names = samples.attributes();
        if (!names.contains(name)) {
            throw new GenomicsException(
                    "The samples have no attribute '" + name + "', which " + who + " needs; they have "
                            + Phrases.quoted(names) + "." + Phrases.didYouMean(name, names),
                    Map.of("attribute", name, "attributes", names));
        }
    }

    static void requireComplete(Samples<?> samples, String name, String wayOn) {
        var without = new ArrayList<String>();
        for (int i = 0; i < samples.size(); i++) {
            if (samples.attribute(i, name) == null) {
                without.add(samples.id(i));
            }
        }
        if (!without.isEmpty()) {
            throw new GenomicsException(
                    Phrases.count(without.size()) + " of " + Phrases.count(samples.size(), "sample")
                            + (without.size() == 1 ? " has" : " have") + " no '" + name + "': "
                            + Phrases.firstThree(without) + ". " + wayOn,
                    Map.of("attribute", name, "samples", without));
        }
    }

    /** The values of an attribute with the number of samples that have each, in order of first appearance. */
    static Map<String, Integer> counts(Samples<?> samples, String name) {
        var counts = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < samples.size(); i++) {
            String value = samples.attribute(i, name);
            if (value != null) {
                counts.merge(value, 1, Integer::sum);
            }
        }
        return counts;
    }
}
