package jenomics.classic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.Estimator;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/**
 * The nearest neighbours by Euclidean distance of standardised features: the share of each class among them, or their
 * mean. How many is chosen by the squared error of each training sample left out in turn.
 *
 * @param neighbours the numbers tried; one alone is taken as it is
 */
public record Knn(List<Integer> neighbours) implements Estimator<MultiOmics> {

    public Knn {
        neighbours = neighbours.stream().sorted().toList();
        if (neighbours.isEmpty() || neighbours.get(0) < 1) {
            throw new GenomicsException(
                    "Nearest neighbours are at least 1; found " + neighbours + ".", Map.of("neighbours", neighbours));
        }
    }

    /** The same with these numbers to choose from; one alone is taken as it is. */
    public Knn neighbours(int... numbers) {
        return new Knn(Arrays.stream(numbers).boxed().toList());
    }

    @Override
    public String name() {
        return "nearest neighbours";
    }

    /**
     * @throws GenomicsException if a value is missing, there is one class only, or there are not more training samples
     *     than the fewest neighbours tried
     */
    @Override
    public KnnModel fit(MultiOmics train, Task task, Seed seed) {
        var lesson = Lesson.of(name(), train, task);
        lesson.requireDifferences();
        var possible = neighbours.stream().filter(k -> k < lesson.size()).toList();
        if (possible.isEmpty()) {
            throw new GenomicsException(
                    "Nearest neighbours needs more training samples than neighbours; found "
                            + Phrases.count(lesson.size(), "sample") + " for " + neighbours + ".",
                    Map.of("samples", lesson.size(), "neighbours", neighbours));
        }
        var scaling = Scaling.of(lesson.x());
        double[][] rows = scaling.rows(lesson.x());
        int k = possible.size() == 1 ? possible.get(0) : best(possible, rows, lesson.y());
        return new KnnModel(lesson.learned(), scaling, rows, lesson.y(), k);
    }

    private static int best(List<Integer> possible, double[][] rows, double[][] y) {
        int most = possible.get(possible.size() - 1);
        double[][] errors = IntStream.range(0, rows.length)
                .parallel()
                .mapToObj(i -> {
                    int[] near = nearest(rows[i], rows, most, i);
                    return possible.stream()
                            .mapToDouble(k -> squared(mean(near, k, y), y[i]))
                            .toArray();
                })
                .toArray(double[][]::new);
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < possible.size(); c++) {
            double sum = 0;
            for (double[] error : errors) {
                sum += error[c];
            }
            if (sum < least) {
                least = sum;
                best = possible.get(c);
            }
        }
        return best;
    }

    private static double squared(double[] a, double[] b) {
        double sum = 0;
        for (int o = 0; o < a.length; o++) {
            sum += (a[o] - b[o]) * (a[o] - b[o]);
        }
        return sum;
    }

    /** The nearest rows, the nearest first; of those equally near the earlier first. @param without a row passed over */
    private static int[] nearest(double[] row, double[][] rows, int count, int without) {
        double[] distance = new double[rows.length];
        Arrays.setAll(distance, i -> squared(row, rows[i]));
        var order = new ArrayList<Integer>();
        for (int i = 0; i < rows.length; i++) {
            if (i != without) {
                order.add(i);
            }
        }
        order.sort((a, b) -> Double.compare(distance[a], distance[b]));
        return order.stream().limit(count).mapToInt(i -> i).toArray();
    }

    private static double[] mean(int[] near, int k, double[][] y) {
        double[] mean = new double[y[0].length];
        for (int n = 0; n < k; n++) {
            for (int o = 0; o < mean.length; o++) {
                mean[o] += y[near[n]][o] / k;
            }
        }
        return mean;
    }

    /** A {@link Knn} that has learned: it remembers all training samples. */
    public static final class KnnModel implements Fitted<MultiOmics>, Described {
        private final Learned learned;
        private final Scaling scaling;
        private final double[][] rows;
        private final double[][] y;
        private final int neighbours;

        private KnnModel(Learned learned, Scaling scaling, double[][] rows, double[][] y, int neighbours) {
            this.learned = learned;
            this.scaling = scaling;
            this.rows = rows;
            this.y = y;
            this.neighbours = neighbours;
        }

        /** How many neighbours were chosen. */
        public int neighbours() {
            return neighbours;
        }

        @Override
        public Predictions predict(MultiOmics samples) {
            double[][] values = Arrays.stream(learned.rows(samples))
                    .parallel()
                    .map(row -> mean(nearest(scaling.row(row), rows, neighbours, -1), neighbours, y))
                    .toArray(double[][]::new);
            return learned.predictions(samples, values);
        }

        @Override
        public Description describe() {
            return Description.of(learned.headline() + " · " + Phrases.count(neighbours, "neighbour"));
        }

        @Override
        public String toString() {
            return describe().text();
        }
    }
}
