package jenomics.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FaceTest {

    @Test
    void whatFitsStays() {
        assertEquals("loss", Face.TITLE.fit("loss", 400));
    }

    @Test
    void whatIsWiderIsCutAsLateAsPossible() {
        String fitting = Face.AXIS.fit("a name that goes on and on", 80);
        assertTrue(fitting.endsWith("…") && Face.AXIS.width(fitting) <= 80, fitting);
        String oneMore = "a name that goes on and on".substring(0, fitting.length()) + "…";
        assertTrue(Face.AXIS.width(oneMore) > 80, oneMore);
        assertEquals("a…", Face.AXIS.fit("abc", 0));
    }

    @Test
    void aVeryLongNameIsCutAtOnce() {
        String name = "long".repeat(500_000);
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> Face.TITLE.fit(name, 400));
    }
}
