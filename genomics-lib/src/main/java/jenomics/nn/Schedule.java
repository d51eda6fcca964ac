package jenomics.nn;

import java.util.Locale;

/**
 * How the learning rate goes over the steps of a training: up linearly over the first share, then down to zero (cosine
 * or linear) or level.
 *
 * @param shape what follows the warm-up
 * @param warmup share of all steps spent warming up, 0 to 1
 */
public record Schedule(Shape shape, double warmup) {

    /** What follows the warm-up. */
    public enum Shape {
        COSINE,
        LINEAR,
        CONSTANT
    }

    public Schedule {
        if (!(warmup >= 0 && warmup < 1)) {
            throw new jenomics.provenance.GenomicsException(
                    "The warm-up is a share of all steps, at least 0 and below 1; found " + warmup + ".");
        }
    }

    public static Schedule cosine(double warmup) {
        return new Schedule(Shape.COSINE, warmup);
    }

    public static Schedule linear(double warmup) {
        return new Schedule(Shape.LINEAR, warmup);
    }

    public static Schedule constant() {
        return new Schedule(Shape.CONSTANT, 0);
    }

    /** The factor on the learning rate for one step. @param step 0-based */
    public double factor(long step, long steps) {
        double warm = warmup * steps;
        if (step < warm) {
            return (step + 1) / (warm + 1);
        }
        double left = steps <= warm ? 0 : (steps - step) / (steps - warm);
        return switch (shape) {
            case COSINE -> 0.5 * (1 - Math.cos(Math.PI * left));
            case LINEAR -> left;
            case CONSTANT -> 1;
        };
    }

    @Override
    public String toString() {
        return shape.name().toLowerCase(Locale.ROOT)
                + (warmup == 0 ? "" : " after " + Math.round(warmup * 100) + " % warm-up");
    }
}
