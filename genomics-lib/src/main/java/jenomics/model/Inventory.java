package jenomics.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import jenomics.io.Safetensors;
import jenomics.model.architecture.Architecture;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Spelling;

/**
 * Which stored tensor is which weight of an architecture. Complete for the encoder, all or nothing for the language head
 * and for a published classifier.
 *
 * @param used for each weight the name it is stored under, in the order of the architecture
 * @param language whether the file has a language head (or the head is the embedding matrix)
 * @param classifier whether the file has a published classifier
 * @param unused stored tensors that published files carry and nothing here uses
 */
record Inventory(Map<String, String> used, boolean language, boolean classifier, List<String> unused) {

    static Inventory of(Architecture architecture, Map<String, Safetensors.Tensor> stored, Path file) {
        return new Taking(architecture, stored, file).take();
    }

    /** Matching one file against one architecture. */
    private static final class Taking {
        private final Architecture architecture;
        private final Map<String, Safetensors.Tensor> stored;
        private final Path file;
        private final boolean bare;
        private final Map<String, String> used = new LinkedHashMap<>();
        private final Set<String> left;

        Taking(Architecture architecture, Map<String, Safetensors.Tensor> stored, Path file) {
            this.architecture = architecture;
            this.stored = stored;
            this.file = file;
            bare = stored.keySet().stream().noneMatch(name -> name.startsWith(architecture.prefix()));
            left = new LinkedHashSet<>(stored.keySet());
        }

        Inventory take() {
            var needed = new LinkedHashMap<>(architecture.encoderShapes());
            var head = architecture.languageShapes();
            boolean language = head.isEmpty() || head.keySet().stream().anyMatch(name -> place(name) != null);
            if (language) {
                needed.putAll(head);
            }
            var missing =
                    needed.keySet().stream().filter(name -> place(name) == null).toList();
            needed.keySet().stream().filter(name -> place(name) != null).forEach(this::use);
            var classes = architecture.classifierShapes();
            boolean classifier = !classes.isEmpty() && classes.keySet().stream().allMatch(name -> place(name) != null);
            var constants = architecture.constantShapes().keySet().stream().filter(name -> place(name) != null);
            Stream.concat(constants, classifier ? classes.keySet().stream() : Stream.of())
                    .forEach(this::use);
            var unused = left.stream().filter(this::isKnown).toList();
            unused.forEach(left::remove);
            refuse(missing, needed);
            var shapes = new LinkedHashMap<>(needed);
            shapes.putAll(architecture.constantShapes());
            shapes.putAll(classes);
            used.forEach((name, place) -> checkShape(name, place, shapes.get(name)));
            return new Inventory(used, language, classifier, unused);
        }

        /** Where a weight is stored; null if it is not. */
        private String place(String name) {
            var names = new ArrayList<>(List.of(name));
            names.addAll(architecture.otherNames(name));
            if (bare) {
                List.copyOf(names).stream()
                        .filter(n -> n.startsWith(architecture.prefix()))
                        .forEach(
                                n -> names.add(n.substring(architecture.prefix().length())));
            }
            return names.stream().filter(stored::containsKey).findFirst().orElse(null);
        }

        private void use(String name) {
            used.put(name, place(name));
            left.remove(place(name));
        }

        private boolean isKnown(String tensor) {
            String name = bare ? architecture.prefix() + tensor : tensor;
            return architecture.ignores(tensor)
                    || architecture.ignores(name)
                    || architecture.classifierShapes().containsKey(tensor);
        }

        private void refuse(List<String> missing, Map<String, long[]> needed) {
            if (!missing.isEmpty()) {
                String first = missing.get(0);
                throw new GenomicsException(
                        "The checkpoint " + file + " lacks " + missing.size() + " of " + needed.size() + " tensors: "
                                + some(missing) + " '" + first + "' should have shape "
                                + Arrays.toString(needed.get(first)) + nearestStored(first)
                                + (missing.size() == 1 ? "" : " Does config.json belong to these weights?"),
                        Map.of("missing", missing, "extra", List.copyOf(left)));
            }
            if (!left.isEmpty()) {
                String first = left.iterator().next();
                String nearest = nearest(first, needed.keySet());
                throw new GenomicsException(
                        "The checkpoint " + file + " has " + left.size()
                                + " tensors that config.json does not call for: " + some(List.copyOf(left)) + " '"
                                + first + "' has shape "
                                + Arrays.toString(stored.get(first).shape())
                                + "; the nearest name that it calls for is '" + nearest + "' "
                                + Arrays.toString(needed.get(nearest)) + ".",
                        Map.of("extra", List.copyOf(left)));
            }
        }

        private String nearestStored(String missing) {
            if (left.isEmpty()) {
                return "; no tensor of the file is left over that could be it.";
            }
            String nearest = nearest(missing, left);
            return "; the nearest name left over is '" + nearest + "' "
                    + Arrays.toString(stored.get(nearest).shape()) + ".";
        }

        private void checkShape(String name, String place, long[] expected) {
            long[] found = stored.get(place).shape();
            boolean fits = found.length == expected.length;
            for (int i = 0; fits && i < found.length; i++) {
                fits = expected[i] == Architecture.ANY || expected[i] == found[i];
            }
            if (!fits) {
                throw new GenomicsException(
                        "Tensor '" + place + "' of " + file + " has shape " + Arrays.toString(found)
                                + "; config.json calls for " + Arrays.toString(expected) + ".",
                        Map.of("tensor", place, "found", found, "expected", expected));
            }
        }
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(3, names.size()))) + (names.size() > 3 ? ", ..." : ".");
    }

    /** The name that takes the fewest changes of single letters. */
    static String nearest(String name, Iterable<String> names) {
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (var other : names) {
            int changes = Spelling.distance(name, other);
            if (changes < least) {
                least = changes;
                nearest = other;
            }
        }
        return nearest;
    }
}
