package jenomics.omics;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import jenomics.learn.Preparation;
import jenomics.learn.Samples;
import jenomics.learn.Task;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/**
 * Several layers of the same samples in the same order, and what is known of the samples. A value: what changes it
 * returns another, and a choice of samples shares the numbers of the whole.
 *
 * <pre>{@code
 * var cohort = MultiOmics.of(rna, protein).with(sheet);
 * var split = Split.of(cohort).stratify("subtype").test(0.3);
 * }</pre>
 */
public final class MultiOmics implements Samples<MultiOmics>, Described {
    private final List<OmicsLayer> layers;
    private final SampleSheet sheet;
    private final List<String> notes;
    private final Plan plan;
    private Fingerprint fingerprint;

    private MultiOmics(List<OmicsLayer> layers, SampleSheet sheet, List<String> notes, Plan plan) {
        this.layers = layers;
        this.sheet = sheet;
        this.notes = notes;
        this.plan = plan;
    }

    /** Layers on the samples that all of them have, names compared as they are written. */
    public static MultiOmics of(OmicsLayer first, OmicsLayer... more) {
        var layers = new ArrayList<>(List.of(first));
        layers.addAll(List.of(more));
        return ofShared(layers, Matching.EXACT);
    }

    /** Layers on the samples that all of them have, in the order of the first; the notes say which were left out. */
    public static MultiOmics ofShared(Collection<OmicsLayer> layers, Matching matching) {
        var alignment = Alignment.of(named(layers), matching);
        var keys = alignment.shared();
        if (keys.isEmpty()) {
            throw alignment.refusal();
        }
        return new MultiOmics(alignment.arranged(keys), null, alignment.notes(keys), Plan.NOTHING);
    }

    /** Layers on the samples that any of them has; in a layer that lacks one, all its values are missing. */
    public static MultiOmics ofAll(Collection<OmicsLayer> layers, Matching matching) {
        var alignment = Alignment.of(named(layers), matching);
        var keys = alignment.all();
        int apart = layers.stream().mapToInt(OmicsLayer::size).sum();
        if (layers.size() > 1 && keys.size() == apart) {
            throw alignment.refusal();
        }
        return new MultiOmics(alignment.arranged(keys), null, alignment.notes(keys), Plan.NOTHING);
    }

    private static List<OmicsLayer> named(Collection<OmicsLayer> layers) {
        if (layers.isEmpty()) {
            throw new GenomicsException("A cohort needs at least one layer; found none.");
        }
        var names = new HashSet<String>();
        for (var layer : layers) {
            if (!names.add(layer.name())) {
                throw new GenomicsException(
                        "Two layers are named '" + layer.name() + "'. Give one another name: layer.named(\"...\").",
                        Map.of("layer", layer.name()));
            }
        }
        return List.copyOf(layers);
    }

    /** The same samples with what a sheet knows of them, by their names as they are written. */
    public MultiOmics with(SampleSheet other) {
        return with(other, Matching.EXACT);
    }

    /**
     * The same samples with what a sheet knows of them. Rows of others are passed over; a sample without a row has no
     * attributes, and the notes say so. A sheet without any of the samples is an error.
     */
    public MultiOmics with(SampleSheet other, Matching matching) {
        var rows = Alignment.places("the sample sheet", other.ids(), matching);
        int[] places = ids().stream()
                .mapToInt(id -> rows.getOrDefault(matching.key(id), -1))
                .toArray();
        var without = IntStream.range(0, size())
                .filter(i -> places[i] < 0)
                .mapToObj(this::id)
                .toList();
        if (without.size() == size()) {
            throw new GenomicsException(
                    "The sample sheet has no row for any sample, with names compared " + matching + ": its column '"
                            + other.idColumn() + "' has " + Phrases.firstThree(other.ids()) + "; the samples are "
                            + Phrases.firstThree(ids()) + "."
                            + Alignment.other(matching, m -> found(other, m)),
                    Map.of("matching", matching, "column", other.idColumn()));
        }
        var remarks = new ArrayList<>(notes);
        if (!without.isEmpty()) {
            remarks.add("no row in the sample sheet for " + Phrases.count(without.size(), "sample") + ": "
                    + Phrases.firstThree(without));
        }
        if (other.size() > size() - without.size()) {
            remarks.add(Phrases.count(other.size() - size() + without.size(), "row")
                    + " of the sample sheet belong to no sample here");
        }
        return new MultiOmics(layers, other.arranged(ids(), places), List.copyOf(remarks), plan);
    }

    private int found(SampleSheet other, Matching matching) {
        var keys = new HashSet<String>();
        other.ids().forEach(id -> keys.add(matching.key(id)));
        return (int)
                ids().stream().filter(id -> keys.contains(matching.key(id))).count();
    }

    /** The layers, in order; all with the same samples. */
    public List<OmicsLayer> layers() {
        return layers;
    }

    public List<String> layerNames() {
        return layers.stream().map(OmicsLayer::name).toList();
    }

    /** The layer of this name. */
    public OmicsLayer layer(String name) {
        return layers.stream()
                .filter(l -> l.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new GenomicsException(
                        "There is no layer '" + name + "' here; there are " + layerNames() + ".",
                        Map.of("layer", name, "layers", layerNames())));
    }

    /** Only these layers, in this order. */
    public MultiOmics only(String... names) {
        if (names.length == 0) {
            throw new GenomicsException("Name at least one layer; there are " + layerNames() + ".");
        }
        var wanted = List.of(names);
        var kept = wanted.stream()
                .filter(n -> layerNames().contains(n) || !plan.added().contains(n))
                .map(this::layer)
                .toList();
        if (kept.isEmpty()) {
            throw new GenomicsException(
                    "The layers " + wanted + " are only planned; keep one beside them that is there: " + layerNames()
                            + ".",
                    Map.of("layers", wanted));
        }
        return new MultiOmics(kept, sheet, notes, plan.only(wanted));
    }

    /** The same with a layer in place of the one of that name, or as a further one; it has the same samples in order. */
    public MultiOmics with(OmicsLayer layer) {
        if (!layer.samples().equals(ids())) {
            throw new GenomicsException(
                    "The layer '" + layer.name() + "' has other samples, or in another order: "
                            + Phrases.firstThree(layer.samples()) + "; here they are " + Phrases.firstThree(ids())
                            + ". To align layers, begin with MultiOmics.of(...).",
                    Map.of("layer", layer.name()));
        }
        var replaced = new ArrayList<>(layers);
        int place = layerNames().indexOf(layer.name());
        if (place < 0) {
            replaced.add(layer);
        } else {
            replaced.set(place, layer);
        }
        return new MultiOmics(List.copyOf(replaced), sheet, notes, plan);
    }

    /** The same with this layer said to be on this scale. */
    public MultiOmics scale(String layer, Scale scale) {
        return with(layer(layer).withScale(scale));
    }

    /**
     * The same with these steps planned for one layer, after those planned already. Nothing is computed yet: a learner or
     * a benchmark carries them out, each fitted to the training samples of the fold and to nothing else.
     *
     * <pre>{@code cohort.prepare("rna", log2Cpm(), standardize())}</pre>
     *
     * @throws GenomicsException if there is no such layer, or a step makes no sense on its scale
     */
    public MultiOmics prepare(String layer, Step... steps) {
        var known = plan.layers(layerNames());
        if (!known.contains(layer)) {
            throw new GenomicsException(
                    "There is no layer '" + layer + "' to prepare; there are " + known + ".",
                    Map.of("layer", layer, "layers", known));
        }
        var planned = plan;
        for (var step : steps) {
            planned = planned.and(new LayerStep(layer, step));
        }
        planned.scale(layer, layerNames().contains(layer) ? layer(layer).scale() : Scale.UNKNOWN);
        return new MultiOmics(layers, sheet, notes, planned);
    }

    /** The same with these steps planned for each layer there will be by then. */
    public MultiOmics prepare(Step... steps) {
        var planned = this;
        for (String layer : plan.layers(layerNames())) {
            planned = planned.prepare(layer, steps);
        }
        return planned;
    }

    /** The same with these steps planned, which concern all layers at once. */
    public MultiOmics prepare(CohortStep... steps) {
        var planned = plan;
        for (var step : steps) {
            planned = planned.and(step);
        }
        return new MultiOmics(layers, sheet, notes, planned);
    }

    /** The steps that are planned and not carried out yet. */
    @Override
    public Preparation<MultiOmics> preparation() {
        return plan;
    }

    /**
     * The samples with all planned steps fitted to them and carried out: for looking at. A score of test samples that were
     * prepared so would be too good.
     */
    public MultiOmics prepared() {
        return prepared(Optional.empty());
    }

    /** See {@link #prepared()}; for steps that choose by what is to be predicted. */
    public MultiOmics prepared(Task task) {
        return prepared(Optional.of(task));
    }

    private MultiOmics prepared(Optional<Task> task) {
        var done = plan.fit(this, task, Seed.of(7)).train();
        boolean learned = plan.steps().stream().anyMatch(Preparation.Planned::learns);
        return learned ? done.withNotes(List.of("prepared by what all these samples say: for looking at")) : done;
    }

    /** The same with nothing planned on them. */
    MultiOmics unplanned() {
        return plan == Plan.NOTHING ? this : new MultiOmics(layers, sheet, notes, Plan.NOTHING);
    }

    Plan plan() {
        return plan;
    }

    /** What is known of the samples, in their order; without a sheet an error that says how to give one. */
    public SampleSheet sheet() {
        if (sheet == null) {
            throw new GenomicsException(
                    "These samples have no sample sheet; give one with .with(Omics.sheet(\"samples.csv\")).");
        }
        return sheet;
    }

    public boolean hasSheet() {
        return sheet != null;
    }

    /** Remarks on how this cohort came to be: what was left out, what lacks. */
    public List<String> notes() {
        return notes;
    }

    /** The same with these remarks after those it has. */
    public MultiOmics withNotes(List<String> remarks) {
        var more = new ArrayList<>(notes);
        more.addAll(remarks);
        return new MultiOmics(layers, sheet, List.copyOf(more), plan);
    }

    @Override
    public int size() {
        return layers.get(0).size();
    }

    /** The names of the samples, in order. */
    public List<String> ids() {
        return layers.get(0).samples();
    }

    @Override
    public String id(int index) {
        return layers.get(0).id(index);
    }

    /** The columns of the sheet; empty without one. */
    @Override
    public List<String> attributes() {
        return sheet == null ? List.of() : sheet.columnNames();
    }

    @Override
    public String attribute(int index, String name) {
        id(index);
        return attributes().contains(name) ? sheet.value(index, name) : null;
    }

    @Override
    public MultiOmics select(int[] indices) {
        return new MultiOmics(
                layers.stream().map(l -> l.select(indices)).toList(),
                sheet == null ? null : sheet.select(indices),
                List.of(),
                plan);
    }

    /** The samples of these names, in this order. */
    public MultiOmics samples(String... names) {
        var chosen = List.of(names);
        var first = layers.get(0).samples(chosen);
        var place = Alignment.places("this cohort", ids(), Matching.EXACT);
        return select(first.samples().stream().mapToInt(place::get).toArray());
    }

    @Override
    public MultiOmics relabelled(String attribute, List<String> values) {
        var old = sheet().column(attribute);
        var changed = new SheetColumn(old.name(), old.kind(), values, old.levels());
        var columns = sheet.columns().stream().map(c -> c == old ? changed : c).toList();
        return with(SampleSheet.of(sheet.idColumn(), ids(), columns));
    }

    /** The samples whose attribute has this value. */
    public MultiOmics where(String attribute, String value) {
        var values = sheet().column(attribute).values();
        return select(IntStream.range(0, size())
                .filter(i -> Objects.equals(values.get(i), value))
                .toArray());
    }

    /** Samples with the same values in every layer are the same observation; one without any value is its own. */
    @Override
    public String contentKey(int index) {
        var digest = Fingerprint.digest();
        if (layers.stream().noneMatch(l -> l.measured(index))) {
            digest.update(id(index).getBytes(StandardCharsets.UTF_8));
        }
        layers.forEach(l -> l.digest(index, digest));
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public synchronized Fingerprint fingerprint() {
        if (fingerprint == null) {
            var digest = Fingerprint.digest();
            layers.forEach(l -> OmicsLayer.digestText(digest, l.fingerprint().sha256()));
            for (String attribute : attributes()) {
                OmicsLayer.digestText(digest, attribute);
                sheet.column(attribute).values().forEach(v -> OmicsLayer.digestText(digest, v == null ? "" : "=" + v));
            }
            fingerprint = new Fingerprint(HexFormat.of().formatHex(digest.digest()));
        }
        return fingerprint;
    }

    @Override
    public Description describe() {
        return CohortSummary.of(this);
    }

    /** The summary; see {@link #describe}. */
    @Override
    public String toString() {
        return describe().text();
    }
}
