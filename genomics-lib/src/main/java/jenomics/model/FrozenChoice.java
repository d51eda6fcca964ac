package jenomics.model;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import jenomics.model.architecture.Architecture;
import jenomics.model.tuning.Full;
import jenomics.model.tuning.Tuning;
import jenomics.nn.FrozenWeights;
import jenomics.nn.ProductSpeed;
import jenomics.provenance.GenomicsException;

/**
 * In which numbers the weights of a network are held that do not train, and why. What it says is part of a run: it is
 * chosen once, and whoever loads the run or goes on with its training takes the same.
 *
 * @param weights float32 or bfloat16
 * @param why for people; empty where nobody asked for anything else than float32
 */
record FrozenChoice(FrozenWeights weights, String why) {
    static final FrozenChoice FLOAT32 = new FrozenChoice(FrozenWeights.FLOAT32, "");

    /** More rows than this say nothing new about the speed. */
    private static final long ENOUGH = 1024;

    /** @param tokens that go through at once */
    static FrozenChoice of(FrozenWeights asked, Tuning tuning, Architecture architecture, long tokens) {
        return of(
                asked,
                tuning,
                largest(architecture),
                shape -> ProductSpeed.measure(Math.max(1, Math.min(ENOUGH, tokens)), shape[0], shape[1]));
    }

    /** @param measure for the largest layer [out, in] */
    static FrozenChoice of(FrozenWeights asked, Tuning tuning, long[] largest, Function<long[], ProductSpeed> measure) {
        if (asked == FrozenWeights.FLOAT32) {
            return FLOAT32;
        }
        if (tuning instanceof Full) {
            return new FrozenChoice(FrozenWeights.FLOAT32, "every weight trains");
        }
        if (asked == FrozenWeights.BFLOAT16) {
            return new FrozenChoice(asked, "as asked for");
        }
        var speed = measure.apply(largest);
        return new FrozenChoice(speed.faster(), "measured: " + speed);
    }

    /** Fails where weights are to be rounded that train. */
    static void check(FrozenWeights asked, Tuning tuning) {
        if (asked == FrozenWeights.BFLOAT16 && tuning instanceof Full) {
            throw new GenomicsException(
                    "frozen(BFLOAT16) is for weights that do not train, and full fine-tuning trains them all, in float32:"
                            + " take .lora(), .dora(), .ia3() or .headOnly(), or leave .frozen(...) out.",
                    Map.of("method", tuning.name()));
        }
    }

    private static long[] largest(Architecture architecture) {
        var shapes = architecture.encoderShapes();
        return architecture.linearModules().stream()
                .map(module -> shapes.get(module + ".weight"))
                .max((one, other) -> Long.compare(one[0] * one[1], other[0] * other[1]))
                .orElseThrow();
    }

    /** Which weights of a network are rounded. */
    List<String> rounded(Architecture architecture) {
        return weights == FrozenWeights.BFLOAT16
                ? architecture.linearModules().stream()
                        .map(module -> module + ".weight")
                        .toList()
                : List.of();
    }

    /** {@code bfloat16 (measured: ...)}; empty where there is nothing to say. */
    @Override
    public String toString() {
        return why.isEmpty() ? "" : weights + " (" + why + ")";
    }
}
