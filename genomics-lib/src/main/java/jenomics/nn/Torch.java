package jenomics.nn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Library;
import com.sun.jna.Native;
import java.util.Map;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * The door to PyTorch. The engine starts on first use (3 s the first time on a machine, while its native library is
 * unpacked; about 0.6 s after), in the right order: environment, class loader, engine, device.
 *
 * <p>The device is the first CUDA GPU that the native library sees, else the CPU; {@code -Djenomics.device=cpu} or
 * {@code gpu} insists. It is said once, on standard error.
 */
public final class Torch {

    /** What is known once the engine runs. */
    private record Started(NDManager root, Device device, String version) {}

    /** The last seed that was set, and how many places were asked for since. */
    private static long seed;

    private static long place;

    private static final class Holder {
        static final Started STARTED = start();
    }

    private interface LibC extends Library {
        int setenv(String name, String value, int overwrite);
    }

    private Torch() {}

    /** Starts the engine and compiles the ops, so that no cell has to wait. Harmless when repeated. */
    public static void warm() {
        try (var scope = Scope.open()) {
            Ops.call("total", scope.floats(new float[] {1, 2}, 2));
        }
    }

    /**
     * Where tensors live: {@code cpu()} or {@code gpu(0)}.
     *
     * @throws GenomicsException if torch cannot start here, or a GPU is insisted on and none is seen
     */
    public static Device device() {
        return Holder.STARTED.device();
    }

    /** {@code cpu} or {@code cuda:0}, for summaries and provenance. */
    public static String deviceName() {
        return device().isGpu() ? "cuda:" + device().getDeviceId() : "cpu";
    }

    /** The PyTorch version that runs, for provenance. */
    public static String version() {
        return Holder.STARTED.version();
    }

    /** How many threads one operation may use. */
    public static int threads() {
        device();
        return JniUtils.getNumThreads();
    }

    /**
     * Sets how many threads one operation may use. Results are bit-equal only for an equal number. Returns the number
     * before.
     *
     * @throws GenomicsException if it is less than 1
     */
    public static int threads(int count) {
        int before = threads();
        if (count < 1) {
            throw new GenomicsException(
                    "Torch needs at least one thread; asked for " + count + ".", Map.of("threads", count));
        }
        JniUtils.setNumThreads(count);
        return before;
    }

    /**
     * Seeds torch's own generator (dropout); everything else in Jenomics draws from {@code Seed}. While a network trains,
     * each of its blocks begins at a place of its own that depends on this seed and on how many blocks have run since:
     * so a block can be run again with the same dropout, and a seed for each step makes the step repeatable.
     */
    public static synchronized void seed(long value) {
        device();
        Engine.getEngine("PyTorch").setRandomSeed((int) (value ^ value >>> 32));
        seed = value;
        place = 0;
    }

    /** Takes torch's generator to a place of its own, and says which. */
    static synchronized long nextPlace() {
        return goTo(++place);
    }

    /** Takes torch's generator to a place again. */
    static synchronized long goTo(long there) {
        JniUtils.setSeed(Seed.of(seed).at(there).value());
        return there;
    }

    /** Goes back to a place, so that those after it come again in their turn; says which was the last one before. */
    static synchronized long rewind(long there) {
        long last = place;
        place = goTo(there);
        return last;
    }

    /** Ends what {@link #rewind} began. */
    static synchronized void resume(long last) {
        place = last;
    }

    /** Whether torch failed because memory ran out, on the CPU or on a GPU. */
    public static boolean isOutOfMemory(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (message.contains("out of memory")
                    || message.contains("can't allocate memory")
                    || message.contains("not enough memory")) {
                return true;
            }
        }
        return false;
    }

    static NDManager root() {
        return Holder.STARTED.root();
    }

    private static Started start() {
        quietThreads();
        if (System.getProperty("ai.djl.offline") == null && System.getenv("JENOMICS_ONLINE") == null) {
            System.setProperty("ai.djl.offline", "true");
        }
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(Torch.class.getClassLoader());
        try {
            var engine = Engine.getEngine("PyTorch");
            var device = choose(engine);
            return new Started(NDManager.newBaseManager(device, "PyTorch"), device, engine.getVersion());
        } catch (RuntimeException | UnsatisfiedLinkError e) {
            throw new GenomicsException(
                    "PyTorch could not start: " + rootCause(e)
                            + ". The library needs ai.djl.pytorch:pytorch-native-cpu on the class path (the Maven"
                            + " profile 'cpu', on by default), or on a GPU machine the variables"
                            + " PYTORCH_LIBRARY_PATH, PYTORCH_VERSION and PYTORCH_FLAVOR (README, \"On a GPU\").",
                    e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** OpenMP's waiting threads spin by default, which made two threads slower than one on a busy machine. */
    private static void quietThreads() {
        try {
            var libc = Native.load("c", LibC.class);
            libc.setenv("OMP_WAIT_POLICY", "passive", 0);
            libc.setenv("GOMP_SPINCOUNT", "0", 0);
        } catch (UnsatisfiedLinkError e) {
            // No libc by that name (Windows): the variables can still be set from outside.
        }
    }

    private static Device choose(Engine engine) {
        String wanted = System.getProperty("jenomics.device", "auto");
        int gpus = "cpu".equals(wanted) ? 0 : engine.getGpuCount();
        if ("gpu".equals(wanted) && gpus == 0) {
            throw new GenomicsException(
                    "jenomics.device=gpu, but PyTorch sees no CUDA GPU. Build with -Pgpu (the CPU native hides every"
                            + " GPU) and see README, \"On a GPU\".",
                    Map.of("jenomics.device", wanted));
        }
        var device = gpus > 0 ? Device.gpu() : Device.cpu();
        System.err.println("[jenomics] PyTorch " + engine.getVersion() + " on "
                + (device.isGpu() ? "GPU 0 (" + gpus + " seen)" : "the CPU, " + JniUtils.getNumThreads() + " threads"));
        return device;
    }

    private static String rootCause(Throwable e) {
        var cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.toString();
    }
}
