package jenomics.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import jenomics.io.Snapshots;
import jenomics.io.Snapshots.Snapshot;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.nn.FrozenWeights;
import jenomics.nn.History;
import jenomics.nn.Torch;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceSet;

/**
 * Where a training keeps what it needs to be taken up again. training.json says which plan and data it is of, {@link
 * Snapshots} where it stands, run.json (with what {@link RunFolder} writes beside it) that it is done. Most trainings
 * have no folder: {@link #none} keeps nothing.
 */
final class TrainingFolder implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BELONGS_TO = "belongs to";
    private static final String FROZEN = "frozen weights";
    private static final String FROZEN_WHY = "frozen weights, why";

    private final Path folder;
    private final int every;
    private final String belongsTo;
    private final FolderLock lock;
    private final Optional<Snapshot> begun;
    private final long opened = System.nanoTime();
    private Beginning beginning;
    private FrozenChoice frozen;
    private History history;
    private String remark = "";

    private TrainingFolder(Path folder, int every, String belongsTo, FolderLock lock, Optional<Snapshot> begun) {
        this.folder = folder;
        this.every = every;
        this.belongsTo = belongsTo;
        this.lock = lock;
        this.begun = begun;
    }

    static TrainingFolder none() {
        return new TrainingFolder(null, 0, null, null, Optional.empty());
    }

    /** The folder of this plan on these data, which nobody else writes into until it is closed. */
    static TrainingFolder open(Resumable asked, Split<SequenceSet> split) {
        return open(asked.folder(), asked.every(), TrainingIdentity.of(asked, split));
    }

    static TrainingFolder open(Path folder, int every, TrainingIdentity identity) {
        var lock = FolderLock.of(folder);
        try {
            claim(folder, identity);
            String digest = identity.digest().sha256();
            var states = new Snapshots(folder);
            boolean finished = isFinished(folder);
            if (finished) {
                states.clear(); // left by a kill between the run's last file and their removal
            }
            var begun = finished ? Optional.<Snapshot>empty() : states.newest();
            begun.ifPresent(state -> requireOwn(folder, state, digest));
            return new TrainingFolder(folder, every, digest, lock, begun);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Makes the folder that of a training, unless it is that of another. */
    private static void claim(Path folder, TrainingIdentity identity) {
        var there = TrainingIdentity.read(folder);
        boolean used = isFinished(folder) || new Snapshots(folder).any();
        if (used && there == null) {
            throw new GenomicsException(
                    folder + " holds a saved run or states of a training, but no " + TrainingIdentity.FILE
                            + " that says what they belong to. Give another folder.",
                    Map.of("folder", folder.toString()));
        }
        var differences = used ? there.differences(identity) : List.<String>of();
        if (!differences.isEmpty()) {
            throw new GenomicsException(
                    folder + " holds another training. It differs in " + String.join("; ", differences)
                            + ". Give another folder, or remove this one to begin anew.",
                    Map.of("folder", folder.toString(), "differences", differences));
        }
        if (!used) {
            identity.write(folder);
        }
    }

    private static void requireOwn(Path folder, Snapshot state, String digest) {
        if (!digest.equals(state.facts().get(BELONGS_TO))) {
            throw new GenomicsException(
                    "The state of step " + state.step() + " in " + folder + " belongs to another training than "
                            + TrainingIdentity.FILE + " there. Give another folder, or remove this one to begin anew.",
                    Map.of("folder", folder.toString(), "step", state.step()));
        }
    }

    /** Whether a folder holds a run that came to its end. */
    static boolean isFinished(Path folder) {
        var file = folder.resolve(RunFolder.FILE);
        return Files.exists(file) && !Checkpoint.json(file).path("interrupted").asBoolean()
                || Files.exists(folder.resolve(EmbedderFolder.FILE));
    }

    boolean isFinished() {
        return isFinished(folder);
    }

    /** What was there before the first step, and the losses since, if this training has begun already. */
    Optional<Beginning> begun(Task task, List<String> testIds, History into) {
        begun.ifPresent(state -> RunFolder.history(json(state.facts().get("history")), into));
        return begun.map(state -> Beginning.of(state, task, testIds));
    }

    /** In which numbers the frozen weights were, if this training has begun already: a second measurement may differ. */
    Optional<FrozenChoice> frozen() {
        return begun.map(state -> new FrozenChoice(
                FrozenWeights.valueOf(state.facts().getOrDefault(FROZEN, FrozenWeights.FLOAT32.name())),
                state.facts().getOrDefault(FROZEN_WHY, "")));
    }

    /** What every state is to hold beside the training's own. */
    void begin(Beginning first, History losses, FrozenChoice numbers) {
        beginning = first;
        history = losses;
        frozen = numbers;
    }

    /** Puts a training where the last state was, or keeps its first one. @param steps how many there are to be */
    void takeUp(Carried state, int steps) {
        if (begun.isPresent()) {
            state.restore(begun.get());
            sayWhere(begun.get(), steps);
        } else if (folder != null) {
            write(state);
        }
    }

    private void sayWhere(Snapshot state, int steps) {
        remark = String.format(Locale.ROOT, "goes on from step %,d", state.step());
        say(String.format(Locale.ROOT, "%s: goes on from step %,d of %,d", folder, state.step(), steps));
        state.passedOver().forEach(TrainingFolder::say);
        String then = state.facts().get("machine");
        if (!machine().equals(then)) {
            say("It was begun on " + then + " and goes on on " + machine() + ", so the numbers differ a little from"
                    + " those of a training that was left alone.");
        }
    }

    /** Where numbers may depend on. */
    private static String machine() {
        int threads = Torch.threads();
        return "torch " + Torch.version() + ", " + Torch.deviceName() + ", " + threads
                + (threads == 1 ? " thread" : " threads");
    }

    /** Keeps the state if it is time to. */
    void passed(Carried state) {
        if (folder != null && state.steps() % every == 0) {
            save(state);
        }
    }

    /** Keeps the state. What cannot be written is said, and the training goes on: an older state is still there. */
    void save(Carried state) {
        if (folder == null) {
            return;
        }
        try {
            write(state);
            if (remark.startsWith("not saved")) {
                remark = "";
            }
        } catch (GenomicsException | UncheckedIOException e) {
            remark = String.format(Locale.ROOT, "not saved at step %,d", state.steps());
            say(e.getMessage() + " The training goes on, and is saved again after " + every
                    + " steps; the states before this one are still there.");
        }
    }

    private void write(Carried state) {
        var tensors = new LinkedHashMap<>(state.tensors());
        tensors.putAll(beginning.tensors());
        var facts = new LinkedHashMap<>(state.facts());
        facts.putAll(beginning.facts());
        facts.put(BELONGS_TO, belongsTo);
        facts.put("machine", machine());
        facts.put(FROZEN, frozen.weights().name());
        facts.put(FROZEN_WHY, frozen.why());
        facts.put("seconds", String.valueOf(seconds()));
        facts.put("resumed", JSON.valueToTree(resumed()).toString());
        facts.put("history", RunFolder.history(JSON.createObjectNode(), history).toString());
        new Snapshots(folder).write(state.steps(), tensors, facts);
    }

    /** Keeps the run in the place of the states, if it came to its end. */
    void finish(Run run) {
        finish(!run.interrupted() && run.isJudged(), run::save);
    }

    /** The same of whatever was trained. @param save writes it into a folder */
    void finish(boolean whole, Consumer<Path> save) {
        if (folder == null) {
            return;
        }
        if (!whole) {
            say(folder + ": stopped; the same cell goes on from there.");
            return;
        }
        try {
            save.accept(folder);
            new Snapshots(folder).clear();
        } catch (GenomicsException | UncheckedIOException e) {
            say(e.getMessage() + " The run is whole, but not in " + folder + ": run.save(folder) writes it elsewhere.");
        }
    }

    /** A phrase for the progress line: where it goes on from, or that it was not saved; mostly empty. */
    String remark() {
        return remark;
    }

    /** How long it has taken, with what was before it was taken up. */
    double seconds() {
        double before = begun.map(state -> Double.parseDouble(state.facts().get("seconds")))
                .orElse(0.0);
        return before + (System.nanoTime() - opened) / 1e9;
    }

    /** The steps after which it was taken up again. */
    List<Integer> resumed() {
        var steps = new ArrayList<Integer>();
        begun.ifPresent(state -> {
            json(state.facts().get("resumed")).forEach(step -> steps.add(step.asInt()));
            steps.add((int) state.step());
        });
        return steps;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("it is always written as JSON", e);
        }
    }

    private static void say(String sentence) {
        System.err.println("[jenomics] " + sentence);
    }

    @Override
    public void close() {
        if (lock != null) {
            lock.close();
        }
    }
}
