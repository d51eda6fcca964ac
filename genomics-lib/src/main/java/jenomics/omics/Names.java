package jenomics.omics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/** The names along one axis, each different, and where each stands. */
final class Names {
    private final String what;
    private final String[] names;
    private Map<String, Integer> places;

    private Names(String what, String[] names) {
        this.what = what;
        this.names = names;
    }

    /**
     * @param what what is named, singular: "sample", "feature"
     * @param owner whose names they are, for messages: "the layer 'rna'"
     */
    static Names of(String what, String owner, List<String> names) {
        var axis = new Names(what, names.toArray(String[]::new));
        axis.check(owner);
        return axis;
    }

    private void check(String owner) {
        places = new HashMap<>(names.length * 2);
        var twins = new ArrayList<String>();
        for (int i = 0; i < names.length; i++) {
            if (names[i] == null || names[i].isBlank()) {
                throw new GenomicsException(
                        "Every " + what + " of " + owner + " needs a name; number " + (i + 1) + " has none.",
                        Map.of("place", i));
            }
            Integer first = places.putIfAbsent(names[i], i);
            if (first != null) {
                twins.add("'" + names[i] + "' (numbers " + (first + 1) + " and " + (i + 1) + ")");
            }
        }
        if (!twins.isEmpty()) {
            throw new GenomicsException(
                    "Every " + what + " of " + owner + " needs a name of its own; " + Phrases.count(twins.size())
                            + " of "
                            + Phrases.count(names.length) + " repeat an earlier one: "
                            + String.join(", ", twins.subList(0, Math.min(3, twins.size())))
                            + (twins.size() > 3 ? ", \u2026" : "") + ".",
                    Map.of("repeated", twins.size(), "first", twins.get(0)));
        }
    }

    int size() {
        return names.length;
    }

    String get(int place) {
        return names[place];
    }

    List<String> list() {
        return java.util.Collections.unmodifiableList(Arrays.asList(names));
    }

    /** The same kind of names at these places; no check, for they were different. */
    Names select(int[] chosen) {
        String[] some = new String[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            some[i] = names[chosen[i]];
        }
        return new Names(what, some);
    }

    boolean has(String name) {
        return places().containsKey(name);
    }

    /** Where a name stands, from 0; one that is not there is an error that shows what is. */
    int place(String name, String owner) {
        Integer place = places().get(name);
        if (place == null) {
            throw new GenomicsException(
                    "There is no " + what + " '" + name + "' in " + owner + "; its " + Phrases.count(names.length, what)
                            + " look like " + Phrases.firstThree(list()) + "." + near(name),
                    Map.of(what, name));
        }
        return place;
    }

    int[] places(List<String> chosen, String owner) {
        return chosen.stream().mapToInt(n -> place(n, owner)).toArray();
    }

    /** The same letters in another case or spelling. */
    private String near(String name) {
        String wanted = Matching.LETTERS_AND_DIGITS.key(name);
        return Arrays.stream(names)
                .filter(n -> Matching.LETTERS_AND_DIGITS.key(n).equals(wanted))
                .findFirst()
                .map(n -> " Did you mean '" + n + "'?")
                .orElse("");
    }

    private synchronized Map<String, Integer> places() {
        if (places == null) {
            places = new HashMap<>(names.length * 2);
            for (int i = 0; i < names.length; i++) {
                places.put(names[i], i);
            }
        }
        return places;
    }
}
