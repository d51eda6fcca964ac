package jenomics.kernel.wire;

import io.github.spencerpark.jupyter.channels.IOPubChannel;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.channels.JupyterSocket;
import io.github.spencerpark.jupyter.channels.ShellChannel;
import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageContext;
import io.github.spencerpark.jupyter.messages.publish.PublishStatus;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jenomics.provenance.GenomicsException;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;

/**
 * The five sockets of a kernel. The base library's own connection polls with sleeps, drops output under load and dies
 * when a thread is interrupted while it prints; this one waits on its sockets, and only its own threads touch them.
 */
public final class WireConnection extends JupyterConnection {
    private static final long MILLIS_TO_SAY_GOODBYE = 500;

    private final KernelConnectionProperties where;
    private final RequestChannel requests;
    private final RequestChannel control;
    private final PublishChannel publisher;
    private final InputChannel input;
    private final EchoChannel echo;
    private final CountDownLatch closed = new CountDownLatch(1);

    private WireConnection(KernelConnectionProperties where) throws GeneralSecurityException {
        super(where);
        this.where = where;
        var context = ZMQ.context(1);
        context.setThreadFactor((work, name) -> Undying.thread(name, work));
        var known = new KnownSignatures();
        this.requests = new RequestChannel(context, where, false, this, known);
        this.control = new RequestChannel(context, where, true, this, known);
        this.echo = new EchoChannel(context, where.createHMACGenerator());
        this.publisher = new PublishChannel(context, where.createHMACGenerator());
        this.input = new InputChannel(
                context, where.createHMACGenerator(), new MessageReader(where.createHMACGenerator(), known));
    }

    public static WireConnection to(KernelConnectionProperties where) {
        try {
            return new WireConnection(where);
        } catch (GeneralSecurityException e) {
            throw new GenomicsException(
                    "The connection file asks for the signature scheme '" + where.getSignatureScheme()
                            + "', which this Java does not know; Jupyter writes hmac-sha256.",
                    e);
        }
    }

    @Override
    public void connect() {
        bind(publisher, "iopub_port", where.getIopubPort());
        bind(input, "stdin_port", where.getStdinPort());
        bind(echo, "hb_port", where.getHbPort());
        bind(control, "control_port", where.getControlPort());
        bind(requests, "shell_port", where.getShellPort());
        publisher.sendMessage(new Message<>(null, PublishStatus.MESSAGE_TYPE, PublishStatus.STARTING));
    }

    private void bind(JupyterSocket socket, String name, int port) {
        try {
            socket.bind(where);
        } catch (ZMQException e) {
            String why = e.getErrorCode() == ZMQ.Error.EADDRINUSE.getCode()
                    ? "is taken by another program"
                    : "cannot be opened (" + e.getMessage() + ")";
            throw new GenomicsException(
                    "The port " + port + " on " + where.getIp() + " (" + name + " of the connection file) " + why
                            + ". Start the kernel again: Jupyter then chooses other ports.",
                    Map.of(name, port),
                    e);
        }
    }

    @Override
    public IOPubChannel getIOPub() {
        return publisher;
    }

    @Override
    public ShellReplyEnvironment prepareReplyEnv(ShellChannel channel, MessageContext request) {
        return new RequestEnvironment(channel, input, publisher, request);
    }

    /**
     * Where the output of a cell goes. Another environment than the one that answers the request: the base's "defer"
     * flag is shared, and a thread that prints between its two steps would swap them.
     */
    public RequestEnvironment outputOf(MessageContext request) {
        return new RequestEnvironment(requests, input, publisher, request);
    }

    /**
     * Cells that wait by now will be answered with "aborted": one has failed, so Run All ends. In the thread that handles
     * the failed one, before anybody is told.
     */
    public void abortQueued() {
        requests.abortWhatWaits();
    }

    @Override
    public void close() {
        requests.close();
        control.close();
        closed.countDown();
    }

    /** Waits until somebody asked for shutdown, then until all that was published is on its way. */
    @Override
    public void waitUntilClose() {
        try {
            closed.await();
            publisher.drain(MILLIS_TO_SAY_GOODBYE);
            TimeUnit.MILLISECONDS.sleep(100); // ZeroMQ's own thread sends what it has taken over
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
