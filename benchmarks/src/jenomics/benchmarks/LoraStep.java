package jenomics.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import jenomics.nn.Torch;

/**
 * Tokens a second and peak memory of one LoRA training step: forward, backward, clipping and AdamW on random weights.
 * A whole process, so that its peak memory is its own. {@code peft_lora_step.py} does the same with PEFT.
 */
public final class LoraStep {

    private static final int WARM_UP = 3;

    private LoraStep() {}

    public static void main(String[] arguments) {
        var steps = arguments.length == 0 ? 10 : Integer.parseInt(arguments[0]);
        var sizes = RandomLora.Sizes.PUBLISHED;
        System.out.printf(
                "LoRA step, float32, %s, %d threads, torch %s: %s%n",
                Torch.deviceName(), Torch.threads(), Torch.version(), sizes);
        try (var model = new RandomLora(sizes)) {
            System.out.printf(Locale.ROOT, "%,d parameters trained%n", model.trained());
            var first = model.step();
            for (var i = 1; i < WARM_UP; i++) {
                model.step();
            }
            var last = first;
            var seconds = new double[steps];
            for (var i = 0; i < steps; i++) {
                var begin = System.nanoTime();
                last = model.step();
                seconds[i] = (System.nanoTime() - begin) / 1e9;
                System.out.printf(Locale.ROOT, "step %d  %.3f s  loss %.4f%n", i + 1, seconds[i], last);
            }
            if (!(last < first)) {
                throw new IllegalStateException("Nothing was learned: the loss was " + first + " and is " + last);
            }
            var rate = sizes.batch() * sizes.length() / median(seconds);
            System.out.printf(Locale.ROOT, "%.0f tokens/s (median of %d steps)%n", rate, steps);
            System.out.printf(Locale.ROOT, "peak memory %.0f MB%n", peakMegabytes());
        }
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        var half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
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
