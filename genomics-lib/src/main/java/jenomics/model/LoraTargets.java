package jenomics.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import jenomics.model.architecture.Architecture;
import jenomics.model.tuning.Lora;
import jenomics.provenance.Described;
import jenomics.provenance.Description;

/**
 * The linear layers of a model that LoRA can go to.
 *
 * @param model what it was asked for by
 * @param targets each kind of layer once, in the order of the network
 */
public record LoraTargets(String model, List<Target> targets) implements Described {

    /**
     * A kind of layer.
     *
     * @param name what to say to {@code lora(r -> r.targets(...))}
     * @param modules how many layers of this kind there are
     * @param out rows of the weight
     * @param in columns of the weight
     * @param chosen whether LoRA goes here when nobody says
     */
    public record Target(String name, int modules, long out, long in, boolean chosen) {

        /** How many numbers an adapter of this rank trains in all layers of this kind. */
        public long parameters(int rank) {
            return rank * (out + in) * modules;
        }
    }

    /** Copies its lists. */
    public LoraTargets {
        targets = List.copyOf(targets);
    }

    static LoraTargets of(String model, Architecture architecture) {
        var kinds = new LinkedHashMap<String, List<String>>();
        for (var module : architecture.linearModules()) {
            kinds.computeIfAbsent(kind(module), key -> new ArrayList<>()).add(module);
        }
        var targets = new ArrayList<Target>();
        kinds.forEach((name, modules) -> {
            long[] shape = architecture.encoderShapes().get(modules.get(0) + ".weight");
            boolean chosen =
                    architecture.defaultTargets().stream().anyMatch(t -> name.equals(t) || name.endsWith("." + t));
            targets.add(new Target(name, modules.size(), shape[0], shape[1], chosen));
        });
        return new LoraTargets(model, targets);
    }

    /** What follows the number of the layer, without the words that all attention projections share. */
    private static String kind(String module) {
        return module.replaceFirst("^.*?\\.\\d+\\.", "").replaceFirst("^attention\\.self\\.", "");
    }

    /** The names that LoRA goes to when nobody says. */
    public List<String> chosen() {
        return targets.stream().filter(Target::chosen).map(Target::name).toList();
    }

    @Override
    public Description describe() {
        int rank = Lora.standard().rank();
        var rows = new ArrayList<List<String>>();
        for (var target : targets) {
            rows.add(Arrays.asList(
                    target.name(),
                    String.valueOf(target.modules()),
                    target.out() + " × " + target.in(),
                    String.format(Locale.ROOT, "%,d", target.parameters(rank)),
                    target.chosen() ? "yes" : ""));
        }
        return Description.of(model + " · " + targets.size() + " kinds of linear layers · LoRA goes to "
                        + String.join(", ", chosen()) + " by default")
                .with("", List.of("target", "layers", "out × in", "trained at rank " + rank, "default"), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
