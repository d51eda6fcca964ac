package jenomics.kernel.extension.adapter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** The start-up script that comes with this jar: imports, and the line that connects to IJava. */
final class StartupScript {
    private StartupScript() {}

    /** Only the imports, for kernels that are connected already. */
    static String imports() {
        return text().lines().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
    }

    static String text() {
        try (InputStream script = StartupScript.class.getResourceAsStream("/jenomics.jshell")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The start-up script of the extension cannot be read", e);
        }
    }
}
