package io.github.spencerpark.ijava.runtime;

import jenomics.kernel.JavaKernel;
import jenomics.kernel.Notebook;

/** Under IJava's name, for notebooks that import it: what {@link Notebook} does. */
public final class Kernel {
    private Kernel() {}

    public static JavaKernel getKernelInstance() {
        return Notebook.getKernelInstance();
    }

    public static Object eval(String code) throws Exception {
        return Notebook.eval(code);
    }
}
