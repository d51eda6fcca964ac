package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/** Names of features that have to differ. */
final class FeatureNames {
    private FeatureNames() {}

    /** The same names if all differ; else numbered ones, or an error that names the first twins and the way on. */
    static List<String> distinct(Path file, List<String> names, boolean numbered) {
        var places = new HashMap<String, Integer>();
        var twins = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            Integer first = places.putIfAbsent(names.get(i), i);
            if (first != null) {
                twins.add("'" + names.get(i) + "' (features " + (first + 1) + " and " + (i + 1) + ")");
            }
        }
        if (twins.isEmpty()) {
            return names;
        }
        if (numbered) {
            return numbered(names);
        }
        throw new GenomicsException(
                "Features of '" + file + "' repeat a name: "
                        + String.join(", ", twins.subList(0, Math.min(3, twins.size())))
                        + (twins.size() > 3 ? " and " + (twins.size() - 3) + " more" : "")
                        + ". To keep them all, numbered: Omics.reader().withNumberedDuplicates().",
                Map.of("file", file.toString(), "repeated", twins.size()));
    }

    private static List<String> numbered(List<String> names) {
        var taken = new HashSet<>(names);
        var seen = new HashMap<String, Integer>();
        var numbered = new ArrayList<String>();
        for (String name : names) {
            int n = seen.merge(name, 1, Integer::sum);
            String own = name;
            while (n > 1 && !taken.add(own = name + "." + n)) {
                n = seen.merge(name, 1, Integer::sum);
            }
            numbered.add(own);
        }
        return numbered;
    }
}
