package jenomics.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The card of a model that was made from another: its licence, what was done, and the other one's card below. */
final class DerivedCard {
    private DerivedCard() {}

    /**
     * @param base the folder of the other model, which may have no card
     * @param id what the other model is called
     * @param made what was done
     */
    static String of(Path base, String id, String made) {
        var file = base.resolve("README.md");
        var lines = Files.exists(file) ? Licence.lines(file) : List.<String>of();
        var head = Licence.head(lines);
        var licence = head.stream()
                .filter(line -> line.matches("license(_name|_link)?:.*"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        String below = lines.stream()
                .skip(head.isEmpty() ? 0 : head.size() + 2L)
                .collect(Collectors.joining("\n"))
                .strip();
        return "---\n" + licence + "base_model: " + id + "\n---\n\n" + made + "\n"
                + (below.isEmpty() ? "" : "\nWhat follows is the card of " + id + ".\n\n" + below + "\n");
    }
}
