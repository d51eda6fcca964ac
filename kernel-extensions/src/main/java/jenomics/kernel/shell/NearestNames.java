package jenomics.kernel.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import jenomics.provenance.Spelling;

/** What somebody may have meant who typed a name that is not there. */
final class NearestNames {
    private static final int OFFERED = 3;

    private final SourceCodeAnalysis analysis;

    NearestNames(SourceCodeAnalysis analysis) {
        this.analysis = analysis;
    }

    /**
     * Names that could stand in the same place and are spelled nearly so, the nearest only.
     *
     * @param at where in the source the name begins
     * @param kind variable, class or method, as the compiler says it
     */
    List<String> to(String name, String source, int at, String kind) {
        int allowed = name.length() <= 3 ? 1 : name.length() <= 7 ? 2 : 3;
        var near = new ArrayList<String>();
        int nearest = allowed;
        for (String candidate : (Iterable<String>) candidates(name, source, at, kind)::iterator) {
            int distance = candidate.equalsIgnoreCase(name) ? 0 : Spelling.distance(name, candidate);
            if (distance < nearest) {
                near.clear();
                nearest = distance;
            }
            if (distance == nearest) {
                near.add(candidate);
            }
        }
        return near.stream()
                .sorted(Comparator.comparing((String n) -> n.charAt(0) != name.charAt(0)))
                .limit(OFFERED)
                .toList();
    }

    private Stream<String> candidates(String name, String source, int at, String kind) {
        boolean member = at > 0 && source.charAt(at - 1) == '.';
        String before = source.substring(0, at);
        Stream<String> all = member ? suggestions(before) : firstLetters(name).flatMap(c -> suggestions(before + c));
        return all.filter(word -> kind.equals("method") == word.contains("("))
                .map(word -> word.replaceAll("[(.].*", ""))
                .filter(word -> !word.isEmpty() && !word.equals(name))
                .distinct();
    }

    /** As typed, in the other case, and the second letter where the first two may be swapped. */
    private static Stream<String> firstLetters(String name) {
        String first = name.substring(0, 1);
        String second = name.length() > 1 ? name.substring(1, 2) : first;
        return Stream.of(first, first.toUpperCase(Locale.ROOT), first.toLowerCase(Locale.ROOT), second)
                .distinct();
    }

    private Stream<String> suggestions(String code) {
        return analysis.completionSuggestions(code, code.length(), new int[1]).stream()
                .map(SourceCodeAnalysis.Suggestion::continuation);
    }
}
