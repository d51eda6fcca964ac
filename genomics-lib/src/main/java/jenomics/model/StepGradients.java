package jenomics.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.Targets;
import jenomics.nn.AdamW;
import jenomics.nn.DeviceMemory;
import jenomics.nn.Grad;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.nn.Torch;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;
import jenomics.sequence.SequenceSet;

/**
 * The gradients of one optimizer step, from all its batches. Where memory does not suffice, the step begins again with
 * each batch in more and smaller pieces, whose gradients add up to the same; all later steps go on like that.
 */
final class StepGradients {

    /** One batch: which samples, read from which frames, with which dropout. */
    private record Batch(int[] samples, int[] frames, Seed dropout) {}

    private final FineTune plan;
    private final SequenceEncoder encoder;
    private final Head head;
    private final SequenceSet train;
    private final Targets targets;
    private final Loss loss;
    private final float[][] features;
    private final double[][] taught;
    private final List<Batch> waiting = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Arrangement arrangement;

    StepGradients(
            FineTune plan,
            SequenceEncoder encoder,
            Head head,
            SequenceSet train,
            Targets targets,
            Arrangement arrangement) {
        this.plan = plan;
        this.encoder = encoder;
        this.head = head;
        this.train = train;
        this.targets = targets;
        this.arrangement = arrangement;
        loss = Loss.of(head, plan.training().objective(), targets);
        features = head.features().of(train);
        taught = plan.distillation() == null ? null : plan.distillation().says(train, head);
        arrange();
    }

    /** What had to be changed on the way, for people. */
    List<String> notes() {
        return notes;
    }

    void add(int[] samples, int[] frames, Seed dropout) {
        waiting.add(new Batch(samples, frames, dropout));
    }

    int waiting() {
        return waiting.size();
    }

    /**
     * The mean loss over the batches that were added; its gradients are left in the parameters.
     *
     * @param more adds what else the step has gradients from
     */
    double take(AdamW optimizer, Runnable more) {
        while (true) {
            try {
                double sum = 0;
                for (var batch : waiting) {
                    sum += backward(batch);
                }
                if (waiting.size() > 1) {
                    optimizer.scaleGradients(1.0 / waiting.size());
                }
                more.run();
                double mean = sum / waiting.size();
                waiting.clear();
                return mean;
            } catch (RuntimeException e) {
                if (!Torch.isOutOfMemory(e)) {
                    throw e;
                }
                shrink(e, optimizer.steps() + 1);
                optimizer.zeroGradients();
                DeviceMemory.release();
            }
        }
    }

    private void shrink(RuntimeException e, int step) {
        int batch = plan.training().batchSize();
        arrangement = arrangement
                .smaller(batch)
                .orElseThrow(() -> new GenomicsException(
                        "Memory on " + Torch.deviceName() + " does not suffice for a single sequence, though blocks are"
                                + " computed again in the backward pass (step " + step + "). Take a smaller model,"
                                + " shorter sequences, or an adapter instead of every weight.",
                        Map.of("step", step, "batch", batch, "torch", String.valueOf(e.getMessage())),
                        e));
        arrange();
        notes.add("out of memory in step " + step + "; from there " + arrangement.describe(batch));
    }

    private void arrange() {
        encoder.net().recompute(arrangement.recompute());
        DeviceMemory.compact(arrangement.recompute());
    }

    private double backward(Batch batch) {
        Torch.seed(batch.dropout().value());
        int size = batch.samples().length;
        int pieces = Math.min(arrangement.pieces(), size);
        double whole = loss.weight(rows(batch.samples()));
        double sum = 0;
        for (int piece = 0; piece < pieces; piece++) {
            int from = piece * size / pieces;
            int to = (piece + 1) * size / pieces;
            sum += backward(
                    Arrays.copyOfRange(batch.samples(), from, to),
                    Arrays.copyOfRange(batch.frames(), from, to),
                    whole,
                    size);
        }
        return sum;
    }

    private double[][] rows(int[] samples) {
        return IntStream.of(samples).mapToObj(i -> targets.values()[i]).toArray(double[][]::new);
    }

    /**
     * One piece of a batch.
     *
     * @param whole the weight of the batch in the loss
     * @param size of the batch
     */
    private double backward(int[] samples, int[] frames, double whole, int size) {
        try (var scope = Scope.open()) {
            var bases =
                    IntStream.of(samples).mapToObj(i -> train.get(i).bases()).toList();
            var extra = IntStream.of(samples).mapToObj(i -> features[i]).toArray(float[][]::new);
            NDArray pooled = head.features().beside(scope, encoder.pooled(scope, bases, frames), extra);
            var scores = head.scores(encoder.net(), pooled);
            var rows = rows(samples);
            double share = (double) samples.length / size;
            double weighted = loss.weight(rows) / whole;
            var value = loss.of(scope, scores, rows);
            if (taught != null) {
                var says = IntStream.of(samples).mapToObj(i -> taught[i]).toArray(double[][]::new);
                value = plan.distillation()
                        .mixed(
                                scope,
                                scaled(value, weighted / share),
                                scores,
                                says,
                                head.task().kind());
                weighted = share;
            }
            value = scaled(value, weighted);
            Grad.backward(value);
            return plan.training().finite("loss", value.getFloat());
        }
    }

    private static NDArray scaled(NDArray value, double factor) {
        return factor == 1 ? value : Ops.call("scale", value, factor);
    }
}
