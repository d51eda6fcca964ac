package jenomics.plot;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/** How numbers read in charts: thousands separators, a true minus sign, no more digits than say something. */
final class Numbers {
    private Numbers() {}

    /** With this many decimals. */
    static String fixed(double value, int decimals) {
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
        return minus(text.matches("-[0.,]*") ? text.substring(1) : text);
    }

    /** To about four significant digits. */
    static String brief(double value) {
        double size = Math.abs(value);
        if (value == 0) {
            return "0";
        }
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return minus(String.valueOf(value));
        }
        if (size < 1e-3 || size >= 1e9) {
            return scientific(value, 2);
        }
        if (value == Math.rint(value)) {
            return fixed(value, 0);
        }
        int whole = (int) Math.floor(Math.log10(size)) + 1;
        String text = fixed(value, Math.max(0, 4 - Math.max(whole, 0)));
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    /** Numbers that stand side by side: all with as many decimals as leave the largest three digits; briefly if all are whole. */
    static DoubleFunction<String> alike(DoubleStream values) {
        double[] finite = values.filter(Double::isFinite).map(Math::abs).toArray();
        double largest = Arrays.stream(finite).max().orElse(0);
        if (largest < 1e-3 || largest >= 1e6 || Arrays.stream(finite).allMatch(v -> v == Math.rint(v))) {
            return Numbers::brief;
        }
        int decimals = Math.max(0, 2 - Math.max(-2, (int) Math.floor(Math.log10(largest))));
        return value -> Double.isFinite(value) ? fixed(value, decimals) : brief(value);
    }

    /** With at most this many decimals before the exponent. */
    static String scientific(double value, int decimals) {
        if (value == 0) {
            return "0";
        }
        String text = String.format(Locale.ROOT, "%." + decimals + "e", value);
        return minus(text.replaceAll("(\\.\\d*?)0+e", "$1e")
                .replace(".e", "e")
                .replaceAll("e([+-])0?(\\d)", "e$1$2")
                .replace("e+", "e"));
    }

    private static String minus(String text) {
        return text.replace('-', '−');
    }
}
