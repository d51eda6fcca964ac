package jenomics.omics.step;

import java.util.Set;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Scale;

/**
 * log2(value + pseudocount), or ln(value + 1).
 *
 * @param pseudocount what is added before, 0 or more
 * @param natural whether the logarithm is the natural one; else that to the base 2
 */
public record Logarithm(double pseudocount, boolean natural) implements PerSample {
    private static final double LN2 = Math.log(2);
    private static final Set<Scale> TAKEN = Set.of(
            Scale.UNKNOWN, Scale.COUNTS, Scale.EXPECTED_COUNTS, Scale.CPM, Scale.TPM, Scale.FPKM, Scale.INTENSITY);

    public Logarithm {
        if (!(pseudocount >= 0) || Double.isInfinite(pseudocount)) {
            throw Refusals.option("log2", "pseudocount", "0 or more", pseudocount);
        }
    }

    @Override
    public String name() {
        return natural ? "log1p" : "log2(x + " + Refusals.number(pseudocount) + ")";
    }

    @Override
    public Scale scaleAfter(String layer, Scale before) {
        Refusals.requireScale(
                name(),
                "abundances",
                layer,
                before,
                before == Scale.BETA ? "For methylated shares there is mValue()." : "It needs no logarithm.",
                TAKEN.toArray(Scale[]::new));
        return natural ? Scale.UNKNOWN : Scale.LOG2;
    }

    @Override
    public void change(double[] row, OmicsLayer layer, int sample) {
        Refusals.requireFrom(name(), 0, row, layer, sample);
        for (int f = 0; f < row.length; f++) {
            if (row[f] + pseudocount == 0) {
                throw Refusals.value(name(), "values above 0", row[f], layer, sample, f);
            }
            row[f] = natural ? Math.log1p(row[f]) : log2(row[f] + pseudocount);
        }
    }

    static double log2(double value) {
        return Math.log(value) / LN2;
    }
}
