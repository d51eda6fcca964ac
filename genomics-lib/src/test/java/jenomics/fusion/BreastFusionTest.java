package jenomics.fusion;

import static org.junit.jupiter.api.Assertions.assertTrue;

import jenomics.classic.Classic;
import jenomics.learn.Estimator;
import jenomics.learn.Metric;
import jenomics.learn.Scores;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;

/** The published split of breast.TCGA: fitted to 150 tumours, asked of 70 without proteins. */
class BreastFusionTest {
    private static final Task SUBTYPE = Task.multiclass("subtype");

    private static long right(Estimator<MultiOmics> way, MultiOmics train, MultiOmics test) {
        var told = way.learn(train, SUBTYPE, Seed.of(1)).predict(test);
        return Math.round(70
                * Scores.of(told, told.task().targets(test))
                        .get(Metric.ACCURACY)
                        .value());
    }

    @Test
    void lateFusionAndExpressionAloneAreRightFor68OfThe70() {
        var train = GoldenTable.breast("train");
        var test = GoldenTable.breast("test");
        var logistic = Classic.logistic();
        long late = right(Fusion.late(logistic).mean(), train, test);
        long expression = right(logistic, train.only("mRNA"), test.only("mRNA"));
        assertTrue(late >= 68, "late fusion: " + late);
        assertTrue(expression >= 68, "mRNA alone: " + expression);
    }

    @Test
    void factorsPredictWithoutProteins() {
        var train = GoldenTable.breast("train");
        var test = GoldenTable.breast("test");
        long right = right(Fusion.mofa().scaleLayers().then(Classic.logistic()), train, test);
        assertTrue(right >= 58, "MOFA + logistic: " + right);
    }
}
