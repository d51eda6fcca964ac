package jenomics.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.function.Executable;

/** With which sentences a call is refused. A message is behaviour: it has a test. */
public final class Refusals {
    private Refusals() {}

    /** The sentence with which a call is refused. */
    public static String refusal(Executable call) {
        return assertThrows(GenomicsException.class, call).getMessage();
    }

    /** Asserts that a call is refused with this sentence. */
    public static void assertSentence(String sentence, Executable call) {
        assertEquals(sentence, refusal(call));
    }

    /** Asserts that a call is refused with a sentence in which all of these stand. */
    public static void refuses(Executable call, String... parts) {
        String found = refusal(call);
        for (String part : parts) {
            assertTrue(found.contains(part), () -> "'" + part + "' not in: " + found);
        }
    }
}
