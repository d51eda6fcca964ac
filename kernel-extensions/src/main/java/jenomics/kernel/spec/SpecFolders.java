package jenomics.kernel.spec;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jenomics.provenance.GenomicsException;

/** Jupyter's places for kernels, as jupyter_core's {@code paths.py} defines them. */
public final class SpecFolders {
    private SpecFolders() {}

    /** Where this kernel is, or will be. */
    public static Path target(InstallOptions options) {
        return kernels(options).resolve(options.name());
    }

    /** All places Jupyter looks in, the most specific first, that exist; and the one the options name. */
    public static List<Path> toSearch(InstallOptions options) {
        Set<Path> folders = new LinkedHashSet<>();
        folders.add(kernels(options));
        environment("JUPYTER_PATH").ifPresent(paths -> Stream.of(paths.split(File.pathSeparator))
                .filter(path -> !path.isBlank())
                .forEach(path -> folders.add(Path.of(path, "kernels"))));
        folders.add(userData().resolve("kernels"));
        pythonPrefix().ifPresent(prefix -> folders.add(below(prefix)));
        folders.add(below(Path.of("/usr/local")));
        folders.add(below(Path.of("/usr")));
        return folders.stream().filter(Files::isDirectory).toList();
    }

    private static Path kernels(InstallOptions options) {
        return switch (options.place()) {
            case USER -> userData().resolve("kernels");
            case PREFIX -> below(options.prefix());
            case SYS_PREFIX ->
                below(pythonPrefix()
                        .orElseThrow(() -> new GenomicsException(
                                "No Python environment is active (VIRTUAL_ENV, CONDA_PREFIX) and there is no python3;"
                                        + " name its folder with --prefix.")));
        };
    }

    private static Path below(Path prefix) {
        return prefix.resolve(Path.of("share", "jupyter", "kernels"));
    }

    private static Path userData() {
        Path home = Path.of(System.getProperty("user.home"));
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        Path byHabit = system.startsWith("mac")
                ? home.resolve(Path.of("Library", "Jupyter"))
                : system.startsWith("windows")
                        ? environment("APPDATA").map(Path::of).orElse(home).resolve("jupyter")
                        : environment("XDG_DATA_HOME")
                                .map(Path::of)
                                .orElse(home.resolve(Path.of(".local", "share")))
                                .resolve("jupyter");
        return environment("JUPYTER_DATA_DIR").map(Path::of).orElse(byHabit);
    }

    private static Optional<Path> pythonPrefix() {
        return environment("VIRTUAL_ENV")
                .or(() -> environment("CONDA_PREFIX"))
                .or(() -> environment("NB_PYTHON_PREFIX"))
                .or(SpecFolders::prefixOfPython)
                .map(Path::of);
    }

    private static Optional<String> prefixOfPython() {
        try {
            var python = new ProcessBuilder("python3", "-c", "import sys; print(sys.prefix)")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String prefix = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return python.waitFor() == 0 && !prefix.isEmpty() ? Optional.of(prefix) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }
}
