package jenomics.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import jenomics.model.architecture.Architecture;
import jenomics.model.architecture.Bert;
import jenomics.model.architecture.Esm;
import jenomics.model.architecture.MosaicBert;
import jenomics.model.tuning.Full;
import jenomics.model.tuning.Lora;
import jenomics.model.tuning.Tuning;
import jenomics.nn.DeviceMemory;
import jenomics.nn.ProductSpeed;
import jenomics.nn.Torch;
import jenomics.provenance.GenomicsException;

/**
 * Tokens a second, seconds and peak memory of reading and training, on random weights:
 * {@code Speed [STEPS [PART OF A ROW'S NAME]]}. {@code peft_lora_step.py} does the LoRA steps with PEFT.
 */
public final class Speed {
    private static final int BATCH = 4;
    private static final int LENGTH = 512;
    private static final int TOKENS_AT_ONCE = 8192;
    private static final int MIXED = 64;

    /** What is measured. */
    private interface Work {
        /** Does it once; returns how many real tokens went through. */
        long run(RandomModel model);
    }

    /**
     * One row of the table.
     *
     * @param tuning null: nothing trains
     */
    private record Row(String name, Tuning tuning, boolean bfloat16, boolean recompute, Work work) {}

    /** A row of one model. @param name of both */
    private record Case(String name, String model, Architecture architecture, Row row) {}

    private Speed() {}

    public static void main(String[] arguments) {
        try {
            int steps = steps(arguments.length == 0 ? "10" : arguments[0]);
            measure(steps, cases(arguments.length < 2 ? "" : arguments[1]));
        } catch (GenomicsException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static int steps(String text) {
        if (!text.matches("[1-9]\\d{0,5}")) {
            throw new GenomicsException(
                    "The first argument is how often each row is run, a whole number from 1 on; found '" + text + "'.",
                    Map.of("steps", text));
        }
        return Integer.parseInt(text);
    }

    /** The rows of all models whose name has this in it. */
    private static List<Case> cases(String wanted) {
        var all = new ArrayList<Case>();
        models().forEach((model, architecture) ->
                rows().forEach(row -> all.add(new Case(model + ", " + row.name(), model, architecture, row))));
        var found = all.stream().filter(each -> each.name().contains(wanted)).toList();
        if (found.isEmpty()) {
            throw new GenomicsException(
                    "No row has '" + wanted + "' in its name; there are\n  "
                            + all.stream().map(Case::name).collect(Collectors.joining("\n  ")),
                    Map.of("row", wanted));
        }
        return found;
    }

    private static void measure(int steps, List<Case> cases) {
        System.out.printf(
                "%s, %d threads, torch %s, %d × %d tokens, median of %d%n%s%n",
                Torch.deviceName(), Torch.threads(), Torch.version(), BATCH, LENGTH, steps, Processor.here());
        System.out.printf("%-48s %10s %10s %9s %14s%n", "", "tokens/s", "seconds", "peak MB", "trained");
        cases.forEach(each -> measure(each, steps));
        cases.stream()
                .filter(each -> each.row().bfloat16())
                .map(Case::model)
                .distinct()
                .forEach(Speed::choice);
    }

    /** What a frozen base is held in where {@code training(t -> t.bfloat16())} leaves it to a measurement. */
    private static void choice(String model) {
        var shapes = models().get(model).encoderShapes();
        long[] largest = models().get(model).linearModules().stream()
                .map(module -> shapes.get(module + ".weight"))
                .max(Comparator.comparingLong(shape -> shape[0] * shape[1]))
                .orElseThrow();
        var speed = ProductSpeed.measure(BATCH * LENGTH, largest[0], largest[1]);
        System.out.printf("%s: a frozen base would be held in %s here (%s)%n", model, speed.faster(), speed);
    }

    private static Map<String, Architecture> models() {
        var models = new LinkedHashMap<String, Architecture>();
        models.put("BERT 512 × 12", new Bert(4101, 512, 12, 8, 2048, 512, 2, 1e-12, false, false));
        models.put("NT-v2-50M", new Esm(4107, 512, 12, 16, 2048, 2050, 1e-12));
        models.put("DNABERT-2", new MosaicBert(4096, 768, 12, 12, 3072, 512, 2, 1e-12));
        return models;
    }

    private static List<Row> rows() {
        var lora = Lora.standard().dropout(0);
        var rows = new ArrayList<Row>();
        for (boolean half : new boolean[] {false, true}) {
            String type = half ? ", bfloat16" : ", float32";
            rows.add(new Row("forward" + type, null, half, false, Speed::forward));
            rows.add(new Row("embed mixed lengths" + type, null, half, false, Speed::embed));
            rows.add(new Row("LoRA step" + type, lora, half, false, Speed::step));
            rows.add(new Row("full step" + type, new Full(), half, false, Speed::step));
        }
        rows.add(new Row("LoRA step with dropout, float32", Lora.standard(), false, false, Speed::step));
        rows.add(new Row("LoRA step, float32, recomputed", lora, false, true, Speed::step));
        rows.add(new Row("full step, float32, recomputed", new Full(), false, true, Speed::step));
        return rows;
    }

    private static long forward(RandomModel model) {
        int[] lengths = new int[BATCH];
        Arrays.fill(lengths, LENGTH);
        model.read(lengths);
        return (long) BATCH * LENGTH;
    }

    private static long step(RandomModel model) {
        model.step(BATCH, LENGTH);
        return (long) BATCH * LENGTH;
    }

    /** Sequences of 32 to 512 tokens, the longest first, in batches as {@code GenomicModel.embed} makes them. */
    private static long embed(RandomModel model) {
        int[] lengths = new Random(1)
                .ints(MIXED, 32, LENGTH + 1)
                .map(n -> -n)
                .sorted()
                .map(n -> -n)
                .toArray();
        for (int from = 0; from < MIXED; ) {
            int to = Math.min(MIXED, from + TOKENS_AT_ONCE / lengths[from]);
            model.read(Arrays.copyOfRange(lengths, from, to));
            from = to;
        }
        return Arrays.stream(lengths).sum();
    }

    private static void measure(Case each, int steps) {
        var row = each.row();
        DeviceMemory.compact(row.recompute());
        Peak.forget();
        try (var model = new RandomModel(each.architecture(), row.tuning()).with(row.bfloat16(), row.recompute())) {
            row.work().run(model);
            double[] seconds = new double[steps];
            long tokens = 0;
            for (int i = 0; i < steps; i++) {
                long begin = System.nanoTime();
                tokens = row.work().run(model);
                seconds[i] = (System.nanoTime() - begin) / 1e9;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-48s %10.0f %10.3f %9.0f %,14d%n",
                    each.name(),
                    tokens / median(seconds),
                    median(seconds),
                    Peak.megabytes(),
                    model.trained());
        }
    }

    private static double median(double[] values) {
        var sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
