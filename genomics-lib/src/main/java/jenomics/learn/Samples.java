package jenomics.learn;

import java.util.List;
import java.util.Map;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.GenomicsException;

/**
 * What can be learned from: an ordered set of samples with identifiers and named attributes (labels, groups such as
 * chromosome or patient). The numbers inside are the business of whoever learns.
 *
 * @param <S> the concrete set, so that a selection of sequences is again sequences
 */
public interface Samples<S extends Samples<S>> {
    int size();

    /** The identifier of a sample; unique within the set. */
    String id(int index);

    /** The names of all attributes, in order of first appearance. */
    List<String> attributes();

    /** The value of an attribute for one sample, or null where that sample has none. */
    String attribute(int index, String name);

    /** The samples at these indices, in this order. */
    S select(int[] indices);

    /**
     * Samples with equal keys are the same observation and must not stand on both sides of a split. For sequences the
     * key is the same for a sequence and its reverse complement.
     */
    String contentKey(int index);

    /** How two samples with the same content key are alike, for messages: "identical", "reverse complements". */
    default String likeness(int one, int other) {
        return "identical";
    }

    /**
     * The same samples, in their order, with these values of an attribute in place of those it had: labels permuted on
     * purpose, to see what chance alone would give.
     *
     * @param values one per sample; null for none
     * @throws GenomicsException unless samples of this kind can be relabelled
     */
    default S relabelled(String attribute, List<String> values) {
        throw new GenomicsException(
                getClass().getSimpleName() + " cannot be given other values of '" + attribute + "'.",
                Map.of("attribute", attribute));
    }

    /** The steps that are planned on these samples and not carried out yet. */
    default Preparation<S> preparation() {
        return Preparation.none();
    }

    /** SHA-256 over identifiers, contents and attributes, in order. */
    Fingerprint fingerprint();
}
