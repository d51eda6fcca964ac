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
        long kernels = right(Fusion.late(Fusion.kernels().rbf().learner()), train, test);
        long expression = right(Classic.logistic(), train.only("mRNA"), test.only("mRNA"));
        assertTrue(kernels >= 68, "late fusion of kernels: " + kernels);
        assertTrue(expression >= 68, "mRNA alone: " + expression);
        // the weaker layer costs the mean of two logistic regressions two of them
        long logistic = right(Fusion.late(Classic.logistic()), train, test);
        assertTrue(logistic >= 65, "late fusion of logistic regressions: " + logistic);
    }

    @Test
    void factorsPredictWithoutProteins() {
        var train = GoldenTable.breast("train");
        var test = GoldenTable.breast("test");
        long right = right(Fusion.mofa().scaleLayers().then(Classic.logistic()), train, test);
        assertTrue(right >= 58, "MOFA + logistic: " + right);
    }
}
