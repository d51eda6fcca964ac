package jenomics.model.architecture;

import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the tensors of an architecture by name, in order, with their shapes. */
final class Shapes {
    private final Map<String, long[]> shapes = new LinkedHashMap<>();

    Shapes put(String name, long... shape) {
        shapes.put(name, shape);
        return this;
    }

    /** A weight [out, in] and a bias [out]. */
    Shapes linear(String module, long out, long in) {
        return matrix(module, out, in).put(module + ".bias", out);
    }

    /** A weight [out, in] and no bias. */
    Shapes matrix(String module, long out, long in) {
        return put(module + ".weight", out, in);
    }

    /** A weight and a bias [width]. */
    Shapes norm(String module, long width) {
        return put(module + ".weight", width).put(module + ".bias", width);
    }

    Map<String, long[]> all() {
        return shapes;
    }
}
