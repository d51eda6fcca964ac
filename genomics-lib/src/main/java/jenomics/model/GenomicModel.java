package jenomics.model;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenomics.io.HuggingFace;
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
    private final String commit;

    private GenomicModel(String id, String commit, Checkpoint checkpoint, Fingerprint fingerprint, Long randomSeed) {
        this.id = id;
        this.commit = commit;
        this.checkpoint = checkpoint;
        this.fingerprint = fingerprint;
        this.randomSeed = randomSeed;
    }

    /**
     * A model that comes with Jenomics ({@code jenomics/yeast-base}), or a folder in Hugging Face layout, or a model of
     * the Hugging Face hub, {@code org/name} or {@code org/name@revision}: from the cache, else downloaded (see
     * {@link HuggingFace}). Nothing of it is executed. Also starts torch, so that no later cell has to wait.
     *
     * @throws GenomicsException if there is no such model, its files are damaged, a tensor is missing, too many or
     *     misshapen, or its architecture is none that Jenomics reads
     */
    public static GenomicModel pretrained(String idOrFolder) {
        var model = find(idOrFolder);
        Torch.warm();
        return model;
    }

    /** The same of a folder, whatever its name; torch starts with the first use. */
    public static GenomicModel pretrained(Path folder) {
        return of(folder.toString(), null, folder);
    }

    private static GenomicModel find(String name) {
        var ours = EmbeddedModels.find(name);
        if (ours.isPresent()) {
            return of(name, null, ours.get());
        }
        if (HuggingFace.isName(name) && !Files.exists(Path.of(name)) && !EmbeddedModels.isOurs(name)) {
            var snapshot = HuggingFace.hub().model(name);
            return of(name, snapshot.commit(), snapshot.folder());
        }
        return of(name, null, folder(name));
    }

    private static GenomicModel of(String id, String commit, Path folder) {
        var checkpoint = Checkpoint.open(folder);
        return new GenomicModel(id, commit, checkpoint, checkpoint.fingerprint(), null);
    }

    private static Path folder(String name) {
        var folder = Path.of(name);
        if (!Files.isDirectory(folder)) {
            throw new GenomicsException(
                    "There is no model '" + name + "': it is none of those that come with Jenomics ("
                            + String.join(", ", EmbeddedModels.names()) + "), no folder " + folder.toAbsolutePath()
                            + " with config.json and model.safetensors, and no name of the Hugging Face hub, org/name or"
                            + " org/name@revision.",
                    Map.of("model", name));
        }
        return folder;
    }

    /**
     * The same network with random weights: what pretraining is worth is the difference. Fine-tune it with
     * {@link FineTune#full()}; adapters on random weights learn little.
     */
    public GenomicModel randomWeights(long seed) {
        return new GenomicModel(id, commit, checkpoint, fingerprint, seed);
    }

    /** Plans a fine-tuning; nothing is loaded or trained yet. The default is LoRA. */
    public FineTune finetune(Task task) {
        return FineTune.of(this, task);
    }

    /** Plans a contrastive tuning of the embeddings, which needs no labels: {@code model.contrastive().fit(sequences)}. */
    public SimCse contrastive() {
        return SimCse.of(this);
    }

    /** Ridge regression on what the frozen model says of a sequence: nothing of the model trains, no gradient is needed. */
    public EmbeddingRidge ridge() {
        return new EmbeddingRidge(this);
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

    /**
     * One vector per sequence [n][H]: the mean last hidden state over its tokens and over all reading frames; sequences
     * longer than {@link #longestBp} are read in overlapping segments, whose mean it is then.
     *
     * @throws GenomicsException if it is stopped
     */
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

    /** What it was asked for by: {@code jenomics/yeast-base}, a folder, or {@code org/name} with or without a revision. */
    public String id() {
        return id;
    }

    /** The commit of a model of the hub, 40 hexadecimal digits; empty for one of a folder or of Jenomics. */
    public Optional<String> revision() {
        return Optional.ofNullable(commit);
    }

    /** What gives exactly this model again: for one of the hub {@code org/name@commit}, else {@link #id()}. */
    public String address() {
        return commit == null ? id : id.replaceFirst("@.*", "") + "@" + commit;
    }

    /** The same for whoever works in another folder: the whole path where it is one. What PEFT is told. */
    String place() {
        return commit != null || EmbeddedModels.find(id).isPresent()
                ? address()
                : Path.of(id).toAbsolutePath().normalize().toString();
    }

    /** SHA-256 of the weights' file; of several files, of their names and sums. */
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
                        address(),
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
