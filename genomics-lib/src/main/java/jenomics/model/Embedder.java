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

    /**
     * How the tuning went.
     *
     * @param history the loss of each step
     * @param trained how many parameters trained
     * @param before how alike embeddings were
     * @param after how alike they are
     * @param frozen in which numbers the weights are that did not train
     */
    record Fit(History history, long trained, Likeness before, Likeness after, FrozenChoice frozen) {}

    private final SimCse plan;
    private final SequenceEncoder encoder;
    private final Fit fit;
    private final Adapter hung;

    /** @param hung what hangs on the network; null for none */
    Embedder(SimCse plan, SequenceEncoder encoder, Fit fit, Adapter hung) {
        this.plan = plan;
        this.hung = hung;
        this.encoder = encoder;
        this.fit = fit;
        CLEANER.register(this, encoder.net()::close);
    }

    /** What was asked for. */
    public SimCse plan() {
        return plan;
    }

    /** The contrastive loss of each step. */
    public History history() {
        return fit.history();
    }

    /** One vector per sequence [n][H], the mean over all reading frames. */
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

    /**
     * The adapter apart from the model.
     *
     * @throws GenomicsException if every weight was trained, so that there is none
     */
    public SavedAdapter adapter() {
        if (hung == null) {
            throw new GenomicsException(
                    "There is no adapter: every weight was trained.",
                    Map.of("method", plan.tuning().name()));
        }
        try {
            return SavedAdapter.of(
                    encoder.net(), encoder.architecture(), hung, plan.model().place(), Set.of());
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * Writes it into a folder: the adapter as PEFT does, or all weights where all trained, and embedder.json with
     * everything else. The base model is named, not copied.
     */
    public Path save(String folder) {
        return save(Path.of(folder));
    }

    /** The same to a path; gives back the folder. */
    public Path save(Path folder) {
        try {
            return EmbedderFolder.write(this, folder);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * What {@link #save} wrote. The base model must be there, and be the same to the bit.
     *
     * @throws GenomicsException if it is not, or if a file is missing, damaged or of a newer Jenomics
     */
    public static Embedder load(String folder) {
        return load(Path.of(folder));
    }

    /** The same from a path. */
    public static Embedder load(Path folder) {
        return EmbedderFolder.read(folder);
    }

    Fit fit() {
        return fit;
    }

    SequenceEncoder encoder() {
        return encoder;
    }

    /** The loss by step. */
    public Chart plot() {
        var losses = fit.history().losses();
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
                        fit.trained(),
                        Torch.deviceName()))
                .with(
                        "",
                        List.of("mean cosine", "before", "after"),
                        List.of(
                                row(
                                        "a sequence and its reverse complement",
                                        fit.before().strands(),
                                        fit.after().strands()),
                                row(
                                        "different sequences",
                                        fit.before().others(),
                                        fit.after().others())));
    }

    private static List<String> row(String name, double one, double other) {
        return List.of(name, String.format(Locale.ROOT, "%.3f", one), String.format(Locale.ROOT, "%.3f", other));
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
