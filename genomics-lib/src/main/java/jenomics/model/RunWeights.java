package jenomics.model;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import jenomics.nn.Grad;
import jenomics.provenance.Fingerprint;
import jenomics.sequence.SequenceSet;

/** Networks made from the weights of a run, which stays as it is: merged, in between, smaller. */
record RunWeights(Run run) {

    /** SHA-256 of what trained and of the base model's weights; a run that was saved and loaded has the same. */
    Fingerprint fingerprint() {
        var digest = Fingerprint.digest();
        digest.update(run.plan().model().fingerprint().sha256().getBytes(StandardCharsets.UTF_8));
        new TreeMap<>(RunFolder.tensors(run)).forEach((name, tensor) -> {
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update(tensor.data().duplicate());
        });
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    /** What hangs on the network, with what stands behind the encoder: the head, and what pools segments. */
    SavedAdapter adapter() {
        var encoder = run.encoder();
        int hidden = encoder.architecture().hidden();
        var behind = new LinkedHashMap<>(run.fit().head().shapes(hidden));
        behind.putAll(encoder.segmenting().shapes(hidden));
        try {
            return SavedAdapter.of(
                            encoder.net(),
                            encoder.architecture(),
                            run.hung(),
                            run.plan().model().place(),
                            behind.keySet())
                    .noting("reads the encoder's part; the head, one linear layer on "
                            + (run.plan().pooling() == Pooling.MEAN ? "the mean of the tokens" : "the class token")
                            + ", is Jenomics' own and is passed over");
        } finally {
            Reference.reachabilityFence(run);
        }
    }

    /** A network of its own with the fine-tuned weights and nothing hanging on it. */
    SequenceEncoder merged() {
        var adapter = run.adapter();
        var checkpoint = run.plan().model().checkpoint();
        var net = checkpoint.network();
        try {
            adapter.onto(net, checkpoint.architecture());
            adapter.method().merge(net, checkpoint.architecture());
            return run.encoder().with(net);
        } catch (RuntimeException e) {
            net.close();
            throw e;
        }
    }

    /** A network of its own with all weights as they are in the run, adapters merged. */
    private SequenceEncoder copied() {
        run.whole("changed any further", "take");
        if (run.hung() != null) {
            return merged();
        }
        var net = run.plan().model().checkpoint().network();
        try (var off = Grad.off()) {
            RunFolder.trained(run)
                    .keySet()
                    .forEach(name ->
                            net.put(name, run.encoder().net().weight(name).duplicate()));
            return run.encoder().with(net);
        } catch (RuntimeException e) {
            net.close();
            throw e;
        } finally {
            Reference.reachabilityFence(run);
        }
    }

    /** A run with such a network. */
    private Run with(SequenceEncoder copy) {
        var samples = new TestResults(run.test().samples(), Map.of());
        return new Run(run.plan(), run.fit().owned(), copy, samples, null);
    }

    private Interpolation line(SequenceEncoder copy) {
        return new Interpolation(copy, run.fit().head(), Interpolation.frozen(run, copy.net()));
    }

    Run between(double alpha) {
        var copy = copied();
        try (var line = line(copy)) {
            line.at(alpha);
            return with(copy);
        } catch (RuntimeException e) {
            copy.net().close();
            throw e;
        }
    }

    WiseCurve curve(SequenceSet inside, SequenceSet outside) {
        var copy = copied();
        try (var line = line(copy)) {
            return line.curve(inside, outside, run.plan().watched(), 10);
        } finally {
            copy.net().close();
        }
    }

    Compressed smaller(String how, Consumer<SequenceEncoder> shrink, SequenceSet samples) {
        var copy = copied();
        try {
            shrink.accept(copy);
        } catch (RuntimeException e) {
            copy.net().close();
            throw e;
        }
        return Compressed.of(how, run, with(copy), samples);
    }
}
