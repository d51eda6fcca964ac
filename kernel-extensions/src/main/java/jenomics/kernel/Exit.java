package jenomics.kernel;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jenomics.kernel.wire.ServerLog;

/** When and how the kernel's process ends. */
final class Exit {
    private static final int SECONDS_FOR_SHUTDOWN_HOOKS = 3;

    private Exit() {}

    /** Runs the shutdown hooks, but does not let them keep the process. */
    static void now() {
        CompletableFuture.delayedExecutor(SECONDS_FOR_SHUTDOWN_HOOKS, TimeUnit.SECONDS)
                .execute(() -> Runtime.getRuntime().halt(0));
        System.exit(0);
    }

    /** A kernel whose server died serves nobody. */
    static void withParent() {
        parent().ifPresent(parent -> parent.onExit().thenRun(() -> {
            ServerLog.say("the server is gone; so am I");
            now();
        }));
    }

    private static Optional<ProcessHandle> parent() {
        String pid = System.getenv("JPY_PARENT_PID");
        Optional<ProcessHandle> named = Optional.empty();
        if (pid != null && pid.matches("[0-9]{1,18}")) {
            named = ProcessHandle.of(Long.parseLong(pid));
        }
        return named.or(() -> ProcessHandle.current().parent()).filter(p -> p.pid() > 1);
    }

    /**
     * Ctrl-C in a terminal interrupts the cell, not the process. {@code sun.misc.Signal} is the only door to signals, and
     * by reflection because javac warns of it and the warning cannot be silenced.
     */
    static void onInterruptSignal(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler act = (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                }
                return null;
            };
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance("INT"),
                            Proxy.newProxyInstance(Exit.class.getClassLoader(), new Class<?>[] {handler}, act));
        } catch (ReflectiveOperationException e) {
            ServerLog.say("no handler for Ctrl-C on this Java: it ends the kernel");
        }
    }
}
