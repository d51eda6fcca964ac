package jenomics.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import jenomics.provenance.Described;
import jenomics.provenance.Description;

/**
 * How much memory a fine-tuning needs beside Java itself, in bytes. Seen in tests: the real peak lies between two thirds
 * and one and a half times of it.
 *
 * @param device where: {@code cpu}, {@code cuda:0}
 * @param free what is free there before anything is loaded; empty if nobody says
 * @param weights all weights of the model
 * @param gradients of what trains
 * @param optimizer AdamW's two moments, and the best values so far
 * @param training what the largest piece of a batch keeps for its gradients
 * @param reading what is needed where sequences are only read
 * @param rows sequences of the largest piece, or segments of long ones
 * @param tokens of its longest sequence
 * @param batch samples of a batch
 * @param pieces in how many pieces a batch goes through
 * @param recompute whether blocks are computed again in the backward pass
 * @param asked the same if everything were done as the plan says; null if it is
 */
public record MemoryForecast(
        String device,
        OptionalLong free,
        long weights,
        long gradients,
        long optimizer,
        long training,
        long reading,
        long rows,
        long tokens,
        int batch,
        int pieces,
        boolean recompute,
        MemoryForecast asked)
        implements Described {

    /** What is left free for all else. */
    private static final double MARGIN = 1.25;

    /** The most that is needed at once, in bytes: weights, and what training or, if that is more, reading adds. */
    public long total() {
        return weights + Math.max(gradients + optimizer + training, reading);
    }

    /** Whether it fits into what is free, with a margin of a quarter; true if nobody says what is free. */
    public boolean fits() {
        return free.isEmpty() || total() * MARGIN <= free.getAsLong();
    }

    Arrangement arrangement() {
        return new Arrangement(pieces, recompute);
    }

    MemoryForecast insteadOf(MemoryForecast other) {
        return new MemoryForecast(
                device, free, weights, gradients, optimizer, training, reading, rows, tokens, batch, pieces, recompute,
                other);
    }

    /** What is done otherwise than the plan says, for people. */
    Optional<String> change() {
        return asked == null
                ? Optional.empty()
                : Optional.of(arrangement().describe(batch) + ": "
                        + asked.arrangement().describe(batch) + " would need " + text(asked.total()) + ", and "
                        + text(free.orElse(0)) + " are free");
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("weights", text(weights)));
        rows.add(List.of("gradients", text(gradients)));
        rows.add(List.of("optimizer and best values", text(optimizer)));
        rows.add(
                List.of(String.format(Locale.ROOT, "training on %,d × %,d tokens", this.rows, tokens), text(training)));
        rows.add(List.of("or reading without training", text(reading)));
        rows.add(List.of("at most", text(total())));
        rows.add(List.of("free", free.isEmpty() ? "unknown" : text(free.getAsLong())));
        change().ifPresent(change -> rows.add(List.of("changed to fit", change)));
        return Description.of("about " + text(total()) + " on " + device + (fits() ? "" : ", more than is free") + " · "
                        + arrangement().describe(batch))
                .with("", List.of(), rows);
    }

    private static String text(long bytes) {
        return bytes < 1e9
                ? String.format(Locale.ROOT, "%,.0f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%,.1f GB", bytes / 1e9);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
