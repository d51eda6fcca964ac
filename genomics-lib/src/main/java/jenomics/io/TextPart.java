package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Some lines of values of a text table, read by one thread.
 *
 * @param from the first of them, counted from 0
 * @param to the one after the last of them
 * @param place where the first is; null for the beginning of the file, with its header
 */
record TextPart(int from, int to, CellReader.Place place) {
    private static final int FOR_EACH_PROCESSOR = 4;

    /** The whole file in parts of a megabyte or more; one part if it is smaller or packed. */
    static List<TextPart> of(Path file, TextIndex index) {
        var marks = index.marks().isEmpty() || !Unpacked.isPlain(file) ? List.<TextIndex.Mark>of() : index.marks();
        int most = FOR_EACH_PROCESSOR * Runtime.getRuntime().availableProcessors();
        int step = 1 + marks.size() / most;
        var parts = new ArrayList<TextPart>();
        var begin = new TextIndex.Mark(0, null);
        for (int m = step - 1; m < marks.size(); m += step) {
            parts.add(new TextPart(begin.line(), marks.get(m).line(), begin.place()));
            begin = marks.get(m);
        }
        parts.add(new TextPart(begin.line(), index.lines(), begin.place()));
        return parts;
    }

    CellReader open(Path file, char delimiter) {
        return place == null ? new CellReader(file, delimiter) : new CellReader(file, delimiter, place);
    }
}
