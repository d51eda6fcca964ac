package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import jenomics.kernel.Notebook;

/**
 * Where stock IJava keeps its kernel: IJava itself is not on Maven Central, so this stands in for its one class we call.
 * In tests it hides ours of the same name, and answers like it where no other kernel was started.
 */
public final class IJava {
    private static volatile BaseKernel kernel;

    private IJava() {}

    public static BaseKernel getKernelInstance() {
        return kernel == null ? Notebook.getKernelInstance() : kernel;
    }

    public static void start(BaseKernel newKernel) {
        kernel = newKernel;
    }
}
