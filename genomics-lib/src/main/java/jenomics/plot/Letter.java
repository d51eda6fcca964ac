package jenomics.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The outline of a base letter, as rings of points in a box from (0, 0) to (100, 100), y downwards, filled by the
 * even-odd rule. Drawn by hand, so that a logo needs no font and its letters fill their boxes exactly.
 */
record Letter(char name, List<double[]> rings) {
    private static final Map<Character, Letter> ALL =
            Map.of('A', a(), 'C', c(), 'G', g(), 'T', t(), 'U', u(), 'N', n());

    /** The letter, or null where there is no outline for it. */
    static Letter of(char name) {
        return ALL.get(Character.toUpperCase(name));
    }

    private static Letter a() {
        double[] outer = {0, 100, 36, 0, 64, 0, 100, 100, 76, 100, 69.5, 79, 30.5, 79, 24, 100};
        double[] hole = {50, 17, 64, 62, 36, 62};
        return new Letter('A', List.of(outer, hole));
    }

    private static Letter t() {
        return new Letter('T', List.of(new double[] {0, 0, 100, 0, 100, 18, 61, 18, 61, 100, 39, 100, 39, 18, 0, 18}));
    }

    private static Letter n() {
        double[] outline = {0, 100, 0, 0, 24, 0, 78, 67, 78, 0, 100, 0, 100, 100, 76, 100, 22, 33, 22, 100};
        return new Letter('N', List.of(outline));
    }

    private static Letter u() {
        var points = new ArrayList<Double>(List.of(0.0, 0.0, 22.0, 0.0));
        arc(points, 50, 60, 28, 22, 180, 0);
        points.addAll(List.of(78.0, 0.0, 100.0, 0.0));
        arc(points, 50, 60, 50, 40, 0, 180);
        return new Letter('U', List.of(array(points)));
    }

    /** From the upper tip anticlockwise to the lower one, and back inside. */
    private static Letter c() {
        var points = new ArrayList<Double>();
        arc(points, 53, 50, 53, 50, -33, -327);
        arc(points, 53, 50, 31, 31.5, -322, -38);
        return new Letter('C', List.of(stretched(points)));
    }

    private static Letter g() {
        var points = new ArrayList<Double>();
        arc(points, 53, 50, 53, 50, -36, -318);
        points.addAll(List.of(100.0, 84.0, 100.0, 46.0, 56.0, 46.0, 56.0, 63.0, 78.0, 63.0, 78.0, 73.5));
        arc(points, 53, 50, 31, 31.5, -305, -42);
        return new Letter('G', List.of(stretched(points)));
    }

    /** Points of an ellipse by degrees, clockwise on the page from three o'clock. */
    private static void arc(List<Double> points, double x, double y, double rx, double ry, int from, int to) {
        int steps = Math.max(8, Math.abs(to - from) / 8);
        for (int i = 0; i <= steps; i++) {
            double angle = Math.toRadians(from + (double) (to - from) * i / steps);
            points.add(x + rx * Math.cos(angle));
            points.add(y + ry * Math.sin(angle));
        }
    }

    /** Sideways so that the outline fills the box from 0 to 100. */
    private static double[] stretched(List<Double> points) {
        double[] ring = array(points);
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (int i = 0; i < ring.length; i += 2) {
            low = Math.min(low, ring[i]);
            high = Math.max(high, ring[i]);
        }
        for (int i = 0; i < ring.length; i += 2) {
            ring[i] = (ring[i] - low) * 100 / (high - low);
        }
        return ring;
    }

    private static double[] array(List<Double> points) {
        return points.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
