package jenomics.kernel.extension.adapter;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import java.lang.reflect.InvocationTargetException;
import jenomics.kernel.extension.Extension;
import jenomics.provenance.GenomicsException;

/** The door for stock IJava: one line of its start-up script. */
public final class IJavaKernel {
    private static final String HOLDER = "io.github.spencerpark.ijava.IJava";

    private IJavaKernel() {}

    /** Teaches the IJava kernel of this process to show what Jenomics makes; does nothing where that is done already. */
    public static void connect() {
        if (!Extension.isInstalled()) {
            Extension.install(new BaseKernelHost(running()));
        }
    }

    private static BaseKernel running() {
        try {
            Object kernel = Class.forName(HOLDER).getMethod("getKernelInstance").invoke(null);
            if (kernel instanceof BaseKernel base) {
                return base;
            }
            throw new GenomicsException("IJava is here but has no kernel yet: call IJavaKernel.connect() in a start-up"
                    + " script (IJAVA_STARTUP_SCRIPTS_PATH) or in a cell.");
        } catch (ClassNotFoundException e) {
            throw new GenomicsException(
                    "This is not IJava: there is no class " + HOLDER
                            + ". JJava finds the extension by itself on its class"
                            + " path (JJAVA_CLASSPATH); the kernel of Jenomics has it built in.",
                    e);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new GenomicsException(
                    "This IJava has no getKernelInstance(); 1.3.0 is the one that is known to work.", e);
        }
    }
}
