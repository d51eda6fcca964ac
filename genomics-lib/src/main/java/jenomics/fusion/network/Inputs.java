package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import jenomics.nn.Ops;
import jenomics.nn.Scope;

/**
 * Samples as tensors.
 *
 * @param values [n, features], standardised
 * @param present [n, layers]: 1 where a sample has a layer, else 0
 */
record Inputs(NDArray values, NDArray present) {

    static Inputs of(Scope scope, Features features, Features.Numbers numbers) {
        return new Inputs(
                scope.floats(numbers.values(), numbers.samples(), features.width()),
                scope.floats(
                        numbers.present(), numbers.samples(), features.blocks().size()));
    }

    int size() {
        return (int) values.getShape().get(0);
    }

    /** Some of the samples, in the current scope. */
    Inputs pick(int[] samples) {
        var rows = rows(samples);
        return new Inputs(Ops.call("take_rows", values, rows), Ops.call("take_rows", present, rows));
    }

    static NDArray rows(int[] samples) {
        long[] rows = new long[samples.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = samples[i];
        }
        return Scope.current().longs(rows, rows.length);
    }

    /** The features of one layer [n, p]. */
    NDArray layer(Features.Block block) {
        return Ops.call("columns", values, block.offset(), block.end());
    }

    /** The same samples with other values. */
    Inputs with(NDArray others) {
        return new Inputs(others, present);
    }
}
