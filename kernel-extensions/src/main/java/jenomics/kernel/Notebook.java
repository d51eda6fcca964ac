package jenomics.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.util.List;

/** What every cell can call without a prefix. The names are IJava's, and mean what they mean there. */
public final class Notebook {
    private Notebook() {}

    /** The kernel that runs this cell. */
    public static JavaKernel getKernelInstance() {
        return JavaKernel.current();
    }

    /** How a front end would show the value: text, and richer forms where there is a renderer. */
    public static DisplayData render(Object value) {
        return JavaKernel.current().rendered(value);
    }

    /** The same in the given forms, for example {@code render(page, "text/html")}. */
    public static DisplayData render(Object value, String... mimeTypes) {
        return value == null ? render(null) : JavaKernel.current().getRenderer().renderAs(value, mimeTypes);
    }

    /** Shows the value below the cell. Returns the id to update it with. */
    public static String display(Object value) {
        return JavaKernel.current().show(render(value));
    }

    /** Shows the value in the given forms, for example {@code display(page, "text/html")}. Returns its id. */
    public static String display(Object value, String... mimeTypes) {
        return JavaKernel.current().show(render(value, mimeTypes));
    }

    /** Replaces what {@link #display} showed under this id, from any thread, also when the cell is over. */
    public static void updateDisplay(String id, Object value) {
        JavaKernel.current().update(id, render(value));
    }

    public static void updateDisplay(String id, Object value, String... mimeTypes) {
        JavaKernel.current().update(id, render(value, mimeTypes));
    }

    /** Takes away the output of this cell; if {@code wait}, only when the next comes, so that nothing flickers. */
    public static void clearOutput(boolean wait) {
        JavaKernel.current().clearOutput(wait);
    }

    public static void clearOutput() {
        clearOutput(false);
    }

    /** Evaluates code as a part of this cell; returns the value of its last statement. */
    public static Object eval(String code) throws Exception {
        return JavaKernel.current().evalNested(code, 1);
    }

    public static <T> T lineMagic(String name, List<String> arguments) throws Exception {
        return JavaKernel.current().getMagics().applyLineMagic(name, arguments);
    }

    public static <T> T cellMagic(String name, List<String> arguments, String body) throws Exception {
        return JavaKernel.current().getMagics().applyCellMagic(name, arguments, body);
    }

    public static void printf(String format, Object... arguments) {
        System.out.printf(format, arguments);
    }
}
