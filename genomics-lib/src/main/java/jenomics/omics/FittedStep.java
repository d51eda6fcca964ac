package jenomics.omics;

/** A step that has learned what it needs, ready to be applied to training samples and to others alike. */
@FunctionalInterface
public interface FittedStep {

    /**
     * The prepared values.
     *
     * @param layer the values of some samples, with the features in the order of the training samples
     * @param samples the cohort they belong to, for what its sheet says of them
     * @return the same samples in the same order; the scale is set by whoever calls
     */
    OmicsLayer apply(OmicsLayer layer, MultiOmics samples);
}
