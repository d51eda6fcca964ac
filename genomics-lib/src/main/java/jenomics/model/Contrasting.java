package jenomics.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.genome.DnaSequence;
import jenomics.io.Safetensors.Pending;
import jenomics.io.Snapshots.Snapshot;
import jenomics.model.tuning.Adapter;
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
    private final TrainingFolder kept;
    private final Seed seed;
    private final History history = new History("loss");

    /** @param kept where it is kept to be taken up again */
    Contrasting(SimCse plan, SequenceSet sequences, TrainingFolder kept) {
        this.plan = plan;
        this.kept = kept;
        bases = sequences.bases();
        seed = Seed.of(plan.training().seed());
    }

    Embedder run() {
        var checkpoint = plan.model().checkpoint();
        var frozen = kept.frozen().orElseGet(this::frozen);
        var net = checkpoint.network(frozen);
        try (var stop = StopSignal.listen()) {
            var encoder = new SequenceEncoder(checkpoint.architecture(), checkpoint.tokenizer(), net, plan.pooling());
            kept.begun(null, List.of(), history);
            kept.begin(Beginning.NONE, history, frozen);
            var before = Likeness.of(encoder, bases);
            long trained = train(encoder, stop);
            boolean whole = !stop.requested();
            var after = Likeness.of(encoder, bases);
            var embedder = new Embedder(
                    plan,
                    encoder,
                    new Embedder.Fit(history, trained, before, after, frozen),
                    plan.tuning() instanceof Adapter adapter ? adapter : null);
            kept.finish(whole, embedder::save);
            return embedder;
        } catch (RuntimeException | Error e) {
            net.close();
            throw e;
        }
    }

    private FrozenChoice frozen() {
        var architecture = plan.model().checkpoint().architecture();
        return FrozenChoice.of(
                plan.training().economy().frozen(),
                plan.tuning(),
                architecture,
                (long) plan.training().batchSize() * architecture.maximumTokens());
    }

    /** The parameters and moments, and how many batches have been read. */
    private static final class State implements Carried {
        private static final String PLACE = "batches";

        private final Stepped stepped;
        private int place;

        State(List<Parameter> parameters, AdamW optimizer) {
            stepped = new Stepped(parameters, optimizer);
        }

        @Override
        public int steps() {
            return stepped.steps();
        }

        @Override
        public Map<String, Pending> tensors() {
            return stepped.tensors();
        }

        @Override
        public Map<String, String> facts() {
            var facts = new LinkedHashMap<>(stepped.facts());
            facts.put(PLACE, String.valueOf(place));
            return facts;
        }

        @Override
        public void restore(Snapshot saved) {
            stepped.restore(saved);
            place = Integer.parseInt(saved.facts().get(PLACE));
        }
    }

    private long train(SequenceEncoder encoder, StopSignal stop) {
        var training = plan.training();
        var net = encoder.net();
        var parameters =
                plan.tuning().attach(net, encoder.architecture(), training.weightDecay(), seed.part("adapter"));
        try (var grad = Grad.on();
                var optimizer = new AdamW(AdamW.Settings.DEFAULT, parameters)) {
            var state = new State(parameters, optimizer);
            kept.takeUp(state, stepsPerEpoch() * training.epochs());
            net.train(training.dropout());
            batches(encoder, optimizer, state, stop);
        } finally {
            net.rest();
            parameters.forEach(p -> p.tensor().setRequiresGradient(false));
        }
        return parameters.stream().mapToLong(Parameter::count).sum();
    }

    private int perEpoch() {
        return (bases.size() + plan.training().batchSize() - 1)
                / plan.training().batchSize();
    }

    /** A last batch of a single sequence has nothing to be told apart from, and is no step. */
    private int stepsPerEpoch() {
        return perEpoch() - (bases.size() % plan.training().batchSize() == 1 ? 1 : 0);
    }

    private void batches(SequenceEncoder encoder, AdamW optimizer, State state, StopSignal stop) {
        int steps = perEpoch() * plan.training().epochs();
        String what = "contrastive tuning (" + plan.tuning().name() + ")";
        try (var progress = Progress.resumed(what, state.place, steps, "steps")) {
            progress.picture(history::chart);
            while (state.place < steps && !stop.requested()) {
                int[] batch = batch(state.place / perEpoch(), state.place % perEpoch());
                if (batch.length > 1) {
                    history.loss(state.place + 1, step(encoder, optimizer, batch, state.place, steps));
                }
                state.place++;
                if (batch.length > 1) {
                    kept.passed(state);
                }
                progress.done(state.place);
            }
            if (stop.requested()) {
                kept.save(state);
            }
        }
    }

    /** The loss of a batch, which is stepped away from. What is drawn by chance depends on the place alone. */
    private double step(SequenceEncoder encoder, AdamW optimizer, int[] batch, int place, int steps) {
        var training = plan.training();
        Torch.seed(seed.part("dropout").at(place).value());
        double loss = backward(encoder, batch, seed.part("readings").at(place).random());
        optimizer.clip(training.clip());
        optimizer.step(training.learningRate() * training.schedule().factor(place, steps));
        return loss;
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
