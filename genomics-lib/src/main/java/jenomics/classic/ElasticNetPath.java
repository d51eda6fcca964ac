package jenomics.classic;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.Task;
import jenomics.plot.Chart;
import jenomics.plot.LineChart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/** The fits of an {@link ElasticNet} from the strongest penalty to the weakest. */
public final class ElasticNetPath implements Described {
    private static final int LINES = 8;

    private final Learned learned;
    private final PenalisedPath path;
    private final double[] deviation;
    private final int firstOutput;

    /** @param firstOutput the output of the task that the path's first one is */
    ElasticNetPath(Learned learned, PenalisedPath path, double[] deviation, int firstOutput) {
        this.learned = learned;
        this.path = path;
        this.deviation = deviation;
        this.firstOutput = firstOutput;
    }

    /** How many strengths were fitted. */
    public int size() {
        return path.size();
    }

    /** The strengths, descending. */
    public double[] lambdas() {
        return path.lambdas().clone();
    }

    /** The share of the deviance that each strength explains. */
    public double[] explained() {
        return path.explained().clone();
    }

    /** The names of the features, in the order of {@link #coefficients}. */
    public List<String> features() {
        return learned.features().list();
    }

    /** How many outputs have coefficients at each strength: classes, or one. */
    public int outputs() {
        return path.steps().get(0).intercepts().length;
    }

    /** How many features have a coefficient at a strength. */
    public int used(int strength) {
        return step(strength).features().length;
    }

    /** The constant at a strength. */
    public double intercept(int strength, int output) {
        return step(strength).intercepts()[checked(output)];
    }

    /** The coefficient of every feature as it was measured. */
    public double[] coefficients(int strength, int output) {
        return step(strength).dense(checked(output), deviation.length);
    }

    private PathStep step(int strength) {
        if (strength < 0 || strength >= size()) {
            throw new GenomicsException(
                    "There is no strength " + strength + ": the path has " + size() + ", numbered from 0.",
                    Map.of("strength", strength));
        }
        return path.steps().get(strength);
    }

    private int checked(int output) {
        if (output < 0 || output >= outputs()) {
            throw new GenomicsException(
                    "There is no output " + output + ": the path has " + outputs() + ", numbered from 0.",
                    Map.of("output", output));
        }
        return output;
    }

    /** The coefficients of the first output along the path. */
    public Chart plot() {
        return chart(0, Double.NaN);
    }

    /** The coefficients of an output that are largest at a strength (at the end, without one), along the path. */
    LineChart chart(int output, double chosen) {
        double[] x = logs(path.lambdas());
        var names = features();
        var chart = LineChart.of(learned.learner() + ": coefficients" + ofOutput(output))
                .x("log10 lambda")
                .y("coefficient per standard deviation");
        var at = Double.isNaN(chosen) ? step(size() - 1) : path.at(chosen, deviation.length);
        for (int f : largest(at.features().length == 0 ? step(size() - 1) : at, output)) {
            double[] y = path.steps().stream()
                    .mapToDouble(step -> step.dense(output, deviation.length)[f] * deviation[f])
                    .toArray();
            chart = chart.line(names.get(f), x, y);
        }
        return Double.isNaN(chosen) ? chart : chart.mark(Math.log10(chosen), "chosen");
    }

    private int[] largest(PathStep at, int output) {
        double[] b = at.dense(output, deviation.length);
        return IntStream.range(0, b.length)
                .boxed()
                .sorted((f, g) -> Double.compare(Math.abs(b[g] * deviation[g]), Math.abs(b[f] * deviation[f])))
                .limit(LINES)
                .mapToInt(f -> f)
                .toArray();
    }

    private String ofOutput(int output) {
        var kind = learned.task().kind();
        boolean several = kind == Task.Kind.MULTICLASS || kind == Task.Kind.MULTILABEL;
        return several ? " for " + learned.outputName(firstOutput + output) : "";
    }

    static double[] logs(double[] lambdas) {
        return Arrays.stream(lambdas)
                .map(lambda -> Math.log10(Math.max(lambda, Double.MIN_NORMAL)))
                .toArray();
    }

    /** {@code elastic net · regression 'level' · ... · 100 lambdas from 2.1 to 0.021}, then some of them. */
    @Override
    public Description describe() {
        int every = Math.max(1, size() / 10);
        var rows = IntStream.range(0, size())
                .filter(m -> m % every == 0 || m == size() - 1)
                .mapToObj(m -> List.of(
                        Phrases.value(path.lambdas()[m]),
                        Phrases.count(used(m)),
                        String.format(Locale.ROOT, "%.1f %%", 100 * path.explained()[m])))
                .toList();
        String range = Phrases.value(path.lambdas()[0]) + " to " + Phrases.value(path.lambdas()[size() - 1]);
        return Description.of(learned.headline() + " · " + Phrases.count(size(), "lambda") + " from " + range)
                .with("", List.of("lambda", "features", "deviance explained"), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
