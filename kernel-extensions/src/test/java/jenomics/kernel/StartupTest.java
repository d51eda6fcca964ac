package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StartupTest {

    @Test
    void otherKernelsImportWhatOursImports() throws IOException {
        try (var script = Startup.class.getResourceAsStream("/jenomics.jshell")) {
            String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(
                    ours(Startup.imports().stream()),
                    ours(text.lines()),
                    "src/main/resources/jenomics.jshell has one import for each package of the library");
        }
    }

    private static List<String> ours(Stream<String> lines) {
        return lines.filter(line -> line.matches("import (static )?jenomics\\.(?!kernel).*"))
                .sorted()
                .toList();
    }
}
