package jenomics.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The licence of a model's weights, as its folder says: the head of README.md, else the first line of LICENSE. */
final class Licence {
    private static final String UNKNOWN = "not stated in the folder: ask its authors before you share results of it";

    private Licence() {}

    static String of(Path folder) {
        return card(folder)
                .or(() -> List.of("LICENSE", "LICENSE.txt", "LICENSE.md").stream()
                        .map(folder::resolve)
                        .filter(Files::exists)
                        .findFirst()
                        .flatMap(file -> lines(file).stream()
                                .map(line -> line.replaceFirst("^#+", "").strip())
                                .filter(line -> !line.isEmpty())
                                .findFirst()))
                .orElse(UNKNOWN);
    }

    /** {@code license: apache-2.0} between the two lines of dashes that a model card begins with. */
    private static Optional<String> card(Path folder) {
        var file = folder.resolve("README.md");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var stated = head(lines(file)).stream()
                .filter(line -> line.matches("license(_name)?:\\s*\\S.*"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip().replaceAll("^['\"]|['\"]$", ""))
                .collect(Collectors.joining(", "));
        return stated.isEmpty() ? Optional.empty() : Optional.of(stated);
    }

    /** What stands between the two lines of dashes that a card begins with; empty if it does not. */
    static List<String> head(List<String> card) {
        if (card.isEmpty() || !card.get(0).strip().equals("---")) {
            return List.of();
        }
        return card.stream()
                .skip(1)
                .takeWhile(line -> !line.strip().equals("---"))
                .toList();
    }

    /** Bytes that are no UTF-8 are shown as such; a licence is not refused for an accent. */
    static List<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
