package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import jenomics.learn.Metric;
import jenomics.learn.Scores;
import jenomics.learn.Task;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;
import jenomics.sequence.SequenceSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ridge regression on what a frozen model says. */
class EmbeddingRidgeTest {
    private static final SequenceSet ALL = Tiny.gcRich(240);
    private static final SequenceSet TRAIN =
            ALL.where("part", "train").withAttribute("gc", r -> String.valueOf(r.gc()));
    private static final SequenceSet TEST = ALL.where("part", "test").withAttribute("gc", r -> String.valueOf(r.gc()));
    private static final Seed SEED = Seed.of(3);

    @TempDir
    static Path folder;

    private static GenomicModel model;

    @BeforeAll
    static void checkpoint() {
        model = GenomicModel.pretrained(Tiny.checkpoint(folder));
    }

    @Test
    void classesBecomeProbabilities() {
        var task = Task.binary("rich");
        var fitted = model.ridge().fit(TRAIN, task, SEED);
        var predictions = fitted.predict(TEST);
        var scores = Scores.of(predictions, predictions.task().targets(TEST));
        assertTrue(scores.get(Metric.AUROC).value() > 0.85, scores::toString);
        assertTrue(scores.get(Metric.ACCURACY).value() > 0.7, scores::toString);
        assertEquals("ridge on embeddings", model.ridge().name());
    }

    @Test
    void severalClassesSumToOne() {
        var thirds = TRAIN.withAttribute("third", r -> r.gc() < 0.4 ? "low" : r.gc() < 0.6 ? "middle" : "high");
        var predictions =
                model.ridge().fit(thirds, Task.multiclass("third"), SEED).predict(TEST);
        for (double[] row : predictions.values()) {
            assertEquals(1, Arrays.stream(row).sum(), 1e-12);
        }
        assertEquals("[high, low, middle]", predictions.task().classes().toString());
    }

    /** The intercept is not shrunken, so the mean of what is fitted is that of the truth. */
    @Test
    void numbersStayInTheirUnits() {
        var percent = TRAIN.withAttribute("percent", r -> String.valueOf(1000 + 100 * r.gc()));
        var task = Task.regression("percent");
        var predictions = model.ridge().fit(percent, task, SEED).predict(percent);
        var scores = Scores.of(predictions, task.targets(percent));
        assertTrue(scores.get(Metric.R2).value() > 0.5, scores::toString);
        double mean = Arrays.stream(predictions.values())
                .mapToDouble(v -> v[0])
                .average()
                .orElseThrow();
        double truth =
                percent.stream().mapToDouble(r -> r.number("percent")).average().orElseThrow();
        assertEquals(truth, mean, 0.01);
    }

    @Test
    void theSameSeedGivesTheSame() {
        var ridge = model.ridge();
        var once = ridge.fit(TRAIN, Task.binary("rich"), SEED).predict(TEST);
        var again = ridge.fit(TRAIN, Task.binary("rich"), SEED).predict(TEST);
        var another = model.ridge().fit(TRAIN, Task.binary("rich"), SEED).predict(TEST);
        for (int i = 0; i < once.size(); i++) {
            assertArrayEquals(once.values()[i], again.values()[i]);
            assertEquals(once.values()[i][0], another.values()[i][0], 1e-4);
        }
    }

    @Test
    void noSamplesAreRefused() {
        var e = assertThrows(
                GenomicsException.class, () -> model.ridge().fit(TRAIN.head(0), Task.regression("gc"), SEED));
        assertEquals("ridge on embeddings needs training samples; found none.", e.getMessage());
    }
}
