package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import jenomics.ChildJvm;
import jenomics.model.tuning.Dora;
import jenomics.model.tuning.Ia3;
import jenomics.model.tuning.Lora;
import jenomics.model.tuning.Tuning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native memory over two thousand steps, in a Java of its own, where nothing else takes or gives back any. */
class FlatMemoryTest {
    private static final int STEPS = 2_000;
    private static final int BETWEEN = 100;
    private static final List<Tuning> METHODS = List.of(
            Lora.standard(),
            Lora.standard().pissa(),
            Lora.standard().targets("word_embeddings"),
            Dora.standard(),
            Ia3.standard());

    @Test
    void memoryStaysFlatOverTwoThousandStepsOfEveryMethod(@TempDir Path folder) throws Exception {
        assumeTrue(Files.exists(Path.of("/proc/self/smaps")), "skipped: only Linux says how much memory is resident");
        var command = ChildJvm.command(FlatMemoryTest.class, List.of());
        // What the other compiler and the other collector take comes and goes.
        command.addAll(1, List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        var log = folder.resolve("log");
        var child = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertEquals(0, child.waitFor(), () -> text(log));
        var lines = text(log).lines().filter(line -> line.startsWith("MB")).toList();
        assertEquals(METHODS.size(), lines.size(), text(log));
        for (var line : lines) {
            double[] resident = Arrays.stream(
                            line.substring(line.indexOf(':') + 1).split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            int half = resident.length / 2;
            double before = median(Arrays.copyOfRange(resident, 0, half));
            double after = median(Arrays.copyOfRange(resident, resident.length - half, resident.length));
            assertTrue(after - before <= 5, line);
        }
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** Prints, for each method, the memory beside the Java heap over the second half of the steps. */
    public static void main(String[] arguments) throws IOException {
        // Lengths change from step to step, as in life.
        var batches = IntStream.range(0, 20)
                .mapToObj(i -> EncoderTrainingTest.sequences(4, i))
                .toList();
        for (var method : METHODS) {
            var resident = new StringJoiner(",", "MB with " + method.name() + ":", "");
            try (var learner = new EncoderTrainingTest.Learner(method, 3)) {
                learner.net.train(0.1);
                for (int step = 1; step <= STEPS; step++) {
                    var batch = batches.get(step % batches.size());
                    learner.backward(batch, EncoderTrainingTest.targets(batch), () -> {});
                    learner.optimizer.clip(1);
                    learner.optimizer.step(1e-3);
                    if (step >= STEPS / 2 && step % BETWEEN == 0) {
                        resident.add(String.valueOf(nativeMegabytes()));
                    }
                }
            }
            System.out.println(resident);
        }
    }

    private interface LibC extends Library {
        int malloc_trim(long pad);
    }

    /**
     * Resident memory beside the Java heap, which with compressed pointers lies below 32 GB, as nothing else does. What
     * is free in Java or in C is given back before.
     */
    private static double nativeMegabytes() throws IOException {
        System.gc();
        Native.load("c", LibC.class).malloc_trim(0);
        long kilobytes = 0;
        boolean counted = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
                counted = Long.parseUnsignedLong(line.substring(0, line.indexOf('-')), 16) >= 32L << 30;
            } else if (counted && line.startsWith("Rss:")) {
                kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        return kilobytes / 1024.0;
    }
}
