package jenomics.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Against scikit-learn 1.9.1 and scipy 1.17.1; the files and where they come from: src/test/resources/golden/metrics. */
class MetricsGoldenTest {
    private static final double SAME = 1e-10;
    private static final Scoring QUICK = Scoring.standard().resamples(20);

    private static String text(String file) throws IOException {
        try (var in = MetricsGoldenTest.class.getResourceAsStream("/golden/metrics/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static double[][] columns(String file) throws IOException {
        var rows = text(file)
                .lines()
                .skip(1)
                .map(line -> Arrays.stream(line.replace("inf", "Infinity").split(","))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        return IntStream.range(0, rows.get(0).length)
                .mapToObj(c -> rows.stream().mapToDouble(row -> row[c]).toArray())
                .toArray(double[][]::new);
    }

    private static List<String> ids(int n) {
        return IntStream.range(0, n).mapToObj(i -> "s" + i).toList();
    }

    private static double[][] rows(double[]... columns) {
        return IntStream.range(0, columns[0].length)
                .mapToObj(i -> Arrays.stream(columns).mapToDouble(c -> c[i]).toArray())
                .toArray(double[][]::new);
    }

    @Test
    void binaryWithTies() throws IOException {
        double[][] input = columns("binary_input.csv");
        var task = new Task(Task.Kind.BINARY, "y", List.of("0", "1"));
        var targets = new Targets(task, ids(200), rows(input[0]));
        var lines = text("binary_expected.csv").lines().map(l -> l.split(",")).toList();
        for (int column = 1; column <= 3; column++) {
            Map<String, Double> expected = new HashMap<>();
            for (var line : lines.subList(1, lines.size())) {
                expected.put(line[0], Double.parseDouble(line[column]));
            }
            var predictions = new Predictions(task, ids(200), rows(input[column == 2 ? 2 : 1]));
            var scores = Scores.of(predictions, targets, QUICK.threshold(expected.get("threshold")));
            same(scores, Metric.AUROC, expected.get("auroc"));
            same(scores, Metric.AUPRC, expected.get("average_precision"));
            same(scores, Metric.MCC, expected.get("mcc"));
            same(scores, Metric.F1, expected.get("f1"));
            same(scores, Metric.ACCURACY, expected.get("accuracy"));
            same(scores, Metric.BALANCED_ACCURACY, expected.get("balanced_accuracy"));
            same(scores, Metric.BRIER, expected.get("brier"));
            same(scores, Metric.LOG_LOSS, expected.get("log_loss"));
        }
    }

    @Test
    void multiclass() throws IOException {
        double[][] input = columns("multiclass_input.csv");
        var task = new Task(Task.Kind.MULTICLASS, "y", List.of("0", "1", "2", "3"));
        int n = input[0].length;
        double[][] truth = new double[n][4];
        for (int i = 0; i < n; i++) {
            truth[i][(int) input[0][i]] = 1;
        }
        var predictions = new Predictions(task, ids(n), rows(input[1], input[2], input[3], input[4]));
        var scores = Scores.of(predictions, new Targets(task, ids(n), truth), QUICK);
        JsonNode expected = new ObjectMapper().readTree(text("multiclass_expected.json"));
        same(scores, Metric.ACCURACY, expected.get("accuracy").asDouble());
        same(scores, Metric.BALANCED_ACCURACY, expected.get("balanced_accuracy").asDouble());
        same(scores, Metric.F1, expected.get("f1_macro").asDouble());
        same(scores, Metric.F1_WEIGHTED, expected.get("f1_weighted").asDouble());
        same(scores, Metric.MCC, expected.get("mcc").asDouble());
        same(scores, Metric.AUROC, expected.get("auc_ovr_macro").asDouble());
        same(scores, Metric.AUROC_WEIGHTED, expected.get("auc_ovr_weighted").asDouble());
        same(scores, Metric.LOG_LOSS, expected.get("log_loss").asDouble());
    }

    @Test
    void regression() throws IOException {
        double[][] input = columns("regression_input.csv");
        var task = Task.regression("y");
        int n = input[0].length;
        var scores = Scores.of(
                new Predictions(task, ids(n), rows(input[1])), new Targets(task, ids(n), rows(input[0])), QUICK);
        JsonNode expected = new ObjectMapper().readTree(text("regression_expected.json"));
        same(scores, Metric.MSE, expected.get("mse").asDouble());
        same(scores, Metric.RMSE, expected.get("rmse").asDouble());
        same(scores, Metric.MAE, expected.get("mae").asDouble());
        same(scores, Metric.R2, expected.get("r2").asDouble());
        same(scores, Metric.PEARSON, expected.get("pearson").asDouble());
        same(scores, Metric.SPEARMAN, expected.get("spearman").asDouble());
    }

    private static final Task YES_NO = new Task(Task.Kind.BINARY, "y", List.of("0", "1"));

    private static Predictions said(int column) throws IOException {
        return new Predictions(YES_NO, ids(200), rows(columns("binary_input.csv")[column]));
    }

    private static Targets truth() throws IOException {
        return new Targets(YES_NO, ids(200), rows(columns("binary_input.csv")[0]));
    }

    @Test
    void receiverOperatingCharacteristic() throws IOException {
        var curve = Curve.roc(said(2), truth(), "1");
        double[][] expected = columns("roc_curve_b.csv");
        assertEquals(0.764566395663957, curve.area(), SAME);
        // scikit-learn leaves out points on a straight line.
        for (int k = 1; k < expected[0].length; k++) {
            int at = place(curve.thresholds(), expected[2][k]);
            assertEquals(expected[0][k], curve.x()[at], SAME);
            assertEquals(expected[1][k], curve.y()[at], SAME);
        }
        assertEquals(Double.POSITIVE_INFINITY, curve.thresholds()[0]);
        assertEquals(1, curve.x()[curve.x().length - 1]);
    }

    private static int place(double[] thresholds, double threshold) {
        return IntStream.range(0, thresholds.length)
                .filter(k -> thresholds[k] == threshold)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void precisionAndRecall() throws IOException {
        var curve = Curve.precisionRecall(said(2), truth(), "1");
        var lines = text("pr_curve_b.csv")
                .lines()
                .skip(1)
                .filter(l -> !l.endsWith(","))
                .toList();
        assertEquals(0.448426395195507, curve.area(), SAME);
        int n = 0;
        for (var line : lines) {
            var cells = line.split(",");
            if (cells.length == 3 && cells[2].matches("[0-9.]+")) {
                int at = place(curve.thresholds(), Double.parseDouble(cells[2]));
                assertEquals(Double.parseDouble(cells[0]), curve.y()[at], SAME);
                assertEquals(Double.parseDouble(cells[1]), curve.x()[at], SAME);
                n++;
            }
        }
        assertEquals(curve.x().length, n);
    }

    @Test
    void hits() throws IOException {
        double[][] expected = columns("hit_curve.csv");
        var a = HitCurve.of(said(1), truth(), "1");
        var b = HitCurve.of(said(2), truth(), "1");
        for (int k = 0; k < 200; k++) {
            assertEquals(expected[1][k], a.hits()[k], SAME, "a, the first " + (k + 1));
            assertEquals(expected[2][k], b.hits()[k], SAME, "b, the first " + (k + 1));
        }
        JsonNode summary = new ObjectMapper().readTree(text("hit_curve_summary.json"));
        assertEquals(summary.get("normalised_area_a").asDouble(), a.area(), SAME);
        assertEquals(summary.get("normalised_area_b").asDouble(), b.area(), SAME);
        assertEquals(summary.get("enrichment_top10pct_a").asDouble(), a.enrichment(0.1), SAME);
        assertEquals(summary.get("enrichment_top10pct_b").asDouble(), b.enrichment(0.1), SAME);
        assertEquals(summary.get("precision_at_20_a").asDouble(), a.precision(20), SAME);
        assertEquals(summary.get("recall_at_20_a").asDouble(), a.recall(20), SAME);
    }

    @Test
    void calibration() throws IOException {
        JsonNode expected = new ObjectMapper().readTree(text("calibration_a.json"));
        var calibration = Calibration.of(said(1), truth());
        assertEquals(expected.get("ECE_10_equal_width").asDouble(), calibration.error(), SAME);
        assertEquals(expected.get("MCE").asDouble(), calibration.worst(), SAME);
        same(
                Scores.of(said(1), truth(), QUICK),
                Metric.ECE,
                expected.get("ECE_10_equal_width").asDouble());
    }

    @Test
    void valuesWithoutIntervalsAreTheSame() throws IOException {
        var scores = Scores.of(said(1), truth(), QUICK);
        var values = Scores.values(said(1), truth());
        assertEquals(scores.all().keySet(), values.keySet());
        values.forEach((metric, value) -> assertEquals(scores.get(metric).value(), value, metric.toString()));
    }

    private static void same(Scores scores, Metric metric, double expected) {
        assertEquals(expected, scores.get(metric).value(), SAME, metric.toString());
    }
}
