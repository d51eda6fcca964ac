package jenomics.kernel;

import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.RenderContext;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.function.Function;
import jenomics.kernel.extension.Host;

/** This kernel, as the extension sees it. */
final class KernelHost implements Host {
    private static final String PNG = "image/png";
    private static final int PNG_HEADER = 24;

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
                .register((T value, RenderContext context) -> put(context.getOutputContainer(), bundle.apply(value)));
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
        put(data, bundle);
        return data;
    }

    private static void put(DisplayData data, Map<String, Object> bundle) {
        bundle.forEach((mime, content) -> {
            data.putData(mime, content);
            if (mime.equals(PNG)) {
                byte[] png = Base64.getDecoder().decode((String) content);
                if (png.length >= PNG_HEADER) {
                    data.putMetaData(mime, halfSize(png));
                }
            }
        });
    }

    /** Charts draw their PNG at twice the size they should be seen at; the size stands in the file's first bytes. */
    private static Map<String, Integer> halfSize(byte[] png) {
        var header = ByteBuffer.wrap(png);
        return Map.of("width", header.getInt(16) / 2, "height", header.getInt(20) / 2);
    }
}
