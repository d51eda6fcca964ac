package jenomics.model;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.learn.Task;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceSet;

/**
 * Knowledge distillation (Hinton et al. 2015): a student also learns what a teacher says of the training samples. The
 * loss is {@code (1−share)·L + share·T²·L(teacher at T, student at T)}, for numbers the squared difference from the
 * teacher's.
 *
 * @param teacher a run on the same task
 * @param share of the teacher's part; 0.5
 * @param temperature T, which softens the probabilities of both; 2
 */
public record Distillation(Run teacher, double share, double temperature) {

    /**
     * Checks its options.
     *
     * @throws GenomicsException if the share is not above 0 and at most 1, or the temperature not from 1 to 100
     */
    public Distillation {
        if (!(share > 0 && share <= 1) || !(temperature >= 1 && temperature <= 100)) {
            throw new GenomicsException(
                    "Distillation takes a share above 0 and at most 1 and a temperature from 1 to 100; found " + share
                            + " and " + temperature + ".",
                    Map.of("share", share, "temperature", temperature));
        }
    }

    static Distillation of(Run teacher) {
        return new Distillation(teacher, 0.5, 2);
    }

    /** With another share of the teacher's part, above 0 and at most 1. */
    public Distillation share(double value) {
        return new Distillation(teacher, value, temperature);
    }

    /** With another temperature, 1 to 100; 1 leaves probabilities as they are. */
    public Distillation temperature(double value) {
        return new Distillation(teacher, share, value);
    }

    Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put(
                "teacher",
                teacher.plan().model().id() + ", " + teacher.plan().tuning().name());
        facts.put("teacher's share", share);
        facts.put("temperature", temperature);
        return facts;
    }

    /** What the teacher says of each sample, softened: probabilities, or values in units of the student's spread. */
    double[][] says(SequenceSet train, Head student) {
        if (!teacher.task().equals(student.task())) {
            throw new GenomicsException(
                    "The teacher has learned " + teacher.task() + "; the student is to learn " + student.task() + ".",
                    Map.of(
                            "teacher",
                            teacher.task().toString(),
                            "student",
                            student.task().toString()));
        }
        return Arrays.stream(teacher.predict(train).values())
                .map(row -> softened(row, student))
                .toArray(double[][]::new);
    }

    private double[] softened(double[] row, Head student) {
        if (student.task().kind() == Task.Kind.REGRESSION) {
            return new double[] {(row[0] - student.centre()) / student.spread()};
        }
        double[] soft = new double[row.length];
        double sum = 0;
        for (int c = 0; c < row.length; c++) {
            double p = Math.min(1 - 1e-7, Math.max(1e-7, row[c]));
            double yes = Math.pow(p, 1 / temperature);
            soft[c] = yes;
            sum += yes;
            if (student.task().kind() != Task.Kind.MULTICLASS) {
                soft[c] = yes / (yes + Math.pow(1 - p, 1 / temperature));
            }
        }
        if (student.task().kind() == Task.Kind.MULTICLASS) {
            for (int c = 0; c < soft.length; c++) {
                soft[c] /= sum;
            }
        }
        return soft;
    }

    /** The whole loss. @param scores of the student [n, outputs] @param says for these samples [n][outputs] */
    NDArray mixed(Scope scope, NDArray loss, NDArray scores, double[][] says, Task.Kind kind) {
        int outputs = says[0].length;
        float[] flat = new float[says.length * outputs];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) says[i / outputs][i % outputs];
        }
        String op = kind == Task.Kind.REGRESSION
                ? "distill_value"
                : kind == Task.Kind.MULTICLASS ? "distill_classes" : "distill_labels";
        return Ops.call(op, loss, scores, scope.floats(flat, says.length, outputs), share, temperature);
    }
}
