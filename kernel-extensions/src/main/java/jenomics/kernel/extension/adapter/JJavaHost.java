package jenomics.kernel.extension.adapter;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import jenomics.kernel.extension.Bundle;
import jenomics.kernel.extension.Host;
import org.dflib.jjava.jupyter.channels.ReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.RenderContext;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.messages.publish.PublishClearOutput;

/** A JJava kernel. Its API still moves; what is called here has been the same from its first versions on. */
final class JJavaHost implements Host {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final BaseKernel kernel;
    private final CarefulDrawing drawing = new CarefulDrawing(LIMIT);

    JJavaHost(BaseKernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public String name() {
        return kernel.getBanner();
    }

    @Override
    public <T> void renderer(Class<T> type, Function<? super T, Bundle> view) {
        kernel.getRenderer()
                .createRegistration(type)
                .preferring(MIMEType.ANY)
                .register((T value, RenderContext context) -> {
                    Bundle bundle = drawing.of(value, () -> view.apply(value));
                    bundle.data().forEach((mime, content) -> {
                        if (context.wantsDataRenderedAs(MIMEType.parse(mime))) {
                            put(context.getOutputContainer(), bundle, mime);
                        }
                    });
                });
    }

    @Override
    public void lineMagic(String name, Function<List<String>, Object> magic) {
        kernel.getMagicsRegistry().registerLineMagic(name, (BaseKernel k, List<String> words) -> magic.apply(words));
    }

    @Override
    public void display(String id, Bundle bundle) {
        kernel.display(data(id, bundle));
    }

    @Override
    public void update(String id, Bundle bundle) {
        kernel.getIO().display.updateDisplay(data(id, bundle));
    }

    @Override
    public void clear(boolean wait) {
        if (Reflective.field(kernel.getIO().display, "env") instanceof ReplyEnvironment cell) {
            cell.publish(wait ? PublishClearOutput.BEFORE_NEXT_OUTPUT : PublishClearOutput.NOW);
        }
    }

    private static DisplayData data(String id, Bundle bundle) {
        var data = new DisplayData();
        bundle.data().keySet().forEach(mime -> put(data, bundle, mime));
        data.putTransientData(DisplayData.DISPLAY_ID_KEY, id); // setDisplayId has had two signatures
        return data;
    }

    private static void put(DisplayData data, Bundle bundle, String mime) {
        data.putData(mime, bundle.data().get(mime));
        if (bundle.metadata().containsKey(mime)) {
            data.putMetaData(mime, bundle.metadata().get(mime));
        }
    }
}
