package jenomics.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tensors by the modules they belong to. Layers that are alike are shown once. */
final class ModuleTree {
    private static final String INDENT = "· ";

    private final Map<String, ModuleTree> modules = new LinkedHashMap<>();
    private final Map<String, Inspection.Weight> tensors = new LinkedHashMap<>();

    static ModuleTree of(List<Inspection.Weight> weights) {
        var root = new ModuleTree();
        weights.forEach(weight -> root.add(weight.name(), weight));
        return root;
    }

    private void add(String path, Inspection.Weight weight) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            tensors.put(path, weight);
        } else {
            modules.computeIfAbsent(path.substring(0, dot), key -> new ModuleTree())
                    .add(path.substring(dot + 1), weight);
        }
    }

    /** One row for each module: its name, its own tensors with shapes, all parameters in and below it (of all alike). */
    List<List<String>> rows() {
        var rows = new ArrayList<List<String>>();
        addRows("", rows);
        return rows;
    }

    private void addRows(String indent, List<List<String>> rows) {
        var names = List.copyOf(modules.keySet());
        for (int i = 0; i < names.size(); ) {
            int alike = alike(i);
            var module = modules.get(names.get(i));
            var label = new StringBuilder(label(i, alike));
            int times = alike;
            while (module.tensors.isEmpty() && module.alike(0) == module.modules.size()) {
                label.append('.').append(module.label(0, module.modules.size()));
                times *= module.modules.size();
                module = module.modules.values().iterator().next();
            }
            rows.add(List.of(
                    indent + label + (times == 1 ? "" : " (" + times + " alike, one shown)"),
                    module.shapes(),
                    String.format(Locale.ROOT, "%,d", module.parameters() * times)));
            module.addRows(indent + INDENT, rows);
            i += alike;
        }
    }

    /** The name of a module, or the first and the last of several. */
    private String label(int from, int count) {
        var names = List.copyOf(modules.keySet());
        return count == 1 ? names.get(from) : names.get(from) + "–" + names.get(from + count - 1);
    }

    /** How many modules from here on are numbered and of the same structure. */
    private int alike(int from) {
        var names = List.copyOf(modules.keySet());
        int to = from + 1;
        String structure = modules.get(names.get(from)).structure();
        while (isNumber(names.get(from))
                && to < names.size()
                && isNumber(names.get(to))
                && modules.get(names.get(to)).structure().equals(structure)) {
            to++;
        }
        return to - from;
    }

    private static boolean isNumber(String name) {
        return name.chars().allMatch(Character::isDigit);
    }

    private String structure() {
        return shapes()
                + modules.entrySet().stream()
                        .map(e -> e.getKey() + "(" + e.getValue().structure() + ")")
                        .collect(Collectors.joining());
    }

    private String shapes() {
        return tensors.entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue().shape())
                .collect(Collectors.joining(", "));
    }

    private long parameters() {
        return tensors.values().stream()
                        .mapToLong(Inspection.Weight::parameters)
                        .sum()
                + modules.values().stream().mapToLong(ModuleTree::parameters).sum();
    }
}
