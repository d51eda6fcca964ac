package jenomics.omics.step;

import java.util.Comparator;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import jenomics.omics.FittedStep;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * Some of the features, in their order.
 *
 * @param places of those that stay
 */
record Choice(int[] places) implements FittedStep {

    @Override
    public OmicsLayer apply(OmicsLayer layer, MultiOmics samples) {
        return layer.selectFeatures(places);
    }

    /** Those that fulfil something; none at all is an error. */
    static Choice where(String step, OmicsLayer layer, IntPredicate stays) {
        int[] places = IntStream.range(0, layer.featureCount()).filter(stays).toArray();
        if (places.length == 0) {
            throw new GenomicsException(
                    "The step '" + step + "' leaves no feature of the layer '" + layer.name() + "': none of "
                            + Phrases.count(layer.featureCount(), "feature") + " fulfils it in "
                            + Phrases.count(layer.size(), "training sample") + ".",
                    Map.of("step", step, "layer", layer.name()));
        }
        return new Choice(places);
    }

    /** The highest of these scores; of equal ones the first. A feature without a score (NaN) is never among them. */
    static Choice highest(String step, OmicsLayer layer, double[] scores, int most) {
        boolean[] among = new boolean[scores.length];
        IntStream.range(0, scores.length)
                .filter(f -> !Double.isNaN(scores[f]))
                .boxed()
                .sorted(Comparator.comparingDouble(f -> -scores[f]))
                .limit(most)
                .forEach(f -> among[f] = true);
        return where(step, layer, f -> among[f]);
    }

    static void requireSome(String step, int most) {
        if (most < 1) {
            throw Refusals.option(step, "number of features", "1 or more", most);
        }
    }
}
