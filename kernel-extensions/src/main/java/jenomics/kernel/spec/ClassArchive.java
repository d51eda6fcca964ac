package jenomics.kernel.spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jenomics.provenance.Progress;

/**
 * The classes of a typical session, parsed and verified once (JVM class data sharing). Made at install by a rehearsal:
 * the kernel runs a few cells and writes the archive when it ends. Without it the kernel works as well, later.
 */
final class ClassArchive {
    private static final int SECONDS_AT_MOST = 120;
    private static final String REHEARSAL = "jenomics.kernel.Rehearsal";

    private ClassArchive() {}

    /** Returns a sentence on how it went. */
    static String make(KernelJson json, Path archive) {
        long begun = System.nanoTime();
        List<String> command = json.java();
        command.addAll(List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
        command.addAll(List.of("-cp", json.classPath(), REHEARSAL));
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(json.environment());
        try {
            Process rehearsal = builder.start();
            boolean ended = rehearsal.waitFor(SECONDS_AT_MOST, TimeUnit.SECONDS);
            rehearsal.destroyForcibly();
            return ended && Files.exists(archive)
                    ? made(archive, begun)
                    : "No class archive came about; the kernel works without.";
        } catch (IOException e) {
            return "No class archive (" + e.getMessage() + "); the kernel works without.";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "No class archive (interrupted); the kernel works without.";
        }
    }

    private static String made(Path archive, long begun) throws IOException {
        return "Class archive of " + (Files.size(archive) >> 20) + " MB made in "
                + Progress.brief(Duration.ofNanos(System.nanoTime() - begun)) + ".";
    }
}
