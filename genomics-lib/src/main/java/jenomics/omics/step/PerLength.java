package jenomics.omics.step;

import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.omics.FittedStep;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Scale;
import jenomics.omics.Step;
import jenomics.omics.TrainingSamples;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * Counts for the length of their feature and the size of their sample: TPM (Wagner et al. 2012) or FPKM (Mortazavi et
 * al. 2008). Learns nothing.
 *
 * @param tpm TPM, or FPKM
 * @param lengthsBp the length of each feature in base pairs
 */
public record PerLength(boolean tpm, Map<String, Double> lengthsBp) implements Step {

    public PerLength {
        lengthsBp = Map.copyOf(lengthsBp);
    }

    @Override
    public String name() {
        return tpm ? "TPM" : "FPKM";
    }

    @Override
    public boolean learns() {
        return false;
    }

    @Override
    public Scale scaleAfter(String layer, Scale before) {
        Refusals.requireScale(
                name(), "counts", layer, before, "Give it the counts.", Scale.COUNTS, Scale.EXPECTED_COUNTS);
        return tpm ? Scale.TPM : Scale.FPKM;
    }

    @Override
    public FittedStep fit(OmicsLayer layer, TrainingSamples train) {
        double[] lengths = lengths(layer);
        return (other, samples) -> Rows.changed(other, (row, of, sample) -> {
            Refusals.requireFrom(name(), 0, row, of, sample);
            change(row, lengths, PerMillion.total(name(), row, of, sample));
        });
    }

    /** Counts of one sample, with the sum of all of them, become TPM or FPKM. */
    void change(double[] row, double[] lengths, double total) {
        double perBase = 0;
        for (int f = 0; f < row.length; f++) {
            row[f] /= lengths[f];
            perBase += Double.isNaN(row[f]) ? 0 : row[f];
        }
        for (int f = 0; f < row.length; f++) {
            row[f] *= tpm ? 1e6 / perBase : 1e9 / total;
        }
    }

    private double[] lengths(OmicsLayer layer) {
        var unknown = new LinkedHashMap<String, Double>();
        double[] lengths = new double[layer.featureCount()];
        for (int f = 0; f < lengths.length; f++) {
            String feature = layer.features().get(f);
            lengths[f] = lengthsBp.getOrDefault(feature, Double.NaN);
            if (!(lengths[f] > 0)) {
                unknown.put(feature, lengths[f]);
            }
        }
        if (!unknown.isEmpty()) {
            throw new GenomicsException(
                    "The step '" + name() + "' needs the length of every feature, above 0 bp; there is none for "
                            + Phrases.count(unknown.size(), "feature") + " of the layer '" + layer.name() + "': "
                            + Phrases.firstThree(unknown.keySet()) + ".",
                    Map.of("step", name(), "layer", layer.name(), "features", unknown.size()));
        }
        return lengths;
    }
}
