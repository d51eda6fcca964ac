package jenomics.kernel;

import org.junit.jupiter.api.AfterAll;

/** Tests of one kernel over the real wire, which is started as each of them needs it. */
abstract class OnOneKernel {
    static WireClient client;

    private static KernelProcess kernel;

    /** The kernel of all tests of a class, which ends after them. */
    static void use(KernelProcess started) {
        kernel = started;
        client = started.connect().awaitReady();
    }

    @AfterAll
    static void end() throws Exception {
        client.close();
        kernel.close();
    }
}
