package jenomics.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import jenomics.learn.Interval;
import jenomics.learn.Quantile;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * How far a statistic of some numbers would move if others had been drawn: the percentile interval of resamples with
 * replacement (Efron 1979).
 *
 * @param resamples how many
 * @param level the part of the resamples inside
 * @param seed where the draws begin
 */
public record Bootstrap(int resamples, double level, long seed) {
    public Bootstrap {
        if (resamples < 20 || !(level > 0 && level < 1)) {
            throw new GenomicsException(
                    "A bootstrap takes at least 20 resamples and a level between 0 and 1; found " + resamples + " and "
                            + level + ".",
                    Map.of("resamples", resamples, "level", level));
        }
    }

    /** 2,000 resamples, 95 %: the ends of the interval then lie on 50 resamples each. */
    public static Bootstrap standard() {
        return new Bootstrap(2000, 0.95, 7);
    }

    public Bootstrap resamples(int count) {
        return new Bootstrap(count, level, seed);
    }

    public Bootstrap level(double value) {
        return new Bootstrap(resamples, value, seed);
    }

    public Bootstrap seed(long value) {
        return new Bootstrap(resamples, level, value);
    }

    /** The statistic of these numbers with its interval; resamples in which it is NaN are passed over. */
    public Interval of(double[] values, ToDoubleFunction<double[]> statistic) {
        if (values.length == 0) {
            throw new GenomicsException("A bootstrap needs numbers to draw from; found none.");
        }
        double[] drawn = IntStream.range(0, resamples)
                .parallel()
                .mapToDouble(r -> {
                    var random = Seed.of(seed).at(r).random();
                    double[] sample = new double[values.length];
                    Arrays.setAll(sample, i -> values[random.nextInt(values.length)]);
                    return statistic.applyAsDouble(sample);
                })
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        return new Interval(
                statistic.applyAsDouble(values),
                Quantile.of(drawn, (1 - level) / 2),
                Quantile.of(drawn, (1 + level) / 2));
    }
}
