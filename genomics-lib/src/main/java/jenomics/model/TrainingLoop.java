package jenomics.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenomics.learn.Targets;
import jenomics.model.tuning.Site;
import jenomics.nn.AdamW;
import jenomics.nn.Grad;
import jenomics.nn.History;
import jenomics.nn.Parameter;
import jenomics.provenance.Progress;
import jenomics.provenance.Seed;
import jenomics.provenance.StopSignal;
import jenomics.sequence.SequenceSet;

/**
 * Epochs of a fine-tuning. What a step draws by chance depends on the seed, the epoch and the step alone; what it keeps
 * from step to step are the parameters, the optimizer's state and {@link Best}.
 */
final class TrainingLoop {
    private final FineTune plan;
    private final SequenceEncoder encoder;
    private final Head head;
    private final SequenceSet train;
    private final StepGradients gradients;
    private final Supplier<Double> validation;
    private final History history;
    private final StopSignal stop;
    private final TrainingFolder kept;
    private final Seed seed;
    private boolean interrupted;

    /**
     * @param arrangement how batches go through
     * @param validation the present score on the validation samples: null if there are none, NaN when stopped
     * @param kept where it is kept to be taken up again
     */
    TrainingLoop(
            FineTune plan,
            SequenceEncoder encoder,
            Head head,
            SequenceSet train,
            Targets targets,
            Arrangement arrangement,
            Supplier<Double> validation,
            History history,
            StopSignal stop,
            TrainingFolder kept) {
        this.plan = plan;
        this.encoder = encoder;
        this.head = head;
        this.train = train;
        this.validation = validation;
        this.history = history;
        this.stop = stop;
        this.kept = kept;
        gradients = new StepGradients(plan, encoder, head, train, targets, arrangement);
        seed = Seed.of(plan.training().seed());
    }

    boolean interrupted() {
        return interrupted;
    }

    /** What memory asked for on the way. */
    List<String> notes() {
        return gradients.notes();
    }

    /** Trains adapter and head; leaves the best in the network and returns how many parameters trained. */
    long run() {
        var net = encoder.net();
        double decay = plan.training().weightDecay();
        var parameters =
                new ArrayList<>(plan.tuning().attach(net, encoder.architecture(), decay, seed.part("adapter")));
        boolean headOnly = parameters.isEmpty();
        parameters.addAll(encoder.segmenting().parameters(net, decay));
        parameters.addAll(head.parameters(net, decay));
        long count = parameters.stream().mapToLong(Parameter::count).sum();
        try {
            if (!headOnly) {
                train(parameters);
            }
        } finally {
            net.rest();
            parameters.forEach(p -> p.tensor().setRequiresGradient(false));
        }
        return count;
    }

    private void train(List<Parameter> parameters) {
        try (var grad = Grad.on();
                var best = new Best(parameters, plan.watched(), history);
                var restraints = Restraints.of(plan, encoder, parameters, seed, stop);
                var optimizer = new AdamW(AdamW.Settings.DEFAULT, parameters)) {
            var state = new TrainingState(parameters, optimizer, best);
            kept.takeUp(state, stepsPerEpoch() * plan.training().epochs());
            epochs(parameters, optimizer, best, restraints, state);
            best.restore();
        }
    }

    private int stepsPerEpoch() {
        var training = plan.training();
        int batches = (train.size() + training.batchSize() - 1) / training.batchSize();
        return (batches + training.accumulate() - 1) / training.accumulate();
    }

    private void epochs(
            List<Parameter> parameters, AdamW optimizer, Best best, Restraints restraints, TrainingState state) {
        var training = plan.training();
        int steps = stepsPerEpoch() * training.epochs();
        String what = "fine-tuning (" + plan.tuning().name() + ")";
        try (var progress = Progress.resumed(what, optimizer.steps(), steps, "steps")) {
            progress.picture(history::chart).remark(remark(best));
            while (!interrupted && !state.over() && state.epoch() < training.epochs()) {
                open(parameters, state.epoch());
                encoder.net().train(training.dropout());
                interrupted = !epoch(state, steps, optimizer, best, restraints, progress);
                encoder.net().rest();
                boolean more = !interrupted && judge(optimizer.steps(), best);
                if (interrupted) {
                    kept.save(state);
                } else {
                    state.judged(!more);
                }
                progress.remark(remark(best));
            }
            if (!interrupted) {
                kept.save(state);
            }
            if (!interrupted && best.hasAverage()) {
                best.useAverage();
                judge(optimizer.steps(), best);
            }
        }
    }

    /** Lets the parameters learn that open with this epoch, and holds those that do not yet. */
    private void open(List<Parameter> parameters, int epoch) {
        parameters.forEach(p -> p.tensor()
                .setRequiresGradient(
                        Site.isOfHead(p.name()) || plan.tuning().opens(p.name(), encoder.architecture()) <= epoch));
    }

    /** One pass over the training samples, or what is left of it; false if it was stopped. */
    private boolean epoch(
            TrainingState state, int steps, AdamW optimizer, Best best, Restraints restraints, Progress progress) {
        var training = plan.training();
        int epoch = state.epoch();
        int done = (optimizer.steps() - epoch * stepsPerEpoch()) * training.accumulate() * training.batchSize();
        int[] order = BatchOrder.of(
                shuffled(train.size(), seed.part("order").at(epoch)),
                sample -> train.get(sample).lengthBp(),
                training.batchSize(),
                seed.part("batches").at(epoch));
        var random = seed.part("frames").at(epoch).random();
        for (int from = 0; from < order.length; from += training.batchSize()) {
            if (stop.requested()) {
                return false;
            }
            int[] batch = Arrays.copyOfRange(order, from, Math.min(order.length, from + training.batchSize()));
            int[] frames =
                    random.ints(batch.length, 0, encoder.tokenizer().frames()).toArray();
            if (from < done) {
                continue;
            }
            gradients.add(batch, frames, seed.part("dropout").at(epoch).at(from));
            if (gradients.waiting() == training.accumulate() || from + training.batchSize() >= order.length) {
                double loss = gradients.take(optimizer, () -> restraints.addGradients(optimizer.steps()));
                step(optimizer, steps);
                history.loss(optimizer.steps(), loss);
                if (optimizer.steps() > training.average() * steps) {
                    best.average();
                }
                kept.passed(state);
                progress.done(optimizer.steps());
            }
        }
        return true;
    }

    private void step(AdamW optimizer, int steps) {
        var training = plan.training();
        training.finite("gradient", optimizer.clip(training.clip()));
        optimizer.step(training.learningRate() * training.schedule().factor(optimizer.steps(), steps));
    }

    /** Scores the validation part; false when training should end. */
    private boolean judge(int step, Best best) {
        if (validation == null) {
            best.take();
            return true;
        }
        double score = validation.get();
        if (Double.isNaN(score)) {
            interrupted = stop.requested();
            return false;
        }
        history.score(step, score);
        best.offer(score);
        return best.epochsWithout() < plan.training().patience();
    }

    private String remark(Best best) {
        String score = validation == null
                ? ""
                : String.format(Locale.ROOT, "best validation %s %.3f", plan.watched(), best.score());
        return Stream.of(score, kept.remark()).filter(text -> !text.isEmpty()).collect(Collectors.joining(" · "));
    }

    static int[] shuffled(int size, Seed seed) {
        int[] order = IntStream.range(0, size).toArray();
        var random = seed.random();
        for (int i = size - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }
}
