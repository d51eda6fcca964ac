package jenomics.classic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.learn.Metric;
import jenomics.learn.Scores;
import jenomics.learn.Scoring;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.provenance.Seed;
import jenomics.testing.GoldenTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The lung data of R's package survival 3.5-3, to 1e-8. */
class SurvivalGoldenTest {
    private static final double TOLERANCE = 1e-8;
    private static final Task SURVIVAL = Task.survival("time", "event");

    private static MultiOmics lung() {
        var table = GoldenTable.omics("survival/lung.csv");
        var ids =
                IntStream.range(0, table.cells().size()).mapToObj(i -> "p" + i).toList();
        var names = List.of("age", "sex", "ph.ecog", "wt.loss");
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < ids.size(); i++) {
            rows.add(List.of(
                    table.texts("time").get(i),
                    table.texts("event").get(i),
                    table.texts("sex").get(i)));
        }
        return MultiOmics.of(OmicsLayer.of("clinical", ids, names, table.matrix(2)))
                .with(SampleSheet.ofText("patient", ids, List.of("time", "event", "sex"), rows));
    }

    @ParameterizedTest
    @EnumSource(Cox.Ties.class)
    void coxModelIsThatOfSurvival(Cox.Ties ties) {
        var expected = GoldenTable.omics("survival/cox_" + ties.name().toLowerCase() + ".csv");
        var model = new Cox(ties).fit(lung(), SURVIVAL, Seed.of(1));
        for (int f = 0; f < expected.cells().size(); f++) {
            var effect = model.effects().get(f);
            assertEquals(expected.texts("term").get(f), effect.feature());
            assertEquals(expected.number(f, "coef"), effect.coefficient(), TOLERANCE);
            assertEquals(expected.number(f, "se"), effect.standardError(), TOLERANCE);
        }
        assertEquals(expected.number(0, "loglik0"), model.nullLogLikelihood(), TOLERANCE * 1000);
        assertEquals(expected.number(0, "loglik"), model.logLikelihood(), TOLERANCE * 1000);
    }

    @Test
    void riskOrdersAsSurvivalsLinearPredictor() {
        var model = Classic.cox().fit(lung(), SURVIVAL, Seed.of(1));
        var found = model.predict(lung());
        double[] expected = GoldenTable.omics("survival/lung_lp.csv").numbers("lp");
        double shift = found.values()[0][0] - expected[0];
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i] + shift, found.values()[i][0], 1e-6);
        }
        var scores = Scores.of(
                found,
                SURVIVAL.resolve(lung()).targets(lung()),
                Scoring.standard().resamples(20));
        double c = GoldenTable.omics("survival/cindex.csv").number(0, "C");
        assertEquals(c, scores.get(Metric.C_INDEX).value(), TOLERANCE);
        assertTrue(model.toString().startsWith("Cox model · survival 'time' with event 'event' [0, 1] · 4 features"));
        assertTrue(model.toString().contains("151 events · efron · p 3.03e-06"), model.toString());
    }

    @Test
    void curvesAreThoseOfSurvfit() {
        var expected = GoldenTable.omics("survival/km_by_sex.csv");
        var curves = KaplanMeier.of(lung(), SURVIVAL).by("sex").curves();
        for (int row = 0; row < expected.cells().size(); row++) {
            var curve = curves.get(expected.texts("strata").get(row).substring("sex=".length()));
            double time = expected.number(row, "time");
            assertEquals(expected.number(row, "surv"), curve.at(time), TOLERANCE);
            assertEquals(expected.number(row, "lo"), curve.low(time), TOLERANCE);
            assertEquals(expected.number(row, "hi"), curve.high(time), TOLERANCE);
            assertEquals(expected.number(row, "n_risk"), curve.followed(time));
        }
    }

    @Test
    void groupsDifferAsInSurvdiff() {
        var expected = GoldenTable.omics("survival/logrank_sex.csv");
        var found = KaplanMeier.of(lung(), SURVIVAL).by("sex").logRank();
        assertEquals(expected.number(0, "chisq"), found.chiSquared(), TOLERANCE);
        assertEquals(expected.number(0, "df"), found.degrees());
        assertEquals(expected.number(0, "p"), found.pValue(), TOLERANCE);
        assertEquals(expected.number(0, "O1"), found.observed().get("1"), TOLERANCE);
        assertEquals(expected.number(0, "E1"), found.expected().get("1"), TOLERANCE);
    }

    @Test
    void curvesAreShownAndWhatIsMissingIsSaid() {
        var curves = KaplanMeier.of(lung(), SURVIVAL).by("sex");
        assertTrue(curves.toString().contains("213 samples · log-rank p 0.0019"), curves.toString());
        assertEquals(284, curves.curves().get("1").median().orElseThrow());
        assertTrue(curves.plot().text().startsWith("Kaplan-Meier by sex (log-rank p 0.0019)"));
        assertEquals(
                "A log-rank test compares at least two groups; there is one. Say .by(\"attribute\").",
                LearnersTest.message(() -> KaplanMeier.of(lung(), SURVIVAL).logRank()));
        assertEquals(
                "Kaplan-Meier curves by 'arm' need it for every sample; 'p0' has none. The attributes are [time, event,"
                        + " sex].",
                LearnersTest.message(() -> KaplanMeier.of(lung(), SURVIVAL).by("arm")));
        assertEquals(
                "A Kaplan-Meier curve is of survival; the task is binary 'event'. Say Task.survival(\"time\","
                        + " \"event\").",
                LearnersTest.message(() -> KaplanMeier.of(lung(), Task.binary("event"))));
    }

    private static MultiOmics with(OmicsLayer layer) {
        return MultiOmics.of(layer).with(lung().sheet());
    }

    @Test
    void featuresThatACoxModelCannotTellApartAreNamed() {
        float[][] x = lung().layers().get(0).toArray();
        var ids = lung().ids();
        for (float[] row : x) {
            row[3] = 2 * row[1] + 1;
        }
        var names = List.of("age", "sex", "ph.ecog", "twice.sex");
        String found = LearnersTest.message(
                () -> Classic.cox().fit(with(OmicsLayer.of("clinical", ids, names, x)), SURVIVAL, Seed.of(1)));
        assertEquals(
                "A Cox model cannot tell the features 'age', 'sex', 'ph.ecog', 'twice.sex' apart: 'twice.sex' follows"
                        + " from the others. Leave one out.",
                found);
        for (float[] row : x) {
            row[3] = 1;
        }
        assertEquals(
                "A Cox model cannot tell what 'twice.sex' does: it is the same in all training samples. Leave it out.",
                LearnersTest.message(
                        () -> Classic.cox().fit(with(OmicsLayer.of("clinical", ids, names, x)), SURVIVAL, Seed.of(1))));
        assertEquals(
                "A Cox model without a penalty needs more events than features; found 151 events and 200 features."
                        + " Choose features, or use Classic.elasticNet() on the same task.",
                LearnersTest.message(() -> Classic.cox()
                        .fit(with(Simulated.layer("rna", "g", ids, new float[213][200])), SURVIVAL, Seed.of(1))));
        double[] time = GoldenTable.omics("survival/lung.csv").numbers("time");
        for (int i = 0; i < x.length; i++) {
            x[i][3] = (float) time[i];
        }
        String endless = LearnersTest.message(
                () -> Classic.cox().fit(with(OmicsLayer.of("clinical", ids, names, x)), SURVIVAL, Seed.of(1)));
        assertTrue(endless.startsWith("The Cox model has no maximum"), endless);
    }
}
