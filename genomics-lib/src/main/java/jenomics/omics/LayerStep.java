package jenomics.omics;

import java.util.Map;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/** A step on one layer of a cohort. */
record LayerStep(String layer, Step step) implements CohortStep {

    @Override
    public String name() {
        return layer + ": " + step.name();
    }

    @Override
    public boolean learns() {
        return step.learns();
    }

    @Override
    public FittedCohortStep fit(TrainingSamples train) {
        var values = train.cohort().layer(layer);
        if (values.size() == 0) {
            throw new GenomicsException(
                    "The step '" + name() + "' has no training sample to be fitted to.", Map.of("step", name()));
        }
        Scale after = step.scaleAfter(layer, values.scale());
        var fitted = step.fit(values, train);
        return samples -> samples.layerNames().contains(layer)
                ? samples.with(fitted.apply(like(values, samples.layer(layer)), samples)
                        .withScale(after))
                : samples;
    }

    /** The layer with the features of the training samples, in their order. */
    private OmicsLayer like(OmicsLayer train, OmicsLayer other) {
        boolean told = train.scale() != Scale.UNKNOWN && other.scale() != Scale.UNKNOWN;
        if (told && train.scale() != other.scale()) {
            throw new GenomicsException(
                    "The step '" + name() + "' was fitted to values on the scale " + train.scale()
                            + "; these are on the"
                            + " scale " + other.scale() + ". If that was only guessed, say it: .scale(\"" + layer
                            + "\", Scale." + train.scale().name() + ").",
                    Map.of("step", name(), "train", train.scale(), "found", other.scale()));
        }
        if (train.features().equals(other.features())) {
            return other;
        }
        var lacking =
                train.features().stream().filter(f -> !other.hasFeature(f)).toList();
        if (!lacking.isEmpty()) {
            throw new GenomicsException(
                    "The layer '" + layer + "' lacks " + Phrases.count(lacking.size()) + " of the "
                            + Phrases.count(train.featureCount(), "feature") + " that the step '" + step.name()
                            + "' was fitted to: " + Phrases.firstThree(lacking) + ".",
                    Map.of("step", name(), "lacking", lacking.size()));
        }
        return other.features(train.features()).withScale(other.scale());
    }
}
