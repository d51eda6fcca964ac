package jenomics.omics.simulation;

import java.util.SplittableRandom;
import jenomics.provenance.Seed;

/** Draws from distributions, with strict arithmetic: the same numbers on every machine and every Java. */
final class Chance {
    private static final double MANY = 30;
    private final SplittableRandom random;

    Chance(Seed seed) {
        random = seed.random();
    }

    /** From 0 up to 1. */
    double uniform() {
        return random.nextDouble();
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Mean 0, variance 1 (Box and Muller 1958). */
    double normal() {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
        return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
    }

    double exponential() {
        return -StrictMath.log(1 - uniform());
    }

    /** Of this shape, 1 or more, and scale 1 (Marsaglia and Tsang 2000). */
    double gamma(double shape) {
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        while (true) {
            double x = normal();
            double v = 1 + c * x;
            if (v > 0) {
                double cube = v * v * v;
                double limit = 0.5 * x * x + d - d * cube + d * StrictMath.log(cube);
                if (StrictMath.log(1 - uniform()) < limit) {
                    return d * cube;
                }
            }
        }
    }

    /** By multiplication (Knuth); above 30 a rounded normal, whose error is small beside what counts vary otherwise. */
    long poisson(double mean) {
        if (mean > MANY) {
            return Math.max(0, Math.round(mean + StrictMath.sqrt(mean) * normal()));
        }
        double limit = StrictMath.exp(-mean);
        long count = -1;
        for (double product = 1; product > limit || count < 0; product *= 1 - uniform()) {
            count++;
        }
        return count;
    }

    /**
     * Counts of this mean whose variance is mean + dispersion mean².
     *
     * @param dispersion 0 to 1
     */
    long negativeBinomial(double mean, double dispersion) {
        return poisson(mean * dispersion * gamma(1 / dispersion));
    }
}
