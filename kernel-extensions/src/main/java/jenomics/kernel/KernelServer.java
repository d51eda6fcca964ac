package jenomics.kernel;

import java.nio.file.Path;
import java.util.logging.LogManager;
import jenomics.kernel.wire.ServerLog;
import jenomics.kernel.wire.WireConnection;
import jenomics.provenance.GenomicsException;

/** From the connection file to the end of the process. Started by {@link KernelMain}. */
public final class KernelServer {
    private static final int BAD_START = 2;

    private KernelServer() {}

    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            ServerLog.say("usage: java -cp ... jenomics.kernel.KernelMain CONNECTION_FILE; found " + arguments.length
                    + " arguments. \"jenomics.kernel.KernelSpecs install\" makes the kernel known to Jupyter.");
            System.exit(BAD_START);
        }
        try {
            serve(Path.of(arguments[0]));
        } catch (GenomicsException e) {
            ServerLog.say(e.getMessage());
            System.exit(BAD_START);
        } catch (Throwable e) { // threads that serve would keep the process, with nobody to talk to
            ServerLog.say("the kernel could not start", e);
            System.exit(BAD_START);
        }
        Exit.now();
    }

    private static void serve(Path connectionFile) {
        LogManager.getLogManager().reset(); // the base library logs every message, with its content
        var boot = Boot.begin();
        var connection = WireConnection.to(ConnectionFile.read(connectionFile));
        var kernel = new JavaKernel(connection, boot);
        kernel.becomeHandlerForConnection(connection);
        connection.connect();
        Exit.onInterruptSignal(kernel::interrupt);
        Exit.withParent();
        connection.waitUntilClose();
    }
}
