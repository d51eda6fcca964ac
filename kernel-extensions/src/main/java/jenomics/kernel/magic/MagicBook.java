package jenomics.kernel.magic;

import io.github.spencerpark.jupyter.kernel.magic.registry.CellMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.LineMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Spelling;

/** The base library's magics, with a line of help for each, and an answer to names that are none. */
public final class MagicBook extends Magics {

    /**
     * How a magic is used.
     *
     * @param usage as one writes it: {@code %jars PATTERN...}
     * @param help what it does, in one line
     */
    record Page(String usage, String help) {}

    private static final String FOREIGN = "added by a library or a cell";

    private final Map<String, Page> lines = new TreeMap<>();
    private final Map<String, Page> cells = new TreeMap<>();
    private final Map<String, String> aliases = new TreeMap<>();
    private final Set<String> takeTheLineWhole = new HashSet<>();

    @Override
    public void registerLineMagic(String name, LineMagicFunction<?> magic) {
        lines.putIfAbsent(name, new Page("%" + name, FOREIGN));
        super.registerLineMagic(name, magic);
    }

    @Override
    public void registerCellMagic(String name, CellMagicFunction<?> magic) {
        cells.putIfAbsent(name, new Page("%%" + name, FOREIGN));
        super.registerCellMagic(name, magic);
    }

    @Override
    public <T extends LineMagicFunction<?> & CellMagicFunction<?>> void registerLineCellMagic(String name, T magic) {
        registerLineMagic(name, magic);
        registerCellMagic(name, magic);
    }

    /** @param arguments what is written behind the name; may be empty */
    void line(String name, String arguments, String help, LineMagicFunction<?> magic) {
        lines.put(name, new Page(("%" + name + " " + arguments).strip(), help));
        registerLineMagic(name, magic);
    }

    /** A line magic whose one argument is the rest of the line as it stands. */
    void wholeLine(String name, String arguments, String help, LineMagicFunction<?> magic) {
        takeTheLineWhole.add(name);
        line(name, arguments, help, magic);
    }

    void cell(String name, String arguments, String help, CellMagicFunction<?> magic) {
        cells.put(name, new Page(("%%" + name + " " + arguments).strip(), help));
        registerCellMagic(name, magic);
    }

    /** Other names of a line magic. */
    void alias(String name, String... others) {
        Page page = lines.get(name);
        String also = Stream.of(others).map(other -> "%" + other).collect(Collectors.joining(", "));
        lines.put(name, new Page(page.usage(), page.help() + "; also " + also));
        for (String other : others) {
            aliases.put(other, name);
        }
    }

    boolean takesTheLineWhole(String name) {
        return takeTheLineWhole.contains(name);
    }

    /** Every magic, cell magics after line magics of the same name. */
    List<Page> pages() {
        var names = new TreeSet<>(lines.keySet());
        names.addAll(cells.keySet());
        var pages = new ArrayList<Page>();
        names.forEach(name -> pages.addAll(pages(name)));
        return pages;
    }

    /** What there is of this name: nothing, a line magic, a cell magic, or both. */
    List<Page> pages(String name) {
        var pages = new ArrayList<Page>();
        String line = aliases.getOrDefault(name, name);
        if (lines.containsKey(line)) {
            pages.add(lines.get(line));
        }
        if (cells.containsKey(name)) {
            pages.add(cells.get(name));
        }
        return pages;
    }

    /** Names of line magics, or of cell magics, that begin so. */
    public List<String> namesThatBegin(String prefix, boolean cell) {
        var names = new TreeSet<>(cell ? cells.keySet() : lines.keySet());
        if (!cell) {
            names.addAll(aliases.keySet());
        }
        return names.stream().filter(name -> name.startsWith(prefix)).toList();
    }

    @Override
    public <T> T applyLineMagic(String name, List<String> arguments) throws Exception {
        String known = aliases.getOrDefault(name, name);
        if (name.startsWith("%")) {
            throw new GenomicsException(
                    "%" + name + " stands in the middle of a cell; a magic of whole cells is the first"
                            + " line, and takes all that follows.");
        }
        if (!lines.containsKey(known)) {
            throw cells.containsKey(known)
                    ? new GenomicsException(
                            "%%" + name + " is a magic of whole cells: it stands on the first line, with"
                                    + " two per cent signs, and takes all that follows.")
                    : unknown(name);
        }
        return super.applyLineMagic(known, arguments);
    }

    @Override
    public <T> T applyCellMagic(String name, List<String> arguments, String body) throws Exception {
        if (!cells.containsKey(name)) {
            throw lines.containsKey(name)
                    ? new GenomicsException("%" + name + " is a magic of one line: with one per cent sign.")
                    : unknown(name);
        }
        return super.applyCellMagic(name, arguments, body);
    }

    GenomicsException unknown(String name) {
        var names = new TreeSet<>(lines.keySet());
        names.addAll(cells.keySet());
        names.addAll(aliases.keySet());
        return new GenomicsException(
                "There is no magic '" + name + "'."
                        + Spelling.nearest(name, names)
                                .map(near ->
                                        " Did you mean " + pages(near).get(0).usage() + "?")
                                .orElse("")
                        + " %magics lists them all.",
                Map.of("magic", name));
    }
}
