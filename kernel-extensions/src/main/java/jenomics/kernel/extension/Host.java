package jenomics.kernel.extension;

import java.util.List;
import java.util.function.Function;

/** What the extension needs of whatever kernel it runs in. */
public interface Host {

    /** The kernel's name and version, for people. */
    String name();

    /** Shows values of this type, and of its subtypes, as the function says. */
    <T> void renderer(Class<T> type, Function<? super T, Bundle> view);

    /** Adds a magic: {@code %name words of the line}. Its value is shown. */
    void lineMagic(String name, Function<List<String>, Object> magic);

    /** Shows a bundle below the running cell, under this id. */
    void display(String id, Bundle bundle);

    /** Replaces what was shown under this id, from any thread. */
    void update(String id, Bundle bundle);

    /** Takes away what the running cell has shown; if {@code wait}, only when something new is shown. */
    void clear(boolean wait);
}
