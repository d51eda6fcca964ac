package jenomics.omics;

/**
 * One step of preparing a layer: a plan, which says what is to be done. What it learns it learns from training samples,
 * anew in each fold; see {@link Steps} for all there are. A step of one's own is an implementation of this.
 */
public interface Step {

    /** As it is shown: {@code standardize}, {@code top variance (500)}. */
    String name();

    /** Whether anything is learned from the training samples; if not, each sample is prepared by itself. */
    default boolean learns() {
        return true;
    }

    /**
     * The scale of the layer after this step. Asked when the step is planned, so that one that makes no sense is refused
     * before anything is computed.
     *
     * @param layer the name of the layer, for messages
     * @param before the scale of the layer before this step
     * @throws jenomics.provenance.GenomicsException if the step cannot be applied to values of this scale
     */
    default Scale scaleAfter(String layer, Scale before) {
        return before;
    }

    /**
     * Learns what it needs.
     *
     * @param layer the values of the training samples, prepared by the steps before this one
     * @param train the training samples: their sheet, the task, a seed
     */
    FittedStep fit(OmicsLayer layer, TrainingSamples train);
}
