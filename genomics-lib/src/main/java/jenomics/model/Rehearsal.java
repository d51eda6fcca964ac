package jenomics.model;

import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.model.tuning.HeadOnly;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceSet;

/**
 * Rehearsal (Robins 1995): with every step the encoder also goes on with its pretraining, on a batch of masked sequences
 * whose loss is added to that of the task.
 *
 * @param pretraining sequences like those of the pretraining
 * @param share the weight of the masked-language loss; 0.1
 * @param batchSize sequences per step; 8
 */
public record Rehearsal(SequenceSet pretraining, double share, int batchSize) implements Remembering {

    /**
     * Checks its options.
     *
     * @throws GenomicsException if the share is not above 0, batches have fewer than 1 sequence, or there are no sequences
     */
    public Rehearsal {
        if (!(share > 0 && share < Double.MAX_VALUE) || batchSize < 1) {
            throw new GenomicsException(
                    "Rehearsal takes a share above 0 and batches of at least 1; found " + share + " and " + batchSize
                            + ".",
                    Map.of("share", share, "batchSize", batchSize));
        }
        if (pretraining.size() == 0) {
            throw new GenomicsException("Rehearsal needs sequences like those of the pretraining; found none.");
        }
    }

    static Rehearsal of(SequenceSet pretraining) {
        return new Rehearsal(pretraining, 0.1, 8);
    }

    /** With another weight of the masked-language loss, above 0. */
    public Rehearsal share(double value) {
        return new Rehearsal(pretraining, value, batchSize);
    }

    /** With so many sequences a step, 1 or more. */
    public Rehearsal batchSize(int value) {
        return new Rehearsal(pretraining, share, value);
    }

    @Override
    public String name() {
        return "rehearsal";
    }

    @Override
    public void check(FineTune plan) {
        if (plan.tuning() instanceof HeadOnly) {
            throw new GenomicsException(
                    "Rehearsal keeps an encoder from forgetting; with .headOnly() the encoder does not change at all.");
        }
        Remembering.needsLanguageHead(name(), plan);
    }

    @Override
    public Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("rehearsal share", share);
        facts.put("rehearsal batch", batchSize);
        facts.put("rehearsal data (SHA-256)", pretraining.fingerprint().sha256());
        return facts;
    }
}
