package jenomics.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenomics.learn.Task;
import jenomics.model.architecture.Architecture;
import jenomics.nn.Torch;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;
import jenomics.provenance.StopSignal;
import jenomics.sequence.SequenceSet;

/**
 * A genomic sequence model that has learned a language and no task yet. A value: what comes of it is a {@link FineTune}
 * plan, and of that a {@link Run}.
 *
 * <pre>{@code
 * var model = GenomicModel.pretrained("jenomics/yeast-base");     // or a folder in Hugging Face layout
 * var run = model.finetune(Task.binary("promoter")).lora().fit(split);
 * }</pre>
 */
public final class GenomicModel implements Described {
    private final String id;
    private final Checkpoint checkpoint;
    private final Fingerprint fingerprint;
    private final Long randomSeed;

    private GenomicModel(String id, Checkpoint checkpoint, Fingerprint fingerprint, Long randomSeed) {
        this.id = id;
        this.checkpoint = checkpoint;
        this.fingerprint = fingerprint;
        this.randomSeed = randomSeed;
    }

    /**
     * A model that comes with Jenomics ({@code jenomics/yeast-base}), or a folder in Hugging Face layout. Nothing of it
     * is executed. Also starts torch, so that no later cell has to wait.
     */
    public static GenomicModel pretrained(String idOrFolder) {
        var model = of(idOrFolder, EmbeddedModels.find(idOrFolder).orElseGet(() -> folder(idOrFolder)));
        Torch.warm();
        return model;
    }

    public static GenomicModel pretrained(Path folder) {
        return of(folder.toString(), folder);
    }

    private static GenomicModel of(String id, Path folder) {
        var checkpoint = Checkpoint.open(folder);
        return new GenomicModel(id, checkpoint, checkpoint.fingerprint(), null);
    }

    private static Path folder(String name) {
        var folder = Path.of(name);
        if (!Files.isDirectory(folder)) {
            throw new GenomicsException(
                    "There is no model '" + name + "': it is none of those that come with Jenomics ("
                            + String.join(", ", EmbeddedModels.names()) + "), and no folder "
                            + folder.toAbsolutePath() + " with config.json and model.safetensors.",
                    Map.of("model", name));
        }
        return folder;
    }

    /**
     * The same network with random weights: what pretraining is worth is the difference. Fine-tune it with
     * {@link FineTune#full()}; adapters on random weights learn little.
     */
    public GenomicModel randomWeights(long seed) {
        return new GenomicModel(id, checkpoint, fingerprint, seed);
    }

    /** Plans a fine-tuning; nothing is loaded or trained yet. The default is LoRA. */
    public FineTune finetune(Task task) {
        return FineTune.of(this, task);
    }

    /** Plans a contrastive tuning of the embeddings, which needs no labels: {@code model.contrastive().fit(sequences)}. */
    public SimCse contrastive() {
        return SimCse.of(this);
    }

    /** An empty shelf for adapters on this model: {@code model.adapters().with("promoter", run)}. */
    public Adapters adapters() {
        return new Adapters(this);
    }

    /** Adapters from folders, each under the folder's name: {@code model.adapters("runs/promoter", "runs/enhancer")}. */
    public Adapters adapters(String... folders) {
        var shelf = adapters();
        for (var folder : folders) {
            shelf = shelf.with(Path.of(folder).getFileName().toString(), folder);
        }
        return shelf;
    }

    /** One vector per sequence: the mean hidden state over its tokens and over all reading frames. */
    public Embeddings embed(SequenceSet sequences) {
        try (var net = checkpoint().network();
                var stop = StopSignal.listen();
                var progress = Progress.of("embedding", sequences.size(), "sequences")) {
            var encoder = new SequenceEncoder(
                    checkpoint().architecture(), checkpoint().tokenizer(), net, Pooling.MEAN);
            var bases = sequences.bases();
            float[][] values = encoder.embed(bases, done -> {
                progress.done(done);
                return !stop.requested();
            });
            if (values == null) {
                throw new GenomicsException("The embedding of " + sequences.size() + " sequences was stopped.");
            }
            return new Embeddings(id, sequences.ids(), values);
        }
    }

    /** What the checkpoint holds: modules, tensors, shapes, tokenizer, licence, digest. Reads no weights. */
    public Inspection inspect() {
        return Inspection.of(this);
    }

    /** The linear layers that LoRA can go to, with those it goes to by default. */
    public LoraTargets targets() {
        return LoraTargets.of(id, checkpoint.architecture());
    }

    Checkpoint checkpoint() {
        return randomSeed == null ? checkpoint : checkpoint.withRandomWeights(randomSeed);
    }

    /** What it was asked for by: {@code jenomics/yeast-base}, or a folder. */
    public String id() {
        return id;
    }

    /** SHA-256 of the weights' file. */
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    /** Whether the weights are random instead of learned, and from which seed; null if learned. */
    Long randomSeed() {
        return randomSeed;
    }

    /** Parameters of the encoder and, where the checkpoint has one, its language head. */
    public long parameters() {
        var architecture = checkpoint.architecture();
        boolean language = randomSeed != null || checkpoint.inventory().language();
        var shapes = language ? architecture.shapes() : architecture.encoderShapes();
        return shapes.values().stream().mapToLong(Architecture::count).sum();
    }

    /** H, the width of a token and of an embedding. */
    public int width() {
        return checkpoint.architecture().hidden();
    }

    /** The longest sequence read in one piece, in bp; longer ones are cut into overlapping segments and pooled. */
    public int longestBp() {
        return new SequenceEncoder(checkpoint.architecture(), checkpoint.tokenizer(), null, Pooling.MEAN).longestBp();
    }

    @Override
    public Description describe() {
        var architecture = checkpoint.architecture();
        return Description.of(String.format(
                        java.util.Locale.ROOT,
                        "%s%s · %.1f million parameters · %s",
                        id,
                        randomSeed == null ? "" : " with random weights",
                        parameters() / 1e6,
                        architecture))
                .with(
                        "",
                        List.of(),
                        List.of(
                                List.of("tokens", checkpoint.tokenizer().describe()),
                                List.of("longest input", String.format(java.util.Locale.ROOT, "%,d bp", longestBp())),
                                List.of("LoRA targets", String.join(", ", architecture.defaultTargets())),
                                List.of("licence", Licence.of(checkpoint.folder())),
                                List.of("weights (SHA-256)", fingerprint.brief())));
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
