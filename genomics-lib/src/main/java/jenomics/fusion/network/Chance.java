package jenomics.fusion.network;

import ai.djl.ndarray.NDArray;
import java.util.SplittableRandom;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.provenance.Seed;

/**
 * What one step of a training draws by chance. It comes from Java, not from torch's one generator, so that networks that
 * train on several threads at the same time change nothing in each other.
 */
final class Chance {
    /** Nothing is drawn: how predictions are made. */
    static final Chance NONE = new Chance(null);

    private final SplittableRandom random;

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    static Chance of(Seed seed) {
        return new Chance(seed.random());
    }

    /** Whether anything is drawn. */
    boolean any() {
        return random != null;
    }

    /** Dropout: sets a share to zero and scales the rest up; nothing at rest. */
    NDArray drop(NDArray x, double share) {
        if (random == null || share == 0) {
            return x;
        }
        return masked(x, share, (float) (1 / (1 - share)));
    }

    /** Sets a share to zero and leaves the rest as it is; nothing at rest. */
    NDArray mask(NDArray x, double share) {
        return random == null || share == 0 ? x : masked(x, share, 1);
    }

    private NDArray masked(NDArray x, double share, float up) {
        return Ops.call(
                "multiply",
                x,
                Scope.current()
                        .floats(kept((int) x.size(), share, up), x.getShape().getShape()));
    }

    private float[] kept(int size, double share, float up) {
        float[] mask = new float[size];
        long below = (long) (share * (1L << 32));
        for (int i = 0; i < mask.length; i += 2) {
            long bits = random.nextLong(); // two draws of 32 bits each
            mask[i] = (bits & 0xffffffffL) < below ? 0 : up;
            if (i + 1 < mask.length) {
                mask[i + 1] = (bits >>> 32) < below ? 0 : up;
            }
        }
        return mask;
    }

    /** Standard normal numbers; zeros at rest. */
    NDArray normal(long... shape) {
        long size = 1;
        for (long s : shape) {
            size *= s;
        }
        float[] values = new float[(int) size];
        for (int i = 0; random != null && i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Scope.current().floats(values, shape);
    }

    /** From 0 to below 1. */
    double uniform() {
        return random.nextDouble();
    }

    /** A whole number from 0 to below {@code bound}. */
    int below(int bound) {
        return random.nextInt(bound);
    }
}
