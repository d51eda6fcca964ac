package jenomics.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import jenomics.classic.Classic;
import jenomics.classic.LinearProbe;
import jenomics.learn.Predictions;
import jenomics.learn.Scores;
import jenomics.learn.Scoring;
import jenomics.learn.Split;
import jenomics.learn.Targets;
import jenomics.learn.Task;
import jenomics.model.tuning.Full;
import jenomics.model.tuning.HeadOnly;
import jenomics.nn.DeviceMemory;
import jenomics.nn.History;
import jenomics.nn.Network;
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
    private final Head head;
    private final TrainingFolder kept;

    /** @param kept where it is kept to be taken up again */
    Fitting(FineTune plan, Split<SequenceSet> split, TrainingFolder kept) {
        this.kept = kept;
        this.plan = plan;
        this.split = split;
        task = split.check(plan.task());
        train = split.train();
        validation = split.has(Split.Part.VALIDATION) ? split.validation() : null;
        test = split.has(Split.Part.TEST) ? split.test() : null;
        targets = task.targets(train);
        seed = Seed.of(plan.training().seed());
        history = new History(plan.watched().toString());
        head = head();
        plan.check();
        Loss.of(head, plan.training().objective(), targets);
    }

    Run run() {
        var forecast = plan.forecast(train);
        DeviceMemory.compact(forecast.recompute());
        var checkpoint = plan.model().checkpoint();
        var frozen = kept.frozen().orElseGet(() -> frozen(forecast));
        var net = checkpoint.network(frozen);
        try (var stop = StopSignal.listen()) {
            var encoder = new SequenceEncoder(
                    checkpoint.architecture(), checkpoint.tokenizer(), net, plan.pooling(), plan.segments());
            var beginning = kept.begun(task, test == null ? List.of() : test.ids(), history)
                    .map(then -> then.into(net))
                    .orElseGet(() -> beginning(encoder, stop));
            kept.begin(beginning, history, frozen);
            plan.segments().begin(net, checkpoint.architecture().hidden(), seed.part("segments"));
            var loop = new TrainingLoop(
                    plan,
                    encoder,
                    head,
                    train,
                    targets,
                    forecast.arrangement(),
                    validation == null ? null : () -> judged(encoder, stop),
                    history,
                    stop,
                    kept);
            long trained = loop.run();
            var run = new Run(
                    plan,
                    new Outcome(
                            head,
                            beginning.frozenHead(),
                            history,
                            trained,
                            kept.seconds(),
                            loop.interrupted(),
                            cut(encoder),
                            split.facts(),
                            kept.resumed(),
                            notes(forecast, loop),
                            frozen,
                            plan.tuning() instanceof Full),
                    encoder,
                    new TestResults(test, beginning.predictions()));
            run.judge(stop); // here and not when it is shown: that takes as long as the test part is large
            kept.finish(run);
            return run;
        } catch (RuntimeException | Error e) {
            net.close();
            throw e;
        }
    }

    private FrozenChoice frozen(MemoryForecast forecast) {
        return FrozenChoice.of(
                plan.training().economy().frozen(),
                plan.tuning(),
                plan.model().checkpoint().architecture(),
                forecast.rows() * forecast.tokens());
    }

    /** What memory asked for, before and on the way. */
    private static List<String> notes(MemoryForecast forecast, TrainingLoop loop) {
        return Stream.concat(forecast.change().stream(), loop.notes().stream()).toList();
    }

    /** What there is before the first step: the k-mer model, and a head on the frozen encoder. */
    private Beginning beginning(SequenceEncoder encoder, StopSignal stop) {
        var predictions = new LinkedHashMap<String, Predictions>();
        if (test != null) {
            var baseline = Classic.kmerLogistic(plan.baseline());
            predictions.put(baseline.name(), baseline.fit(train, task, seed).predict(test));
        }
        probe(encoder, predictions, stop);
        return new Beginning(head.save(encoder.net()), predictions);
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
        var features = Features.fit(plan.features(), train);
        if (task.kind() != Task.Kind.REGRESSION) {
            return new Head(task, 0, 1, null, features);
        }
        double[] values = targets.output(0);
        double mean = java.util.Arrays.stream(values).average().orElseThrow();
        double variance = java.util.Arrays.stream(values)
                .map(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        return new Head(task, mean, variance == 0 ? 1 : Math.sqrt(variance), null, features);
    }

    /** Fits the head to the frozen encoder's embeddings, and notes what that predicts. */
    private void probe(SequenceEncoder encoder, Map<String, Predictions> predictions, StopSignal stop) {
        var features = head.features();
        float[][] x = features.beside(embedTrain(encoder, stop), train);
        var watched = validation == null
                ? null
                : features.beside(embed(VALIDATION, encoder, validation.bases(), stop), validation);
        LinearProbe.fit(
                        x,
                        standardised(targets, head),
                        task,
                        watched,
                        validation == null ? null : standardised(task.targets(validation), head),
                        seed.part("probe"))
                .into((weights, biases) -> head.put(encoder.net(), weights, biases));
        if (validation != null) {
            history.score(0, score(encoder.net(), watched));
        }
        if (test != null) {
            float[][] tested = features.beside(embed(TEST, encoder, test.bases(), stop), test);
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

    /** The score on the validation samples now; NaN when stopped. */
    private double judged(SequenceEncoder encoder, StopSignal stop) {
        float[][] embeddings = encoder.embed(validation.bases(), done -> !stop.requested());
        return embeddings == null
                ? Double.NaN
                : score(encoder.net(), head.features().beside(embeddings, validation));
    }

    private double score(Network net, float[][] embeddings) {
        var predictions = new Predictions(task, validation.ids(), head.values(net, embeddings));
        return Scores.of(predictions, task.targets(validation), QUICK)
                .get(plan.watched())
                .value();
    }
}
