package jenomics.kernel;

import io.github.spencerpark.jupyter.kernel.history.HistoryEntry;
import io.github.spencerpark.jupyter.kernel.history.HistoryManager;
import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The cells of this session; consoles ask for them when one presses Up. */
final class SessionHistory implements HistoryManager {
    private final List<HistoryEntry> cells = new ArrayList<>();

    void add(int number, String code) {
        cells.add(new HistoryEntry(0, number, code));
    }

    /** The text of a cell's result. */
    void result(int number, String text) {
        cells.replaceAll(
                cell -> cell.getCellNumber() == number ? new HistoryEntry(0, number, cell.getInput(), text) : cell);
    }

    /** The content of a history_reply. The base library's lacks the status and cannot say that a cell had no result. */
    Map<String, Object> reply(HistoryRequest request) {
        List<HistoryEntry> found =
                switch (request.getAccessType()) {
                    case TAIL -> lookupTail(((HistoryRequest.Tail) request).getMaxReturnLength(), Set.of());
                    case RANGE -> range((HistoryRequest.Range) request);
                    case SEARCH -> search((HistoryRequest.Search) request);
                };
        return Map.of(
                "status",
                "ok",
                "history",
                found.stream().map(cell -> row(cell, request.includeOutput())).toList());
    }

    private List<HistoryEntry> range(HistoryRequest.Range request) {
        return lookupRange(request.getSessionIndex(), request.getStart(), request.getStop(), Set.of());
    }

    private List<HistoryEntry> search(HistoryRequest.Search request) {
        Set<ResultFlag> flags = request.filterUnique() ? Set.of(ResultFlag.UNIQUE) : Set.of();
        return search(request.getPattern(), request.getMaxReturnLength(), flags);
    }

    private static List<Object> row(HistoryEntry cell, boolean withOutput) {
        Object shown = cell.getInput();
        if (withOutput) {
            var both = new ArrayList<String>();
            both.add(cell.getInput());
            both.add(cell.hasOutput() ? cell.getOutput() : null);
            shown = both;
        }
        return List.of(cell.getSession(), cell.getCellNumber(), shown);
    }

    /** The code of all cells, in order. */
    List<String> all() {
        return cells.stream().map(HistoryEntry::getInput).toList();
    }

    @Override
    public List<HistoryEntry> lookupTail(int length, Set<ResultFlag> flags) {
        return last(cells, length);
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
        return last(flags.contains(ResultFlag.UNIQUE) ? lastOfEach(found) : found, length);
    }

    /** Each input once, where it came last. */
    private static List<HistoryEntry> lastOfEach(List<HistoryEntry> entries) {
        var byInput = new LinkedHashMap<String, HistoryEntry>();
        for (HistoryEntry entry : entries) {
            byInput.remove(entry.getInput());
            byInput.put(entry.getInput(), entry);
        }
        return List.copyOf(byInput.values());
    }

    /** A request that says no length gets all. */
    private static List<HistoryEntry> last(List<HistoryEntry> entries, int length) {
        int from = length <= 0 ? 0 : Math.max(0, entries.size() - length);
        return List.copyOf(entries.subList(from, entries.size()));
    }

    private static String regex(String glob) {
        var regex = new StringBuilder();
        for (char c : glob.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return regex.toString();
    }
}
