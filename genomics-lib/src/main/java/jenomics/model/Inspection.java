package jenomics.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenomics.io.Safetensors;
import jenomics.provenance.Described;
import jenomics.provenance.Description;

/**
 * What a checkpoint holds and how Jenomics reads it.
 *
 * @param model what it was asked for by
 * @param architecture what config.json describes
 * @param tokenizer how bases become tokens
 * @param maximumTokens the longest input, special tokens included
 * @param longestBp the longest input in bp
 * @param licence of the weights, as the folder says
 * @param sha256 of the weights
 * @param weights every tensor that is used, by the architecture's names, in its order
 * @param unused tensors that published files carry and nothing here uses
 */
public record Inspection(
        String model,
        String architecture,
        String tokenizer,
        int maximumTokens,
        int longestBp,
        String licence,
        String sha256,
        List<Weight> weights,
        List<Weight> unused)
        implements Described {

    /** What a weight serves. */
    public enum Part {
        /** What tokens go through. */
        ENCODER("encoder"),
        /** What scores tokens in the pretraining. */
        LANGUAGE_HEAD("language head"),
        /** What a published fine-tuning left. */
        CLASSIFIER("published classifier"),
        /** Positions and frequencies. */
        TABLE("tables that never train"),
        /** In the file only. */
        NONE("not used");

        private final String title;

        Part(String title) {
            this.title = title;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    /**
     * One tensor.
     *
     * @param name by the architecture
     * @param storedAs its name in the file
     * @param dtype its type in the file: F32, F16, BF16, I64
     * @param shape sizes, outermost first
     * @param part what it serves
     */
    public record Weight(String name, String storedAs, String dtype, List<Long> shape, Part part) {
        /** Copies its shape. */
        public Weight {
            shape = List.copyOf(shape);
        }

        /** How many numbers it holds. */
        public long parameters() {
            return shape.stream().reduce(1L, Math::multiplyExact);
        }
    }

    /** Copies its lists. */
    public Inspection {
        weights = List.copyOf(weights);
        unused = List.copyOf(unused);
    }

    static Inspection of(GenomicModel model) {
        var checkpoint = model.checkpoint();
        var architecture = checkpoint.architecture();
        var stored = checkpoint.weights().tensors();
        var inventory = checkpoint.inventory();
        var weights = new ArrayList<Weight>();
        inventory.used().forEach((name, place) -> {
            var part = architecture.encoderShapes().containsKey(name)
                    ? Part.ENCODER
                    : architecture.languageShapes().containsKey(name)
                            ? Part.LANGUAGE_HEAD
                            : architecture.constantShapes().containsKey(name) ? Part.TABLE : Part.CLASSIFIER;
            weights.add(weight(name, place, stored, part));
        });
        return new Inspection(
                model.id(),
                architecture.toString(),
                checkpoint.tokenizer().describe(),
                architecture.maximumTokens(),
                model.longestBp(),
                Licence.of(checkpoint.folder()),
                model.fingerprint().sha256(),
                weights,
                inventory.unused().stream()
                        .map(name -> weight(name, name, stored, Part.NONE))
                        .toList());
    }

    private static Weight weight(String name, String place, Map<String, Safetensors.Tensor> stored, Part part) {
        var tensor = stored.get(place);
        return new Weight(
                name,
                place,
                tensor.dtype(),
                Arrays.stream(tensor.shape()).boxed().toList(),
                part);
    }

    /** How many numbers serve a part. */
    public long parameters(Part part) {
        return weights.stream()
                .filter(w -> w.part() == part)
                .mapToLong(Weight::parameters)
                .sum();
    }

    @Override
    public Description describe() {
        long all = weights.stream().mapToLong(Weight::parameters).sum();
        var description = Description.of(String.format(
                        Locale.ROOT,
                        "%s · %s · %,d parameters in %,d tensors",
                        model,
                        architecture,
                        all,
                        weights.size()))
                .with("", List.of(), facts())
                .with(
                        "modules",
                        List.of("module", "tensors", "parameters"),
                        ModuleTree.of(weights).rows());
        return unused.isEmpty()
                ? description
                : description.with(
                        "in the file, not used",
                        List.of("tensor", "shape"),
                        unused.stream()
                                .map(w -> List.of(w.name(), w.shape().toString()))
                                .toList());
    }

    private List<List<String>> facts() {
        var rows = new ArrayList<List<String>>();
        for (var part : Part.values()) {
            if (parameters(part) > 0) {
                rows.add(List.of(part.toString(), String.format(Locale.ROOT, "%,d parameters", parameters(part))));
            }
        }
        var types = weights.stream().map(Weight::dtype).distinct().toList();
        rows.add(List.of("stored as", String.join(", ", types)));
        rows.add(List.of("tokens", tokenizer));
        rows.add(List.of("longest input", String.format(Locale.ROOT, "%,d tokens, %,d bp", maximumTokens, longestBp)));
        rows.add(List.of("licence", licence));
        rows.add(List.of("weights (SHA-256)", sha256));
        return rows;
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
