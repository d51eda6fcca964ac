package jenomics.kernel.shell;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;

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
            int distance = candidate.equalsIgnoreCase(name) ? 0 : distance(name, candidate);
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

    /** Letters to insert, delete, change, or swap with their neighbour. */
    static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 3) {
            return Integer.MAX_VALUE;
        }
        var d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 ? j : j == 0 ? i : cheapest(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int cheapest(int[][] d, String a, String b, int i, int j) {
        int change = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(change, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, d[i - 2][j - 2] + 1) : least;
    }
}
