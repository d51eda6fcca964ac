package jenomics.kernel.extension.adapter;

import java.time.Duration;
import java.util.function.Supplier;
import jenomics.kernel.extension.Bundle;
import jenomics.provenance.GenomicsException;

/**
 * Drawing for a kernel that would not survive a value whose text overflows the stack or never ends: in a thread of its
 * own, for a limited time, and whatever goes wrong comes back as an exception.
 */
final class CarefulDrawing {
    private final Duration limit;

    CarefulDrawing(Duration limit) {
        this.limit = limit;
    }

    Bundle of(Object value, Supplier<Bundle> drawing) {
        var drawer = new Drawer(drawing);
        drawer.start();
        try {
            drawer.join(limit.toMillis());
        } catch (InterruptedException e) {
            drawer.interrupt();
            Thread.currentThread().interrupt();
            throw new GenomicsException("Showing a value of type " + name(value) + " was stopped.", e);
        }
        if (drawer.isAlive()) {
            drawer.interrupt();
            throw new GenomicsException(
                    "Showing a value of type " + name(value) + " took more than " + limit.toSeconds()
                            + " s and was given up. The value is there; its toString() or its renderer does not end.");
        }
        return drawer.result(name(value));
    }

    private static String name(Object value) {
        return value.getClass().getName().replaceFirst("^REPL\\.\\$JShell\\$\\w+\\$", "");
    }

    private static final class Drawer extends Thread {
        private final Supplier<Bundle> drawing;
        private Bundle drawn;
        private Throwable thrown;

        Drawer(Supplier<Bundle> drawing) {
            super("jenomics-drawing");
            this.drawing = drawing;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                drawn = drawing.get();
            } catch (Throwable e) { // an overflow of the stack too: foreign kernels end on what is no Exception
                thrown = e;
            }
        }

        Bundle result(String type) {
            if (thrown instanceof RuntimeException failure) {
                throw failure;
            }
            if (thrown != null) {
                throw new GenomicsException("A value of type " + type + " cannot be shown: " + thrown, thrown);
            }
            return drawn;
        }
    }
}
