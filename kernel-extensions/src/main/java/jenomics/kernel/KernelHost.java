package jenomics.kernel;

import java.util.function.Supplier;
import jenomics.kernel.extension.Bundle;
import jenomics.kernel.extension.adapter.BaseKernelHost;

/** This kernel, as the extension sees it: what IJava's base cannot do, it does itself. */
final class KernelHost extends BaseKernelHost {
    private final JavaKernel kernel;

    KernelHost(JavaKernel kernel) {
        super(kernel);
        this.kernel = kernel;
    }

    @Override
    public String name() {
        return "the kernel of Jenomics";
    }

    /** In the cell's thread, where Stop reaches it; the kernel has its own limit. */
    @Override
    protected Bundle drawn(Object value, Supplier<Bundle> view) {
        return view.get();
    }

    @Override
    public void update(String id, Bundle bundle) {
        kernel.update(id, data(id, bundle));
    }

    @Override
    public void clear(boolean wait) {
        kernel.clearOutput(wait);
    }
}
