package jenomics.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.Map;
import java.util.function.Function;
import jenomics.kernel.extension.Host;

/** This kernel, as the extension sees it. */
final class KernelHost implements Host {
    private final JavaKernel kernel;

    KernelHost(JavaKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public <T> void renderer(Class<T> type, Function<? super T, Map<String, Object>> bundle) {
        kernel.getRenderer()
                .createRegistration(type)
                .preferring(MIMEType.TEXT_HTML)
                .supporting(MIMEType.ANY)
                .register((T value, RenderContext context) -> bundle.apply(value)
                        .forEach((mime, data) -> context.getOutputContainer().putData(mime, data)));
    }

    @Override
    public void display(String id, Map<String, Object> bundle) {
        var data = data(bundle);
        data.setDisplayId(id);
        kernel.display(data);
    }

    @Override
    public void update(String id, Map<String, Object> bundle) {
        kernel.update(id, data(bundle));
    }

    private static DisplayData data(Map<String, Object> bundle) {
        var data = new DisplayData();
        bundle.forEach((mime, content) -> data.putData(mime, content));
        return data;
    }
}
