package jenomics.nn;

import java.util.Map;
import jenomics.provenance.GenomicsException;

/** How the learning rate goes over the steps of a training, as a factor on its peak. A value. */
public sealed interface Schedule {

    /**
     * The factor for one step, 0 to 1.
     *
     * @param step 0-based
     * @param steps all there will be
     */
    double factor(long step, long steps);

    /**
     * Up linearly over the first share of the steps, then down to zero along half a cosine (Loshchilov and Hutter 2017).
     *
     * @param warmup the share, at least 0 and below 1
     */
    static Schedule cosine(double warmup) {
        return new Cosine(share("warmup", warmup));
    }

    /**
     * Up linearly over the first share of the steps, then down to zero in a line.
     *
     * @param warmup the share, at least 0 and below 1
     */
    static Schedule linear(double warmup) {
        return new Linear(share("warmup", warmup));
    }

    /** The peak throughout. */
    static Schedule constant() {
        return new Constant();
    }

    /**
     * Up linearly over a number of steps, level, and down to zero in a line over the last share. Until it falls, the rate
     * does not depend on the number of steps, so such a training can be made longer.
     *
     * @param warmupSteps steps to rise
     * @param decay share of all steps to fall, at least 0 and below 1
     */
    static Schedule trapezoid(int warmupSteps, double decay) {
        return new Trapezoid(warmupSteps, share("decay", decay));
    }

    /**
     * {@link #cosine}.
     *
     * @param warmup share of all steps, 0 to 1
     */
    record Cosine(double warmup) implements Schedule {
        @Override
        public String toString() {
            return "cosine after " + Math.round(warmup * 100) + " % warm-up";
        }

        @Override
        public double factor(long step, long steps) {
            return rise(step, warmup * steps) * 0.5 * (1 - Math.cos(Math.PI * left(step, warmup * steps, steps)));
        }
    }

    /**
     * {@link #linear}.
     *
     * @param warmup share of all steps, 0 to 1
     */
    record Linear(double warmup) implements Schedule {
        @Override
        public String toString() {
            return "linear after " + Math.round(warmup * 100) + " % warm-up";
        }

        @Override
        public double factor(long step, long steps) {
            return rise(step, warmup * steps) * left(step, warmup * steps, steps);
        }
    }

    /** No change. */
    record Constant() implements Schedule {
        @Override
        public double factor(long step, long steps) {
            return 1;
        }
    }

    /**
     * {@link #trapezoid}.
     *
     * @param warmupSteps steps to rise
     * @param decay share of all steps to fall, 0 to 1
     */
    record Trapezoid(int warmupSteps, double decay) implements Schedule {
        @Override
        public double factor(long step, long steps) {
            return rise(step, warmupSteps) * left(step, Math.floor(steps * (1 - decay)), steps);
        }
    }

    private static double rise(long step, double warm) {
        return step < warm ? (step + 1) / (warm + 1) : 1;
    }

    /** 1 until {@code from}, then down to 0 at {@code steps}. */
    private static double left(long step, double from, long steps) {
        return step < from || steps <= from ? 1 : (steps - step) / (steps - from);
    }

    private static double share(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new GenomicsException(
                    "A schedule's " + name + " is a share of all steps, at least 0 and below 1; found " + value + ".",
                    Map.of(name, value));
        }
        return value;
    }
}
