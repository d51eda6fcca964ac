package jenomics.kernel.shell;

import java.util.List;

/** The cell ends in the middle of a statement. */
public final class IncompleteError extends CellError {

    IncompleteError(Place place) {
        super("the statement that begins in line " + place.line() + " has no end", report(place));
    }

    private static List<String> report(Place place) {
        return List.of(
                Ansi.red("CompilationError") + " in cell [" + place.cell() + "], line " + place.line()
                        + ": this statement has no end (a bracket, a brace or a quote is open)",
                Ansi.numbered(place.line(), place.text(1)));
    }

    @Override
    public String name() {
        return "CompilationError";
    }
}
