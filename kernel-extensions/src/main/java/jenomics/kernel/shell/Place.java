package jenomics.kernel.shell;

/**
 * Where a statement stands.
 *
 * @param cell number of its cell
 * @param line its first line in the cell, from 1
 * @param source its text, from its first character that is not blank
 */
record Place(int cell, int line, String source) {

    /** The same place with the source as JShell keeps it: it may add a semicolon. */
    Place of(String keptSource) {
        return new Place(cell, line, keptSource);
    }

    /** Line number in the cell of a line number in the statement. */
    int lineInCell(int lineInSource) {
        return line + lineInSource - 1;
    }

    /** The text of one line of the statement, from 1; empty if there is no such line. */
    String text(int lineInSource) {
        String[] lines = source.split("\n", -1);
        return lineInSource >= 1 && lineInSource <= lines.length ? lines[lineInSource - 1] : "";
    }
}
