package io.github.spencerpark.ijava;

import jenomics.kernel.JavaKernel;
import jenomics.kernel.Notebook;

/** Under IJava's name, for notebooks and libraries that ask IJava for its kernel: this one. */
public final class IJava {
    private IJava() {}

    /** Null where no kernel runs. */
    public static JavaKernel getKernelInstance() {
        return Notebook.getKernelInstance();
    }
}
