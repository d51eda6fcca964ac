package jenomics.fusion.network;

import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Limits;

/**
 * How a network on layers of omics data is trained: AdamW at a constant rate, watched on samples of its own training
 * part that it does not learn from, and set back to where these were predicted best. A value: each wither returns a
 * changed copy.
 *
 * @param epochs passes over the training samples at most; 300
 * @param batchSize samples per step; 0: all at once; 32
 * @param learningRate 1e-3 (Kingma and Ba 2015)
 * @param weightDecay decoupled weight decay of matrices; 0.01 (Loshchilov and Hutter 2019)
 * @param clip largest global gradient norm; 1
 * @param heldOut share of the training samples that is watched, each class in proportion; 0: none is, and all epochs are
 *     made; 0.2
 * @param patience epochs without a better loss on the watched samples before stopping; 30
 * @param networks networks trained from different seeds, each with other watched samples, whose predictions are averaged;
 *     1
 * @param balanced whether every class counts as much as any other, however rare it is; no
 */
public record Regime(
        int epochs,
        int batchSize,
        double learningRate,
        double weightDecay,
        double clip,
        double heldOut,
        int patience,
        int networks,
        boolean balanced) {

    public Regime {
        new Limits("Regime")
                .atLeast("epochs", epochs, 1)
                .atLeast("batchSize", batchSize, 0)
                .atLeast("patience", patience, 1)
                .atLeast("networks", networks, 1)
                .within("learningRate", learningRate, Double.MIN_VALUE, 1)
                .within("weightDecay", weightDecay, 0, 1)
                .within("clip", clip, Double.MIN_VALUE, Double.MAX_VALUE)
                .within("heldOut", heldOut, 0, 0.5);
    }

    public static Regime standard() {
        return new Regime(300, 32, 1e-3, 0.01, 1, 0.2, 30, 1, false);
    }

    public Regime epochs(int value) {
        return new Regime(value, batchSize, learningRate, weightDecay, clip, heldOut, patience, networks, balanced);
    }

    public Regime batchSize(int value) {
        return new Regime(epochs, value, learningRate, weightDecay, clip, heldOut, patience, networks, balanced);
    }

    public Regime learningRate(double value) {
        return new Regime(epochs, batchSize, value, weightDecay, clip, heldOut, patience, networks, balanced);
    }

    public Regime weightDecay(double value) {
        return new Regime(epochs, batchSize, learningRate, value, clip, heldOut, patience, networks, balanced);
    }

    public Regime clip(double value) {
        return new Regime(epochs, batchSize, learningRate, weightDecay, value, heldOut, patience, networks, balanced);
    }

    public Regime heldOut(double share) {
        return new Regime(epochs, batchSize, learningRate, weightDecay, clip, share, patience, networks, balanced);
    }

    public Regime patience(int value) {
        return new Regime(epochs, batchSize, learningRate, weightDecay, clip, heldOut, value, networks, balanced);
    }

    public Regime networks(int value) {
        return new Regime(epochs, batchSize, learningRate, weightDecay, clip, heldOut, patience, value, balanced);
    }

    public Regime balanced(boolean value) {
        return new Regime(epochs, batchSize, learningRate, weightDecay, clip, heldOut, patience, networks, value);
    }

    /**
     * Fails if a loss or a gradient is no longer a number: an endless gradient would be clipped to zero and nothing more
     * be learned, silently.
     */
    double finite(String who, String what, double value) {
        if (!Double.isFinite(value)) {
            throw new GenomicsException(
                    "The " + what + " of the " + who + " is no longer a finite number (" + value
                            + "): the learning rate of " + learningRate + " is too high for it. Try a tenth:"
                            + " .training(t -> t.learningRate(" + learningRate / 10 + ")).",
                    Map.of("learning rate", learningRate));
        }
        return value;
    }

    /** The options by name, for provenance. */
    public Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("epochs", epochs);
        facts.put("batch size", batchSize == 0 ? "all" : batchSize);
        facts.put("learning rate", learningRate);
        facts.put("weight decay", weightDecay);
        facts.put("clip", clip);
        facts.put("held out", heldOut);
        facts.put("patience", patience);
        facts.put("networks", networks);
        facts.put("balanced", balanced);
        return facts;
    }
}
