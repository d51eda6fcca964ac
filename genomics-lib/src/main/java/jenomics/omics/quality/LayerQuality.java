package jenomics.omics.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Scale;

/**
 * What is asked of any layer.
 *
 * @param layer its name
 * @param missing the share of each sample's values that is missing
 * @param unmeasured samples without any value
 * @param sparseSamples others that lack more than a fifth of their values
 * @param sparseFeatures features that more than a fifth of the samples lack
 * @param constant features that are the same in all samples
 * @param sizes the sum of each sample's counts; NaN for other scales and for samples not measured
 * @param oddSizes samples whose size, as a logarithm, is more than 3 median deviations from the median
 * @param typicality the median correlation of each sample with the others; NaN where it cannot be told
 * @param outliers samples whose typicality is more than 4 median deviations below the median
 * @param twins pairs of samples with the same values, or with a correlation above 0.9 of what they differ from others in
 */
public record LayerQuality(
        String layer,
        double[] missing,
        List<String> unmeasured,
        List<String> sparseSamples,
        List<String> sparseFeatures,
        List<String> constant,
        double[] sizes,
        List<String> oddSizes,
        double[] typicality,
        List<String> outliers,
        List<Alike> twins) {
    private static final double SPARSE = 0.2;
    private static final double SIZE_DEVIATIONS = 3;
    private static final double OUTLIER_DEVIATIONS = 4;
    private static final double TWINS = 0.9;

    /** With fewer features samples are alike by chance. */
    private static final int ENOUGH = 50;

    private static final int FEWEST_SAMPLES = 8;

    /** All of it. */
    public static LayerQuality of(OmicsLayer layer) {
        double[] missing = IntStream.range(0, layer.size())
                .mapToDouble(s -> share(layer.row(s)))
                .toArray();
        double[] lacking = IntStream.range(0, layer.featureCount())
                .mapToDouble(f -> share(layer.column(f)))
                .toArray();
        boolean counts = layer.scale() == Scale.COUNTS || layer.scale() == Scale.EXPECTED_COUNTS;
        double[] sizes = IntStream.range(0, layer.size())
                .mapToDouble(s -> counts && layer.measured(s) ? sum(layer.row(s)) : Double.NaN)
                .toArray();
        var profiles = Profiles.of(layer);
        double[] typicality = typicality(layer, profiles, missing);
        return new LayerQuality(
                layer.name(),
                missing,
                samples(layer, s -> missing[s] == 1),
                samples(layer, s -> missing[s] > SPARSE && missing[s] < 1),
                features(layer, f -> lacking[f] > SPARSE),
                features(layer, f -> isConstant(layer.column(f))),
                sizes,
                samples(layer, odd(Arrays.stream(sizes).map(Math::log10).toArray(), SIZE_DEVIATIONS, false)),
                typicality,
                samples(layer, odd(typicality, OUTLIER_DEVIATIONS, true)),
                twins(layer, profiles, missing));
    }

    private static double share(float[] values) {
        int missing = 0;
        for (float value : values) {
            missing += Float.isNaN(value) ? 1 : 0;
        }
        return missing / (double) values.length;
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += Float.isNaN(value) ? 0 : value;
        }
        return sum;
    }

    private static boolean isConstant(float[] values) {
        float first = Float.NaN;
        for (float value : values) {
            if (!Float.isNaN(value)) {
                if (!Float.isNaN(first) && value != first) {
                    return false;
                }
                first = value;
            }
        }
        return !Float.isNaN(first);
    }

    private static List<String> samples(OmicsLayer layer, IntPredicate which) {
        return IntStream.range(0, layer.size())
                .filter(which)
                .mapToObj(layer::id)
                .toList();
    }

    private static List<String> features(OmicsLayer layer, IntPredicate which) {
        return IntStream.range(0, layer.featureCount())
                .filter(which)
                .mapToObj(f -> layer.features().get(f))
                .toList();
    }

    /** Farther from the median than so many median absolute deviations (times 1.4826). */
    private static IntPredicate odd(double[] values, double deviations, boolean belowOnly) {
        double[] known = Arrays.stream(values).filter(Double::isFinite).toArray();
        if (known.length < FEWEST_SAMPLES) {
            return s -> false;
        }
        double middle = median(known);
        double deviation = 1.4826
                * median(Arrays.stream(known).map(v -> Math.abs(v - middle)).toArray());
        return s -> (middle - values[s] > deviations * deviation && deviation > 0)
                || (!belowOnly && values[s] - middle > deviations * deviation && deviation > 0);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static double[] typicality(OmicsLayer layer, Profiles profiles, double[] missing) {
        double[] typicality = new double[layer.size()];
        Arrays.fill(typicality, Double.NaN);
        if (profiles.features() < 3 || layer.size() < 3) {
            return typicality;
        }
        double[][] correlations = profiles.correlations();
        for (int s = 0; s < typicality.length; s++) {
            int own = s;
            double[] others = IntStream.range(0, typicality.length)
                    .filter(o -> o != own && missing[o] < 1)
                    .mapToDouble(o -> correlations[own][o])
                    .filter(Double::isFinite)
                    .toArray();
            typicality[s] = missing[s] == 1 || others.length == 0 ? Double.NaN : median(others);
        }
        return typicality;
    }

    private static List<Alike> twins(OmicsLayer layer, Profiles profiles, double[] missing) {
        var found = new ArrayList<Alike>();
        double[][] correlations =
                profiles.features() < ENOUGH ? null : profiles.standardized().correlations();
        boolean telling = layer.featureCount() >= ENOUGH || !layer.scale().whole() && layer.scale() != Scale.DOSAGE;
        int[] hashes = IntStream.range(0, layer.size())
                .map(s -> Arrays.hashCode(layer.row(s)))
                .toArray();
        for (int i = 0; i < layer.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (missing[i] == 1 || missing[j] == 1) {
                    continue;
                }
                if (telling && hashes[i] == hashes[j] && Arrays.equals(layer.row(i), layer.row(j))) {
                    found.add(new Alike(layer.id(j), layer.id(i), 1));
                } else if (correlations != null && correlations[i][j] > TWINS) {
                    found.add(new Alike(layer.id(j), layer.id(i), correlations[i][j]));
                }
            }
        }
        found.sort(Comparator.comparingDouble(a -> -a.likeness()));
        return List.copyOf(found);
    }
}
