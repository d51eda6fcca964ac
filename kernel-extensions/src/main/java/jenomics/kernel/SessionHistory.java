package jenomics.kernel;

import io.github.spencerpark.jupyter.kernel.history.HistoryEntry;
import io.github.spencerpark.jupyter.kernel.history.HistoryManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The cells of this session; consoles ask for them when one presses Up. */
final class SessionHistory implements HistoryManager {
    private final List<HistoryEntry> cells = new ArrayList<>();

    void add(int number, String code) {
        cells.add(new HistoryEntry(0, number, code));
    }

    /** The code of all cells, in order. */
    List<String> all() {
        return cells.stream().map(HistoryEntry::getInput).toList();
    }

    @Override
    public List<HistoryEntry> lookupTail(int length, Set<ResultFlag> flags) {
        return List.copyOf(cells.subList(Math.max(0, cells.size() - length), cells.size()));
    }

    @Override
    public List<HistoryEntry> lookupRange(int session, int first, int beyond, Set<ResultFlag> flags) {
        return cells.stream()
                .filter(cell -> session == 0 && cell.getCellNumber() >= first && cell.getCellNumber() < beyond)
                .toList();
    }

    @Override
    public List<HistoryEntry> search(String glob, int length, Set<ResultFlag> flags) {
        var pattern = Pattern.compile(regex(glob), Pattern.DOTALL);
        var found = cells.stream()
                .filter(cell -> pattern.matcher(cell.getInput()).matches())
                .toList();
        return found.subList(Math.max(0, found.size() - length), found.size());
    }

    private static String regex(String glob) {
        var regex = new StringBuilder();
        for (char c : glob.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return regex.toString();
    }
}
