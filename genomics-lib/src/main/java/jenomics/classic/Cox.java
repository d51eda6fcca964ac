package jenomics.classic;

import java.util.Map;
import jenomics.learn.Estimator;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/**
 * Cox's proportional hazards model (1972) without a penalty, for a few features and many events: hazard ratios with
 * intervals and tests. For more features use an {@link ElasticNet} on the same task.
 *
 * @param ties how events at the same time are taken
 */
public record Cox(Ties ties) implements Estimator<MultiOmics> {

    /** How events at the same time are taken. */
    public enum Ties {
        /** As if one after the other in no known order, on the average (Efron 1977); R's default. */
        EFRON,
        /** As if all were at risk at each of them (Breslow 1974). */
        BRESLOW
    }

    /** The same with ties as Breslow takes them. */
    public Cox breslow() {
        return new Cox(Ties.BRESLOW);
    }

    @Override
    public String name() {
        return "Cox model";
    }

    /**
     * @throws GenomicsException if the task is no survival, a value is missing, there are as many features as events, a
     *     feature is the same in all samples or a sum of others, or events are told apart perfectly
     */
    @Override
    public CoxModel fit(MultiOmics train, Task task, Seed seed) {
        if (task.kind() != Task.Kind.SURVIVAL) {
            throw new GenomicsException(
                    "A Cox model learns survival; the task is " + task
                            + ". Say Task.survival(\"time\", \"event\"), or use Classic.elasticNet().",
                    Map.of("task", task.toString()));
        }
        var lesson = Lesson.withSurvival(name(), train, task);
        var times = (Outcome.Times) Outcome.of(lesson, 0);
        int events = 0;
        for (boolean event : times.event()) {
            events += event ? 1 : 0;
        }
        if (lesson.features().count() >= events) {
            throw new GenomicsException(
                    "A Cox model without a penalty needs more events than features; found "
                            + Phrases.count(events, "event") + " and "
                            + Phrases.count(lesson.features().count(), "feature")
                            + ". Choose features, or use Classic.elasticNet() on the same task.",
                    Map.of("events", events, "features", lesson.features().count()));
        }
        double[] mean = Design.means(lesson.x());
        double[][] rows = Design.around(mean, lesson.x());
        requireVarying(rows, lesson);
        var fit = CoxFit.of(
                rows, times.time(), times.event(), ties, lesson.features().list());
        return new CoxModel(lesson.learned(), this, fit, mean, events);
    }

    private static void requireVarying(double[][] rows, Lesson lesson) {
        double[] deviation = Design.deviations(rows);
        for (int f = 0; f < deviation.length; f++) {
            if (deviation[f] == 0) {
                String name = lesson.features().list().get(f);
                throw new GenomicsException(
                        "A Cox model cannot tell what '" + name + "' does: it is the same in all training samples."
                                + " Leave it out.",
                        Map.of("feature", name));
            }
        }
    }
}
