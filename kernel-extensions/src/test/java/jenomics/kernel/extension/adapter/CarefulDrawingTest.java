package jenomics.kernel.extension.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import jenomics.kernel.extension.Bundle;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;

class CarefulDrawingTest {
    private static final CarefulDrawing PATIENT = new CarefulDrawing(Duration.ofSeconds(20));

    @Test
    void whatIsDrawnComesBack() {
        assertEquals("fine", PATIENT.of(1, () -> Bundle.text("fine")).text());
    }

    @Test
    void anOverflowIsAnExceptionThatNamesTheType() {
        var refused = assertThrows(GenomicsException.class, () -> PATIENT.of("", this::endless));
        assertEquals(
                "A value of type java.lang.String cannot be shown: java.lang.StackOverflowError", refused.getMessage());
        assertInstanceOf(StackOverflowError.class, refused.getCause());
    }

    private Bundle endless() {
        return endless();
    }

    @Test
    void anExceptionIsTheSameException() {
        var thrown = new IllegalStateException("mine");
        Supplier<Bundle> failing = () -> {
            throw thrown;
        };
        assertEquals(thrown, assertThrows(IllegalStateException.class, () -> PATIENT.of(1, failing)));
    }

    @Test
    void whatNeverEndsIsGivenUpAndInterrupted() throws Exception {
        var interrupted = new CountDownLatch(1);
        Supplier<Bundle> waiting = () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return Bundle.text("");
        };
        var refused = assertThrows(GenomicsException.class, () -> new CarefulDrawing(Duration.ofMillis(100))
                .of(new StringBuilder(), waiting));
        assertEquals(
                "Showing a value of type java.lang.StringBuilder took more than 0 s and was given up. The value is there;"
                        + " its toString() or its renderer does not end.",
                refused.getMessage());
        assertTrue(interrupted.await(10, java.util.concurrent.TimeUnit.SECONDS));
    }
}
