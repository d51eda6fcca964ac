package jenomics.omics.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.omics.OmicsLayer;

/**
 * What is asked of genotypes. Dosages between whole numbers count for frequencies, not for heterozygotes.
 *
 * @param layer its name
 * @param callRate the share of samples that have each marker
 * @param minorFrequency of each marker's rarer allele; NaN where no sample has it
 * @param hardyWeinberg the exact p of each marker, over all samples
 * @param sampleCallRate the share of markers that each sample has
 * @param heterozygosity the share of each sample's markers that are heterozygous
 * @param relatives pairs of samples that are more alike than strangers, the most alike first; none are looked for among
 *     fewer than {@link #ENOUGH} common markers
 */
public record GenotypeQuality(
        String layer,
        double[] callRate,
        double[] minorFrequency,
        double[] hardyWeinberg,
        double[] sampleCallRate,
        double[] heterozygosity,
        List<Alike> relatives) {

    /** As many common markers (rarer allele at 5 % or more) are needed to tell relatives. */
    public static final int ENOUGH = 500;

    /** Brothers and sisters, parents and children have a relationship about 0.5. */
    private static final double RELATED = 0.35;

    private static final double COMMON = 0.05;

    public GenotypeQuality {
        relatives = List.copyOf(relatives);
    }

    /** All of it. */
    public static GenotypeQuality of(OmicsLayer layer) {
        int markers = layer.featureCount();
        double[] called = new double[markers];
        double[] frequency = new double[markers];
        double[] hardyWeinberg = new double[markers];
        for (int m = 0; m < markers; m++) {
            int[] counts = new int[3];
            int observed = 0;
            double alleles = 0;
            for (int s = 0; s < layer.size(); s++) {
                float dosage = layer.value(s, m);
                if (!Float.isNaN(dosage)) {
                    observed++;
                    alleles += dosage;
                    if (dosage == Math.rint(dosage)) {
                        counts[(int) dosage]++;
                    }
                }
            }
            called[m] = observed / (double) layer.size();
            double share = alleles / (2.0 * observed);
            frequency[m] = Math.min(share, 1 - share);
            hardyWeinberg[m] = HardyWeinberg.exact(counts[0], counts[1], counts[2]);
        }
        return new GenotypeQuality(
                layer.name(),
                called,
                frequency,
                hardyWeinberg,
                sampleCallRate(layer),
                heterozygosity(layer),
                relatives(layer, frequency));
    }

    private static double[] sampleCallRate(OmicsLayer layer) {
        return IntStream.range(0, layer.size())
                .mapToDouble(s -> IntStream.range(0, layer.featureCount())
                                .filter(m -> !Float.isNaN(layer.value(s, m)))
                                .count()
                        / (double) layer.featureCount())
                .toArray();
    }

    private static double[] heterozygosity(OmicsLayer layer) {
        return IntStream.range(0, layer.size())
                .mapToDouble(s -> {
                    long observed = 0;
                    long heterozygous = 0;
                    for (int m = 0; m < layer.featureCount(); m++) {
                        observed += Float.isNaN(layer.value(s, m)) ? 0 : 1;
                        heterozygous += layer.value(s, m) == 1 ? 1 : 0;
                    }
                    return heterozygous / (double) observed;
                })
                .toArray();
    }

    /** The frequency of the counted allele of each marker. */
    public static double[] frequencies(OmicsLayer layer) {
        return IntStream.range(0, layer.featureCount())
                .mapToDouble(m -> {
                    double sum = 0;
                    int observed = 0;
                    for (float dosage : layer.column(m)) {
                        sum += Float.isNaN(dosage) ? 0 : dosage;
                        observed += Float.isNaN(dosage) ? 0 : 1;
                    }
                    return sum / (2.0 * observed);
                })
                .toArray();
    }

    /**
     * How alike samples are beyond chance (the relationship matrix of GCTA, Yang et al. 2011): about 0 for strangers, 0.5 for
     * parents and children, 1 for the same person. Pairs over the markers that both have; those with one allele are left
     * out.
     *
     * @param frequencies of the counted alleles
     */
    public static double[][] relationship(OmicsLayer layer, double[] frequencies) { // [sample, sample]
        int n = layer.size();
        double[][] z = new double[n][layer.featureCount()];
        for (int s = 0; s < n; s++) {
            for (int m = 0; m < z[s].length; m++) {
                double p = frequencies[m];
                z[s][m] = p > 0 && p < 1 ? (layer.value(s, m) - 2 * p) / Math.sqrt(2 * p * (1 - p)) : Double.NaN;
            }
        }
        double[][] relationship = new double[n][n];
        IntStream.range(0, n).parallel().forEach(i -> {
            for (int j = 0; j <= i; j++) {
                relationship[i][j] = meanProduct(z[i], z[j]);
            }
        });
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                relationship[j][i] = relationship[i][j];
            }
        }
        return relationship;
    }

    private static double meanProduct(double[] a, double[] b) {
        double sum = 0;
        int shared = 0;
        for (int m = 0; m < a.length; m++) {
            double product = a[m] * b[m];
            if (!Double.isNaN(product)) {
                sum += product;
                shared++;
            }
        }
        return sum / shared;
    }

    private static List<Alike> relatives(OmicsLayer layer, double[] minorFrequency) {
        int[] common = IntStream.range(0, minorFrequency.length)
                .filter(m -> minorFrequency[m] >= COMMON)
                .toArray();
        var found = new ArrayList<Alike>();
        if (common.length >= ENOUGH) {
            var some = layer.selectFeatures(common);
            double[][] relationship = relationship(some, frequencies(some));
            for (int i = 0; i < layer.size(); i++) {
                for (int j = 0; j < i; j++) {
                    if (relationship[i][j] > RELATED) {
                        found.add(new Alike(layer.id(j), layer.id(i), relationship[i][j]));
                    }
                }
            }
        }
        found.sort(Comparator.comparingDouble(a -> -a.likeness()));
        return found;
    }
}
