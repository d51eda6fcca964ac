package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import jenomics.learn.Split;
import jenomics.provenance.Progress;
import jenomics.provenance.StopSignal;
import jenomics.sequence.SequenceSet;

/** Trainings that are stopped and taken up again, and what must then be equal. */
final class Resuming {
    private Resuming() {}

    static Split<SequenceSet> split() {
        return Split.of(Tiny.gcRich(48)).given("part");
    }

    /** Fits with a Stop as soon as one more step has been made. */
    static Run stopped(Supplier<Run> fit) {
        return stopped("fine-tuning", fit);
    }

    /** Fits with a Stop as soon as this work has begun. */
    static Run stopped(String work, Supplier<Run> fit) {
        var before = Progress.showOn((progress, last) -> {
            if (progress.what().startsWith(work) && !last) {
                StopSignal.request();
            }
        });
        try {
            return fit.get();
        } finally {
            Progress.showOn(before);
        }
    }

    /** What is said on standard error meanwhile. */
    static String said(Runnable work) {
        var before = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    /** The numbers of the saved states in a folder, ascending. */
    static List<Long> states(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("step-\\d+\\.safetensors"))
                    .map(name -> Long.parseLong(name.replaceAll("\\D", "")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a training in a Java of its own, and kills it as soon as a state of this step or a later one is there. */
    static void killAfter(long step, List<String> command, Path out, Path log) throws Exception {
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        try {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
            while (process.isAlive() && System.nanoTime() < end && last(out) < step) {
                Thread.sleep(1);
            }
            process.destroyForcibly().waitFor();
        } finally {
            process.destroyForcibly();
        }
        assertTrue(last(out) >= step, () -> "no state of step " + step + "; it said: " + read(log));
    }

    /** The number of the newest saved state; -1 while there is none. */
    static long last(Path out) {
        return Files.isDirectory(out)
                ? states(out).stream().mapToLong(step -> step).max().orElse(-1)
                : -1;
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Weights as saved, losses, scores and predictions: equal to the bit. */
    static void assertSame(Run whole, Path wholeFolder, Run run, Path folder) throws IOException {
        int compared = 0;
        for (String file : List.of("adapter_model.safetensors", "adapter_config.json", "trained.safetensors")) {
            assertEquals(Files.exists(wholeFolder.resolve(file)), Files.exists(folder.resolve(file)), file);
            if (Files.exists(folder.resolve(file))) {
                assertArrayEquals(
                        Files.readAllBytes(wholeFolder.resolve(file)), Files.readAllBytes(folder.resolve(file)), file);
                compared++;
            }
        }
        assertFalse(compared == 0, "no weights to compare");
        assertFalse(run.interrupted());
        assertEquals(whole.history().losses(), run.history().losses());
        assertEquals(whole.history().scores(), run.history().scores());
        var other = whole.test().samples();
        assertArrayEquals(whole.predict(other).values(), run.predict(other).values());
        assertEquals(
                whole.evaluate().describe().text(), run.evaluate().describe().text());
        assertEquals(whole.trainedParameters(), run.trainedParameters());
        assertEquals(List.of(), states(folder), "states give way to the run");
    }
}
