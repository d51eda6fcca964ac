package jenomics.model.pretraining;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.model.architecture.Architecture.Wish;
import jenomics.model.architecture.Esm;
import jenomics.nn.AdamW;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Parameter;
import jenomics.nn.Schedule;
import jenomics.nn.Scope;
import jenomics.nn.Torch;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;
import jenomics.provenance.Seed;
import jenomics.provenance.StopSignal;
import jenomics.sequence.KmerTokenizer;

/**
 * Masked-language modelling on genomes. Every step draws its windows and masks from the seed and its own number alone,
 * and the state holds weights and moments in full precision, so a run that was cut off anywhere goes on bit-equal.
 */
final class Pretraining implements AutoCloseable {
    private static final int STEPS_BETWEEN_SAVES = 250;
    private static final int STEPS_BETWEEN_CHECKS = 500;
    private static final int VALIDATION_BATCHES = 40;

    private final PretrainingPlan plan;
    private final KmerTokenizer tokenizer;
    private final Esm architecture;
    private final Network net;
    private final AdamW optimizer;
    private final Schedule schedule;
    private final Seed seed;
    private final GenomeCorpus.Windows training;
    private final GenomeCorpus.Windows validation;
    private final PretrainingState state;
    private final LossCurve curve;
    private final int threadsBefore;

    Pretraining(PretrainingPlan plan, GenomeCorpus corpus, PretrainingState state) {
        this.plan = plan;
        this.state = state;
        tokenizer = KmerTokenizer.of(plan.k());
        architecture = plan.architecture(tokenizer.vocabulary().size());
        seed = Seed.of(plan.seed());
        schedule = Schedule.trapezoid(plan.warmupSteps(), plan.decay());
        training = new GenomeCorpus.Windows(corpus.training(), plan.windowBp());
        validation = new GenomeCorpus.Windows(corpus.validation(), plan.windowBp());
        threadsBefore = Torch.threads(plan.threads());
        net = architecture.initial(seed.part("weights"));
        net.mixedPrecision(plan.bfloat16());
        optimizer = new AdamW(new AdamW.Settings(0.9, 0.98, 1e-8), parameters(net, plan));
        try {
            curve = state.resume(net, optimizer, this::sameRate);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Whether the learning rate went the same way up to a step if the run was begun with another number of steps. */
    private boolean sameRate(int step, int stepsThen) {
        return step <= plan.steps()
                && IntStream.range(0, step)
                        .allMatch(s -> schedule.factor(s, plan.steps()) == schedule.factor(s, stepsThen));
    }

    KmerTokenizer tokenizer() {
        return tokenizer;
    }

    Esm architecture() {
        return architecture;
    }

    Network network() {
        return net;
    }

    LossCurve curve() {
        return curve;
    }

    /** Trains to the end of the plan, or until Stop; true when the plan is done. */
    boolean run() {
        try (var stop = StopSignal.listen();
                var grad = Grad.on();
                var progress = Progress.resumed("pretraining", optimizer.steps(), plan.steps(), "steps")) {
            double running = Double.NaN;
            for (int step = optimizer.steps(); step < plan.steps(); step++) {
                if (stop.requested()) {
                    state.save(net, optimizer, curve, plan.steps());
                    return false;
                }
                double loss = step(step);
                running = Double.isNaN(running) ? loss : 0.98 * running + 0.02 * loss;
                int done = step + 1;
                curve.training(done, loss);
                if (done % STEPS_BETWEEN_CHECKS == 0 || done == plan.steps()) {
                    curve.validation(done, validationLoss());
                }
                if (done % STEPS_BETWEEN_SAVES == 0 || done == plan.steps()) {
                    state.save(net, optimizer, curve, plan.steps());
                }
                progress.remark(remark(running)).done(done);
            }
        }
        return true;
    }

    private String remark(double loss) {
        var text = String.format(java.util.Locale.ROOT, "loss %.4f", loss);
        return curve.lastValidation()
                .map(v -> text
                        + String.format(
                                java.util.Locale.ROOT, ", held-out chromosome %.4f bits per base", plan.bitsPerBase(v)))
                .orElse(text);
    }

    private double step(int step) {
        var random = seed.part("step").at(step).random();
        try (var scope = Scope.open()) {
            var loss = loss(scope, batch(training, MaskedBatch.Hiding.TRAINING, random));
            Grad.backward(loss);
            finite(step, optimizer.clip(plan.clip()));
            optimizer.step(plan.learningRate() * schedule.factor(step, plan.steps()));
            return loss.getFloat();
        }
    }

    private void finite(int step, double gradientNorm) {
        if (!Double.isFinite(gradientNorm)) {
            throw new GenomicsException(
                    "The gradient of step " + step + " is no longer a finite number (" + gradientNorm
                            + "): the learning rate of " + plan.learningRate() + " is too high. Remove "
                            + "the state and begin anew with a tenth of it.",
                    Map.of("step", step, "learning rate", plan.learningRate()));
        }
    }

    private MaskedBatch batch(
            GenomeCorpus.Windows windows, MaskedBatch.Hiding hiding, java.util.SplittableRandom random) {
        var drawn = new ArrayList<byte[]>();
        for (int i = 0; i < plan.batch(); i++) {
            drawn.add(windows.draw(random));
        }
        return MaskedBatch.of(drawn, tokenizer, plan.maskShare(), hiding, random);
    }

    private NDArray loss(Scope scope, MaskedBatch batch) {
        return Ops.call(
                "cross_entropy", logits(scope, batch), scope.longs(batch.targets(), batch.targets().length), null);
    }

    /** Scores [M, V] of the hidden tokens of a batch. */
    NDArray logits(Scope scope, MaskedBatch batch) {
        var ids = scope.longs(batch.ids(), batch.batch(), batch.length());
        var hidden = architecture.encode(net, ids, null, Wish.NOTHING).last(); // [B, T, H]
        var chosen = Ops.call("pick_rows", hidden, scope.longs(batch.places(), batch.places().length)); // [M, H]
        return architecture.tokenLogits(net, chosen);
    }

    /** Mean loss on the same windows and masks each time. */
    private double validationLoss() {
        var random = seed.part("validation").random();
        double total = 0;
        long tokens = 0;
        try (var off = Grad.off()) {
            for (int i = 0; i < VALIDATION_BATCHES; i++) {
                try (var scope = Scope.open()) {
                    var batch = batch(validation, MaskedBatch.Hiding.ALL_MASKED, random);
                    total += loss(scope, batch).getFloat() * batch.targets().length;
                    tokens += batch.targets().length;
                }
            }
        }
        return total / tokens;
    }

    private static List<Parameter> parameters(Network net, PretrainingPlan plan) {
        return net.names().stream()
                .map(name -> {
                    var tensor = net.weight(name);
                    boolean matrix = tensor.getShape().dimension() == 2;
                    return new Parameter(name, tensor, matrix ? plan.weightDecay() : 0, 1);
                })
                .toList();
    }

    @Override
    public void close() {
        optimizer.close();
        net.close();
        Torch.threads(threadsBefore);
    }
}
