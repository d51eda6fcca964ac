package jenomics.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.Interval;
import jenomics.learn.Metric;
import jenomics.learn.Quantile;
import jenomics.learn.Samples;
import jenomics.plot.LineChart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import jenomics.provenance.Progress;
import jenomics.provenance.Seed;
import jenomics.provenance.StopSignal;

/**
 * How the scores of the entries of a benchmark grow with the number of training samples, and how they would go on: an
 * inverse power of that number is fitted, its intervals by drawing the folds anew. Beyond the measured sizes it is a
 * guess, and the further the worse.
 *
 * @param metric of the scores
 * @param sizes how many training samples, ascending
 * @param scores of each entry, [size][fold]; NaN where there is none
 */
public record LearningCurve(Metric metric, List<Integer> sizes, Map<String, double[][]> scores) implements Described {
    private static final int RESAMPLES = 200;
    private static final int POINTS = 40;

    public LearningCurve {
        sizes = List.copyOf(sizes);
        scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
    }

    /**
     * Runs the benchmark with each number of training samples; smaller ones are part of larger ones, and test parts
     * are the same. Stop gives back the sizes that are done.
     *
     * @param sizes how many; none: six from a tenth of the training samples to all
     */
    public static <S extends Samples<S>> LearningCurve of(Bench<S> bench, int... sizes) {
        int[] ascending = Arrays.stream(sizes.length == 0 ? usual(bench) : sizes)
                .sorted()
                .distinct()
                .toArray();
        if (ascending.length < 3 || ascending[0] < 4) {
            throw new GenomicsException(
                    "A learning curve takes at least three different sizes of 4 or more; found "
                            + Arrays.toString(sizes) + ".",
                    Map.of("sizes", Arrays.toString(sizes)));
        }
        var plan = bench.notSaved();
        var done = new ArrayList<Integer>();
        var scores = new LinkedHashMap<String, List<double[]>>();
        Metric metric = bench.metric();
        try (var stop = StopSignal.listen();
                var progress = Progress.of("learning curve", ascending.length, "sizes")) {
            for (int size : ascending) {
                var table = new BenchRun<>(plan.limited(size)).quiet().run();
                if (stop.requested()) {
                    break;
                }
                done.add(size);
                for (var standing : table.standings()) {
                    scores.computeIfAbsent(standing.name(), n -> new ArrayList<>())
                            .add(table.scores(standing.name(), metric));
                }
                progress.done(done.size());
            }
        }
        var byEntry = new LinkedHashMap<String, double[][]>();
        bench.entries()
                .forEach(e -> byEntry.put(
                        e.name(), scores.getOrDefault(e.name(), List.of()).toArray(double[][]::new)));
        return new LearningCurve(metric, done, byEntry);
    }

    private static int[] usual(Bench<?> bench) {
        var task = bench.task().resolve(bench.samples());
        int all = bench.folds(task.targets(bench.samples())).stream()
                .mapToInt(f -> f.train().length)
                .min()
                .orElseThrow();
        double least =
                Math.max(0.1 * all, Math.max(6, 3.0 * Math.max(2, task.classes().size())));
        return IntStream.range(0, 6)
                .map(k -> (int) Math.round(least * Math.pow(all / least, k / 5.0)))
                .toArray();
    }

    private double[][] of(String entry) {
        var found = scores.get(entry);
        if (found == null) {
            throw new GenomicsException(
                    "The learning curve has no entry '" + entry + "'; it has " + Phrases.quoted(scores.keySet()) + ".",
                    Map.of("entry", entry));
        }
        return found;
    }

    /** The score to expect of so many training samples, by the fitted curve, with a 95 % interval. */
    public Interval at(String entry, double size) {
        var fits = fits(entry);
        return interval(fits.get(0).at(size), fits.stream().skip(1).mapToDouble(f -> f.at(size)));
    }

    /** How many training samples reach this score, by the fitted curve; infinite where they never do. */
    public Interval samplesFor(String entry, double score) {
        var fits = fits(entry);
        return interval(fits.get(0).sizeFor(score), fits.stream().skip(1).mapToDouble(f -> f.sizeFor(score)));
    }

    /** The score of infinitely many samples, by the fitted curve. */
    public Interval plateau(String entry) {
        var fits = fits(entry);
        return interval(fits.get(0).plateau(), fits.stream().skip(1).mapToDouble(InversePower::plateau));
    }

    private static Interval interval(double value, java.util.stream.DoubleStream resampled) {
        double[] sorted = resampled.sorted().toArray();
        return new Interval(value, end(sorted, 0.025), end(sorted, 0.975));
    }

    /** Infinities are no numbers to interpolate. */
    private static double end(double[] sorted, double q) {
        double end = Quantile.of(sorted, q);
        return Double.isNaN(end) ? Double.POSITIVE_INFINITY : end;
    }

    /** The curve of all folds, then those of folds drawn anew. */
    private List<InversePower> fits(String entry) {
        double[][] byFold = of(entry);
        double[] n = sizes.stream().mapToDouble(s -> s).toArray();
        int folds = byFold[0].length;
        int[] all = IntStream.range(0, folds).toArray();
        var fits = new ArrayList<InversePower>();
        fits.add(InversePower.fit(n, means(byFold, all), metric));
        for (int r = 0; r < RESAMPLES; r++) {
            var random = Seed.of(7).at(r).random();
            int[] drawn =
                    IntStream.range(0, folds).map(f -> random.nextInt(folds)).toArray();
            fits.add(InversePower.fit(n, means(byFold, drawn), metric));
        }
        return fits;
    }

    private static double[] means(double[][] byFold, int[] folds) {
        return Arrays.stream(byFold)
                .mapToDouble(row -> Arrays.stream(folds)
                        .mapToDouble(f -> row[f])
                        .filter(v -> !Double.isNaN(v))
                        .average()
                        .orElse(Double.NaN))
                .toArray();
    }

    /** Measured means as lines, each with the interval of the fitted curve as a band. */
    public LineChart plot() {
        double least = sizes.get(0);
        double most = 2.0 * sizes.get(sizes.size() - 1);
        double[] xs = IntStream.range(0, POINTS)
                .mapToDouble(k -> least * Math.pow(most / least, k / (POINTS - 1.0)))
                .toArray();
        var chart = LineChart.of("Learning curve")
                .x("training samples")
                .y(metric.toString())
                .xRange(least, most)
                .logX();
        for (String entry : scores.keySet()) {
            var fits = fits(entry);
            double[] n = sizes.stream().mapToDouble(s -> s).toArray();
            double[] low = new double[POINTS];
            double[] high = new double[POINTS];
            for (int k = 0; k < POINTS; k++) {
                double x = xs[k];
                double[] sorted =
                        fits.stream().skip(1).mapToDouble(f -> f.at(x)).sorted().toArray();
                low[k] = Quantile.of(sorted, 0.025);
                high[k] = Quantile.of(sorted, 0.975);
            }
            int folds = of(entry)[0].length;
            chart = chart.line(
                            entry, n, means(of(entry), IntStream.range(0, folds).toArray()))
                    .band(xs, low, high);
        }
        return chart.mark(sizes.get(sizes.size() - 1), "measured up to here");
    }

    @Override
    public Description describe() {
        var columns = new ArrayList<>(List.of("training samples"));
        columns.addAll(scores.keySet());
        var rows = new ArrayList<List<String>>();
        for (int s = 0; s < sizes.size(); s++) {
            var row = new ArrayList<>(List.of(String.format(Locale.ROOT, "%,d", sizes.get(s))));
            for (double[][] byFold : scores.values()) {
                row.add(Interval.number(
                        means(byFold, IntStream.range(0, byFold[s].length).toArray())[s]));
            }
            rows.add(row);
        }
        var guess = new ArrayList<List<String>>();
        int most = sizes.isEmpty() ? 0 : sizes.get(sizes.size() - 1);
        for (int times : sizes.size() < 3 ? new int[0] : new int[] {2, 4}) {
            var row = new ArrayList<>(List.of(String.format(Locale.ROOT, "%,d", times * most)));
            scores.keySet().forEach(entry -> row.add(at(entry, times * most).toString()));
            guess.add(row);
        }
        return Description.of("learning curve · " + metric + " from " + (sizes.isEmpty() ? 0 : sizes.get(0)) + " to "
                        + most + " training samples")
                .with("measured", columns, rows)
                .with("by the fitted curve, a guess", columns, guess);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
