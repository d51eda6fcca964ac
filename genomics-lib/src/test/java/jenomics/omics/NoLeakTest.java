package jenomics.omics;

import static jenomics.omics.Steps.anova;
import static jenomics.omics.Steps.clr;
import static jenomics.omics.Steps.combat;
import static jenomics.omics.Steps.cpm;
import static jenomics.omics.Steps.dropConstant;
import static jenomics.omics.Steps.dropMissing;
import static jenomics.omics.Steps.encode;
import static jenomics.omics.Steps.imputeKnn;
import static jenomics.omics.Steps.imputeMean;
import static jenomics.omics.Steps.imputeMedian;
import static jenomics.omics.Steps.imputeMode;
import static jenomics.omics.Steps.lasso;
import static jenomics.omics.Steps.log1p;
import static jenomics.omics.Steps.log2;
import static jenomics.omics.Steps.log2Cpm;
import static jenomics.omics.Steps.minMax;
import static jenomics.omics.Steps.minVariance;
import static jenomics.omics.Steps.mutualInformation;
import static jenomics.omics.Steps.pca;
import static jenomics.omics.Steps.quantileNormalize;
import static jenomics.omics.Steps.robustScale;
import static jenomics.omics.Steps.sizeFactors;
import static jenomics.omics.Steps.smote;
import static jenomics.omics.Steps.standardize;
import static jenomics.omics.Steps.topVariance;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenomics.learn.Task;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is planned: a test sample is prepared by training samples and itself, and by nothing else. */
class NoLeakTest {
    private static final Task TASK = Task.multiclass("subtype");
    private static final MultiOmics COHORT =
            CohortSimulation.defaults().features(60, 40, 30).make().cohort();
    private static final int[] TRAIN = IntStream.range(0, 100).toArray();

    static Stream<Named<MultiOmics>> plans() {
        var counts = List.of(cpm(), log2Cpm(), log2(), log1p(), clr(), sizeFactors(), quantileNormalize());
        var values = List.of(
                standardize(),
                minMax(),
                robustScale(),
                topVariance(9),
                minVariance(0.1),
                dropConstant(),
                dropMissing(0.5),
                imputeMean(),
                imputeMedian(),
                imputeMode(),
                imputeKnn(),
                quantileNormalize(),
                combat("batch"),
                anova(9),
                mutualInformation(9));
        var full = List.of(lasso(9), pca(3));
        return Stream.of(
                        counts.stream().map(s -> COHORT.prepare("rna", s)),
                        values.stream().map(s -> COHORT.prepare("protein", s)),
                        full.stream().map(s -> COHORT.prepare("protein", imputeMean(), s)),
                        Stream.of(COHORT.only("methylation")
                                .prepare(encode("clinical", "sex", "age"))
                                .prepare(standardize())
                                .prepare(smote())))
                .flatMap(plans -> plans)
                .map(p -> Named.of(p.preparation().steps().toString(), p));
    }

    @ParameterizedTest
    @MethodSource("plans")
    void aTestSampleIsPreparedByItself(MultiOmics planned) {
        var train = planned.select(TRAIN);
        var fitted = planned.preparation().fit(train, TASK.resolve(planned), Seed.of(5));
        var all = fitted.apply(planned.select(IntStream.range(100, 150).toArray()));
        for (int sample : new int[] {100, 117, 149}) {
            var alone = fitted.apply(planned.select(new int[] {sample}));
            for (var layer : alone.layers()) {
                assertArrayEquals(
                        all.layer(layer.name()).row(sample - 100),
                        layer.row(0),
                        layer.name() + " of " + planned.id(sample));
            }
        }
        assertEquals(50, all.size());
    }

    @ParameterizedTest
    @MethodSource("plans")
    void trainingSamplesArePreparedAsOthersAre(MultiOmics planned) {
        var train = planned.select(TRAIN);
        var fitted = planned.preparation().fit(train, TASK.resolve(planned), Seed.of(5));
        var again = fitted.apply(train);
        for (var layer : again.layers()) {
            for (int s = 0; s < TRAIN.length; s++) {
                assertArrayEquals(fitted.train().layer(layer.name()).row(s), layer.row(s), layer.name());
            }
        }
        assertTrue(fitted.train().size() >= 100);
    }

    @Test
    void theSameSeedGivesTheSame() {
        var planned = COHORT.only("methylation").prepare(standardize()).prepare(smote());
        var task = TASK.resolve(planned);
        assertEquals(
                planned.preparation().fit(planned, task, Seed.of(5)).train().fingerprint(),
                planned.preparation().fit(planned, task, Seed.of(5)).train().fingerprint());
    }
}
