package jenomics.learn;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class TaskTest {
    private static List<String> binaryClasses(String label, String... values) {
        return Task.binary(label).resolve(ListedSamples.labelled(label, values)).classes();
    }

    @Test
    void aValueThatSaysYesIsThePositiveClassWhateverTheOrder() {
        assertEquals(List.of("no", "yes"), binaryClasses("promoter", "yes", "no"));
        assertEquals(List.of("no", "YES"), binaryClasses("promoter", "YES", "no"));
        assertEquals(List.of("0", "1"), binaryClasses("label", "1", "0", "1"));
        assertEquals(List.of("-", "+"), binaryClasses("strand", "-", "+"));
        assertEquals(List.of("other", "Promoter"), binaryClasses("promoter", "Promoter", "other"));
    }

    @Test
    void thePositiveClassCanBeSaid() {
        var samples = ListedSamples.labelled("status", "tumour", "normal");
        assertEquals(
                List.of("normal", "tumour"),
                Task.binary("status").positive("tumour").resolve(samples).classes());
        assertEquals(
                List.of("tumour", "normal"),
                Task.binary("status").positive("normal").resolve(samples).classes());
        assertEquals(
                "Which value of 'status' is the positive class, 'normal' or 'tumour'? Say it:"
                        + " Task.binary(\"status\").positive(\"tumour\").",
                refusal(() -> Task.binary("status").resolve(samples)));
        assertEquals(
                "The positive class 'cancer' is no value of 'status', which has 'normal', 'tumour'.",
                refusal(() -> Task.binary("status").positive("cancer").resolve(samples)));
        assertEquals(
                "Only a binary task has a positive class; 'status' is read as multiclass.",
                refusal(() -> Task.multiclass("status").positive("x")));
    }

    @Test
    void binaryNeedsTwoValues() {
        assertEquals(
                "The task binary 'subtype' needs exactly two values; the 4 samples have 3: 'A' (2), 'B' (1), 'C' (1)."
                        + " For more than two classes use Task.multiclass(\"subtype\").",
                refusal(() -> binaryClasses("subtype", "A", "B", "C", "A")));
        assertEquals(
                "The task binary 'dose' needs exactly two values; the 3 samples have 3: '1.5' (1), '2' (1), '10' (1)."
                        + " For numbers use Task.regression(\"dose\").",
                refusal(() -> binaryClasses("dose", "10", "1.5", "2")));
        assertEquals(
                "The task binary 'promoter' needs exactly two values; the 2 samples have 1: 'yes' (2). Give samples of"
                        + " both classes.",
                refusal(() -> binaryClasses("promoter", "yes", "yes")));
    }

    @Test
    void classesStandInOrder() {
        assertEquals(
                List.of("2", "10"),
                Task.multiclass("stage")
                        .resolve(ListedSamples.labelled("stage", "10", "2"))
                        .classes());
        assertEquals(
                List.of("A", "B", "C"),
                Task.multilabel("tags")
                        .resolve(ListedSamples.labelled("tags", "C;A", "-", "", "B, A"))
                        .classes());
        assertEquals(
                "The task multiclass 'x' needs at least two classes; the 2 samples have 'A' (2).",
                refusal(() -> Task.multiclass("x").resolve(ListedSamples.labelled("x", "A", "A"))));
    }

    @Test
    void targetsHaveTheShapeOfPredictions() {
        var binary = ListedSamples.labelled("promoter", "yes", "no");
        var targets = Task.binary("promoter").resolve(binary).targets(binary);
        assertArrayEquals(new double[][] {{1}, {0}}, targets.values());
        assertArrayEquals(new int[] {1, 0}, targets.classIndex());

        var several = ListedSamples.labelled("s", "B", "A", "C");
        targets = Task.multiclass("s").resolve(several).targets(several);
        assertArrayEquals(new double[][] {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}}, targets.values());
        assertArrayEquals(new int[] {1, 0, 2}, targets.classIndex());

        var tags = ListedSamples.labelled("t", "x;y", "-", "y");
        var tagged = Task.multilabel("t").resolve(tags).targets(tags);
        assertArrayEquals(new double[][] {{1, 1}, {0, 0}, {0, 1}}, tagged.values());
        assertTrue(refusal(tagged::classIndex).contains("has no single class"));

        var numbers = ListedSamples.labelled("n", " 1.5 ", "-2e3");
        assertArrayEquals(
                new double[] {1.5, -2000}, Task.regression("n").targets(numbers).output(0));
    }

    @Test
    void whatIsMissingIsNamed() {
        var samples = ListedSamples.labelled("promoter", "yes", "no", null, null, null, null, null, null);
        assertEquals(
                "The samples have no attribute 'promotor', which the task binary 'promotor' needs; they have 'promoter'."
                        + " Did you mean 'promoter'?",
                refusal(() -> Task.binary("promotor").resolve(samples)));
        var task = Task.binary("promoter").resolve(samples);
        assertEquals(
                "6 of 8 samples have no 'promoter': 's2', 's3', 's4' and 3 more. Give them one, or leave them out.",
                refusal(() -> task.targets(samples)));
        assertEquals(
                "Sample 's0' is of class 'maybe' of 'promoter'; the task knows 'no', 'yes'. A class must be among the"
                        + " training samples.",
                refusal(() -> task.targets(ListedSamples.labelled("promoter", "maybe"))));
        assertEquals(
                "The classes of the task binary 'promoter' are not known yet: resolve it on the training samples first,"
                        + " task.resolve(train).",
                refusal(() -> Task.binary("promoter").targets(samples)));
    }

    @Test
    void aNumberMustBeOne() {
        for (String text : List.of("high", "NaN", "1,5", "0x10", "1d", "1e999")) {
            assertEquals(
                    "Sample 's1' has '" + text + "' for 'expression', which is not a number; regression reads decimal"
                            + " numbers such as 3.25 or 1e-4.",
                    refusal(() ->
                            Task.regression("expression").targets(ListedSamples.labelled("expression", "1", text))));
        }
    }

    @Test
    void aTaskIsCheckedWhenItIsMade() {
        assertTrue(refusal(() -> Task.binary(" ")).startsWith("A task needs the name of the attribute it predicts"));
        assertEquals(
                "The task multiclass 'x' was given the classes 'a', 'a'; it needs different ones.",
                refusal(() -> new Task(Task.Kind.MULTICLASS, "x", List.of("a", "a"))));
        assertEquals(
                "The task binary 'x' was given the classes 'a', 'b', 'c'; it needs two different ones.",
                refusal(() -> new Task(Task.Kind.BINARY, "x", List.of("a", "b", "c"))));
        assertFalse(Task.binary("x").positive("a").resolved());
        assertTrue(Task.regression("x").resolved());
    }
}
