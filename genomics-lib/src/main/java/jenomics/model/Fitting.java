package jenomics.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenomics.classic.Classic;
import jenomics.classic.LinearProbe;
import jenomics.learn.Metric;
import jenomics.learn.Predictions;
import jenomics.learn.Scores;
import jenomics.learn.Scoring;
import jenomics.learn.Split;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.model.architecture.Architecture;
import jenomics.model.tuning.HeadOnly;
import jenomics.model.tuning.Site;
import jenomics.nn.AdamW;
import jenomics.nn.Grad;
import jenomics.nn.History;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Parameter;
import jenomics.nn.Scope;
import jenomics.nn.Torch;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;
import jenomics.provenance.Seed;
import jenomics.provenance.StopSignal;
import jenomics.sequence.SequenceSet;

/**
 * One fine-tuning being carried out. First the frozen encoder reads all sequences and a linear head is fitted to what it
 * says; that is epoch 0, the score to beat. Then head and adapter train together from there, and the epoch with the best
 * validation score wins, epoch 0 included: with few samples a good head on a frozen encoder is hard to beat, and a
 * random head would first undo what the encoder knows.
 */
final class Fitting {
    /** Only the value is wanted after an epoch; few resamples make it quick. */
    private static final Scoring QUICK = Scoring.standard().resamples(20);

    private static final String TRAIN = "frozen encoder reads the training sequences";
    private static final String VALIDATION = "frozen encoder reads the validation sequences";
    private static final String TEST = "frozen encoder reads the test sequences";

    /** Fewer training sequences than this are read in every reading frame. */
    private static final int FEW = 1000;

    private final FineTune plan;
    private final Split<SequenceSet> split;
    private final Task task;
    private final Targets targets;
    private final SequenceSet train;
    private final SequenceSet validation;
    private final SequenceSet test;
    private final Seed seed;
    private final History history;
    private final long begun = System.nanoTime();
    private boolean interrupted;

    Fitting(FineTune plan, Split<SequenceSet> split) {
        this.plan = plan;
        this.split = split;
        task = split.check(plan.task());
        train = split.train();
        validation = split.has(Split.Part.VALIDATION) ? split.validation() : null;
        test = split.has(Split.Part.TEST) ? split.test() : null;
        targets = task.targets(train);
        seed = Seed.of(plan.training().seed());
        history = new History(plan.watched().toString());
        plan.tuning().check(plan.model().checkpoint().architecture());
    }

    Run run() {
        var predictions = new LinkedHashMap<String, Predictions>();
        if (test != null) {
            var baseline = Classic.kmerLogistic(plan.baseline());
            predictions.put(baseline.name(), baseline.fit(train, task, seed).predict(test));
        }
        var checkpoint = plan.model().checkpoint();
        var net = checkpoint.network();
        try (var stop = StopSignal.listen()) {
            var encoder = new SequenceEncoder(checkpoint.architecture(), checkpoint.tokenizer(), net, plan.pooling());
            var head = head();
            probe(encoder, head, predictions, stop);
            long trained = tune(encoder, head, stop);
            return new Run(
                    plan,
                    new Run.Fit(
                            head,
                            history,
                            trained,
                            (System.nanoTime() - begun) / 1e9,
                            interrupted,
                            cut(encoder),
                            split.facts()),
                    encoder,
                    new TestResults(test, predictions));
        } catch (RuntimeException | Error e) {
            net.close();
            throw e;
        }
    }

    /** How many sequences of all parts are too long to be read in one piece. */
    private long cut(SequenceEncoder encoder) {
        return Stream.of(train, validation, test)
                .filter(part -> part != null)
                .flatMap(SequenceSet::stream)
                .filter(record -> encoder.segments(record.bases(), 0).size() > 1)
                .count();
    }

    private Head head() {
        if (task.kind() != Task.Kind.REGRESSION) {
            return new Head(task, 0, 1);
        }
        double[] values = targets.output(0);
        double mean = java.util.Arrays.stream(values).average().orElseThrow();
        double variance = java.util.Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        return new Head(task, mean, variance == 0 ? 1 : Math.sqrt(variance));
    }

    /** Fits the head to the frozen encoder's embeddings, and notes what that predicts. */
    private void probe(SequenceEncoder encoder, Head head, Map<String, Predictions> predictions, StopSignal stop) {
        float[][] x = embedTrain(encoder, stop);
        var watched = validation == null ? null : embed(VALIDATION, encoder, validation.bases(), stop);
        LinearProbe.fit(
                        x,
                        standardised(targets, head),
                        task,
                        watched,
                        validation == null ? null : standardised(task.targets(validation), head),
                        seed.part("probe"))
                .into((weights, biases) -> head.put(encoder.net(), weights, biases));
        if (validation != null) {
            history.score(0, score(head, encoder.net(), watched));
        }
        if (test != null) {
            float[][] tested = embed(TEST, encoder, test.bases(), stop);
            predictions.put(
                    new HeadOnly().name(), new Predictions(task, test.ids(), head.values(encoder.net(), tested)));
        }
    }

    /** All reading frames where sequences are few, else one each, as in the training that follows. */
    private float[][] embedTrain(SequenceEncoder encoder, StopSignal stop) {
        return train.size() < FEW
                ? embed(TRAIN, encoder, train.bases(), stop)
                : watched(
                        TRAIN,
                        train.size(),
                        stop,
                        watch -> encoder.embedOnce(train.bases(), seed.part("probe frames"), watch));
    }

    private static float[][] embed(String what, SequenceEncoder encoder, List<String> bases, StopSignal stop) {
        return watched(what, bases.size(), stop, watch -> encoder.embed(bases, watch));
    }

    private static float[][] watched(
            String what, int size, StopSignal stop, Function<SequenceEncoder.Watch, float[][]> work) {
        try (var progress = Progress.of(what, size, "sequences")) {
            float[][] embeddings = work.apply(done -> {
                progress.done(done);
                return !stop.requested();
            });
            if (embeddings == null) {
                throw new GenomicsException(
                        "Stopped while the frozen encoder was still reading; nothing had been learned yet.");
            }
            return embeddings;
        }
    }

    private static double[][] standardised(Targets targets, Head head) {
        return java.util.Arrays.stream(targets.values())
                .map(row -> java.util.Arrays.stream(row)
                        .map(v -> (v - head.centre()) / head.spread())
                        .toArray())
                .toArray(double[][]::new);
    }

    /** Trains adapter and head; leaves the best in the network and returns how many parameters trained. */
    private long tune(SequenceEncoder encoder, Head head, StopSignal stop) {
        var net = encoder.net();
        double decay = plan.training().weightDecay();
        var parameters =
                new ArrayList<>(plan.tuning().attach(net, encoder.architecture(), decay, seed.part("adapter")));
        boolean headOnly = parameters.isEmpty();
        parameters.addAll(head.parameters(net, decay));
        long count = parameters.stream().mapToLong(Parameter::count).sum();
        try {
            if (!headOnly) {
                var best = new Best(parameters, plan.watched(), history);
                Torch.seed(seed.part("dropout").value());
                try (var grad = Grad.on();
                        var optimizer = new AdamW(AdamW.Settings.DEFAULT, parameters)) {
                    epochs(encoder, head, parameters, optimizer, best, stop);
                }
                best.restore();
            }
        } finally {
            net.rest();
            parameters.forEach(p -> p.tensor().setRequiresGradient(false));
        }
        return count;
    }

    private void epochs(
            SequenceEncoder encoder,
            Head head,
            List<Parameter> parameters,
            AdamW optimizer,
            Best best,
            StopSignal stop) {
        var training = plan.training();
        int batches = (train.size() + training.batchSize() - 1) / training.batchSize();
        int stepsPerEpoch = (batches + training.accumulate() - 1) / training.accumulate();
        int steps = stepsPerEpoch * training.epochs();
        try (var progress = Progress.of("fine-tuning (" + plan.tuning().name() + ")", steps, "steps")) {
            progress.picture(history::chart);
            for (int epoch = 0; epoch < training.epochs(); epoch++) {
                open(parameters, epoch, encoder.architecture());
                encoder.net().train(training.dropout());
                boolean finished = epoch(epoch, steps, encoder, head, optimizer, stop, progress);
                encoder.net().rest();
                if (!finished) {
                    interrupted = true;
                    return;
                }
                if (!judge(encoder, head, optimizer.steps(), best, stop)) {
                    return;
                }
                progress.remark(remark(best));
            }
        }
    }

    /** Lets the parameters learn that open with this epoch, and holds those that do not yet. */
    private void open(List<Parameter> parameters, int epoch, Architecture architecture) {
        parameters.forEach(p -> p.tensor()
                .setRequiresGradient(Site.isOfHead(p.name()) || plan.tuning().opens(p.name(), architecture) <= epoch));
    }

    /** One pass over the training samples; false if it was stopped. */
    private boolean epoch(
            int epoch,
            int steps,
            SequenceEncoder encoder,
            Head head,
            AdamW optimizer,
            StopSignal stop,
            Progress progress) {
        var training = plan.training();
        int[] order = shuffled(train.size(), seed.part("order").at(epoch));
        var random = seed.part("frames").at(epoch).random();
        int waiting = 0;
        double waitingLoss = 0;
        for (int from = 0; from < order.length; from += training.batchSize()) {
            if (stop.requested()) {
                return false;
            }
            int[] batch =
                    java.util.Arrays.copyOfRange(order, from, Math.min(order.length, from + training.batchSize()));
            int[] frames =
                    random.ints(batch.length, 0, encoder.tokenizer().frames()).toArray();
            waitingLoss += backward(encoder, head, batch, frames);
            waiting++;
            if (waiting == training.accumulate() || from + training.batchSize() >= order.length) {
                if (waiting > 1) {
                    optimizer.scaleGradients(1.0 / waiting);
                }
                finite("gradient", optimizer.clip(training.clip()));
                optimizer.step(training.learningRate() * training.schedule().factor(optimizer.steps(), steps));
                history.loss(optimizer.steps(), waitingLoss / waiting);
                progress.done(optimizer.steps());
                waiting = 0;
                waitingLoss = 0;
            }
        }
        return true;
    }

    private double backward(SequenceEncoder encoder, Head head, int[] batch, int[] frames) {
        try (var scope = Scope.open()) {
            var bases = IntStream.of(batch).mapToObj(i -> train.get(i).bases()).toList();
            var rows = IntStream.of(batch).mapToObj(i -> targets.values()[i]).toArray(double[][]::new);
            var loss = head.loss(scope, head.scores(encoder.net(), encoder.pooled(scope, bases, frames)), rows);
            Grad.backward(loss);
            return finite("loss", loss.getFloat());
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

    /** Scores the validation part after an epoch; false when training should end. */
    private boolean judge(SequenceEncoder encoder, Head head, int step, Best best, StopSignal stop) {
        if (validation == null) {
            best.take();
            return true;
        }
        float[][] embeddings = encoder.embed(validation.bases(), done -> !stop.requested());
        if (embeddings == null) {
            interrupted = true;
            return false;
        }
        double score = score(head, encoder.net(), embeddings);
        history.score(step, score);
        best.offer(score);
        return best.epochsWithout() < plan.training().patience();
    }

    private double score(Head head, Network net, float[][] embeddings) {
        var predictions = new Predictions(task, validation.ids(), head.values(net, embeddings));
        return Scores.of(predictions, task.targets(validation), QUICK)
                .get(plan.watched())
                .value();
    }

    private String remark(Best best) {
        return validation == null
                ? ""
                : String.format(Locale.ROOT, "best validation %s %.3f", plan.watched(), best.score());
    }

    private static int[] shuffled(int size, Seed seed) {
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

    /** The parameters as they were when the validation score was best. */
    private static final class Best {
        private final List<Parameter> parameters;
        private final Metric metric;
        private List<float[]> values;
        private double score;
        private int without;

        Best(List<Parameter> parameters, Metric metric, History history) {
            this.parameters = parameters;
            this.metric = metric;
            take();
            score = history.scores().isEmpty()
                    ? Double.NaN
                    : history.scores().get(0).value();
        }

        void offer(double newScore) {
            boolean better = metric.higherIsBetter() ? newScore > score : newScore < score;
            if (better) {
                score = newScore;
                without = 0;
                take();
            } else {
                without++;
            }
        }

        void take() {
            values = parameters.stream().map(p -> p.tensor().toFloatArray()).toList();
        }

        void restore() {
            try (var scope = Scope.open();
                    var off = Grad.off()) {
                for (int i = 0; i < parameters.size(); i++) {
                    var tensor = parameters.get(i).tensor();
                    Ops.run(
                            "copy_into",
                            tensor,
                            scope.floats(values.get(i), tensor.getShape().getShape()));
                }
            }
        }

        double score() {
            return score;
        }

        int epochsWithout() {
            return without;
        }
    }
}
