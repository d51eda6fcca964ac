package jenomics.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.publish.PublishError;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteInput;
import io.github.spencerpark.jupyter.messages.publish.PublishExecuteResult;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.kernel.shell.CellError;
import jenomics.kernel.shell.RunningCell;
import jenomics.kernel.shell.StoppedError;
import jenomics.kernel.wire.RequestEnvironment;
import jenomics.kernel.wire.WireConnection;

/** One execute request: from busy to idle. Whatever is thrown on the way becomes an error of the cell. */
final class CellExecution {
    private final JavaKernel kernel;
    private final WireConnection connection;
    private int count;

    CellExecution(JavaKernel kernel, WireConnection connection) {
        this.kernel = kernel;
        this.connection = connection;
    }

    void handle(ShellReplyEnvironment environment, Message<ExecuteRequest> message) {
        String begun = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        ExecuteRequest request = message.getContent();
        var cell = new RunningCell(number(request));
        kernel.begin(cell);
        try {
            environment.setStatusBusy();
            environment.defer(environment::setStatusIdle); // made when it is sent, so that its date is the cell's end
            kernel.getCommManager().setMessageContext(message);
            if (!request.isSilent()) {
                environment.publish(new PublishExecuteInput(request.getCode(), cell.number()));
            }
            var output = connection.outputOf(message);
            kernel.streams().attach(output, request.isStdinEnabled());
            Map<String, ?> reply;
            try (var elapsed = request.isSilent() ? null : new ElapsedLine(output)) {
                reply = run(request, cell, environment);
            }
            environment.reply(RequestEnvironment.message(
                    message,
                    MessageType.EXECUTE_REPLY,
                    reply,
                    Map.of("started", begun, "status", reply.get("status"))));
        } finally {
            kernel.end(cell);
        }
    }

    private int number(ExecuteRequest request) {
        boolean counts = !request.isSilent() && request.shouldStoreHistory();
        if (!counts) {
            return Math.max(1, count);
        }
        count++;
        kernel.history().add(count, request.getCode());
        return count;
    }

    private Map<String, ?> run(ExecuteRequest request, RunningCell cell, ShellReplyEnvironment environment) {
        try {
            Object value = kernel.evalCell(cell, request.getCode());
            result(value, request, cell, environment);
            return ok(cell.number(), expressions(request, cell));
        } catch (Throwable e) { // an Error in a renderer, a toString, the compiler: the cell's, not the kernel's
            if (e instanceof StoppedError stopped) {
                kernel.streams().renew();
                resultOfStopped(stopped, request, cell.number(), environment);
            }
            return failed(kernel.failureOf(cell, e), request, cell.number(), environment);
        }
    }

    private void result(Object value, ExecuteRequest request, RunningCell cell, ShellReplyEnvironment environment)
            throws Throwable {
        DisplayData data = value == null ? null : kernel.renderedWithin(cell, value);
        kernel.streams().publish();
        if (data != null && !request.isSilent()) {
            environment.publish(new PublishExecuteResult(cell.number(), data));
            if (request.shouldStoreHistory()) {
                kernel.history().result(cell.number(), String.valueOf(data.getData(MIMEType.TEXT_PLAIN)));
            }
        }
    }

    /** Training that was stopped in the last statement still has something to show. Another press stops the showing. */
    private void resultOfStopped(
            StoppedError stopped, ExecuteRequest request, int number, ShellReplyEnvironment environment) {
        var showing = new RunningCell(number);
        kernel.begin(showing);
        try {
            result(stopped.result(), request, showing, environment);
        } catch (Throwable e) {
            System.err.println("[the result of the stopped cell cannot be shown: " + e + "]");
        } finally {
            kernel.end(showing);
        }
    }

    private static Map<String, ?> ok(int number, Map<String, ?> expressions) {
        return Map.of("status", "ok", "execution_count", number, "user_expressions", expressions, "payload", List.of());
    }

    private Map<String, ?> failed(
            Failure error, ExecuteRequest request, int number, ShellReplyEnvironment environment) {
        if (request.shouldStopOnError() && !request.isSilent()) {
            connection.abortQueued();
        }
        kernel.streams().publish();
        if (!request.isSilent()) {
            environment.publish(new PublishError(error.name(), error.sentence(), error.report()));
        }
        var reply = new LinkedHashMap<String, Object>(error.asReply());
        reply.put("execution_count", number);
        return reply;
    }

    private Map<String, ?> expressions(ExecuteRequest request, RunningCell cell) {
        var values = new LinkedHashMap<String, Object>();
        if (request.getUserExpr() != null) {
            request.getUserExpr().forEach((name, code) -> values.put(name, expression(code, cell)));
        }
        return values;
    }

    private Map<String, ?> expression(String code, RunningCell cell) {
        try {
            Object value = kernel.evalCell(cell, code);
            return Map.of("status", "ok", "data", Map.of("text/plain", String.valueOf(value)), "metadata", Map.of());
        } catch (CellError | RuntimeException | StackOverflowError e) {
            return kernel.failureOf(cell, e).asReply();
        }
    }
}
