package jenomics.kernel;

import io.github.spencerpark.jupyter.kernel.magic.registry.CellMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.LineMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.Set;
import java.util.TreeSet;

/** The base library's magics, and what their names are: a {@code %} before any other word is Java. */
final class MagicBook extends Magics {
    private final Set<String> lines = new TreeSet<>();
    private final Set<String> cells = new TreeSet<>();

    @Override
    public void registerLineMagic(String name, LineMagicFunction<?> magic) {
        lines.add(name);
        super.registerLineMagic(name, magic);
    }

    @Override
    public void registerCellMagic(String name, CellMagicFunction<?> magic) {
        cells.add(name);
        super.registerCellMagic(name, magic);
    }

    @Override
    public <T extends LineMagicFunction<?> & CellMagicFunction<?>> void registerLineCellMagic(String name, T magic) {
        registerLineMagic(name, magic);
        registerCellMagic(name, magic);
    }

    Set<String> lineNames() {
        return lines;
    }

    Set<String> cellNames() {
        return cells;
    }
}
