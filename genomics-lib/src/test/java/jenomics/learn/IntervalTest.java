package jenomics.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class IntervalTest {
    @Test
    void readsAsOneNumberWithItsEnds() {
        assertEquals("0.931 [0.912, 0.948]", new Interval(0.931, 0.912, 0.948).toString());
        assertEquals("0.000 [-0.053, 0.054]", new Interval(-4.76e-4, -0.053, 0.054).toString());
        assertEquals("0.002 [0.000, 0.004]", new Interval(0.002, 1e-7, 0.004).toString());
        assertEquals("2.10e-05 [1.00e-05, 3.00e-05]", new Interval(2.1e-5, 1e-5, 3e-5).toString());
        assertEquals("0.000 [0.000, 0.000]", new Interval(0, 0, 0).toString());
        assertEquals("1.20e+06 [1.10e+06, 1.30e+06]", new Interval(1.2e6, 1.1e6, 1.3e6).toString());
    }
}
