package jenomics.classic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import jenomics.learn.Task;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;

class LinearProbeTest {
    private static final Task BINARY = Task.binary("y");
    private static final Task NUMBER = Task.regression("y");
    private static final Seed SEED = Seed.of(1);

    /** Rows of four features in very different units; the last is constant. */
    private static float[][] features(int rows, long seed) {
        var random = new Random(seed);
        var x = new float[rows][];
        for (int i = 0; i < rows; i++) {
            x[i] = new float[] {
                (float) random.nextGaussian(), (float) (1000 * random.nextGaussian()), (float) random.nextGaussian(), 5
            };
        }
        return x;
    }

    private static double score(LinearProbe probe, float[] row, int output) {
        double sum = probe.biases()[output];
        for (int h = 0; h < row.length; h++) {
            sum += probe.weights()[output][h] * row[h];
        }
        return sum;
    }

    private static double[][] column(float[][] x, java.util.function.ToDoubleFunction<float[]> value) {
        return Arrays.stream(x)
                .map(row -> new double[] {value.applyAsDouble(row)})
                .toArray(double[][]::new);
    }

    @Test
    void findsALineInFeaturesAsTheyCame() {
        var x = features(400, 1);
        var y = column(x, row -> 3 * row[0] - 0.002 * row[1] + 1);
        var held = features(100, 2);
        var probe = LinearProbe.fit(x, y, NUMBER, held, column(held, row -> 3 * row[0] - 0.002 * row[1] + 1), SEED);
        assertArrayEquals(new float[] {3, -0.002f, 0}, Arrays.copyOf(probe.weights()[0], 3), 0.05f);
        assertEquals(1, score(probe, new float[] {0, 0, 0, 5}, 0), 0.05);
        assertEquals(1, probe.cost(), "without noise the least shrinkage is best");
    }

    @Test
    void tellsClassesApart() {
        var x = features(300, 3);
        var y = column(x, row -> row[0] + row[1] / 1000 > 0 ? 1 : 0);
        var probe = LinearProbe.fit(x, y, BINARY, null, null, SEED);
        int right = 0;
        for (int i = 0; i < x.length; i++) {
            right += score(probe, x[i], 0) > 0 == (y[i][0] == 1) ? 1 : 0;
        }
        assertTrue(right > 285, right + " of 300");
    }

    @Test
    void unitsOfTheFeaturesDoNotMatter() {
        var x = features(200, 4);
        var scaled = Arrays.stream(x)
                .map(row -> new float[] {row[0] * 1024, row[1] / 1024, row[2], row[3]})
                .toArray(float[][]::new);
        var y = column(x, row -> row[0] - row[2] > 0.3 ? 1 : 0);
        var probe = LinearProbe.fit(x, y, BINARY, null, null, SEED);
        var other = LinearProbe.fit(scaled, y, BINARY, null, null, SEED);
        assertEquals(probe.cost(), other.cost());
        for (int i = 0; i < x.length; i++) {
            assertEquals(score(probe, x[i], 0), score(other, scaled[i], 0), 1e-3);
        }
    }

    @Test
    void noiseIsShrunken() {
        var random = new Random(5);
        var x = new float[80][40];
        var held = new float[400][40];
        for (var rows : new float[][][] {x, held}) {
            for (var row : rows) {
                for (int h = 0; h < row.length; h++) {
                    row[h] = (float) random.nextGaussian();
                }
            }
        }
        var y = column(x, row -> random.nextInt(2));
        var probe = LinearProbe.fit(x, y, BINARY, held, column(held, row -> random.nextInt(2)), SEED);
        assertEquals(1e-4, probe.cost(), "there is nothing to learn");
    }

    @Test
    void severalOutputsAndOneThatNeverVaries() {
        var x = features(100, 8);
        var y = Arrays.stream(x)
                .map(row -> new double[] {row[0] > 0 ? 1 : 0, 1})
                .toArray(double[][]::new);
        var task = new Task(Task.Kind.MULTILABEL, "y", List.of("a", "b"));
        var probe = LinearProbe.fit(x, y, task, null, null, SEED);
        assertEquals(2, probe.weights().length);
        assertEquals(Math.log(100.5 / 0.5), score(probe, x[0], 1), 1e-5);
        assertTrue(score(probe, new float[] {2, 0, 0, 5}, 0) > score(probe, new float[] {-2, 0, 0, 5}, 0));
    }

    @Test
    void thereIsNoChanceInIt() {
        var x = features(100, 9);
        var y = column(x, row -> row[0] > 0 ? 1 : 0);
        var one = LinearProbe.fit(x, y, BINARY, null, null, SEED);
        var same = LinearProbe.fit(x, y, BINARY, null, null, SEED);
        assertArrayEquals(one.weights()[0], same.weights()[0]);
        assertArrayEquals(one.biases(), same.biases());
    }
}
