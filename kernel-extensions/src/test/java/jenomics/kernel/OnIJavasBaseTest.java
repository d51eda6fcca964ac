package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The extension in a kernel as IJava is one. */
class OnIJavasBaseTest extends ForeignKernelTests {
    @BeforeAll
    static void connect() throws IOException {
        start(KernelOnIJavasBase.class, """
                import jenomics.provenance.*;
                import jenomics.plot.*;
                import jenomics.genome.*;
                jenomics.kernel.extension.adapter.IJavaKernel.connect();
                """);
    }

    @Override
    String name() {
        return "A kernel on IJava's base";
    }

    @Test
    void connectingAgainChangesNothing() {
        assertEquals(
                "ok",
                client.run("jenomics.kernel.extension.adapter.IJavaKernel.connect();")
                        .status());
        assertEquals(
                1, client.run("DnaSequence.of(\"ACGT\")").of("execute_result").size());
    }
}
