package jenomics.kernel.wire;

import io.github.spencerpark.jupyter.channels.HeartbeatChannel;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import org.zeromq.ZMQ;

/** Gives back whatever comes: so a server sees that the kernel lives, also while a cell runs. */
final class EchoChannel extends HeartbeatChannel {
    EchoChannel(ZMQ.Context context, HMACGenerator hmac) {
        super(context, hmac);
    }

    @Override
    public void bind(KernelConnectionProperties where) {
        bind(formatAddress(where.getTransport(), where.getIp(), where.getHbPort()));
        Undying.thread("jupyter-heartbeat", this::echo).start();
    }

    private void echo() {
        while (true) {
            byte[] beat = recv();
            if (beat != null) {
                send(beat);
            }
        }
    }
}
