package jenomics.kernel.wire;

import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellHandler;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import java.security.GeneralSecurityException;
import java.util.LinkedList;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
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
    private static final Set<MessageType<?>> OF_CONTROL =
            Set.of(MessageType.INTERRUPT_REQUEST, MessageType.SHUTDOWN_REQUEST, MessageType.KERNEL_INFO_REQUEST);

    private final Queue<Message<?>> toAbort = new LinkedList<>();
    private ZMQ.Poller poller;
    private volatile boolean closing;

    RequestChannel(
            ZMQ.Context context,
            KernelConnectionProperties where,
            boolean control,
            WireConnection connection,
            KnownSignatures known)
            throws GeneralSecurityException {
        super(context, where.createHMACGenerator(), control, connection);
        this.control = control;
        this.connection = connection;
        this.reader = new MessageReader(where.createHMACGenerator(), known);
    }

    @Override
    public void bind(KernelConnectionProperties where) {
        int port = control ? where.getControlPort() : where.getShellPort();
        bind(formatAddress(where.getTransport(), where.getIp(), port));
        poller = ctx.poller(1);
        poller.register(this, ZMQ.Poller.POLLIN);
        Undying.thread(control ? "jupyter-control" : "jupyter-shell", this::serve)
                .start();
    }

    private void serve() {
        while (!closing) {
            if (poller.poll(MILLIS_TO_NOTICE_CLOSING) > 0) {
                attempt(() -> handle(reader.read(this), false));
                while (!toAbort.isEmpty()) {
                    attempt(() -> handle(toAbort.remove(), true));
                }
            }
        }
    }

    /**
     * What waits now will be answered with "aborted", if it is a cell. Called by the handler of a failed cell, in this
     * channel's thread, before anybody hears of the failure: a cell sent after that must run.
     */
    void abortWhatWaits() {
        while (poller.poll(0) > 0) {
            attempt(() -> toAbort.add(reader.read(this)));
        }
    }

    /** A step that may fail in any way: an Error in a handler must not end the kernel. */
    private interface Step {
        void take() throws Exception;
    }

    private static void attempt(Step step) {
        try {
            step.take();
        } catch (OutOfMemoryError e) {
            // the cell that filled the heap hears of it; to write it down here would take memory as well
        } catch (Throwable e) {
            ServerLog.say("a request failed", e);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private void handle(Message request, boolean aborting) throws Exception {
        if (request == null) {
            return; // refused
        }
        var type = request.getHeader().getType();
        ShellHandler handler = connection.getHandler(type);
        if (handler == null || control && !OF_CONTROL.contains(type)) {
            return; // a cell on the control channel would run beside those of the shell's
        }
        ShellReplyEnvironment environment = connection.prepareReplyEnv(this, request);
        try {
            if (aborting && type == MessageType.EXECUTE_REQUEST) {
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
