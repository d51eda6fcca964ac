package jenomics.model.tuning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import jenomics.provenance.GenomicsException;

/**
 * Which modules an adapter goes to, as PEFT's target_modules says it. A value.
 *
 * @param names the last parts of module names, such as {@code "query"} or {@code "attention.output.dense"}; empty: what
 *     the architecture proposes
 * @param pattern a regular expression for whole module names instead; null: none
 * @param excluded the last parts of names that are left out
 * @param layers numbers of the blocks, from 0; empty: all
 */
public record TargetModules(List<String> names, String pattern, List<String> excluded, List<Integer> layers) {

    /** What the architecture proposes, in all layers. */
    public static final TargetModules PROPOSED = new TargetModules(List.of(), null, List.of(), List.of());

    /** PEFT's word for every linear module. */
    static final String ALL_LINEAR = "all-linear";

    private static final Pattern LAYER = Pattern.compile(".*\\.[^.]*\\.(\\d+)\\..*");

    /**
     * Copies its lists.
     *
     * @throws GenomicsException if the pattern is no regular expression
     */
    public TargetModules {
        names = List.copyOf(names);
        excluded = List.copyOf(excluded);
        layers = List.copyOf(layers);
        if (pattern != null) {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                throw new GenomicsException(
                        "The target pattern '" + pattern + "' is no regular expression: " + e.getDescription() + ".",
                        Map.of("pattern", pattern),
                        e);
            }
        }
    }

    /** Whether the choice is left to the architecture. */
    boolean open() {
        return names.isEmpty() && pattern == null;
    }

    TargetModules names(List<String> value) {
        return new TargetModules(value, null, excluded, layers);
    }

    TargetModules pattern(String value) {
        return new TargetModules(List.of(), value, excluded, layers);
    }

    TargetModules excluded(List<String> value) {
        return new TargetModules(names, pattern, value, layers);
    }

    TargetModules layers(List<Integer> value) {
        return new TargetModules(names, pattern, excluded, value);
    }

    /**
     * The modules meant, in the network's order.
     *
     * @param all that can carry an adapter
     * @param proposed names to take where none were given
     * @param method for messages: "LoRA"
     * @throws GenomicsException if a name, the pattern or a layer matches nothing; it lists what there is
     */
    public List<Site> of(List<Site> all, List<String> proposed, String method) {
        if (pattern == null) {
            for (var name : names) {
                if (!name.equals(ALL_LINEAR) && all.stream().noneMatch(site -> matches(site.module(), name))) {
                    throw none(method, "'" + name + "'", all);
                }
            }
        }
        var wanted = names.isEmpty() ? proposed : names;
        var found = all.stream()
                .filter(site -> pattern == null
                        ? wanted.stream().anyMatch(name -> named(site, name))
                        : site.module().matches(pattern))
                .filter(site -> excluded.stream().noneMatch(name -> matches(site.module(), name)))
                .filter(site -> layers.isEmpty() || layers.contains(layer(site.module())))
                .toList();
        if (found.isEmpty()) {
            throw none(method, toString(), all);
        }
        return found;
    }

    private static boolean named(Site site, String name) {
        return name.equals(ALL_LINEAR) ? !site.embedding() : matches(site.module(), name);
    }

    static boolean matches(String module, String name) {
        return module.equals(name) || module.endsWith("." + name);
    }

    /** The number of the block a module is part of, or -1. */
    static int layer(String module) {
        var matcher = LAYER.matcher(module);
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    }

    private static GenomicsException none(String method, String target, List<Site> all) {
        return new GenomicsException(
                method + " target " + target + " matches no module of this model; there are " + endings(all) + ".",
                Map.of(
                        "target",
                        target,
                        "modules",
                        all.stream().map(Site::module).toList()));
    }

    /** What a user could have said: the part of each name after the layer's number, once. */
    private static String endings(List<Site> sites) {
        return sites.stream()
                .sorted(Comparator.comparing(Site::embedding))
                .map(site -> site.module().replaceFirst("^.*(\\.\\d+|embeddings)\\.", ""))
                .map(name -> name.replaceFirst("^attention\\.self\\.", ""))
                .distinct()
                .map(name -> "'" + name + "'")
                .collect(Collectors.joining(", "));
    }

    /** As PEFT's configuration has it. */
    Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("targets", pattern != null ? pattern : names.isEmpty() ? "as the architecture proposes" : names);
        if (!excluded.isEmpty()) {
            facts.put("targets left out", excluded);
        }
        if (!layers.isEmpty()) {
            facts.put("layers", layers);
        }
        return facts;
    }

    @Override
    public String toString() {
        var parts = new ArrayList<String>();
        parts.add(pattern != null ? "'" + pattern + "'" : names.isEmpty() ? "(proposed)" : names.toString());
        if (!excluded.isEmpty()) {
            parts.add("without " + excluded);
        }
        if (!layers.isEmpty()) {
            parts.add("in layers " + layers);
        }
        return String.join(" ", parts);
    }
}
