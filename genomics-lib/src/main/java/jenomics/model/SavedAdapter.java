package jenomics.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jenomics.io.SafeFile;
import jenomics.io.Safetensors;
import jenomics.io.Safetensors.Tensor;
import jenomics.model.architecture.Architecture;
import jenomics.model.tuning.Adapter;
import jenomics.model.tuning.Lora;
import jenomics.model.tuning.Site;
import jenomics.nn.Network;
import jenomics.nn.Scope;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;

/**
 * An adapter apart from its model: which method, and its tensors. A value in the Java heap; {@link #read} and {@link
 * #save} speak PEFT's adapter_config.json and adapter_model.safetensors.
 *
 * @param method which modules it goes to and what the tensors do there
 * @param base the model it was made for, as its file names it; may be null
 * @param tensors by a network's names: the adapter's own, trained biases, the head, and modules stored whole
 * @param note what PEFT would make of it where that is not everything; null: nothing to say
 */
public record SavedAdapter(Adapter method, String base, Map<String, Tensor> tensors, String note) implements Described {
    private static final String WEIGHTS = "adapter_model.safetensors";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Copies the map, not the tensors. */
    public SavedAdapter {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    }

    SavedAdapter(Adapter method, String base, Map<String, Tensor> tensors) {
        this(method, base, tensors, null);
    }

    /** The same with a note for whoever opens its folder. */
    SavedAdapter noting(String text) {
        return new SavedAdapter(method, base, tensors, text);
    }

    /**
     * Reads a folder that PEFT or {@link #save} wrote.
     *
     * @throws GenomicsException if a file is missing or damaged, or the method is none that Jenomics knows
     */
    public static SavedAdapter read(Path folder) {
        var method = PeftConfig.read(folder);
        var config = Checkpoint.json(folder.resolve(PeftConfig.FILE));
        var tensors = PeftTensors.read(Safetensors.open(required(folder)).tensors(), config);
        String type = config.path("peft_type").asText();
        return new SavedAdapter(
                type.equals("ADALORA") || type.equals("VERA") ? ranked((Lora) method, tensors) : method,
                PeftConfig.base(config),
                tensors);
    }

    private static Path required(Path folder) {
        var file = folder.resolve(WEIGHTS);
        if (!java.nio.file.Files.exists(file)) {
            throw new GenomicsException(
                    "The adapter in " + folder + " has no " + WEIGHTS + " beside its " + PeftConfig.FILE + ".",
                    Map.of("file", file.toString()));
        }
        return file;
    }

    /** A LoRA whose ranks are those of the matrices, with the factor one. */
    private static Lora ranked(Lora lora, Map<String, Tensor> tensors) {
        for (var entry : tensors.entrySet()) {
            if (entry.getKey().endsWith(Lora.A)) {
                String module = entry.getKey().substring(0, entry.getKey().length() - Lora.A.length());
                int rank = (int) entry.getValue().shape()[0];
                lora = lora.rank(module, rank).alpha(module, rank);
            }
        }
        return lora;
    }

    /** What hangs on a network, copied. @param more further weights to keep: those of the head */
    static SavedAdapter of(Network net, Architecture architecture, Adapter method, String base, Set<String> more) {
        var tensors = new LinkedHashMap<String, Tensor>();
        for (var site : method.sites(architecture, net)) {
            method.shapes(site).keySet().forEach(name -> tensors.put(name, Checkpoint.save(net.weight(name))));
        }
        method.openedBiases(architecture, net).forEach(name -> tensors.put(name, Checkpoint.save(net.weight(name))));
        more.forEach(name -> tensors.put(name, Checkpoint.save(net.weight(name))));
        var saved = new SavedAdapter(method.settled(architecture), base, tensors);
        return method instanceof Lora lora && lora.start() == Lora.Start.PISSA
                ? new PissaConversion(lora.settled(architecture), architecture).plain(saved, net)
                : saved;
    }

    /**
     * Hangs it on a network of this architecture, with the modules it stores whole and its head; gives back where.
     *
     * @throws GenomicsException if a tensor is missing, has another shape, or belongs to a module that is not there
     */
    List<Site> onto(Network net, Architecture architecture) {
        var sites = fitting(architecture, net);
        try (var scope = Scope.open()) {
            if (method instanceof Lora lora && lora.start() == Lora.Start.PISSA) {
                lora.takeOut(net, sites);
            }
            tensors.forEach((name, tensor) -> net.put(name, Checkpoint.load(scope, tensor)));
        }
        sites.forEach(site -> method.hang(net, site));
        return sites;
    }

    private List<Site> fitting(Architecture architecture, Network net) {
        var shapes = new LinkedHashMap<>(architecture.shapes());
        shapes.putAll(architecture.classifierShapes());
        List<Site> sites;
        try {
            sites = method.sites(architecture, net);
        } catch (GenomicsException e) {
            throw new GenomicsException(another() + e.getMessage(), e.facts(), e);
        }
        var expected = new LinkedHashMap<String, long[]>();
        sites.forEach(site -> expected.putAll(method.shapes(site)));
        method.openedBiases(architecture, net).forEach(name -> expected.put(name, shapes.get(name)));
        expected.forEach((name, shape) -> check(name, shape, tensors.get(name)));
        var unknown = new ArrayList<String>();
        tensors.forEach((name, tensor) -> {
            if (!Site.isOfHead(name) && shapes.containsKey(name)) {
                check(name, shapes.get(name), tensor);
            } else if (!expected.containsKey(name) && !Site.isOfHead(name)) {
                unknown.add(name);
            }
        });
        if (!unknown.isEmpty()) {
            throw new GenomicsException(
                    another() + "It has '" + unknown.get(0) + "'"
                            + (unknown.size() > 1 ? " and " + (unknown.size() - 1) + " more" : "")
                            + ", for which this model has no place: " + architecture + ".",
                    Map.of("tensors", unknown));
        }
        return sites;
    }

    private void check(String name, long[] shape, Tensor found) {
        if (found == null || !Arrays.equals(found.shape(), shape)) {
            throw new GenomicsException(
                    another() + "'" + name + "' should have shape " + Arrays.toString(shape) + " here; found "
                            + (found == null ? "none" : Arrays.toString(found.shape())) + ".",
                    Map.of("tensor", name));
        }
    }

    private String another() {
        return "This " + method.name() + " adapter" + (base == null ? "" : " (made for " + base + ")")
                + " does not fit the model. ";
    }

    /** Writes adapter_config.json, adapter_model.safetensors and README.md, as PEFT does; gives back the folder. */
    public Path save(Path folder) {
        Safetensors.write(folder.resolve(WEIGHTS), PeftTensors.write(tensors), Map.of("format", "pt"));
        byte[] card = card().getBytes(StandardCharsets.UTF_8);
        SafeFile.write(folder.resolve("README.md"), out -> out.write(card));
        var config = PeftConfig.write(method, base, wholeModules());
        return SafeFile.write(folder.resolve(PeftConfig.FILE), out -> out.write(JSON.writeValueAsBytes(config)))
                .getParent();
    }

    private String card() {
        return "---\nlibrary_name: peft\n" + (base == null ? "" : "base_model: " + PeftConfig.name(base) + "\n")
                + "---\n\n# "
                + describe().headline() + "\n\nMade for " + base + ", written by Jenomics in the layout of PEFT.\n"
                + (note == null ? "" : "PEFT " + note + ".\n");
    }

    /** Modules stored whole: the head, and whatever is neither the adapter's nor a bias that trained along. */
    private List<String> wholeModules() {
        return tensors.keySet().stream()
                .filter(name -> !PeftTensors.isAdapters(name))
                .filter(name -> Site.isOfHead(name) || method.biases() == Adapter.Biases.NONE)
                .map(name -> Site.isOfHead(name) ? name.replaceFirst("\\..*", "") : name.replaceFirst("\\.[^.]*$", ""))
                .distinct()
                .toList();
    }

    /** How many numbers it has, the head included. */
    public long parameters() {
        return tensors.values().stream()
                .mapToLong(t -> Arrays.stream(t.shape()).reduce(1, Math::multiplyExact))
                .sum();
    }

    /** Whether it brings a head of its own. */
    public boolean hasHead() {
        return tensors.keySet().stream().anyMatch(Site::isOfHead);
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        method.facts().forEach((name, value) -> rows.add(List.of(name, String.valueOf(value))));
        rows.add(List.of("made for", String.valueOf(base)));
        rows.add(List.of("head", hasHead() ? "its own" : "none"));
        if (note != null) {
            rows.add(List.of("for PEFT", note));
        }
        return Description.of(String.format(
                        Locale.ROOT,
                        "%s adapter · %,d parameters · %d tensors",
                        method.name(),
                        parameters(),
                        tensors.size()))
                .with("", List.of(), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
