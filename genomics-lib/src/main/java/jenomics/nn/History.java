package jenomics.nn;

import java.util.ArrayList;
import java.util.List;
import jenomics.plot.Chart;
import jenomics.plot.LineChart;
import jenomics.plot.Panels;

/**
 * How a training went: the loss of every step, and after every epoch the loss and a metric on the validation samples.
 * Written by the loop while notebooks read it.
 */
public final class History {

    /**
     * One value of a curve.
     *
     * @param step how many optimizer steps had been made
     * @param value what was seen then
     */
    public record Point(int step, double value) {}

    private static final int SMOOTHING = 20;

    /** Two of these side by side fit a notebook's column. */
    private static final int WIDTH = 450;

    private static final int HEIGHT = 300;

    private final String metric;
    private final List<Point> losses = new ArrayList<>();
    private final List<Point> scores = new ArrayList<>();

    /**
     * An empty one.
     *
     * @param metric the name of the validation metric
     */
    public History(String metric) {
        this.metric = metric;
    }

    /** Notes the training loss of one step; steps are counted from 1. */
    public synchronized void loss(int step, double value) {
        losses.add(new Point(step, value));
    }

    /** Notes the validation metric after so many steps. */
    public synchronized void score(int step, double value) {
        scores.add(new Point(step, value));
    }

    /** The training loss of each step. */
    public synchronized List<Point> losses() {
        return List.copyOf(losses);
    }

    /** The validation metric: before training (step 0) and after each epoch. */
    public synchronized List<Point> scores() {
        return List.copyOf(scores);
    }

    /** The name of the validation metric. */
    public String metric() {
        return metric;
    }

    /** Loss by step (each, and smoothed), and beside it the validation metric where there is one. */
    public Chart chart() {
        var steps = losses();
        var points = scores();
        if (steps.isEmpty()) {
            return scoreChart(points);
        }
        double[] xs = xs(steps);
        var loss = LineChart.of("Training loss")
                .size(WIDTH, HEIGHT)
                .x("step")
                .y("loss")
                .smoothed("each batch and their moving average", xs, ys(steps), SMOOTHING);
        return points.isEmpty() ? loss : Panels.beside(loss, scoreChart(points));
    }

    private Chart scoreChart(List<Point> points) {
        return LineChart.of("Validation " + metric)
                .size(WIDTH, HEIGHT)
                .x("step")
                .y(metric)
                .line("validation", xs(points), ys(points));
    }

    private static double[] xs(List<Point> points) {
        return points.stream().mapToDouble(Point::step).toArray();
    }

    private static double[] ys(List<Point> points) {
        return points.stream().mapToDouble(Point::value).toArray();
    }
}
