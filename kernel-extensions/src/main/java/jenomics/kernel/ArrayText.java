package jenomics.kernel;

import io.github.spencerpark.jupyter.kernel.display.Renderer;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.lang.reflect.Array;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Arrays as their elements: {@code double[4] {1.0, 2.0, 3.0, 4.0}}, not {@code [D@1b2c3d}. */
final class ArrayText {
    private static final int ELEMENTS_SHOWN = 50;
    private static final List<Class<?>> ARRAYS = List.of(
            boolean[].class,
            byte[].class,
            char[].class,
            short[].class,
            int[].class,
            long[].class,
            float[].class,
            double[].class);

    private ArrayText() {}

    static void register(Renderer renderer) {
        ARRAYS.forEach(type -> renderer.createRegistration(type)
                .preferring(MIMEType.TEXT_PLAIN)
                .register((array, context) -> context.renderIfRequested(MIMEType.TEXT_PLAIN, () -> text(array))));
    }

    /** Of an array of any type; of anything else what it says itself. */
    static String text(Object array) {
        if (array == null || !array.getClass().isArray()) {
            return String.valueOf(array);
        }
        int length = Array.getLength(array);
        String type = array.getClass().getComponentType().getSimpleName();
        String elements = IntStream.range(0, Math.min(length, ELEMENTS_SHOWN))
                .mapToObj(i -> text(Array.get(array, i)))
                .collect(Collectors.joining(", "));
        return type + "[" + length + "] {" + elements + (length > ELEMENTS_SHOWN ? ", ..." : "") + "}";
    }
}
