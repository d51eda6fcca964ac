package jenomics.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import jenomics.nn.Scope;
import jenomics.nn.Torch;
import jenomics.provenance.GenomicsException;
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
    private final Targets targets;
    private final Loss loss;
    private final float[][] features;
    private final double[][] taught;
    private final Supplier<Double> validation;
    private final History history;
    private final StopSignal stop;
    private final TrainingFolder kept;
    private final Seed seed;
    private boolean interrupted;

    /**
     * @param validation the present score on the validation samples: null if there are none, NaN when stopped
     * @param kept where it is kept to be taken up again
     */
    TrainingLoop(
            FineTune plan,
            SequenceEncoder encoder,
            Head head,
            SequenceSet train,
            Targets targets,
            Supplier<Double> validation,
            History history,
            StopSignal stop,
            TrainingFolder kept) {
        this.plan = plan;
        this.encoder = encoder;
        this.head = head;
        this.train = train;
        this.targets = targets;
        this.validation = validation;
        this.history = history;
        this.stop = stop;
        this.kept = kept;
        loss = Loss.of(head, plan.training().objective(), targets);
        features = head.features().of(train);
        taught = plan.distillation() == null ? null : plan.distillation().says(train, head);
        seed = Seed.of(plan.training().seed());
    }

    boolean interrupted() {
        return interrupted;
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
        int[] order = shuffled(train.size(), seed.part("order").at(epoch));
        var random = seed.part("frames").at(epoch).random();
        int waiting = 0;
        double waitingLoss = 0;
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
            Torch.seed(seed.part("dropout").at(epoch).at(from).value());
            waitingLoss += backward(batch, frames);
            waiting++;
            if (waiting == training.accumulate() || from + training.batchSize() >= order.length) {
                if (waiting > 1) {
                    optimizer.scaleGradients(1.0 / waiting);
                }
                step(optimizer, steps, restraints);
                history.loss(optimizer.steps(), waitingLoss / waiting);
                if (optimizer.steps() > training.average() * steps) {
                    best.average();
                }
                kept.passed(state);
                progress.done(optimizer.steps());
                waiting = 0;
                waitingLoss = 0;
            }
        }
        return true;
    }

    private void step(AdamW optimizer, int steps, Restraints restraints) {
        var training = plan.training();
        restraints.addGradients(optimizer.steps());
        finite("gradient", optimizer.clip(training.clip()));
        optimizer.step(training.learningRate() * training.schedule().factor(optimizer.steps(), steps));
    }

    private double backward(int[] batch, int[] frames) {
        try (var scope = Scope.open()) {
            var bases = IntStream.of(batch).mapToObj(i -> train.get(i).bases()).toList();
            var rows = IntStream.of(batch).mapToObj(i -> targets.values()[i]).toArray(double[][]::new);
            var extra = IntStream.of(batch).mapToObj(i -> features[i]).toArray(float[][]::new);
            NDArray pooled = head.features().beside(scope, encoder.pooled(scope, bases, frames), extra);
            var scores = head.scores(encoder.net(), pooled);
            var value = loss.of(scope, scores, rows);
            if (taught != null) {
                var says = IntStream.of(batch).mapToObj(i -> taught[i]).toArray(double[][]::new);
                value = plan.distillation()
                        .mixed(scope, value, scores, says, head.task().kind());
            }
            Grad.backward(value);
            return finite("loss", value.getFloat());
        }
    }

    /** Without this, an endless gradient would be clipped to zero and nothing more be learned, silently. */
    private double finite(String what, double value) {
        if (!Double.isFinite(value)) {
            double rate = plan.training().learningRate();
            throw new GenomicsException(
                    "The training " + what + " is no longer a finite number (" + value + "): the learning rate of "
                            + rate + " is too high for this model. Try a tenth of it.",
                    Map.of("learning rate", rate));
        }
        return value;
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
