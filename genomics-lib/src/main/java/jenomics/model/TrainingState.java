package jenomics.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.io.Safetensors.Pending;
import jenomics.io.Snapshots.Snapshot;
import jenomics.nn.AdamW;
import jenomics.nn.Parameter;

/**
 * All that a training carries from one step to the next: parameters, moments, the best and the mean parameters so far,
 * and its place. What is drawn by chance (order, reading frames, dropout) follows from the seed and the place alone. As
 * float32 that is 16 bytes for each number that trains, 20 while weights are averaged.
 */
final class TrainingState implements Carried {
    private final Stepped stepped;
    private final Best best;
    private int epoch;
    private boolean over;

    TrainingState(List<Parameter> parameters, AdamW optimizer, Best best) {
        stepped = new Stepped(parameters, optimizer);
        this.best = best;
    }

    @Override
    public int steps() {
        return stepped.steps();
    }

    /** The epoch that is being worked on, from 0; all before it have been judged. */
    int epoch() {
        return epoch;
    }

    /** The epoch is judged. @param last whether there are to be no more, however many were planned */
    void judged(boolean last) {
        epoch++;
        over = last;
    }

    /** Whether the training ended before its last epoch because it no longer became better. */
    boolean over() {
        return over;
    }

    @Override
    public Map<String, Pending> tensors() {
        var tensors = new LinkedHashMap<>(stepped.tensors());
        tensors.putAll(best.tensors());
        return tensors;
    }

    @Override
    public Map<String, String> facts() {
        var facts = new LinkedHashMap<>(best.facts());
        facts.put("epoch", String.valueOf(epoch));
        facts.put("over", String.valueOf(over));
        facts.putAll(stepped.facts());
        return facts;
    }

    @Override
    public void restore(Snapshot saved) {
        stepped.restore(saved);
        best.takeUp(saved);
        epoch = Integer.parseInt(saved.facts().get("epoch"));
        over = Boolean.parseBoolean(saved.facts().get("over"));
    }
}
