package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import jenomics.learn.Metric;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;
import jenomics.provenance.StopSignal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Stop button while a model is fitted. */
class StoppingTest {
    @TempDir
    Path folder;

    /** Fits for ever, but for a Stop from another thread once this work has come so far. */
    private Run stopped(String work, long done) {
        var asked = new AtomicBoolean();
        var before = Progress.showOn((progress, last) -> {
            if (progress.what().startsWith(work) && progress.done() >= done && asked.compareAndSet(false, true)) {
                var other = new Thread(StopSignal::request);
                other.start();
                try {
                    other.join();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        try {
            return GenomicModel.pretrained(Tiny.checkpoint(folder.resolve("base")))
                    .finetune(Task.binary("rich"))
                    .training(t -> t.epochs(1_000_000).batchSize(16).patience(1_000_000))
                    .baseline(3)
                    .fit(Split.of(Tiny.gcRich(120)).given("part"));
        } finally {
            Progress.showOn(before);
        }
    }

    @Test
    void stopGivesBackTheBestSoFar() {
        var run = stopped("fine-tuning", 20);
        assertTrue(run.interrupted());
        assertTrue(run.history().losses().size() >= 20);
        assertTrue(run.describe().headline().startsWith("stopped early, the best so far · "), run.toString());
        assertTrue(run.describe().headline().endsWith(" · the test part is not read yet: run.evaluate()"));
        assertTrue(run.scores().get(Metric.AUROC).value() > 0.8, run.toString());
        assertTrue(run.describe().headline().contains(" · AUROC "), "once it has been judged");
        assertEquals(true, run.provenance().facts().get("interrupted"));
        var loaded = Run.load(run.save(folder.resolve("run")));
        assertTrue(loaded.interrupted());
        assertArrayEquals(
                run.predict(Tiny.gcRich(10)).values(),
                loaded.predict(Tiny.gcRich(10)).values());
    }

    @Test
    void stopBeforeAnythingWasLearnedSaysSo() {
        var e = assertThrows(GenomicsException.class, () -> stopped("frozen encoder reads the validation", 1));
        assertEquals(
                "Stopped while the frozen encoder was still reading; nothing had been learned yet.", e.getMessage());
    }
}
