package jenomics.kernel;

import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.reply.CommInfoReply;
import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.kernel.shell.RunningCell;
import jenomics.kernel.shell.StoppedError;
import jenomics.kernel.wire.RequestEnvironment;
import jenomics.kernel.wire.WireConnection;

/**
 * Messages of comms (widgets) to code of cells. That code runs as a cell does, in a thread that Stop reaches, what it
 * prints goes where the message came from, and what it throws is shown there.
 */
final class CommExecution {
    private final JavaKernel kernel;
    private final WireConnection connection;

    CommExecution(JavaKernel kernel, WireConnection connection) {
        this.kernel = kernel;
        this.connection = connection;
    }

    void handle(JupyterConnection wire) {
        var comms = kernel.getCommManager();
        wire.setHandler(MessageType.COMM_OPEN_COMMAND, apart(comms::handleCommOpenCommand));
        wire.setHandler(MessageType.COMM_MSG_COMMAND, apart(comms::handleCommMsgCommand));
        wire.setHandler(MessageType.COMM_CLOSE_COMMAND, apart(comms::handleCommCloseCommand));
        wire.setHandler(MessageType.COMM_INFO_REQUEST, this::info);
    }

    private <T> ShellHandler<T> apart(ShellHandler<T> handler) {
        return (environment, message) -> {
            var cell = new RunningCell(0);
            kernel.begin(cell);
            try {
                environment.setBusyDeferIdle();
                kernel.getCommManager().setMessageContext(message);
                kernel.streams().attach(connection.outputOf(message), false);
                kernel.within(cell, () -> {
                    handler.handle(environment, message);
                    return null;
                });
            } catch (StoppedError e) {
                kernel.streams().renew();
            } catch (Throwable e) {
                System.err.println(String.join("\n", Failure.of(e).report()));
            } finally {
                kernel.streams().publish();
                kernel.end(cell);
            }
        };
    }

    /** With the status that the base library leaves out, and without which widgets do not ask on. */
    private void info(ShellReplyEnvironment environment, Message<?> request) {
        environment.setBusyDeferIdle();
        var open = new LinkedHashMap<String, Object>();
        for (var comm : kernel.getCommManager()) {
            open.put(comm.getID(), Map.of("target_name", comm.getTargetName()));
        }
        environment.reply(
                RequestEnvironment.message(request, CommInfoReply.MESSAGE_TYPE, Map.of("status", "ok", "comms", open)));
    }
}
