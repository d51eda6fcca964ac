package jenomics.kernel.extension.adapter;

import io.github.spencerpark.jupyter.channels.ReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import io.github.spencerpark.jupyter.messages.publish.PublishClearOutput;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import jenomics.kernel.extension.Bundle;
import jenomics.kernel.extension.Host;

/**
 * A kernel on IJava's base library: stock IJava, and our own. The base has no way to its magics and none to clear an
 * output; both are found by name.
 */
public class BaseKernelHost implements Host {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final BaseKernel kernel;
    private final CarefulDrawing drawing = new CarefulDrawing(LIMIT);

    public BaseKernelHost(BaseKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public String name() {
        return kernel.getBanner().lines().findFirst().orElse("a kernel without a name");
    }

    @Override
    public <T> void renderer(Class<T> type, Function<? super T, Bundle> view) {
        kernel.getRenderer()
                .createRegistration(type)
                .preferring(MIMEType.ANY)
                .register((T value, RenderContext context) -> {
                    Bundle bundle = drawn(value, () -> view.apply(value));
                    bundle.data().forEach((mime, content) -> {
                        if (context.wantsDataRenderedAs(MIMEType.parse(mime))) {
                            put(context.getOutputContainer(), bundle, mime);
                        }
                    });
                });
    }

    /** Draws a value; here in a thread of its own, since this kernel ends on errors and cannot stop a cell. */
    protected Bundle drawn(Object value, Supplier<Bundle> view) {
        return drawing.of(value, view);
    }

    @Override
    public void lineMagic(String name, Function<List<String>, Object> magic) {
        if (Reflective.call(kernel, "getMagics") instanceof Magics magics) {
            magics.registerLineMagic(name, magic::apply);
        }
    }

    @Override
    public void display(String id, Bundle bundle) {
        kernel.display(data(id, bundle));
    }

    @Override
    public void update(String id, Bundle bundle) {
        kernel.getIO().display.updateDisplay(id, data(id, bundle));
    }

    @Override
    public void clear(boolean wait) {
        if (Reflective.field(kernel.getIO().display, "env") instanceof ReplyEnvironment cell) {
            cell.publish(wait ? PublishClearOutput.BEFORE_NEXT_OUTPUT : PublishClearOutput.NOW);
        }
    }

    /** The bundle as the base library sends it. */
    protected static DisplayData data(String id, Bundle bundle) {
        var data = new DisplayData();
        bundle.data().keySet().forEach(mime -> put(data, bundle, mime));
        data.setDisplayId(id);
        return data;
    }

    private static void put(DisplayData data, Bundle bundle, String mime) {
        data.putData(mime, bundle.data().get(mime));
        if (bundle.metadata().containsKey(mime)) {
            data.putMetaData(mime, bundle.metadata().get(mime));
        }
    }
}
