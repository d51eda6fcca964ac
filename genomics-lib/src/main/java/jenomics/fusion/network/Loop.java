package jenomics.fusion.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jenomics.nn.AdamW;
import jenomics.nn.Grad;
import jenomics.nn.History;
import jenomics.nn.Parameter;
import jenomics.nn.Scope;
import jenomics.provenance.Seed;
import jenomics.provenance.StopSignal;

/**
 * The loop that trains every network of this package. What a step draws by chance depends on the seed, the epoch and the
 * step alone.
 */
final class Loop {
    private final String who;
    private final Regime regime;
    private final Learner learner;
    private final HeldOut parts;
    private final Seed seed;
    private final History history;
    private Weights best;
    private double bestScore = Double.POSITIVE_INFINITY;
    private int bestEpoch;
    private boolean stopped;

    private Loop(String who, Regime regime, Learner learner, HeldOut parts, Seed seed) {
        this.who = who;
        this.regime = regime;
        this.learner = learner;
        this.parts = parts;
        this.seed = seed;
        history = new History("loss");
    }

    /** A stage with what steps for it. */
    private record Stepping(Learner.Loss loss, AdamW optimizer) {}

    /**
     * Trains a network; it ends with its best weights, which are also returned.
     *
     * @param who its name, for messages
     * @param parts which samples it learns from and which are watched
     */
    static Trained run(String who, Regime regime, Learner learner, HeldOut parts, Seed seed) {
        return new Loop(who, regime, learner, parts, seed).run();
    }

    private Trained run() {
        var stages = new ArrayList<Stepping>();
        try (var on = Grad.on();
                var stop = StopSignal.listen();
                var telling = new Telling(who, regime.epochs(), history)) {
            learner.stages()
                    .forEach(stage -> stages.add(
                            new Stepping(stage.loss(), new AdamW(AdamW.Settings.DEFAULT, parameters(stage)))));
            for (int epoch = 0; epoch < regime.epochs() && !stopped && epoch - bestEpoch < patience(); epoch++) {
                learner.begin(epoch);
                stopped = !epoch(epoch, stages, stop);
                judge(epoch);
                telling.done(epoch + 1, bestScore);
            }
        } finally {
            stages.forEach(stage -> stage.optimizer().close());
            var net = learner.net();
            net.names().forEach(name -> net.weight(name).setRequiresGradient(false));
        }
        if (best == null) {
            best = Weights.of(learner.net());
        } else {
            best.into(learner.net());
        }
        return new Trained(best, history, bestEpoch, stopped);
    }

    private int patience() {
        return parts.watched().length == 0 ? Integer.MAX_VALUE : regime.patience();
    }

    private List<Parameter> parameters(Learner.Stage stage) {
        var parameters = new ArrayList<Parameter>();
        learner.net().names().forEach(name -> {
            var tensor = learner.net().weight(name);
            if (stage.trains().test(name)) {
                double decay = tensor.getShape().dimension() > 1 ? regime.weightDecay() : 0;
                parameters.add(new Parameter(name, tensor, decay, stage.rate()));
            }
        });
        return parameters;
    }

    /** One pass over the training samples; false if it was stopped. */
    private boolean epoch(int epoch, List<Stepping> stages, StopSignal stop) {
        int[] order = parts.train(seed.part("order").at(epoch));
        int size = regime.batchSize() == 0 ? order.length : regime.batchSize();
        for (int from = 0; from < order.length; from += size) {
            if (stop.requested()) {
                return false;
            }
            int[] batch = Arrays.copyOfRange(order, from, Math.min(order.length, from + size));
            var chance = Chance.of(seed.part("chance").at(epoch).at(from));
            double loss = 0;
            for (var stage : stages) {
                loss += step(stage, batch, chance);
            }
            history.loss(stages.get(0).optimizer().steps(), loss);
        }
        return true;
    }

    private double step(Stepping stage, int[] batch, Chance chance) {
        double value;
        try (var step = Scope.open()) {
            var loss = stage.loss().of(batch, chance);
            Grad.backward(loss);
            value = regime.finite(who, "loss", loss.getFloat());
        }
        regime.finite(who, "gradient", stage.optimizer().clip(regime.clip()));
        stage.optimizer().step(regime.learningRate());
        return value;
    }

    private void judge(int epoch) {
        if (parts.watched().length == 0) {
            bestEpoch = epoch + 1;
            return;
        }
        double score;
        try (var scope = Scope.open();
                var off = Grad.off()) {
            score = regime.finite(who, "loss", learner.watched(parts.watched()));
        }
        history.score(history.losses().size(), score);
        if (score < bestScore || best == null) {
            bestScore = score;
            bestEpoch = epoch + 1;
            best = Weights.of(learner.net());
        }
    }
}
