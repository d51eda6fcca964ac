package jenomics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The working tree that these tests stand in. */
final class Repository {

    /** The folder that holds {@code lab}. */
    static final Path ROOT = find();

    private Repository() {}

    private static Path find() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("lab")) && Files.isDirectory(folder.resolve("genomics-lib"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "There is no lab script above " + Path.of("").toAbsolutePath());
    }

    /** The files below a folder whose names end so, in order, without what a build made. */
    static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var walk = Files.walk(folder)) {
            return walk.filter(file -> file.toString().endsWith(ending))
                    .filter(file -> !isMade(folder.relativize(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMade(Path file) {
        for (var name : file) {
            if (List.of("target", "build", ".git", ".ipynb_checkpoints").contains(name.toString())) {
                return true;
            }
        }
        return false;
    }

    /** What git tracks; empty where this is no checkout or there is no git. */
    static List<Path> tracked() {
        try {
            var git = new ProcessBuilder("git", "ls-files")
                    .directory(ROOT.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var names = new String(git.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            git.waitFor(1, TimeUnit.MINUTES);
            return names.lines().map(ROOT::resolve).filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
