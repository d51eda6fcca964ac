package jenomics.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import jenomics.nn.Grad;
import jenomics.nn.Ops;
import jenomics.nn.Parameter;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Progress;
import jenomics.provenance.Seed;
import jenomics.provenance.StopSignal;
import jenomics.sequence.Tokens;

/** A plan's {@link Remembering} at work: each adds to the gradients of every optimizer step. */
final class Restraints implements AutoCloseable {

    @FunctionalInterface
    private interface Restraint {
        void addGradients(int step);
    }

    private final Scope scope = Scope.lasting();
    private final List<Restraint> restraints = new ArrayList<>();
    private final SequenceEncoder encoder;
    private final Seed seed;

    private Restraints(SequenceEncoder encoder, Seed seed) {
        this.encoder = encoder;
        this.seed = seed;
    }

    static Restraints of(
            FineTune plan, SequenceEncoder encoder, List<Parameter> parameters, Seed seed, StopSignal stop) {
        var all = new Restraints(encoder, seed);
        try {
            for (var each : plan.remembering()) {
                all.restraints.add(
                        each instanceof Ewc ewc
                                ? all.consolidation(ewc, parameters, stop)
                                : all.rehearsal((Rehearsal) each));
            }
        } catch (RuntimeException e) {
            all.close();
            throw e;
        }
        return all;
    }

    void addGradients(int step) {
        restraints.forEach(restraint -> restraint.addGradients(step));
    }

    private Restraint rehearsal(Rehearsal rehearsal) {
        var sequences = rehearsal.pretraining();
        return step -> {
            var random = seed.part("rehearsal").at(step).random();
            var rows = new ArrayList<Tokens>();
            for (int i = 0; i < rehearsal.batchSize(); i++) {
                rows.add(piece(sequences.get(random.nextInt(sequences.size())).bases(), random));
            }
            backward(rows, random, rehearsal.share());
        };
    }

    /** One segment of a sequence, in a reading frame drawn by chance. */
    private Tokens piece(String bases, SplittableRandom random) {
        var segments =
                encoder.segments(bases, random.nextInt(encoder.tokenizer().frames()));
        return segments.get(random.nextInt(segments.size()));
    }

    private void backward(List<Tokens> rows, SplittableRandom random, double factor) {
        var masked = MaskedTokens.of(rows, encoder.tokenizer(), random);
        if (masked.targets().length > 0) {
            try (var step = Scope.open()) {
                Grad.backward(masked.loss(step, encoder, factor));
            }
        }
    }

    private Restraint consolidation(Ewc ewc, List<Parameter> parameters, StopSignal stop) {
        var names = encoder.architecture().encoderShapes().keySet();
        var tensors = parameters.stream()
                .filter(p -> names.contains(p.name()))
                .map(Parameter::tensor)
                .toList();
        var importance = importance(ewc, tensors, stop);
        List<NDArray> anchors;
        try (var off = Grad.off()) {
            anchors = tensors.stream().map(t -> scope.keep(t.duplicate())).toList();
        }
        return step -> {
            try (var off = Grad.off()) {
                Ops.run("pull_back", tensors, anchors, importance, ewc.strength());
            }
        };
    }

    /** The mean squared gradient of each weight, scaled to a mean of one over all. */
    private List<NDArray> importance(Ewc ewc, List<NDArray> tensors, StopSignal stop) {
        var sums = tensors.stream().map(t -> scope.zeros(t.getShape())).toList();
        int[] order = TrainingLoop.shuffled(ewc.pretraining().size(), seed.part("ewc"));
        int samples = Math.min(ewc.samples(), order.length);
        try (var progress = Progress.of("EWC: what pretraining depends on", samples, "sequences")) {
            for (int i = 0; i < samples; i++) {
                var random = seed.part("ewc masks").at(i).random();
                backward(List.of(piece(ewc.pretraining().get(order[i]).bases(), random)), random, 1);
                try (var off = Grad.off()) {
                    Ops.run("add_squared_gradients", tensors, sums);
                    Ops.run("zero_gradients", tensors);
                }
                progress.done(i + 1);
                if (stop.requested()) {
                    throw new GenomicsException("Stopped while EWC was still reading; nothing had been learned yet.");
                }
            }
        }
        double total = 0;
        long count = 0;
        for (var sum : sums) {
            try (var step = Scope.open();
                    var off = Grad.off()) {
                total += Ops.call("total", sum).getFloat();
            }
            count += sum.size();
        }
        try (var off = Grad.off()) {
            Ops.run("scale_all", sums, total == 0 ? 0.0 : count / total);
        }
        return sums;
    }

    @Override
    public void close() {
        scope.close();
    }
}
