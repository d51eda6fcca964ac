package io.github.spencerpark.ijava.runtime;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import jenomics.kernel.Notebook;

/** Under IJava's name, for notebooks that import it: what {@link Notebook} does. */
public final class Display {
    private Display() {}

    public static DisplayData render(Object value) {
        return Notebook.render(value);
    }

    public static DisplayData render(Object value, String... mimeTypes) {
        return Notebook.render(value, mimeTypes);
    }

    public static String display(Object value) {
        return Notebook.display(value);
    }

    public static String display(Object value, String... mimeTypes) {
        return Notebook.display(value, mimeTypes);
    }

    public static void updateDisplay(String id, Object value) {
        Notebook.updateDisplay(id, value);
    }

    public static void updateDisplay(String id, Object value, String... mimeTypes) {
        Notebook.updateDisplay(id, value, mimeTypes);
    }
}
