package jenomics.model;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import jenomics.learn.Metric;
import jenomics.learn.Predictions;
import jenomics.learn.Scores;
import jenomics.learn.Scoring;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceSet;

/**
 * Networks between the frozen encoder with the head that was fitted to it (α = 0) and the fine-tuned network (α = 1), in
 * a straight line through all weights; adapters are merged first.
 */
final class Interpolation implements AutoCloseable {
    private final SequenceEncoder encoder;
    private final Head head;
    private final Network net;
    private final Map<String, NDArray> from = new LinkedHashMap<>();
    private final Map<String, NDArray> to = new LinkedHashMap<>();
    private final Scope scope = Scope.lasting();

    /** @param merged a network of its own with the fine-tuned weights; it becomes the one that is in between */
    Interpolation(SequenceEncoder merged, Head head, Map<String, NDArray> frozen) {
        encoder = merged;
        this.head = head;
        net = merged.net();
        try (var off = Grad.off()) {
            frozen.forEach((name, weight) -> {
                from.put(name, scope.keep(weight));
                to.put(name, scope.keep(net.weight(name).duplicate()));
            });
        }
    }

    /** Moves the network. */
    void at(double alpha) {
        if (!(alpha >= 0 && alpha <= 1)) {
            throw new GenomicsException(
                    "An interpolation goes from 0 (frozen) to 1 (fine-tuned); found " + alpha + ".",
                    Map.of("alpha", alpha));
        }
        try (var step = Scope.open();
                var off = Grad.off()) {
            from.forEach((name, weight) ->
                    Ops.run("copy_into", net.weight(name), Ops.call("between", weight, to.get(name), alpha)));
        }
    }

    /** One metric for some samples at the present place. */
    private double score(SequenceSet samples, Metric metric) {
        float[][] embeddings = head.features().beside(encoder.embed(samples.bases(), done -> true), samples);
        var predictions = new Predictions(head.task(), samples.ids(), head.values(net, embeddings));
        return Scores.of(
                        predictions,
                        head.task().targets(samples),
                        Scoring.standard().resamples(20))
                .get(metric)
                .value();
    }

    WiseCurve curve(SequenceSet inside, SequenceSet outside, Metric metric, int steps) {
        var alphas = new ArrayList<Double>();
        var one = new ArrayList<Double>();
        var other = new ArrayList<Double>();
        for (int i = 0; i <= steps; i++) {
            alphas.add((double) i / steps);
            at((double) i / steps);
            one.add(score(inside, metric));
            other.add(score(outside, metric));
        }
        return new WiseCurve(metric, alphas, one, other);
    }

    /** The weights that differ between a frozen and a tuned network, as they are in the frozen one. */
    static Map<String, NDArray> frozen(Run run, Network tuned) {
        var fit = run.fit();
        if (fit.frozenHead().isEmpty()) {
            throw new GenomicsException(
                    "This run was saved before Jenomics kept the head of the frozen encoder, so there is nothing to"
                            + " interpolate from. Fit it again.");
        }
        var checkpoint = run.plan().model().checkpoint();
        var start = new LinkedHashMap<String, NDArray>();
        var kept = Scope.lasting();
        try (var base = checkpoint.network();
                var scope = Scope.open()) {
            var names =
                    new TreeSet<>(run.encoder().architecture().encoderShapes().keySet());
            names.forEach(name -> start.put(name, kept.keep(base.weight(name))));
            fit.frozenHead().forEach((name, tensor) -> start.put(name, kept.keep(Checkpoint.load(scope, tensor))));
            run.encoder()
                    .segmenting()
                    .shapes(run.encoder().architecture().hidden())
                    .forEach((name, shape) -> {
                        var zeros = kept.zeros(tuned.weight(name).getShape());
                        start.put(
                                name,
                                name.contains("projection")
                                        ? zeros
                                        : kept.keep(tuned.weight(name).duplicate()));
                    });
        }
        return start;
    }

    @Override
    public void close() {
        scope.close();
    }
}
