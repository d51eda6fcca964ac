package io.github.spencerpark.ijava.runtime;

import java.util.List;
import jenomics.kernel.Notebook;

/** Under IJava's name, for notebooks that import it: what {@link Notebook} does. */
public final class Magics {
    private Magics() {}

    public static <T> T lineMagic(String name, List<String> arguments) throws Exception {
        return Notebook.lineMagic(name, arguments);
    }

    public static <T> T cellMagic(String name, List<String> arguments, String body) throws Exception {
        return Notebook.cellMagic(name, arguments, body);
    }
}
