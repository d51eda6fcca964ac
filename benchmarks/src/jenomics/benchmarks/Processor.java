package jenomics.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The processor as Linux describes it.
 *
 * @param name as its maker calls it; "unknown processor" elsewhere
 * @param bfloat16 its instructions for products of bfloat16, those with which torch is faster than in float32; may be
 *     none
 */
record Processor(String name, List<String> bfloat16) {
    private static final List<String> INSTRUCTIONS = List.of("amx_bf16", "avx512_bf16");

    static Processor here() {
        try {
            var lines = Files.readAllLines(Path.of("/proc/cpuinfo"));
            var flags = List.of(value(lines, "flags", "").split(" "));
            return new Processor(
                    value(lines, "model name", "unknown processor"),
                    INSTRUCTIONS.stream().filter(flags::contains).toList());
        } catch (IOException e) {
            return new Processor("unknown processor", List.of());
        }
    }

    private static String value(List<String> lines, String key, String otherwise) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(otherwise);
    }

    /** {@code AMD EPYC, bfloat16 by avx512_bf16}. */
    @Override
    public String toString() {
        return name
                + (bfloat16.isEmpty()
                        ? ", no instructions for bfloat16 (neither " + String.join(" nor ", INSTRUCTIONS)
                                + "): its rows are there to show that float32 is faster here"
                        : ", bfloat16 by " + String.join(", ", bfloat16));
    }
}
