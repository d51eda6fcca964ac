package jenomics.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.reply.InspectReply;
import io.github.spencerpark.jupyter.messages.request.CompleteRequest;
import io.github.spencerpark.jupyter.messages.request.InspectRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.kernel.shell.CodeHints;
import jenomics.kernel.shell.CodeHints.Completions;
import jenomics.kernel.wire.RequestEnvironment;
import jenomics.plot.Chart;
import jenomics.provenance.Described;

/** What a front end asks while somebody types. It counts characters as Unicode does, Java as UTF-16. */
final class Editor {
    private static final int MILLIS_FOR_A_VALUE = 300;

    /** Where JupyterLab looks for the kinds of what it offers; IPython named it. */
    private static final String KINDS = "_jupyter_types_experimental";

    private final JavaKernel kernel;

    Editor(JavaKernel kernel) {
        this.kernel = kernel;
    }

    void complete(ShellReplyEnvironment environment, Message<CompleteRequest> message) {
        environment.setBusyDeferIdle();
        String code = message.getContent().getCode();
        int cursor = inUtf16(code, message.getContent().getCursorPos());
        Completions found = kernel.completions(code, cursor);
        int start = code.codePointCount(0, found.from());
        int end = code.codePointCount(0, cursor);
        var content = new LinkedHashMap<String, Object>();
        content.put("status", "ok");
        content.put("matches", found.words().stream().map(CodeHints.Word::text).toList());
        content.put("cursor_start", start);
        content.put("cursor_end", end);
        content.put("metadata", Map.of(KINDS, kinds(found, start, end)));
        environment.reply(RequestEnvironment.message(message, MessageType.COMPLETE_REPLY, content));
    }

    private static List<Map<String, Object>> kinds(Completions found, int start, int end) {
        return found.words().stream()
                .map(word ->
                        Map.<String, Object>of("text", word.text(), "type", word.kind(), "start", start, "end", end))
                .toList();
    }

    void inspect(ShellReplyEnvironment environment, Message<InspectRequest> message) {
        environment.setBusyDeferIdle();
        String code = message.getContent().getCode();
        DisplayData page = page(code, inUtf16(code, message.getContent().getCursorPos()));
        environment.reply(new InspectReply(page != null, DisplayData.emptyIfNull(page)));
    }

    /** What is known of the name at the cursor; null if nothing. */
    DisplayData page(String code, int cursor) {
        CodeHints.Variable variable = hints().variable(code, cursor);
        return variable == null
                ? ShiftTab.page(hints().document(code, cursor))
                : ShiftTab.page(variable, text(variable));
    }

    /** The text of a value comes from code of cells, which may take for ever. */
    private String text(CodeHints.Variable variable) {
        Object value = variable.value();
        return hints().briefly(() -> text(value), MILLIS_FOR_A_VALUE);
    }

    private String text(Object value) {
        if (value instanceof Described described) {
            return described.describe().headline();
        }
        return value instanceof Chart chart
                ? chart.text()
                : String.valueOf(kernel.rendered(value).getData(MIMEType.TEXT_PLAIN));
    }

    private CodeHints hints() {
        return kernel.shell().hints();
    }

    static int inUtf16(String code, int codePoints) {
        int all = code.codePointCount(0, code.length());
        return code.offsetByCodePoints(0, Math.max(0, Math.min(all, codePoints)));
    }
}
