package jenomics.learn;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.testing.SharedFolder;
import org.junit.jupiter.api.Test;

class SurvivalTest {
    private static final Task LUNG = Task.survival("time", "event");

    private static ListedSamples followed(String... timesAndEvents) {
        var samples = ListedSamples.none();
        for (int i = 0; i < timesAndEvents.length; i += 2) {
            samples =
                    samples.and("s" + i / 2, "content " + i, "time", timesAndEvents[i], "event", timesAndEvents[i + 1]);
        }
        return samples;
    }

    private static List<String> coding(String... events) {
        var samples = ListedSamples.none();
        for (String event : events) {
            samples = samples.and("s" + samples.size(), "c" + samples.size(), "time", "1", "event", event);
        }
        return LUNG.resolve(samples).classes();
    }

    @Test
    void theUsualCodingsAreKnown() {
        assertEquals(List.of("0", "1"), coding("1", "0"));
        assertEquals(List.of("1", "2"), coding("2", "1", "1"));
        assertEquals(List.of("FALSE", "TRUE"), coding("FALSE", "TRUE"));
        assertEquals(List.of("Alive", "Dead"), coding("Alive", "Dead"));
        assertEquals(List.of("LIVING", "DECEASED"), coding("DECEASED", "LIVING"));
        assertEquals(List.of("0:LIVING", "1:DECEASED"), coding("0:LIVING", "1:DECEASED"));
        assertEquals(List.of("0", "1"), coding("1", "1"));
        assertEquals(List.of("1", "2"), coding("2", "2"));
    }

    @Test
    void inACensoredColumnYesMeansThatTheEventDidNotCome() {
        var samples = ListedSamples.none()
                .and("a", "a", "months", "3.5", "censored", "yes")
                .and("b", "b", "months", "7", "censored", "no");
        var task = Task.survival("months", "censored").resolve(samples);
        assertEquals(List.of("yes", "no"), task.classes());
        assertArrayEquals(
                new double[][] {{3.5, 0}, {7, 1}}, task.targets(samples).values());
    }

    @Test
    void theValueOfTheEventCanBeSaid() {
        var samples = followed("1", "relapse", "2", "none");
        var task = LUNG.positive("relapse").resolve(samples);
        assertEquals("survival 'time' with event 'event' [none, relapse]", task.toString());
        assertArrayEquals(new double[][] {{1, 1}, {2, 0}}, task.targets(samples).values());
        assertEquals(
                "Which value of 'event' says that the event came? It has 'relapse' (1), 'none' (1); known are 0/1, 1/2,"
                        + " false/true, no/yes, alive/dead, living/deceased. Say it: Task.survival(\"time\", \"event\")"
                        + ".positive(\"relapse\").",
                refusal(() -> LUNG.resolve(samples)));
        assertEquals(
                "The task survival 'time' needs two values of 'event', 'death' for the event and one other for censored"
                        + " samples; it has 'relapse' (1), 'none' (1).",
                refusal(() -> LUNG.positive("death").resolve(samples)));
    }

    @Test
    void whatIsNoSurvivalIsSaid() {
        assertEquals(
                "The task survival 'time' needs samples whose event came; of the 2 samples none has '1' for 'event',"
                        + " which has '0' (2). If another value says that it came, say it: .positive(\"0\").",
                refusal(() -> LUNG.resolve(followed("1", "0", "2", "0"))));
        assertEquals(
                "Sample 's1' has the time -2 for 'time'; a time of survival is 0 or more.",
                refusal(() -> targets(followed("1", "1", "-2", "0"))));
        assertEquals(
                "Sample 's0' has 'long' for 'time', which is not a number; survival reads decimal numbers such as 3.25 or"
                        + " 1e-4.",
                refusal(() -> targets(followed("long", "1", "2", "0"))));
        assertEquals(
                "1 of 2 samples has no 'event': 's1'. Give them one, or leave them out.",
                refusal(() -> targets(followed("1", "1", "2", null))));
        var task = LUNG.resolve(followed("1", "1", "2", "0"));
        assertEquals(
                "Sample 's0' has '2' for 'event'; the task knows '0' (censored) and '1' (the event came).",
                refusal(() -> task.targets(followed("1", "2"))));
        assertEquals(
                "The samples have no attribute 'status', which the task survival 'time' needs; they have 'time', 'event'.",
                refusal(() -> Task.survival("time", "status").resolve(followed("1", "1"))));
        assertEquals(
                "6-mer logistic regression learns classes and numbers, not survival; the task is survival 'time' with"
                        + " event 'event'. Use a Cox model (Classic.cox), or Task.binary for an event within a fixed"
                        + " time.",
                refusal(() -> LUNG.refuseSurvival("6-mer logistic regression")));
    }

    private static Targets targets(ListedSamples samples) {
        return LUNG.resolve(samples).targets(samples);
    }

    @Test
    void aPartWithoutAnEventIsRefused() {
        var samples = followed("1", "1", "2", "0", "3", "0", "4", "0");
        var split = Split.of(samples).test(0.25).seed(3);
        var held = split.test().attribute(0, "event");
        assertEquals("0", held, "the test needs a test part without an event");
        assertEquals(
                "The test part has no event of survival 'time' with event 'event' [0, 1] among its 1 sample. Share the"
                        + " events out with .stratify(\"event\"), or choose other groups or shares.",
                refusal(() -> split.check(LUNG)));
    }

    /** Every pair, one by one. */
    @Test
    void concordanceIsThatOfThePairs() {
        var random = new SplittableRandom(3);
        for (int round = 0; round < 50; round++) {
            int n = 2 + random.nextInt(25);
            double[] times = random.doubles(n).map(t -> Math.floor(10 * t)).toArray();
            double[] events = random.doubles(n).map(e -> e < 0.6 ? 1 : 0).toArray();
            double[] risks = random.doubles(n).map(r -> Math.floor(6 * r) - 3).toArray();
            int[] weights = random.ints(n, 0, 3).toArray();
            double right = 0;
            double pairs = 0;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    boolean first = times[i] < times[j] || times[i] == times[j] && events[j] == 0;
                    if (events[i] == 1 && i != j && first) {
                        double weight = weights[i] * (double) weights[j];
                        pairs += weight;
                        right += weight * (risks[i] > risks[j] ? 1 : risks[i] == risks[j] ? 0.5 : 0);
                    }
                }
            }
            assertEquals(right / pairs, new Concordance(times, events, risks).harrell(weights), 1e-12);
        }
    }

    /** Against R 4.2.2, survival 3.5-3. */
    @Test
    void lung() throws IOException {
        double[][] lung = columns("lung.csv", 2);
        double[][] risks = columns("lung_lp.csv", 2);
        assertEquals(0.646705882352941, score(lung, risks[0], Metric.C_INDEX), 1e-10);
        assertEquals(0.643676470588235, score(lung, risks[1], Metric.C_INDEX), 1e-10);
        assertEquals(0.631529664702984, score(lung, risks[0], Metric.C_INDEX_UNO), 1e-10);
    }

    private static double score(double[][] lung, double[] risks, Metric metric) {
        var task = new Task(Task.Kind.SURVIVAL, "time", List.of("0", "1"), "event");
        var ids = ScoresTest.ids(risks.length);
        double[][] truth = IntStream.range(0, risks.length)
                .mapToObj(i -> new double[] {lung[0][i], lung[1][i]})
                .toArray(double[][]::new);
        var scores = Scores.of(
                new Predictions(task, ids, ScoresTest.column(risks)),
                new Targets(task, ids, truth),
                Scoring.standard().resamples(20));
        assertTrue(scores.toString().contains("151 events"), scores::toString);
        return scores.get(metric).value();
    }

    private static double[][] columns(String file, int count) throws IOException {
        var lines = Files.readAllLines(SharedFolder.file("golden/omics/survival/" + file));
        return IntStream.range(0, count)
                .mapToObj(c -> lines.stream()
                        .skip(1)
                        .map(line -> line.split(",")[c])
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    @Test
    void withoutAnOrderedPairThereIsNoConcordance() {
        var task = new Task(Task.Kind.SURVIVAL, "time", List.of("0", "1"), "event");
        var scores = Scores.of(
                ScoresTest.predictions(task, ScoresTest.column(1, 2)),
                ScoresTest.targets(task, new double[][] {{5, 1}, {2, 0}}));
        assertEquals(List.of(), List.copyOf(scores.all().keySet()));
        assertEquals(
                "C-index needs an event and a sample that was followed longer; the 2 samples have 1 event.",
                refusal(() -> scores.get(Metric.C_INDEX)));
        assertEquals(2, Arrays.asList(scores.undefined().values().toArray()).size());
    }
}
