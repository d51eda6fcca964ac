package jenomics.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import jenomics.learn.Split.Part;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * How many samples of each class each part has.
 *
 * @param label the attribute that holds the class
 * @param counts for each part that has samples, the classes of the whole set with their number there
 */
record ClassBalance(String label, Map<Part, Map<String, Integer>> counts) {

    /** @param classes the classes in one value of the label */
    static ClassBalance of(Samples<?> samples, int[] partOf, String label, Function<String, List<String>> classes) {
        var all = new TreeSet<String>();
        var counts = new LinkedHashMap<Part, Map<String, Integer>>();
        for (int i = 0; i < partOf.length; i++) {
            String text = samples.attribute(i, label);
            if (partOf[i] >= 0 && text != null) {
                all.addAll(classes.apply(text));
            }
        }
        for (var part : Part.values()) {
            var inPart = new LinkedHashMap<String, Integer>();
            Labels.inOrder(all).forEach(c -> inPart.put(c, 0));
            boolean any = false;
            for (int i = 0; i < partOf.length; i++) {
                if (partOf[i] == part.ordinal()) {
                    any = true;
                    String text = samples.attribute(i, label);
                    (text == null ? List.<String>of() : classes.apply(text))
                            .forEach(c -> inPart.merge(c, 1, Integer::sum));
                }
            }
            if (any) {
                counts.put(part, inPart);
            }
        }
        return new ClassBalance(label, counts);
    }

    void requireEverywhere() {
        counts.forEach((part, inPart) -> inPart.forEach((name, n) -> {
            if (n == 0) {
                throw new GenomicsException(
                        "The " + part + " part has no sample of class '" + name + "' of '" + label + "': "
                                + perPart(name)
                                + ". Share the classes out with .stratify(\"" + label
                                + "\"), choose other groups or shares, or leave that class out.",
                        Map.of("class", name, "part", part.toString()));
            }
        }));
    }

    private String perPart(String name) {
        var parts = new ArrayList<String>();
        counts.forEach((part, inPart) -> parts.add(part + " has " + Phrases.count(inPart.get(name)) + " of "
                + Phrases.count(inPart.values().stream().mapToInt(n -> n).sum())));
        return String.join(", ", parts);
    }

    /** {@code no 1,701 · yes 1,701}. */
    String text(Part part) {
        var texts = new ArrayList<String>();
        counts.get(part).forEach((name, n) -> texts.add(name + " " + Phrases.count(n)));
        return String.join(" · ", texts);
    }
}
