package jenomics.io;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Names for layers, and names of things in sentences. */
final class LayerNames {
    private LayerNames() {}

    /** {@code 'a', 'b', 'c' and 12 more}. */
    static String firstThree(List<String> names) {
        String first = names.stream().limit(3).map(n -> "'" + n + "'").collect(Collectors.joining(", "));
        return names.size() <= 3 ? first : first + " and " + (names.size() - 3) + " more";
    }

    /** The names of files without their endings and without the words that all begin with: {@code mrna}, {@code mirna}. */
    static List<String> of(List<Path> files) {
        var stems = files.stream().map(LayerFile::stem).toList();
        int common = stems.size() < 2 ? 0 : commonStart(stems);
        return stems.stream().map(s -> s.substring(common)).toList();
    }

    /** How many letters all begin with, up to the last separator among them. */
    private static int commonStart(List<String> stems) {
        String first = stems.get(0);
        int common = 0;
        for (int i = 0; i < first.length(); i++) {
            int at = i;
            if (!stems.stream().allMatch(s -> s.length() > at + 1 && s.charAt(at) == first.charAt(at))) {
                break;
            }
            common = "_-. ".indexOf(first.charAt(i)) >= 0 ? i + 1 : common;
        }
        return common;
    }
}
