package jenomics.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import jenomics.nn.History.Point;
import org.junit.jupiter.api.Test;

class HistoryTest {
    @Test
    void keepsWhatItWasTold() {
        var history = new History("AUROC");
        history.score(0, 0.5);
        history.loss(1, 2);
        history.loss(2, 1);
        history.score(2, 0.75);
        assertEquals("AUROC", history.metric());
        assertEquals(List.of(new Point(1, 2), new Point(2, 1)), history.losses());
        assertEquals(List.of(new Point(0, 0.5), new Point(2, 0.75)), history.scores());
        assertThrows(UnsupportedOperationException.class, () -> history.losses().clear());
    }

    @Test
    void drawsWhatThereIs() {
        var history = new History("AUROC");
        history.score(0, 0.5);
        String scores = history.chart().svg();
        assertTrue(scores.contains("Validation AUROC") && !scores.contains("Training loss"));
        history.loss(1, 2);
        history.loss(2, 1);
        String both = history.chart().svg();
        assertTrue(both.contains("Validation AUROC") && both.contains("Training loss"));
    }
}
