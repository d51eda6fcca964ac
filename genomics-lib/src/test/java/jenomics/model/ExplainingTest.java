package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import jenomics.learn.Metric;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.model.architecture.Architecture.Wish;
import jenomics.nn.Grad;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attention and saliency of tiny models. */
class ExplainingTest {
    private static final String EMBEDDINGS = Tiny.ESM.embeddingName();

    @TempDir
    static Path folder;

    private static Run run;

    @BeforeAll
    static void untrainedRun() {
        run = GenomicModel.pretrained(Tiny.checkpoint(folder))
                .finetune(Task.binary("rich"))
                .headOnly()
                .baseline(3)
                .fit(Split.of(Tiny.gcRich(48)).given("part"));
    }

    private static SequenceRecord sequence(int length, long seed) {
        return SequenceRecord.of("a", Tiny.bases(new Random(seed), length, 0.5));
    }

    @Test
    void rowsOfAttentionSumToOne() {
        var attention = run.attention(sequence(40, 1));
        assertEquals(2, attention.layers());
        assertEquals(2, attention.heads());
        int tokens = 1 + 13 + 1;
        assertEquals(tokens, attention.tokens().length());
        for (int layer = 0; layer < 2; layer++) {
            for (int head = 0; head < 2; head++) {
                assertRowsSumToOne(attention.map(layer, head));
            }
        }
        assertRowsSumToOne(attention.mean());
        float mean = 0;
        for (int map = 0; map < 4; map++) {
            mean += attention.map(map / 2, map % 2)[3][5] / 4;
        }
        assertEquals(mean, attention.mean()[3][5], 1e-6);
        var e = assertThrows(GenomicsException.class, () -> attention.map(2, 0));
        assertEquals(
                "There is no attention map of layer 2, head 0: this model has 2 layers of 2 heads, counted from 0.",
                e.getMessage());
    }

    @Test
    void knownSitesReceiveTheirShareOfAttention() {
        var plain = sequence(40, 1);
        var attention = run.attention(plain.with("truth", "TATA:6-12:+;Reb1:30-33:-"));
        double[] received = attention.received(1, 0);
        double inside = Arrays.stream(received, 6, 12).sum()
                + Arrays.stream(received, 30, 33).sum();
        double expected = inside / 9 / (Arrays.stream(received).sum() / 40);
        assertEquals(expected, attention.onSites()[1][0], 1e-12);
        assertEquals(2, attention.onSites().length);
        assertEquals(2, attention.onSites()[0].length);
        double all = run.attention(plain.with("truth", "everything:0-40:+")).onSites()[0][1];
        assertEquals(1, all, 1e-12);
        double mean = 0;
        for (int map = 0; map < 4; map++) {
            mean += attention.received(map / 2, map % 2)[17] / 4;
        }
        assertEquals(attention.received()[17], mean, 1e-6);
    }

    @Test
    void aSequenceWithoutKnownSitesIsRefused() {
        var absent = assertThrows(
                GenomicsException.class, () -> run.attention(sequence(40, 1)).onSites());
        assertEquals(
                "Sequence 'a' has no known sites: its attribute 'truth' is absent; it should read like"
                        + " TATA:312-320:+;Reb1:294-301:-.",
                absent.getMessage());
        var strange = sequence(40, 1).with("truth", "somewhere");
        var e = assertThrows(
                GenomicsException.class, () -> run.attention(strange).onSites());
        assertTrue(e.getMessage().contains("is 'somewhere'"), e::getMessage);
    }

    private static void assertRowsSumToOne(float[][] map) {
        for (float[] row : map) {
            double sum = 0;
            for (float weight : row) {
                assertTrue(weight >= 0);
                sum += weight;
            }
            assertEquals(1, sum, 1e-5);
        }
    }

    @Test
    void basesShareWhatTheirTokenReceives() {
        var attention = run.attention(sequence(40, 1));
        var map = attention.map(1, 0);
        var bases = attention.toBases(map);
        assertEquals(40, bases.length);
        for (int base = 0; base < 40; base++) {
            int token = 1 + base / 3;
            double sum = 0;
            for (float weight : bases[base]) {
                sum += weight;
            }
            assertEquals(1 - map[token][0], sum, 1e-5, "all but what <cls> receives");
            assertEquals(map[token][1] / 3, bases[base][2], 1e-7);
            assertEquals(map[token][14], bases[base][39], 1e-7, "the last base is a token of its own");
        }
        double[] received = attention.received();
        double share = 0;
        for (int base = 0; base < 40; base++) {
            share += attention.toBases(attention.mean())[base][7] / 40;
        }
        assertEquals(share, received[7], 1e-6);
    }

    @Test
    void picturesAndWordsAreMade() {
        var attention = run.attention(sequence(40, 1));
        assertTrue(attention.plot().svg().contains("layer 2"));
        assertTrue(attention.plotMean().svg().contains("Mean attention in a"));
        assertTrue(attention.plot(0, 1).svg().contains("layer 1, head 2"));
        assertTrue(attention.toString().startsWith("attention in a · 40 bp as 15 tokens · 2 layers × 2 heads"));
        var saliency = run.saliency(sequence(100, 2));
        assertTrue(saliency.plot().svg().contains("What speaks for yes in a"));
        assertTrue(saliency.plotPeak().svg().length() > 1000);
        assertTrue(saliency.plot(10, 30).svg().length() > 1000);
        assertTrue(saliency.toString().contains("score for yes"), saliency.toString());
        for (int length = 1; length < 15; length++) {
            var brief = run.saliency(sequence(length, length));
            assertEquals(length, brief.weights().length);
            assertTrue(brief.plotPeak().svg().length() > 100);
        }
    }

    @Test
    void aClassThatIsNotScoredIsAnError() {
        var e = assertThrows(GenomicsException.class, () -> run.saliency(sequence(30, 1), "no"));
        assertEquals("Saliency for 'no': this run scores [yes].", e.getMessage());
        assertArrayEquals(
                run.saliency(sequence(30, 1)).weights(),
                run.saliency(sequence(30, 1), "yes").weights());
    }

    /** Each base against the three others: the score's change as its token's embedding moves towards theirs. */
    @Test
    void saliencyEqualsFiniteDifferences() {
        var sequence = sequence(21, 3);
        var saliency = run.saliency(sequence);
        double largest = Arrays.stream(saliency.weights()).map(Math::abs).max().orElseThrow();
        for (int place : new int[] {0, 1, 4, 10, 17, 20}) {
            double sum = 0;
            int frames = 0;
            for (int frame = 0; frame < 3; frame++) {
                if (place >= frame) {
                    sum += difference(sequence.bases(), frame, place);
                    frames++;
                }
            }
            assertEquals(sum / frames, saliency.weights()[place], 0.03 * largest, "base " + place);
        }
        double score = 0;
        for (int frame = 0; frame < 3; frame++) {
            score += score(sequence.bases(), frame, -1, null, 0) / 3;
        }
        assertEquals(score, saliency.score(), 1e-5);
    }

    private static double difference(String bases, int frame, int place) {
        var tokens = run.encoder().segments(bases, frame).get(0);
        int t = 0;
        while (tokens.end()[t] + frame <= place) {
            t++;
        }
        double sum = 0;
        for (char other : "ACGT".toCharArray()) {
            if (other != bases.charAt(place)) {
                var text = new StringBuilder(bases.substring(tokens.start()[t] + frame, tokens.end()[t] + frame));
                text.setCharAt(place - frame - tokens.start()[t], other);
                float[] direction = row(tokens.ids()[t]);
                float[] away = row(Tiny.TOKENIZER.vocabulary().indexOf(text.toString()));
                for (int h = 0; h < direction.length; h++) {
                    direction[h] -= away[h];
                }
                float step = 0.01f;
                sum += (score(bases, frame, t, direction, step) - score(bases, frame, t, direction, -step))
                        / (2 * step);
            }
        }
        return sum / 3;
    }

    private static float[] row(int token) {
        float[] table = run.encoder().net().weight(EMBEDDINGS + ".weight").toFloatArray();
        return Arrays.copyOfRange(table, token * 16, token * 16 + 16);
    }

    /** The score of one reading frame when the embedding of one token is moved. */
    private static double score(String bases, int frame, int token, float[] direction, float step) {
        var encoder = run.encoder();
        var tokens = encoder.segments(bases, frame).get(0);
        float[] shift = new float[tokens.length() * 16];
        for (int h = 0; token >= 0 && h < 16; h++) {
            shift[token * 16 + h] = step * direction[h];
        }
        try (var scope = Scope.open();
                var off = Grad.off()) {
            var moved = scope.floats(shift, 1, tokens.length(), 16);
            encoder.net().adapt(EMBEDDINGS, (ids, module) -> Ops.call("add", module.apply(ids), moved));
            var last = encoder.encode(scope, tokens, Wish.NOTHING).last();
            return run.fit()
                    .head()
                    .scores(encoder.net(), encoder.pool(scope, tokens, last))
                    .getFloat();
        } finally {
            encoder.net().adapt(EMBEDDINGS, null);
        }
    }

    @Test
    void saliencyPointsAtThePlantedMotif() {
        var set = Tiny.withMotif(480);
        var trained = GenomicModel.pretrained(folder)
                .finetune(Task.binary("box"))
                .full()
                .training(t -> t.epochs(8).batchSize(16).learningRate(3e-3))
                .baseline(3)
                .fit(Split.of(set).given("part"));
        assertTrue(trained.scores().get(Metric.AUROC).value() > 0.75, trained.toString());
        int better = 0;
        var positives = set.filter(
                r -> r.attribute("part").equals("test") && r.attribute("box").equals("yes"));
        for (var sequence : positives) {
            var saliency = trained.saliency(sequence);
            var site = saliency.sites().get(0);
            assertEquals(
                    List.of("TATA"),
                    saliency.sites().stream().map(Saliency.Site::name).toList());
            better += saliency.mean(site.from(), site.to()) > saliency.mean(0, 60) ? 1 : 0;
        }
        assertTrue(better > 0.8 * positives.size(), better + " of " + positives.size() + " planted motifs stand out");
    }
}
