package jenomics.learn;

import java.util.function.ToDoubleFunction;

/**
 * One metric of one model on some samples, ready to be computed for any resample of them.
 *
 * @param metric which
 * @param className the class it is of, or null: of all
 * @param of from how often each sample counts to the value; NaN where it is undefined
 */
record Measure(Metric metric, String className, ToDoubleFunction<int[]> of) {}
