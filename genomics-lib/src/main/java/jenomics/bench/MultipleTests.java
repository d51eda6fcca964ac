package jenomics.bench;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.provenance.GenomicsException;

/**
 * p-values of several tests, corrected for their number; as R's {@code p.adjust} has them. Holm, Hochberg and Bonferroni
 * bound the chance of even one false finding; Benjamini and Hochberg (for independent tests), Benjamini and Yekutieli
 * (for any) bound the share of false ones among the findings.
 */
public final class MultipleTests {
    private MultipleTests() {}

    /** Each times the number of tests, 1 at most. */
    public static double[] bonferroni(double... p) {
        return stepwise(p, false, (rank, n) -> n, false);
    }

    /** Holm (1979): stepwise from the smallest; never worse than Bonferroni. */
    public static double[] holm(double... p) {
        return stepwise(p, false, (rank, n) -> n - rank + 1, true);
    }

    /** Hochberg (1988): stepwise from the largest, for independent tests. */
    public static double[] hochberg(double... p) {
        return stepwise(p, true, (rank, n) -> n - rank + 1, true);
    }

    /** Benjamini and Hochberg (1995): false discovery rate. */
    public static double[] benjaminiHochberg(double... p) {
        return stepwise(p, true, (rank, n) -> (double) n / rank, true);
    }

    /** Benjamini and Yekutieli (2001): false discovery rate under any dependence. */
    public static double[] benjaminiYekutieli(double... p) {
        double harmonic =
                IntStream.rangeClosed(1, p.length).mapToDouble(i -> 1.0 / i).sum();
        return stepwise(p, true, (rank, n) -> harmonic * n / rank, true);
    }

    private interface Factor {
        /** @param rank 1 for the smallest */
        double of(int rank, int n);
    }

    /** Multiplies each, and keeps the order: none below a smaller one, or none above a larger one. */
    private static double[] stepwise(double[] p, boolean fromLargest, Factor factor, boolean inOrder) {
        int n = p.length;
        for (double each : p) {
            if (!(each >= 0 && each <= 1)) {
                throw new GenomicsException("A p-value is from 0 to 1; found " + each + ".", Map.of("p", each));
            }
        }
        int[] ascending = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] corrected = new double[n];
        double last = fromLargest ? 1 : 0;
        for (int step = 0; step < n; step++) {
            int rank = fromLargest ? n - step : step + 1;
            int i = ascending[rank - 1];
            double value = Math.min(1, p[i] * factor.of(rank, n));
            if (inOrder) {
                value = fromLargest ? Math.min(last, value) : Math.max(last, value);
                last = value;
            }
            corrected[i] = value;
        }
        return corrected;
    }
}
