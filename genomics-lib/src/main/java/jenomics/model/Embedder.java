package jenomics.model;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jenomics.model.tuning.Adapter;
import jenomics.nn.History;
import jenomics.nn.Torch;
import jenomics.plot.Chart;
import jenomics.plot.LineChart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;
import jenomics.sequence.SequenceSet;

/** An encoder whose embeddings were tuned by contrast. Holds native memory until it is garbage-collected. */
public final class Embedder implements Described {
    private static final Cleaner CLEANER = Cleaner.create();

    private final SimCse plan;
    private final SequenceEncoder encoder;
    private final History history;
    private final long trained;
    private final Likeness before;
    private final Likeness after;

    Embedder(SimCse plan, SequenceEncoder encoder, History history, long trained, Likeness before, Likeness after) {
        this.plan = plan;
        this.encoder = encoder;
        this.history = history;
        this.trained = trained;
        this.before = before;
        this.after = after;
        CLEANER.register(this, encoder.net()::close);
    }

    /** What was asked for. */
    public SimCse plan() {
        return plan;
    }

    /** The contrastive loss of each step. */
    public History history() {
        return history;
    }

    /** One vector per sequence. */
    public Embeddings embed(SequenceSet sequences) {
        try (var progress = Progress.of("embedding", sequences.size(), "sequences")) {
            return new Embeddings(
                    plan.model().id() + ", SimCSE", sequences.ids(), encoder.embed(sequences.bases(), done -> {
                        progress.done(done);
                        return true;
                    }));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** The adapter apart from the model. */
    public SavedAdapter adapter() {
        if (!(plan.tuning() instanceof Adapter adapter)) {
            throw new GenomicsException(
                    "There is no adapter: every weight was trained.",
                    Map.of("method", plan.tuning().name()));
        }
        try {
            return SavedAdapter.of(
                    encoder.net(), encoder.architecture(), adapter, plan.model().place(), Set.of());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Writes the adapter as PEFT does. */
    public Path save(String folder) {
        return adapter().save(Path.of(folder));
    }

    /** The loss by step. */
    public Chart plot() {
        var losses = history.losses();
        return LineChart.of("Contrastive loss")
                .x("step")
                .y("loss")
                .smoothed(
                        "each batch and their moving average",
                        losses.stream().mapToDouble(History.Point::step).toArray(),
                        losses.stream().mapToDouble(History.Point::value).toArray(),
                        20);
    }

    @Override
    public Description describe() {
        return Description.of(String.format(
                        Locale.ROOT,
                        "embeddings tuned by contrast · %s · %,d parameters trained · %s",
                        plan.tuning().name(),
                        trained,
                        Torch.deviceName()))
                .with(
                        "",
                        List.of("mean cosine", "before", "after"),
                        List.of(
                                row("a sequence and its reverse complement", before.strands(), after.strands()),
                                row("different sequences", before.others(), after.others())));
    }

    private static List<String> row(String name, double one, double other) {
        return List.of(name, String.format(Locale.ROOT, "%.3f", one), String.format(Locale.ROOT, "%.3f", other));
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
