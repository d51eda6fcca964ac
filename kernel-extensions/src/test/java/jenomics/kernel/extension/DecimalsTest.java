package jenomics.kernel.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecimalsTest {

    private static List<String> of(Double... numbers) {
        return Decimals.alike(Arrays.asList(numbers));
    }

    @Test
    void theLargestShowsFiveDigits() {
        assertEquals(List.of("84.147", "-0.003", "0.000", ""), of(84.14709848078965, -0.0034, 0.0, null));
        assertEquals(List.of("0.3333", "0.0001"), of(1 / 3.0, 0.0001));
        assertEquals(List.of("123456789", "1"), of(123456789.123, 1.0));
    }

    @Test
    void zerosThatAllHaveGo() {
        assertEquals(List.of("0.5", "12.0"), of(0.5, 12.0));
        assertEquals(List.of("3", "4"), of(3.0, 4.0));
    }

    @Test
    void theVeryLargeAndTheVerySmallArePowersOfTen() {
        assertEquals(List.of("1.2346e-07", "0.0000e+00"), of(1.23456e-7, 0.0));
        assertEquals(List.of("1.0000e+15"), of(1e15));
        assertEquals(List.of("NaN", "Infinity", "1"), of(Double.NaN, Double.POSITIVE_INFINITY, 1.0));
        assertEquals(List.of(""), of((Double) null));
    }
}
