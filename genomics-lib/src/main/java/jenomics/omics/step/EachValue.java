package jenomics.omics.step;

import java.util.function.DoubleUnaryOperator;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Scale;

/**
 * A formula of one's own for each value. Missing values stay missing.
 *
 * @param name as it is shown
 * @param formula from the old value to the new one, which must be finite
 */
public record EachValue(String name, DoubleUnaryOperator formula) implements PerSample {

    @Override
    public Scale scaleAfter(String layer, Scale before) {
        return Scale.UNKNOWN;
    }

    @Override
    public void change(double[] row, OmicsLayer layer, int sample) {
        for (int f = 0; f < row.length; f++) {
            if (!Double.isNaN(row[f])) {
                double made = formula.applyAsDouble(row[f]);
                if (!Double.isFinite(made)) {
                    throw Refusals.value(name, "values whose result is finite", row[f], layer, sample, f);
                }
                row[f] = made;
            }
        }
    }
}
