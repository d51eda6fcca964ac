package jenomics.kernel.extension;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Numbers of one column, to be compared: all with as many decimals, so that the largest shows five digits. */
final class Decimals {
    private static final int DIGITS = 5;
    private static final double LARGEST_PLAIN = 1e12;
    private static final double SMALLEST_PLAIN = 1e-4;

    private Decimals() {}

    /** Null gives an empty text. */
    static List<String> alike(List<Double> numbers) {
        double largest = numbers.stream()
                .filter(n -> n != null && Double.isFinite(n))
                .mapToDouble(Math::abs)
                .max()
                .orElse(0);
        if (largest >= LARGEST_PLAIN || largest > 0 && largest < SMALLEST_PLAIN) {
            return numbers.stream().map(n -> text(n, -1)).toList();
        }
        int decimals = Math.max(0, DIGITS - 1 - (int) Math.floor(Math.log10(Math.max(largest, 1))));
        return withoutCommonZeros(numbers, decimals);
    }

    private static List<String> withoutCommonZeros(List<Double> numbers, int decimals) {
        var texts = numbers.stream().map(n -> text(n, decimals)).toList();
        boolean spare = decimals > 0
                && texts.stream().filter(t -> t.indexOf('.') >= 0).allMatch(t -> t.endsWith("0"))
                && numbers.stream().anyMatch(Objects::nonNull);
        return spare ? withoutCommonZeros(numbers, decimals - 1) : texts;
    }

    /** @param decimals how many; -1 for powers of ten */
    private static String text(Double number, int decimals) {
        if (number == null) {
            return "";
        }
        if (!Double.isFinite(number)) {
            return number.toString();
        }
        return decimals < 0
                ? String.format(Locale.ROOT, "%." + (DIGITS - 1) + "e", number)
                : BigDecimal.valueOf(number)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .toPlainString();
    }
}
