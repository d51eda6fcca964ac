package jenomics.fusion.network;

import static jenomics.fusion.network.Cohorts.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import jenomics.learn.Metric;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;

class TransformerTest {
    private static final Task TYPE = Task.multiclass("type");
    private static final MultiOmics COHORT = Cohorts.ofClasses(180, 3, 2.5, 51, "rna", "protein");
    private static final MultiOmics TRAIN = Cohorts.part(COHORT, 0, 120);
    private static final MultiOmics TEST = Cohorts.part(COHORT, 120, 180);

    private static CrossModalTransformer plan() {
        return Networks.transformer().tokens(3).width(16).training(t -> t.epochs(30)
                .learningRate(5e-3));
    }

    private static double accuracy(TransformerFit fit, MultiOmics test) {
        return Cohorts.score(Metric.ACCURACY, fit, TYPE.resolve(TRAIN), test);
    }

    @Test
    void itPredictsFromWhicheverLayersASampleHas() {
        var fit = plan().fit(TRAIN, TYPE, Seed.of(3));
        assertTrue(accuracy(fit, TEST) > 0.8);
        assertTrue(accuracy(fit, TEST.only("rna")) > 0.6);
        assertTrue(accuracy(fit, TEST.only("protein")) > 0.6);
        assertArrayEquals(
                fit.predict(TEST.only("rna")).values()[5],
                fit.predict(Cohorts.without(TEST, "protein", 5)).values()[5],
                1e-6);
    }

    @Test
    void attentionAddsUpToOneAndPassesMissingLayersBy() {
        var fit = plan().training(t -> t.epochs(2)).fit(TRAIN, TYPE, Seed.of(3));
        var attention = fit.attention(TEST);
        assertEquals(List.of("prediction", "rna", "protein"), attention.parties());
        assertEquals(6, attention.tokens().size());
        assertEquals("rna: rna.g0 … rna.g3", attention.tokens().get(0));
        for (double[] row : attention.map()) {
            assertEquals(1, Arrays.stream(row).sum(), 1e-5);
        }
        for (double[] row : attention.between()) {
            assertEquals(1, Arrays.stream(row).sum(), 1e-5);
        }
        var half = fit.attention(TEST.only("rna"));
        assertEquals(0, half.between()[0][2], 1e-9, "nothing goes to a layer that is not there");
        assertTrue(Double.isNaN(half.lifts()[0][2]));
        assertEquals(1, Arrays.stream(attention.even()).sum(), 1e-9);
        assertEquals(1 / 4.0, half.even()[1], 1e-9, "three tokens of rna and the one that predicts");
        assertEquals(attention.between()[1][2] / (3 / 7.0), attention.lifts()[1][2], 1e-9);
        assertTrue(attention.plot().svg().contains("Attention between layers"));
        assertTrue(attention.plotTokens().svg().contains("rna: rna.g0 … rna.g3"));
        assertTrue(attention.toString().startsWith("attention · 6 tokens in 2 layers"), attention::toString);
    }

    @Test
    void groupsOfFeaturesAreTokens() {
        var pathways = new LinkedHashMap<String, List<String>>();
        pathways.put("signal", List.of("rna.g0", "rna.g1", "rna.g2", "rna.g3", "protein.g0", "no such gene"));
        pathways.put("noise", List.of("rna.g9", "rna.g10"));
        var fit = plan().groups(pathways).training(t -> t.epochs(2)).fit(TRAIN, TYPE, Seed.of(3));
        assertEquals(
                List.of("rna: signal", "rna: noise", "protein: signal"),
                fit.attention(TEST).tokens());
        pathways.replaceAll(
                (name, genes) -> genes.stream().filter(g -> g.startsWith("rna")).toList());
        assertTrue(refusal(() -> plan().groups(pathways).fit(TRAIN, TYPE, Seed.of(3)))
                .startsWith("None of the 2 groups ('signal', 'noise') names a feature of the layer 'protein'"));
    }

    @Test
    void optionsAreChecked() {
        assertTrue(refusal(() -> plan().width(10)).contains("a width that is a multiple of its heads; found 3 tokens"));
        assertTrue(refusal(() -> plan().hide(1)).contains("from 0 to below 1; found dropout 0.1, hidden layers 1.0"));
    }
}
