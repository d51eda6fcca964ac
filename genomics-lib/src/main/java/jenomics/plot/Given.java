package jenomics.plot;

import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/** The questions every chart asks of the numbers it is given; the answers name the chart and the series. */
final class Given {
    private Given() {}

    static double[] numbers(List<? extends Number> values) {
        return values.stream().mapToDouble(Number::doubleValue).toArray();
    }

    static double[] numbers(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return wide;
    }

    /** 1, 2, 3 ... */
    static double[] counting(int count) {
        return java.util.stream.IntStream.rangeClosed(1, count).asDoubleStream().toArray();
    }

    static void sameLength(String who, String first, int firstLength, String second, int secondLength) {
        if (firstLength != secondLength) {
            throw new GenomicsException(
                    who + " has " + counted(firstLength, first) + " and " + counted(secondLength, second)
                            + "; give as many of one as of the other.",
                    Map.of(first, firstLength, second, secondLength));
        }
    }

    static void some(String who, String what, int count) {
        if (count == 0) {
            throw new GenomicsException(
                    who + " has no " + what + "; give at least one.", Map.of("chart", who, "count", count));
        }
    }

    /** On a logarithmic axis there is no place for 0 and below; NaN is a gap and may stay. */
    static void aboveZero(String who, String axis, double... values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] <= 0) {
                throw new GenomicsException(
                        who + " has " + axis + " = " + Numbers.brief(values[i]) + " at index " + i
                                + ", and a logarithmic axis shows only values above 0; leave the logarithm out, or put"
                                + " NaN there for a gap.",
                        Map.of("axis", axis, "index", i, "value", values[i]));
            }
        }
    }

    private static String counted(int count, String what) {
        return Numbers.fixed(count, 0) + " " + what;
    }
}
