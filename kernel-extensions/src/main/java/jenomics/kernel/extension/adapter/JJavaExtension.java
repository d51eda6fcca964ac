package jenomics.kernel.extension.adapter;

import jenomics.kernel.extension.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** What JJava finds on its class path by itself, through {@code META-INF/services}. Never loaded elsewhere. */
public final class JJavaExtension implements org.dflib.jjava.jupyter.Extension {

    @Override
    public void install(BaseKernel kernel) {
        Extension.install(new JJavaHost(kernel));
        kernel.evalRaw(StartupScript.imports());
    }
}
