package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import jenomics.provenance.GenomicsException;

/**
 * What each column of a text table is for.
 *
 * @param columns the names of all columns of the file
 * @param target for each column its place among the columns of values; or {@link #NAMES}, {@link #LEFT_OUT}, or
 *     {@link #ATTRIBUTE} less its place among the attributes
 * @param valueNames the names of the columns of values
 * @param lineNames the names of the lines, given or numbered
 * @param samplesInRows whether a line is a sample
 * @param notes how that was told
 */
record TextLayout(
        List<String> columns,
        int[] target,
        List<String> valueNames,
        List<String> lineNames,
        boolean samplesInRows,
        List<String> notes) {
    static final int NAMES = -1;
    static final int LEFT_OUT = -2;
    static final int ATTRIBUTE = -3;

    static TextLayout of(Path file, TextIndex index, OmicsReader how, NumberText numbers, Predicate<String> known) {
        var columns = new ArrayList<>(index.header());
        if (index.shifted()) {
            columns.add(0, "");
        }
        check(file, columns, how.attributes());
        check(file, columns, how.leaveOut());
        boolean named = hasNames(index, columns, how, numbers);
        int[] target = new int[columns.size()];
        var values = new ArrayList<String>();
        for (int c = 0; c < target.length; c++) {
            target[c] = role(c, columns.get(c), named, how);
            if (target[c] == 0) {
                target[c] = values.size();
                values.add(columns.get(c));
            }
        }
        if (values.isEmpty()) {
            throw new GenomicsException(
                    "'" + file + "' has no column of values: its columns are " + LayerNames.firstThree(columns)
                            + ". Is its delimiter another?",
                    Map.of("file", file.toString(), "columns", columns.size()));
        }
        var lines = named
                ? index.firstCells()
                : IntStream.rangeClosed(1, index.lines())
                        .mapToObj(Integer::toString)
                        .toList();
        var guess = how.orientation() == Orientation.DETECT
                ? AxisGuess.of(named ? columns.get(0) : null, lines, values, lines.size(), known)
                : new AxisGuess(how.orientation() == Orientation.SAMPLES_IN_ROWS, "as was said");
        return new TextLayout(columns, target, values, lines, guess.samplesInRows(), notes(index, named, guess));
    }

    private static int role(int column, String name, boolean named, OmicsReader how) {
        if (how.leaveOut().contains(name)) {
            return LEFT_OUT;
        }
        int attribute = how.attributes().indexOf(name);
        return attribute >= 0 ? ATTRIBUTE - attribute : column == 0 && named ? NAMES : 0;
    }

    private static boolean hasNames(TextIndex index, List<String> columns, OmicsReader how, NumberText numbers) {
        if (how.attributes().contains(columns.get(0)) || how.leaveOut().contains(columns.get(0))) {
            return false;
        }
        if (index.shifted() || index.hasHeader() && AxisGuess.namesLines(columns.get(0))) {
            return true;
        }
        String first = index.firstCells().get(0);
        return Double.isNaN(TextIndex.number(first, numbers))
                && !first.isEmpty()
                && !how.missing().contains(first);
    }

    private static void check(Path file, List<String> columns, List<String> wanted) {
        var there = new HashSet<>(columns);
        for (String name : wanted) {
            if (!there.contains(name)) {
                throw new GenomicsException(
                        "'" + file + "' has no column '" + name + "'; its columns are " + LayerNames.firstThree(columns)
                                + ".",
                        Map.of("file", file.toString(), "column", name));
            }
        }
    }

    private static List<String> notes(TextIndex index, boolean named, AxisGuess guess) {
        var notes = new ArrayList<String>();
        notes.add((guess.samplesInRows() ? "samples in rows (" : "samples in columns (") + guess.why() + ")");
        if (!named) {
            notes.add("lines have no names: samples are numbered from 1");
        }
        if (!index.hasHeader()) {
            notes.add("no header: columns are named V1, V2, \u2026");
        }
        return notes;
    }
}
