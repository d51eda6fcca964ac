package jenomics.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.genome.DnaSequence;
import jenomics.nn.AdamW;
import jenomics.nn.Grad;
import jenomics.nn.History;
import jenomics.nn.Ops;
import jenomics.nn.Parameter;
import jenomics.nn.Scope;
import jenomics.nn.Torch;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;
import jenomics.provenance.Seed;
import jenomics.provenance.StopSignal;
import jenomics.sequence.SequenceSet;

/** One {@link SimCse} being carried out. */
final class Contrasting {
    private final SimCse plan;
    private final List<String> bases;
    private final Seed seed;
    private final History history = new History("loss");

    Contrasting(SimCse plan, SequenceSet sequences) {
        this.plan = plan;
        bases = sequences.bases();
        seed = Seed.of(plan.training().seed());
    }

    Embedder run() {
        var checkpoint = plan.model().checkpoint();
        var net = checkpoint.network(FrozenChoice.of(
                plan.training().economy().frozen(),
                plan.tuning(),
                checkpoint.architecture(),
                (long) plan.training().batchSize() * checkpoint.architecture().maximumTokens()));
        try (var stop = StopSignal.listen()) {
            var encoder = new SequenceEncoder(checkpoint.architecture(), checkpoint.tokenizer(), net, plan.pooling());
            var before = Likeness.of(encoder, bases);
            long trained = train(encoder, stop);
            return new Embedder(plan, encoder, history, trained, before, Likeness.of(encoder, bases));
        } catch (RuntimeException | Error e) {
            net.close();
            throw e;
        }
    }

    private long train(SequenceEncoder encoder, StopSignal stop) {
        var training = plan.training();
        var net = encoder.net();
        var parameters =
                plan.tuning().attach(net, encoder.architecture(), training.weightDecay(), seed.part("adapter"));
        Torch.seed(seed.part("dropout").value());
        int perEpoch = (bases.size() + training.batchSize() - 1) / training.batchSize();
        int steps = perEpoch * training.epochs();
        try (var grad = Grad.on();
                var optimizer = new AdamW(AdamW.Settings.DEFAULT, parameters);
                var progress =
                        Progress.of("contrastive tuning (" + plan.tuning().name() + ")", steps, "steps")) {
            progress.picture(history::chart);
            net.train(training.dropout());
            for (int step = 0; step < steps && !stop.requested(); step++) {
                int[] batch = batch(step / perEpoch, step % perEpoch);
                if (batch.length > 1) {
                    history.loss(
                            step + 1,
                            backward(
                                    encoder,
                                    batch,
                                    seed.part("readings").at(step).random()));
                    optimizer.clip(training.clip());
                    optimizer.step(training.learningRate() * training.schedule().factor(step, steps));
                }
                progress.done(step + 1);
            }
        } finally {
            net.rest();
            parameters.forEach(p -> p.tensor().setRequiresGradient(false));
        }
        return parameters.stream().mapToLong(Parameter::count).sum();
    }

    private int[] batch(int epoch, int number) {
        int[] order = TrainingLoop.shuffled(bases.size(), seed.part("order").at(epoch));
        int from = number * plan.training().batchSize();
        return Arrays.copyOfRange(
                order, from, Math.min(order.length, from + plan.training().batchSize()));
    }

    private double backward(SequenceEncoder encoder, int[] batch, SplittableRandom random) {
        int frames = encoder.tokenizer().frames();
        var one = IntStream.of(batch).mapToObj(bases::get).toList();
        var other = plan.bothStrands()
                ? one.stream().map(DnaSequence::reverseComplement).toList()
                : one;
        try (var scope = Scope.open()) {
            var first = encoder.pooled(
                    scope, one, random.ints(batch.length, 0, frames).toArray()); // [B, H]
            var second = encoder.pooled(
                    scope, other, random.ints(batch.length, 0, frames).toArray()); // [B, H]
            var loss = Ops.call("simcse_loss", first, second, plan.temperature());
            Grad.backward(loss);
            double value = loss.getFloat();
            if (!Double.isFinite(value)) {
                double rate = plan.training().learningRate();
                throw new GenomicsException(
                        "The contrastive loss is no longer a finite number (" + value + "): the learning rate of "
                                + rate + " is too high for this model. Try a tenth of it.",
                        Map.of("learning rate", rate));
            }
            return value;
        }
    }
}
