package jenomics.kernel;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;

/** The extension in a kernel as JJava is one. */
class OnJJavasBaseTest extends ForeignKernelTests {
    @BeforeAll
    static void connect() throws IOException {
        start(KernelOnJJavasBase.class, "Strand.values();"); // imported, though no cell has said so
    }

    @Override
    String name() {
        return "A kernel on JJava's base";
    }
}
