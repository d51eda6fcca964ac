package jenomics.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Tokens a second and peak memory of one LoRA training step: forward, backward, clipping and AdamW on random weights.
 * A whole process, so that its peak memory is its own. {@code peft_lora_step.py} does the same with PEFT.
 */
public final class LoraStep {

    private static final int WARM_UP = 3;

    private LoraStep() {}

    /** The model and the batch; the defaults are those of the project's published number. */
    record Sizes(int hidden, int layers, int heads, int length, int batch, int rank, int vocabulary) {

        static final Sizes PUBLISHED = new Sizes(512, 12, 8, 512, 4, 8, 69);

        int tokens() {
            return batch * length;
        }
    }

    /** One training step on a batch of random tokens; returns the loss. */
    interface Step extends AutoCloseable {

        double run();

        @Override
        void close();
    }

    /** The only place that knows the model's API. */
    static Step open(Sizes sizes) {
        // TODO(lead): random-weight ESM encoder of these sizes, LoRA of this rank on query and value, a binary head,
        // one fixed batch of random tokens; run() is one optimizer step in float32 on the CPU.
        throw new UnsupportedOperationException("The call site is not written yet: " + sizes);
    }

    public static void main(String[] arguments) {
        var steps = arguments.length == 0 ? 10 : Integer.parseInt(arguments[0]);
        var sizes = Sizes.PUBLISHED;
        System.out.println(
                "LoRA step, float32, CPU, " + Runtime.getRuntime().availableProcessors() + " cores: " + sizes);
        try (var step = open(sizes)) {
            for (var i = 0; i < WARM_UP; i++) {
                step.run();
            }
            var seconds = new double[steps];
            for (var i = 0; i < steps; i++) {
                var begin = System.nanoTime();
                var loss = step.run();
                seconds[i] = (System.nanoTime() - begin) / 1e9;
                System.out.printf(Locale.ROOT, "step %d  %.3f s  loss %.4f%n", i + 1, seconds[i], loss);
            }
            Arrays.sort(seconds);
            System.out.printf(
                    Locale.ROOT, "%.0f tokens/s (median of %d steps)%n", sizes.tokens() / seconds[steps / 2], steps);
            System.out.printf(Locale.ROOT, "peak memory %.0f MB%n", peakMegabytes());
        }
    }

    /** The largest resident set of this process so far, as Linux counts it. */
    private static double peakMegabytes() {
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
