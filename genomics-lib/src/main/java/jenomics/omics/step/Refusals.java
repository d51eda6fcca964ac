package jenomics.omics.step;

import java.util.List;
import java.util.Map;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Scale;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/** Why a step cannot be done, in sentences. */
final class Refusals {
    private Refusals() {}

    /** The step takes these scales, or a layer that nobody named one for. */
    static void requireScale(String step, String needs, String layer, Scale found, String wayOn, Scale... allowed) {
        if (found != Scale.UNKNOWN && !List.of(allowed).contains(found)) {
            throw new GenomicsException(
                    "The step '" + step + "' takes " + needs + ", and the layer '" + layer + "' is on the scale "
                            + found + ". " + wayOn,
                    Map.of("step", step, "layer", layer, "scale", found));
        }
    }

    /** The first value of a sample that is below what the step can take. */
    static void requireFrom(String step, double least, double[] row, OmicsLayer layer, int sample) {
        for (int f = 0; f < row.length; f++) {
            if (row[f] < least) {
                throw value(step, "values from " + number(least), row[f], layer, sample, f);
            }
        }
    }

    static GenomicsException value(
            String step, String allowed, double found, OmicsLayer layer, int sample, int feature) {
        return new GenomicsException(
                "The step '" + step + "' takes " + allowed + "; sample '" + layer.id(sample) + "' of the layer '"
                        + layer.name() + "' has " + number(found) + " for '"
                        + layer.features().get(feature) + "'.",
                Map.of(
                        "step",
                        step,
                        "layer",
                        layer.name(),
                        "sample",
                        layer.id(sample),
                        "feature",
                        layer.features().get(feature),
                        "value",
                        found));
    }

    /** An option that is out of its range. */
    static GenomicsException option(String step, String option, String allowed, Object found) {
        return new GenomicsException(
                "The " + option + " of the step '" + step + "' is " + allowed + "; found " + found + ".",
                Map.of("step", step, "option", option, "found", found));
    }

    /** Features that have too few values in the training samples for what the step must learn of them. */
    static GenomicsException neverMeasured(String step, OmicsLayer layer, List<String> features) {
        return new GenomicsException(
                "The step '" + step + "' cannot be fitted: " + Phrases.count(features.size(), "feature")
                        + " of the layer '"
                        + layer.name() + "' " + (features.size() == 1 ? "has" : "have")
                        + " no value in any of the " + Phrases.count(layer.size(), "training sample") + ": "
                        + Phrases.firstThree(features) + ". Leave such out before: dropMissing(0.5).",
                Map.of("step", step, "layer", layer.name(), "features", features.size()));
    }

    /** Missing values before a step that takes none. */
    static void requireComplete(String step, OmicsLayer layer) {
        if (layer.missing() == 0) {
            return;
        }
        for (int s = 0; s < layer.size(); s++) {
            for (int f = 0; f < layer.featureCount(); f++) {
                if (Float.isNaN(layer.value(s, f))) {
                    throw new GenomicsException(
                            "The step '" + step + "' takes no missing values, and the layer '" + layer.name() + "' has "
                                    + Phrases.count(layer.missing(), "missing value") + ", the first for sample '"
                                    + layer.id(s) + "' and feature '"
                                    + layer.features().get(f) + "'. Fill them before: imputeMedian() or imputeKnn().",
                            Map.of("step", step, "layer", layer.name(), "missing", layer.missing()));
                }
            }
        }
    }

    /** Whole numbers without decimals. */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Float.toString((float) value);
    }
}
