package jenomics.kernel.extension;

import java.util.Map;
import java.util.function.Function;

/** What the renderers need of whatever kernel they run in. A bundle maps MIME types to content. */
public interface Host {

    /** Shows values of this type, and of its subtypes, as the bundle the function makes of them. */
    <T> void renderer(Class<T> type, Function<? super T, Map<String, Object>> bundle);

    /** Shows a bundle below the running cell, under this id. */
    void display(String id, Map<String, Object> bundle);

    /** Replaces what was shown under this id; works from any thread, also when the cell is over. */
    void update(String id, Map<String, Object> bundle);
}
