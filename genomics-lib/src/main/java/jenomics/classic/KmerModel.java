package jenomics.classic;

import de.bwaldvogel.liblinear.Feature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.learn.Task;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceSet;

/** A {@link KmerLogistic} that has learned. */
public final class KmerModel implements Fitted<SequenceSet>, Described {
    private static final int SHOWN = 5;

    private final KmerLogistic plan;
    private final Task task;
    private final KmerFeatures features;
    private final List<LinearFit> fits;
    private final double cost;
    private final int sequences;

    KmerModel(KmerLogistic plan, Task task, KmerFeatures features, List<LinearFit> fits, double cost, int sequences) {
        this.plan = plan;
        this.task = task;
        this.features = features;
        this.fits = fits;
        this.cost = cost;
        this.sequences = sequences;
    }

    @Override
    public Predictions predict(SequenceSet samples) {
        var rows = features.rows(samples);
        double[][] values = Arrays.stream(rows).map(this::predict).toArray(double[][]::new);
        return new Predictions(
                task, IntStream.range(0, samples.size()).mapToObj(samples::id).toList(), values);
    }

    private double[] predict(Feature[] row) {
        double[] values = fits.stream()
                .mapToDouble(fit -> task.kind() == Task.Kind.REGRESSION ? fit.at(row) : fit.probability(row))
                .toArray();
        if (task.kind() == Task.Kind.MULTICLASS) {
            double sum = Arrays.stream(values).sum();
            return Arrays.stream(values)
                    .map(v -> sum > 0 ? v / sum : 1.0 / fits.size())
                    .toArray();
        }
        return values;
    }

    /** What was predicted, with its classes in the order of the predictions. */
    public Task task() {
        return task;
    }

    /** The cost that was chosen (liblinear's C). */
    public double cost() {
        return cost;
    }

    /**
     * The weight of every k-mer that counts, per typical standard deviation of a k-mer's frequency, the strongest for
     * this class first.
     *
     * @param output the class or label in {@code task().classes()}; for binary and regression 0
     */
    public Map<String, Double> weights(int output) {
        if (output < 0 || output >= fits.size()) {
            throw new GenomicsException(
                    "There is no output " + output + ": the task " + task + " has " + fits.size()
                            + ", numbered from 0.",
                    Map.of("output", output));
        }
        double[] weights = fits.get(output).weights();
        var ordered = new LinkedHashMap<String, Double>();
        IntStream.range(0, weights.length - 1)
                .filter(f -> features.varies()[f])
                .boxed()
                .sorted(Comparator.comparingDouble(f -> -weights[f]))
                .forEach(f -> ordered.put(features.name(f), weights[f]));
        return ordered;
    }

    /** {@code 6-mer logistic regression · binary 'promoter' [no, yes] · 4,096 k-mers · C 0.001 · 3,402 sequences}. */
    @Override
    public Description describe() {
        var shown = Description.of(String.format(
                Locale.ROOT,
                "%s · %s · %,d k-mers%s · C %s%s · %,d sequences",
                plan.name(),
                task,
                features.used(),
                plan.canonical() ? ", both strands as one" : "",
                cost,
                plan.costs().size() > 1 ? " of " + plan.costs().size() + " by cross-validation" : "",
                sequences));
        var rows = new ArrayList<List<String>>();
        for (int output = 0; output < fits.size(); output++) {
            var names = List.copyOf(weights(output).keySet());
            int n = Math.min(SHOWN, names.size());
            rows.add(List.of(
                    outputName(output),
                    String.join(" ", names.subList(0, n)),
                    String.join(" ", names.subList(names.size() - n, names.size()))));
        }
        return shown.with("k-mers of the largest weights", List.of("for", "more", "less"), rows);
    }

    private String outputName(int output) {
        return switch (task.kind()) {
            case REGRESSION -> task.label();
            case BINARY -> task.classes().get(1);
            default -> task.classes().get(output);
        };
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
