package jenomics.kernel.magic;

import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import java.util.Optional;
import java.util.regex.Pattern;

/** Completion of what is being written at the cursor, if that is the name of a magic. */
public final class MagicNames {
    private static final Pattern BEGUN = Pattern.compile("(?:^|[\\n=])[ \\t]*(%{1,2})(\\w*)$");

    private MagicNames() {}

    public static Optional<ReplacementOptions> complete(MagicBook book, String code, int cursor) {
        var begun = BEGUN.matcher(code.substring(0, Math.min(cursor, code.length())));
        if (!begun.find()) {
            return Optional.empty();
        }
        var names = book.namesThatBegin(begun.group(2), begun.group(1).length() == 2);
        return names.isEmpty() ? Optional.empty() : Optional.of(new ReplacementOptions(names, begun.start(2), cursor));
    }
}
