package jenomics.omics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import jenomics.learn.FittedPreparation;
import jenomics.learn.Preparation;
import jenomics.learn.Task;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * The steps that are planned on a cohort.
 *
 * @param planned in the order in which they are carried out
 * @param leaks the places of those that are fitted to {@code everything}, on purpose
 * @param everything training and test samples; null where nothing leaks
 */
record Plan(List<CohortStep> planned, Set<Integer> leaks, MultiOmics everything) implements Preparation<MultiOmics> {
    static final Plan NOTHING = new Plan(List.of(), Set.of(), null);

    Plan {
        planned = List.copyOf(planned);
        leaks = Set.copyOf(leaks);
    }

    Plan and(CohortStep step) {
        var more = new ArrayList<>(planned);
        more.add(step);
        return new Plan(more, leaks, everything);
    }

    /** The layers that steps add. */
    List<String> added() {
        return planned.stream().flatMap(s -> s.adds().stream()).toList();
    }

    /** On which scale a layer will be, if it is now on this one. */
    Scale scale(String layer, Scale now) {
        Scale scale = now;
        for (var step : planned) {
            if (step instanceof LayerStep own && own.layer().equals(layer)) {
                scale = own.step().scaleAfter(layer, scale);
            }
        }
        return scale;
    }

    /** Without what concerns only other layers than these. */
    Plan only(List<String> layers) {
        Predicate<CohortStep> stays = step -> step instanceof LayerStep own
                ? layers.contains(own.layer())
                : step.adds().isEmpty() || step.adds().stream().anyMatch(layers::contains);
        return new Plan(planned.stream().filter(stays).toList(), Set.of(), null);
    }

    @Override
    public List<Planned> steps() {
        return planned.stream().map(s -> new Planned(s.name(), s.learns())).toList();
    }

    @Override
    public Plan leaking(int step, MultiOmics all) {
        if (step < 0 || step >= planned.size()) {
            throw new GenomicsException(
                    "There is no step number " + step + " in this preparation: it has " + planned.size()
                            + ", numbered from 0.",
                    Map.of("step", step, "steps", planned.size()));
        }
        var more = new HashSet<>(leaks);
        more.add(step);
        return new Plan(planned, more, all);
    }

    @Override
    public FittedPreparation<MultiOmics> fit(MultiOmics train, Task task, Seed seed) {
        return fit(train, Optional.of(task), seed);
    }

    FittedPreparation<MultiOmics> fit(MultiOmics train, Optional<Task> task, Seed seed) {
        var fitted = new ArrayList<FittedCohortStep>();
        var now = train.unplanned();
        var all = everything == null ? null : everything.unplanned();
        for (int i = 0; i < planned.size(); i++) {
            var from = leaks.contains(i) ? all : now;
            var step = planned.get(i).fit(new TrainingSamples(from, task, seed.at(i)));
            now = step.train(now);
            all = all == null ? null : step.apply(all);
            fitted.add(step);
        }
        return new FittedPlan(List.copyOf(fitted), now);
    }

    /**
     * The steps, fitted.
     *
     * @param steps in their order
     * @param train the training samples, prepared
     */
    record FittedPlan(List<FittedCohortStep> steps, MultiOmics train) implements FittedPreparation<MultiOmics> {
        @Override
        public MultiOmics apply(MultiOmics samples) {
            var prepared = samples.unplanned();
            for (var step : steps) {
                prepared = step.apply(prepared);
            }
            return prepared;
        }
    }

    /** Rows of a table that shows the steps: number, layer, step, learned from. */
    List<List<String>> rows() {
        var rows = new ArrayList<List<String>>();
        for (var step : planned) {
            boolean one = step instanceof LayerStep;
            rows.add(Arrays.asList(
                    Integer.toString(rows.size() + 1),
                    one ? ((LayerStep) step).layer() : "all",
                    one ? ((LayerStep) step).step().name() : step.name(),
                    step.learns() ? "learned from training samples" : "each sample by itself"));
        }
        return rows;
    }

    /** The names of all layers there will be, each once. */
    List<String> layers(List<String> now) {
        var names = new LinkedHashSet<>(now);
        names.addAll(added());
        return List.copyOf(names);
    }
}
