package jenomics.kernel.wire;

import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import java.security.GeneralSecurityException;
import java.util.Map;
import org.zeromq.ZMQ;

/**
 * The shell or the control socket: one thread that waits for a request and handles it. Nothing a handler throws ends it,
 * and a message with a wrong signature is dropped.
 */
final class RequestChannel extends ShellChannel {
    private static final int MILLIS_TO_NOTICE_CLOSING = 250;

    private final boolean control;
    private final WireConnection connection;
    private final MessageReader reader;
    private volatile boolean closing;

    RequestChannel(ZMQ.Context context, KernelConnectionProperties where, boolean control, WireConnection connection)
            throws GeneralSecurityException {
        super(context, where.createHMACGenerator(), control, connection);
        this.control = control;
        this.connection = connection;
        this.reader = new MessageReader(where.createHMACGenerator());
    }

    @Override
    public void bind(KernelConnectionProperties where) {
        int port = control ? where.getControlPort() : where.getShellPort();
        bind(formatAddress(where.getTransport(), where.getIp(), port));
        new Thread(this::serve, control ? "jupyter-control" : "jupyter-shell").start();
    }

    private void serve() {
        ZMQ.Poller poller = ctx.poller(1);
        poller.register(this, ZMQ.Poller.POLLIN);
        while (!closing) {
            if (poller.poll(MILLIS_TO_NOTICE_CLOSING) > 0) {
                handleNext(false);
                if (!control && connection.takeAbort()) {
                    abortWhatWaits(poller);
                }
            }
        }
    }

    /** Only what has come by now: a cell sent after the error was seen must run. */
    private void abortWhatWaits(ZMQ.Poller poller) {
        while (poller.poll(0) > 0) {
            handleNext(true);
        }
    }

    private void handleNext(boolean aborting) {
        try {
            Message<?> request = reader.read(this);
            if (request != null) {
                handle(request, aborting);
            }
        } catch (Throwable e) { // an Error in a handler must not end the kernel
            ServerLog.say("a request failed", e);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void handle(Message request, boolean aborting) throws Exception {
        ShellHandler handler = connection.getHandler(request.getHeader().getType());
        if (handler == null) {
            return;
        }
        ShellReplyEnvironment environment = connection.prepareReplyEnv(this, request);
        try {
            if (aborting && request.getHeader().getType() == MessageType.EXECUTE_REQUEST) {
                environment.setBusyDeferIdle();
                environment.reply(
                        RequestEnvironment.message(request, MessageType.EXECUTE_REPLY, Map.of("status", "aborted")));
            } else {
                handler.handle(environment, request);
            }
        } finally {
            environment.resolveDeferrals();
        }
        if (environment.isMarkedForShutdown()) {
            connection.close();
        }
    }

    @Override
    public void sendMessage(Message<?> message) {
        super.sendMessage(IsoDates.dated(message));
    }

    /** The thread notices and ends; ZeroMQ's sockets are not closed from another thread. */
    @Override
    public void close() {
        closing = true;
    }

    @Override
    public void waitUntilClose() {
        // the connection waits, see WireConnection
    }
}
