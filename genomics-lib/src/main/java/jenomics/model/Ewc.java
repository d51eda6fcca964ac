package jenomics.model;

import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.model.tuning.Full;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceSet;

/**
 * Elastic weight consolidation (Kirkpatrick et al. 2017): {@code strength/2 · Σ F·(θ−θ₀)²} is added to the loss, with θ₀
 * the pretrained weights and F how much each matters for pretraining: the mean squared gradient of the masked-language
 * loss of single sequences (the empirical Fisher information), scaled so that its mean over all weights is one.
 *
 * @param pretraining sequences like those of the pretraining
 * @param strength 1
 * @param samples how many of the sequences F is taken from, at most; 200
 */
public record Ewc(SequenceSet pretraining, double strength, int samples) implements Remembering {

    /**
     * Checks its options.
     *
     * @throws GenomicsException if the strength is not above 0, the samples are fewer than 1, or there are no sequences
     */
    public Ewc {
        if (!(strength > 0 && strength < Double.MAX_VALUE) || samples < 1) {
            throw new GenomicsException(
                    "EWC takes a strength above 0 and at least 1 sample; found " + strength + " and " + samples + ".",
                    Map.of("strength", strength, "samples", samples));
        }
        if (pretraining.size() == 0) {
            throw new GenomicsException("EWC needs sequences like those of the pretraining; found none.");
        }
    }

    static Ewc of(SequenceSet pretraining) {
        return new Ewc(pretraining, 1, 200);
    }

    /** With another strength, above 0. */
    public Ewc strength(double value) {
        return new Ewc(pretraining, value, samples);
    }

    /** With the importance of weights taken from so many sequences at most, 1 or more. */
    public Ewc samples(int value) {
        return new Ewc(pretraining, strength, value);
    }

    @Override
    public String name() {
        return "EWC";
    }

    @Override
    public void check(FineTune plan) {
        if (!(plan.tuning() instanceof Full)) {
            throw new GenomicsException(
                    "EWC holds back the encoder's own weights, which "
                            + plan.tuning().name()
                            + " does not change. Take .full() with it, or .rehearse(...) with an adapter.",
                    Map.of("method", plan.tuning().name()));
        }
        Remembering.needsLanguageHead(name(), plan);
    }

    @Override
    public Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("EWC strength", strength);
        facts.put("EWC samples", Math.min(samples, pretraining.size()));
        facts.put("EWC data (SHA-256)", pretraining.fingerprint().sha256());
        return facts;
    }
}
