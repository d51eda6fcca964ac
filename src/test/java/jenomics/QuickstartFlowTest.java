package jenomics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jenomics.io.Fasta;
import jenomics.learn.Metric;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.model.Run;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cells of the README on the embedded data and model, through the library; few sequences and one epoch. */
class QuickstartFlowTest {
    private static final int SEQUENCES = 600;

    private static SequenceSet promoters;
    private static Split<SequenceSet> split;
    private static Run run;

    @BeforeAll
    static void theCells() {
        var model = Needs.pretrained();
        promoters = Fasta.read(Repository.ROOT.resolve("datasets/yeast-promoters/train.fa.gz"))
                .head(SEQUENCES);
        split = Split.of(promoters).keepTogether("chromosome").test("chrXII").validation(0.1);
        run = model.finetune(Task.binary("promoter"))
                .lora(r -> r.rank(8).targets("query", "value"))
                .training(t -> t.epochs(1))
                .fit(split);
    }

    @Test
    void chromosomesStayTogether() {
        assertEquals(Set.of("chrXII"), chromosomes(split.test()));
        var watched = chromosomes(split.validation());
        assertTrue(!watched.isEmpty() && !watched.contains("chrXII"), watched::toString);
        assertTrue(chromosomes(split.train()).stream().noneMatch(watched::contains), "a chromosome lies in two parts");
        assertEquals(
                SEQUENCES,
                split.train().size() + split.validation().size() + split.test().size());
    }

    @Test
    void theRunSaysWhatItIsWorthBesideABaseline() {
        var headline = run.describe().headline();
        assertTrue(headline.matches("[\\d.]+ % of parameters trained · .* · .* · AUROC 0\\.\\d+ \\[.*]"), headline);
        var auroc = run.scores().get(Metric.AUROC);
        assertTrue(auroc.low() > 0.5, () -> "nothing was learned: AUROC " + auroc);
        assertEquals("6-mer logistic regression", run.evaluate().reference());
        var difference = run.evaluate().difference("LoRA", Metric.AUROC);
        assertTrue(difference.low() <= difference.value() && difference.value() <= difference.high());
    }

    @Test
    void lossAttentionAndSaliencyAreDrawn() {
        var promoter = promoters.get(3);
        int tokens = run.attention(promoter).mean().length;
        assertTrue(tokens >= promoter.lengthBp() / 3, tokens + " tokens");
        assertEquals(promoter.lengthBp(), run.saliency(promoter).weights().length);
        Stream.of(
                        run.plot(),
                        run.attention(promoter).plot(),
                        run.saliency(promoter).plot())
                .forEach(chart -> assertTrue(chart.svg().contains("<svg"), chart.title()));
    }

    @Test
    void provenanceIsEnoughToDoItAgain() {
        var facts = run.provenance().facts();
        assertEquals(run.plan().model().fingerprint().sha256(), facts.get("model weights (SHA-256)"));
        assertEquals(split.fingerprint().sha256(), facts.get("split (SHA-256)"));
        assertTrue(
                facts.containsKey("seed") && facts.containsKey("device") && facts.containsKey("torch"),
                facts::toString);
    }

    @Test
    void savedAndLoadedItPredictsTheSame(@TempDir Path folder) {
        var some = split.test().head(8);
        var again = Run.load(run.save(folder.resolve("run")));
        var expected = run.predict(some);
        var found = again.predict(some);
        assertEquals(expected.ids(), found.ids());
        for (int i = 0; i < some.size(); i++) {
            assertArrayEquals(expected.values()[i], found.values()[i], 1e-6);
        }
    }

    private static Set<String> chromosomes(SequenceSet part) {
        return part.stream().map(QuickstartFlowTest::chromosome).collect(Collectors.toSet());
    }

    private static String chromosome(SequenceRecord record) {
        return record.attribute("chromosome");
    }
}
