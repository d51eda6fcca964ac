package io.github.spencerpark.ijava;

import io.github.spencerpark.jupyter.kernel.BaseKernel;

/** Where stock IJava keeps its kernel: IJava itself is not on Maven Central, so this stands in for its one class we call. */
public final class IJava {
    private static volatile BaseKernel kernel;

    private IJava() {}

    public static BaseKernel getKernelInstance() {
        return kernel;
    }

    public static void start(BaseKernel newKernel) {
        kernel = newKernel;
    }
}
