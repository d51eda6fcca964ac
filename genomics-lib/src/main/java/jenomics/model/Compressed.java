package jenomics.model;

import java.util.List;
import java.util.Locale;
import jenomics.learn.Metric;
import jenomics.learn.Scores;
import jenomics.learn.Scoring;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.sequence.SequenceSet;

/**
 * A model made smaller or faster, and what that cost.
 *
 * @param how what was done
 * @param run the smaller model
 * @param metric what it is judged by
 * @param before the model it was made from
 * @param after the smaller model
 */
public record Compressed(String how, Run run, Metric metric, Size before, Size after) implements Described {

    /**
     * What a model needs and gives.
     *
     * @param numbers how many of its weights are not zero
     * @param bytes of its weights in memory
     * @param perSecond sequences it reads in a second, on this machine as busy as it is now
     * @param score the metric on the samples
     */
    public record Size(long numbers, long bytes, double perSecond, double score) {

        static Size of(Run run, SequenceSet samples, Metric metric) {
            run.predict(samples.head(Math.min(8, samples.size())));
            long begun = System.nanoTime();
            var predictions = run.predict(samples);
            double seconds = (System.nanoTime() - begun) / 1e9;
            var scores = Scores.of(
                    predictions, run.task().targets(samples), Scoring.standard().resamples(20));
            return new Size(
                    NetworkSize.numbers(run.encoder().net()),
                    NetworkSize.bytes(run.encoder().net()),
                    samples.size() / seconds,
                    scores.get(metric).value());
        }
    }

    /** @param samples labelled, unseen by both */
    static Compressed of(String how, Run before, Run after, SequenceSet samples) {
        var metric = before.plan().watched();
        return new Compressed(how, after, metric, Size.of(before, samples, metric), Size.of(after, samples, metric));
    }

    @Override
    public Description describe() {
        return Description.of(String.format(
                        Locale.ROOT,
                        "%s · %.0f %% of the bytes · %s %.3f instead of %.3f",
                        how,
                        100.0 * after.bytes() / before.bytes(),
                        metric,
                        after.score(),
                        before.score()))
                .with(
                        "",
                        List.of("", "before", "after"),
                        List.of(
                                row("weights that are not zero", "%,d", before.numbers(), after.numbers()),
                                row("bytes of weights", "%,d", before.bytes(), after.bytes()),
                                row("sequences per second", "%.0f", before.perSecond(), after.perSecond()),
                                row(metric.toString(), "%.3f", before.score(), after.score())));
    }

    private static List<String> row(String name, String format, Object one, Object other) {
        return List.of(name, String.format(Locale.ROOT, format, one), String.format(Locale.ROOT, format, other));
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
