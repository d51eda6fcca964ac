package jenomics.omics.step;

import jenomics.omics.OmicsLayer;
import jenomics.omics.Scale;

/**
 * Methylated shares as M values, log2(share / (1 - share)), or back (Du et al. 2010). Shares nearer to 0 or 1 than {@link
 * #EDGE} are taken as that far away, so that no M value is infinite.
 *
 * @param toM from shares to M values, or back
 */
public record Methylation(boolean toM) implements PerSample {
    /** The nearest to 0 and to 1 that a share is taken for: M values lie between -9.97 and 9.97. */
    public static final double EDGE = 0.001;

    @Override
    public String name() {
        return toM ? "M value" : "beta";
    }

    @Override
    public Scale scaleAfter(String layer, Scale before) {
        if (toM) {
            Refusals.requireScale(
                    name(), "methylated shares from 0 to 1", layer, before, "It is for methylation.", Scale.BETA);
            return Scale.M_VALUE;
        }
        Refusals.requireScale(name(), "M values", layer, before, "It turns M values back.", Scale.M_VALUE);
        return Scale.BETA;
    }

    @Override
    public void change(double[] row, OmicsLayer layer, int sample) {
        for (int f = 0; f < row.length; f++) {
            if (toM && (row[f] < 0 || row[f] > 1)) {
                throw Refusals.value(name(), "methylated shares from 0 to 1", row[f], layer, sample, f);
            }
            row[f] = toM ? toM(row[f]) : 1 / (1 + Math.pow(2, -row[f]));
        }
    }

    private static double toM(double share) {
        double inside = Math.max(EDGE, Math.min(1 - EDGE, share));
        return Logarithm.log2(inside / (1 - inside));
    }
}
