package jenomics.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jenomics.nn.DeviceMemory;

/** The largest resident set of this process, Java and the engine included, since it was last forgotten. */
final class Peak {
    private Peak() {}

    /** So that the peak of a row is its own; Linux alone does that. */
    static void forget() {
        System.gc();
        DeviceMemory.release();
        try {
            Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        } catch (IOException e) {
            System.err.println("The peaks of earlier rows count in later ones: " + e);
        }
    }

    /** As Linux counts it; NaN elsewhere. */
    static double megabytes() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
