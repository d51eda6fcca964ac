package jenomics.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import jenomics.model.architecture.Architecture;
import jenomics.model.tuning.Adapter;
import jenomics.model.tuning.Dora;
import jenomics.model.tuning.Full;
import jenomics.model.tuning.HeadOnly;
import jenomics.model.tuning.Site;
import jenomics.nn.FrozenWeights;
import jenomics.nn.Torch;
import jenomics.sequence.SequenceSet;

/**
 * What a plan will need, from the shapes of its model alone. Counted are the numbers that torch keeps for the backward
 * pass: what each linear layer puts out, what the attention puts out, the gated half of a feed-forward, and the inputs
 * of layers that learn. The batch counted is that of the longest sequences.
 */
final class Forecasting {
    private static final int FLOAT = 4;

    /** How much more is taken than used, since what is freed between tensors that stay cannot all be given back. */
    private static final double SCATTERED = 1.6;

    /** How many tokens go through at once where nothing learns. */
    private static final int READING = SequenceEncoder.TOKENS_AT_ONCE;

    private final FineTune plan;
    private final Architecture architecture;
    private final List<Integer> longest;
    private final SequenceEncoder encoder;

    Forecasting(FineTune plan, SequenceSet train) {
        this.plan = plan;
        var checkpoint = plan.model().checkpoint();
        architecture = checkpoint.architecture();
        encoder = new SequenceEncoder(architecture, checkpoint.tokenizer(), null, plan.pooling(), plan.segments());
        longest = train.stream()
                .map(record -> record.lengthBp())
                .sorted(Comparator.reverseOrder())
                .limit(plan.training().batchSize())
                .toList();
    }

    /** As the plan says, or else the least change that fits. */
    MemoryForecast fitting(OptionalLong free) {
        int batch = plan.training().batchSize();
        var asked = of(Arrangement.of(plan.training().economy()), free);
        if (plan.training().economy().pieces() > 0 || plan.tuning() instanceof HeadOnly) {
            return asked;
        }
        var found = asked;
        while (!found.fits()) {
            var next = found.arrangement().smaller(batch);
            if (next.isEmpty()) {
                break;
            }
            found = of(next.get(), free);
        }
        return found == asked ? asked : found.insteadOf(asked);
    }

    MemoryForecast of(Arrangement arrangement, OptionalLong free) {
        int batch = Math.max(1, Math.min(plan.training().batchSize(), longest.size()));
        int samples = arrangement.largest(batch);
        long tokens = encoder.tokensOf(longest.isEmpty() ? 1 : longest.get(0));
        long rows =
                longest.stream().limit(samples).mapToLong(encoder::segmentsOf).sum();
        long trained = trained();
        boolean parts = arrangement.recompute() && rows > samples && rows * tokens > SequenceEncoder.TRAINED_AT_ONCE;
        long training = plan.tuning() instanceof HeadOnly
                ? 0
                : parts
                        ? training(Math.max(1, SequenceEncoder.TRAINED_AT_ONCE / tokens), tokens, false)
                        : training(rows, tokens, arrangement.recompute());
        return new MemoryForecast(
                Torch.deviceName(),
                free,
                weights(),
                trained * FLOAT,
                trained * FLOAT * 3,
                training,
                reading(tokens),
                rows,
                tokens,
                plan.training().batchSize(),
                arrangement.pieces(),
                arrangement.recompute(),
                null);
    }

    private long weights() {
        long rounded = 0;
        if (plan.training().economy().frozen() == FrozenWeights.BFLOAT16) {
            var shapes = architecture.encoderShapes();
            rounded = architecture.linearModules().stream()
                    .mapToLong(module -> count(shapes.get(module + ".weight")))
                    .sum();
        }
        return plan.model().parameters() * FLOAT - rounded * FLOAT / 2;
    }

    private long trained() {
        long head = (long) plan.task().outputs() * (architecture.hidden() + 1);
        if (plan.tuning() instanceof Full) {
            return head + count(architecture.encoderShapes());
        }
        if (plan.tuning() instanceof Adapter adapter) {
            return head
                    + adapter.sites(architecture).stream()
                            .mapToLong(site -> count(adapter.shapes(site)))
                            .sum();
        }
        return head;
    }

    private static long count(Map<String, long[]> shapes) {
        return shapes.values().stream().mapToLong(Forecasting::count).sum();
    }

    private static long count(long[] shape) {
        return Architecture.count(shape);
    }

    /** What the forward pass keeps, and what one block needs on its way back. */
    private long training(long rows, long tokens, boolean recompute) {
        double all = rows * tokens;
        double block = keptPerToken() * all;
        double inputs = architecture.hidden() * all;
        double layers = architecture.layers();
        double shared = architecture.sharedNumbers(rows, tokens);
        double numbers = recompute ? (layers + 4) * inputs + 2.5 * block : (layers + 1) * block + 2 * inputs;
        return (long) (FLOAT * SCATTERED * (numbers + shared));
    }

    /** What one block makes while nothing learns. */
    private long reading(long tokens) {
        double all = Math.max(READING, tokens);
        double block = (keptPerToken() + linearInputs()) * all;
        return (long) (FLOAT * (block + architecture.sharedNumbers(Math.max(1, READING / tokens), tokens)));
    }

    private double keptPerToken() {
        return outputs() + architecture.mixingNumbers() + gated() + learning();
    }

    private double outputs() {
        return blockShapes().values().stream().mapToLong(shape -> shape[0]).sum();
    }

    private double linearInputs() {
        return blockShapes().values().stream().mapToLong(shape -> shape[1]).sum();
    }

    /** Where a layer puts out twice what the next takes in, one half gates the other and both are kept. */
    private double gated() {
        double gated = 0;
        var shapes = new ArrayList<>(blockShapes().values());
        for (int i = 1; i < shapes.size(); i++) {
            gated += shapes.get(i - 1)[0] == 2 * shapes.get(i)[1] ? shapes.get(i)[1] : 0;
        }
        return gated;
    }

    /** Inputs of what learns: of every layer, or of the layers that carry an adapter, dropped out. */
    private double learning() {
        if (plan.tuning() instanceof Full) {
            return linearInputs();
        }
        if (!(plan.tuning() instanceof Adapter adapter)) {
            return 0;
        }
        double numbers = 0;
        for (var site : adapter.sites(architecture)) {
            if (blockShapes().containsKey(site.module())) {
                numbers += 1.25 * site.columns() + (adapter instanceof Dora ? 2.0 * site.rows() : 0);
            }
        }
        return numbers;
    }

    /** The linear modules of the first block, by name with [out, in]. */
    private Map<String, long[]> blockShapes() {
        var shapes = new LinkedHashMap<String, long[]>();
        var all = architecture.encoderShapes();
        for (var module : architecture.linearModules()) {
            if (Site.block(module) == 0) {
                shapes.put(module, all.get(module + ".weight"));
            }
        }
        return shapes;
    }
}
