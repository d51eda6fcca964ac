package jenomics.omics.step;

import java.util.Map;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Scale;
import jenomics.provenance.GenomicsException;

/**
 * Counts as shares of all counts of their sample, in millions (CPM).
 *
 * @param log2 whether log2(CPM + 1) is taken
 */
public record PerMillion(boolean log2) implements PerSample {

    @Override
    public String name() {
        return log2 ? "log2 CPM" : "CPM";
    }

    @Override
    public Scale scaleAfter(String layer, Scale before) {
        Refusals.requireScale(
                name(),
                "counts",
                layer,
                before,
                "Values that are shares or logarithms already need no library size: log2(1) or standardize().",
                Scale.COUNTS,
                Scale.EXPECTED_COUNTS);
        return log2 ? Scale.LOG2 : Scale.CPM;
    }

    @Override
    public void change(double[] row, OmicsLayer layer, int sample) {
        Refusals.requireFrom(name(), 0, row, layer, sample);
        double total = total(name(), row, layer, sample);
        for (int f = 0; f < row.length; f++) {
            double perMillion = 1e6 * row[f] / total;
            row[f] = log2 ? Logarithm.log2(perMillion + 1) : perMillion;
        }
    }

    /** The sum of the observed values of a sample; 0 where none is observed, else an error if it is 0. */
    static double total(String step, double[] row, OmicsLayer layer, int sample) {
        double total = 0;
        boolean observed = false;
        for (double value : row) {
            if (!Double.isNaN(value)) {
                total += value;
                observed = true;
            }
        }
        if (observed && total == 0) {
            throw new GenomicsException(
                    "The step '" + step + "' needs counts in every sample; all of sample '" + layer.id(sample)
                            + "' of the layer '" + layer.name() + "' are 0. Leave that sample out.",
                    Map.of("step", step, "layer", layer.name(), "sample", layer.id(sample)));
        }
        return total;
    }
}
