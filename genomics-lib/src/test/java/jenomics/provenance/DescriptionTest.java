package jenomics.provenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a result says of itself, and what a cell says with the same means. */
class DescriptionTest {
    private static final Description SHOWN = Description.of("2 methods")
            .with("AUROC", List.of("method", "value"), List.of(List.of("LoRA", "0.9"), List.of("IA3", "0.85")));

    @Test
    void aDescriptionIsShownAsAResultIs() {
        assertSame(SHOWN, SHOWN.describe());
        assertEquals("2 methods\nAUROC\n  method  value\n  LoRA      0.9\n  IA3      0.85", SHOWN.toString());
    }
}
