package jenomics.omics.step;

import jenomics.omics.OmicsLayer;
import jenomics.omics.Scale;

/**
 * The centred log-ratio (Aitchison 1986): ln(value + pseudocount), less its mean over the features of the sample.
 *
 * @param pseudocount what is added before, above 0
 */
public record CentredLogRatio(double pseudocount) implements PerSample {

    public CentredLogRatio {
        if (!(pseudocount > 0) || Double.isInfinite(pseudocount)) {
            throw Refusals.option("CLR", "pseudocount", "above 0", pseudocount);
        }
    }

    @Override
    public String name() {
        return "CLR (+ " + Refusals.number(pseudocount) + ")";
    }

    @Override
    public Scale scaleAfter(String layer, Scale before) {
        Refusals.requireScale(
                name(),
                "abundances",
                layer,
                before,
                "It compares parts of a whole, so it needs them as they were counted.",
                Scale.COUNTS,
                Scale.EXPECTED_COUNTS,
                Scale.CPM,
                Scale.TPM,
                Scale.FPKM,
                Scale.INTENSITY);
        return Scale.UNKNOWN;
    }

    @Override
    public void change(double[] row, OmicsLayer layer, int sample) {
        Refusals.requireFrom(name(), 0, row, layer, sample);
        double sum = 0;
        int observed = 0;
        for (int f = 0; f < row.length; f++) {
            row[f] = Math.log(row[f] + pseudocount);
            if (!Double.isNaN(row[f])) {
                sum += row[f];
                observed++;
            }
        }
        double mean = sum / observed;
        for (int f = 0; f < row.length; f++) {
            row[f] -= mean;
        }
    }
}
