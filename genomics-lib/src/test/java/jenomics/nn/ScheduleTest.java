package jenomics.nn;

import static jenomics.testing.Refusals.assertSentence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void cosineRisesAndFallsAlongACosine() {
        var schedule = Schedule.cosine(0.1);
        double[] rise = {1 / 11.0, 2 / 11.0, 10 / 11.0};
        assertEquals(rise[0], schedule.factor(0, 100), 1e-12);
        assertEquals(rise[1], schedule.factor(1, 100), 1e-12);
        assertEquals(rise[2], schedule.factor(9, 100), 1e-12);
        assertEquals(1, schedule.factor(10, 100), 1e-12);
        assertEquals(0.5, schedule.factor(55, 100), 1e-12);
        assertEquals(0.5 * (1 + Math.cos(Math.PI * 60 / 90)), schedule.factor(70, 100), 1e-12);
        assertEquals(0, schedule.factor(100, 100), 1e-12);
    }

    @Test
    void linearRisesAndFallsInALine() {
        var schedule = Schedule.linear(0.5);
        assertEquals(1 / 6.0, schedule.factor(0, 10), 1e-12);
        assertEquals(5 / 6.0, schedule.factor(4, 10), 1e-12);
        assertEquals(1, schedule.factor(5, 10), 1e-12);
        assertEquals(0.2, schedule.factor(9, 10), 1e-12);
        assertEquals(1, Schedule.linear(0).factor(0, 10), 1e-12);
    }

    @Test
    void constantIsOne() {
        assertEquals(1, Schedule.constant().factor(0, 10));
        assertEquals(1, Schedule.constant().factor(9, 10));
    }

    @Test
    void trapezoidDoesNotKnowItsEndBeforeItFalls() {
        var schedule = Schedule.trapezoid(4, 0.25);
        assertEquals(0.2, schedule.factor(0, 100), 1e-12);
        assertEquals(0.8, schedule.factor(3, 100), 1e-12);
        for (int step = 4; step < 75; step++) {
            assertEquals(1, schedule.factor(step, 100));
            assertEquals(1, schedule.factor(step, 1000));
        }
        assertEquals(1, schedule.factor(75, 100), 1e-12);
        assertEquals(0.04, schedule.factor(99, 100), 1e-12);
    }

    @Test
    void sharesAreChecked() {
        var e = assertThrows(GenomicsException.class, () -> Schedule.cosine(1));
        assertEquals("A schedule's warmup is a share of all steps, at least 0 and below 1; found 1.0.", e.getMessage());
        assertThrows(GenomicsException.class, () -> Schedule.linear(Double.NaN));
        assertThrows(GenomicsException.class, () -> Schedule.trapezoid(3, -0.1));
    }

    @Test
    void trainingOptionsAreChecked() {
        var standard = Training.standard();
        assertSentence("Training.epochs is a whole number of at least 0; found -1.", () -> standard.epochs(-1));
        assertSentence("Training.batchSize is a whole number of at least 1; found 0.", () -> standard.batchSize(0));
        assertSentence(
                "Training.learningRate must be above 0 and at most 1.0; found 2.0.", () -> standard.learningRate(2));
        assertSentence("Training.clip must be above 0; found NaN.", () -> standard.clip(Double.NaN));
        assertSentence("Training.dropout must be at least 0.0 and at most 0.95; found 1.0.", () -> standard.dropout(1));
        assertEquals("8 × 4", standard.batchSize(8).accumulate(4).facts().get("batch size"));
        assertEquals(0.01, standard.seed(9).facts().get("weight decay"));
    }
}
