package jenomics.learn;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import jenomics.learn.SplitPlan.Limit;
import jenomics.learn.SplitPlan.Share;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * Samples in parts that share nothing: what is learned from, what is watched while learning, and what is judged on. A
 * value; each call returns another split. It is carried out and checked when a part is first asked for (or it is
 * shown): no part asked for may be empty, no group may cross parts, and samples with the same content in different
 * parts are an error.
 *
 * <pre>{@code
 * var split = Split.of(promoters).keepTogether("chromosome").test("chrXII").validation(0.1);
 * }</pre>
 *
 * @param <S> what is split
 */
public final class Split<S extends Samples<S>> implements Described {

    /** What the samples of a part are for. */
    public enum Part {
        TRAIN,
        VALIDATION,
        TEST;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final S samples;
    private final SplitPlan plan;
    private Assignment assignment;

    private Split(S samples, SplitPlan plan) {
        this.samples = samples;
        this.plan = plan;
    }

    /** All samples in the training part; say the rest with {@link #test}, {@link #validation} or {@link #given}. */
    public static <S extends Samples<S>> Split<S> of(S samples) {
        return new Split<>(samples, SplitPlan.ALL_TRAIN);
    }

    /** Samples with the same value of this attribute (chromosome, patient, family) never stand in different parts. */
    public Split<S> keepTogether(String attribute) {
        Attributes.require(samples, attribute, "keepTogether");
        return with(plan.withGroup(attribute));
    }

    /** Tests on all samples of these groups: values of the attribute of {@link #keepTogether}. */
    public Split<S> test(String group, String... more) {
        return with(plan.withTest(groups(group, more)));
    }

    /** Tests on this fraction of all samples; with {@link #keepTogether} on whole groups that come near it. */
    public Split<S> test(double fraction) {
        return with(plan.withTest(fraction("test", fraction)));
    }

    /** Validates on all samples of these groups: values of the attribute of {@link #keepTogether}. */
    public Split<S> validation(String group, String... more) {
        return with(plan.withValidation(groups(group, more)));
    }

    /**
     * Validates on this fraction of the samples that are not for testing; with {@link #keepTogether} on whole groups
     * that come near it.
     */
    public Split<S> validation(double fraction) {
        return with(plan.withValidation(fraction("validation", fraction)));
    }

    /**
     * Fractions take every value of this attribute (the label) in proportion, as nearly as whole samples and whole
     * groups allow; and each value must occur in each part.
     */
    public Split<S> stratify(String attribute) {
        Attributes.require(samples, attribute, "stratify");
        return with(plan.withStratify(attribute));
    }

    /** What is drawn by chance is drawn from this seed (7 unless told otherwise). */
    public Split<S> seed(long seed) {
        return with(plan.withSeed(seed));
    }

    /** Reads the parts from this attribute: {@code train}, {@code valid} (validation, val, dev), {@code test}. */
    public Split<S> given(String attribute) {
        Attributes.require(samples, attribute, "given");
        return with(plan.withGiven(attribute));
    }

    /**
     * Leaves out of training what also stands in validation or test, and out of validation what also stands in test;
     * the split says how many.
     */
    public Split<S> dropDuplicates() {
        return with(plan.withDropDuplicates());
    }

    /** Goes on although samples of different parts have the same content. The reason is kept and shown. */
    public Split<S> allowLeak(String why) {
        if (why.isBlank()) {
            throw new GenomicsException(
                    "allowLeak needs a reason, which is kept with the result: .allowLeak(\"technical replicates\").");
        }
        return with(plan.withLeakReason(why));
    }

    /**
     * Only so many of the training samples, for learning curves: drawn with this seed, in proportion of {@link
     * #stratify} if that was said. The other parts stay as they are.
     */
    public Split<S> limitTrain(int samples, long seed) {
        if (samples < 1) {
            throw new GenomicsException(
                    "limitTrain keeps at least 1 sample; found " + samples + ".", Map.of("samples", samples));
        }
        return with(plan.withLimit(new Limit(samples, seed)));
    }

    /**
     * The same without its test part, for whoever is to learn and choose and must not see it: {@code
     * plan.fit(split.withoutTest())}. Training and validation are what they are with it.
     */
    public Split<S> withoutTest() {
        return with(plan.withTestHeldBack());
    }

    /** All samples, before the split. */
    public S samples() {
        return samples;
    }

    public S train() {
        return part(Part.TRAIN);
    }

    public S validation() {
        return part(Part.VALIDATION);
    }

    public S test() {
        return part(Part.TEST);
    }

    /** The samples of a part, in the order of the whole. */
    public S part(Part part) {
        if (part == Part.TEST && assigned().heldBack() > 0) {
            throw new GenomicsException(
                    "The test part, " + Phrases.count(assigned().heldBack(), "sample")
                            + ", is held back from this split: ask the one that .withoutTest() was called on.",
                    Map.of("part", part.toString()));
        }
        if (!has(part)) {
            throw new GenomicsException(
                    "This split has no " + part + " part (" + headline() + "): ask for one, for example ." + part
                            + "(0.1).",
                    Map.of("part", part.toString()));
        }
        return samples.select(assigned().indices(part));
    }

    /** Whether a part has samples; train always has. */
    public boolean has(Part part) {
        return assigned().count(part) > 0;
    }

    /** The places of a part's samples in the whole, ascending; empty for a part that was not asked for. */
    public int[] indices(Part part) {
        return assigned().indices(part);
    }

    /**
     * Makes sure that every sample has the label and every class occurs in every part, and returns the task with its
     * classes. Called by whoever fits.
     */
    public Task check(Task task) {
        var resolved = task.resolve(samples);
        for (var part : Part.values()) {
            if (has(part)) {
                resolved.targets(part(part));
            }
        }
        if (resolved.kind() == Task.Kind.SURVIVAL) {
            requireEvents(resolved);
        } else if (resolved.kind() != Task.Kind.REGRESSION) {
            boolean several = resolved.kind() == Task.Kind.MULTILABEL;
            ClassBalance.of(
                            samples,
                            assigned().partOf(),
                            task.label(),
                            t -> several ? Labels.several(t) : List.of(t.trim()))
                    .requireEverywhere();
        }
        return resolved;
    }

    private void requireEvents(Task task) {
        parts().forEach(part -> {
            var rows = task.targets(part(part)).values();
            if (Stream.of(rows).noneMatch(row -> row[1] == 1)) {
                throw new GenomicsException(
                        "The " + part + " part has no event of " + task + " among its "
                                + Phrases.count(rows.length, "sample") + ". Share the events out with .stratify(\""
                                + task.event() + "\"), or choose other groups or shares.",
                        Map.of("task", task.toString(), "part", part.toString()));
            }
        });
    }

    /** SHA-256 over the samples and the part of each: equal for two splits that put the same samples in the same parts. */
    public Fingerprint fingerprint() {
        var digest = Fingerprint.digest();
        digest.update(samples.fingerprint().sha256().getBytes(StandardCharsets.UTF_8));
        for (int part : assigned().partOf()) {
            digest.update((byte) part);
        }
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    /** What was asked for and what came of it, for a provenance: settings, sizes, duplicates, fingerprints. */
    public Map<String, Object> facts() {
        var facts = new LinkedHashMap<>(plan.facts());
        for (var part : Part.values()) {
            if (has(part)) {
                facts.put(part + " samples", assigned().count(part));
            }
        }
        if (assigned().dropped() > 0) {
            facts.put("duplicates left out", assigned().dropped());
        }
        if (assigned().leaks() > 0) {
            facts.put("duplicate pairs across parts", assigned().leaks());
        }
        facts.put("data (SHA-256)", samples.fingerprint().sha256());
        facts.put("split (SHA-256)", fingerprint().sha256());
        return facts;
    }

    @Override
    public Description describe() {
        var shown = balances();
        var columns = new ArrayList<>(List.of("part", "samples", "share"));
        shown.forEach(b -> columns.add(b.label()));
        if (plan.group() != null) {
            columns.add(plan.group());
        }
        var rows = new ArrayList<List<String>>();
        parts().forEach(part -> rows.add(row(part, shown)));
        return Description.of(headline()).with("", columns, rows);
    }

    private List<String> row(Part part, List<ClassBalance> shown) {
        int n = assigned().count(part);
        var row = new ArrayList<String>();
        row.add(part.toString());
        row.add(Phrases.count(n));
        row.add(String.format(Locale.ROOT, "%.1f %%", 100.0 * n / samples.size()));
        shown.forEach(b -> row.add(b.text(part)));
        if (plan.group() != null) {
            row.add(groupsOf(part));
        }
        return row;
    }

    private String groupsOf(Part part) {
        var groups = new LinkedHashSet<String>();
        for (int i : assigned().indices(part)) {
            groups.add(samples.attribute(i, plan.group()));
        }
        var ordered = Labels.inOrder(groups);
        return ordered.size() <= 3 ? String.join(", ", ordered) : Phrases.count(ordered.size()) + " groups";
    }

    /** The label if it was said; else the attributes that look like one: two to six values, at most two of them. */
    private List<ClassBalance> balances() {
        Stream<String> names = plan.stratify() != null
                ? Stream.of(plan.stratify())
                : samples.attributes().stream()
                        .filter(a -> !a.equals(plan.group()) && !a.equals(plan.given()))
                        .filter(a -> {
                            int values = Attributes.counts(samples, a).size();
                            return values >= 2 && values <= 6;
                        })
                        .limit(2);
        return names.map(a -> ClassBalance.of(samples, assigned().partOf(), a, t -> List.of(t)))
                .toList();
    }

    private String headline() {
        var line = new ArrayList<String>();
        parts().forEach(part -> line.add(part + " " + Phrases.count(assigned().count(part))));
        if (assigned().heldBack() > 0) {
            line.add("test held back, " + Phrases.count(assigned().heldBack()));
        }
        if (plan.limit() != null) {
            line.add("limited from " + Phrases.count(assigned().unlimited()));
        }
        if (plan.given() != null) {
            line.add("as given by " + plan.given());
        }
        if (plan.group() != null) {
            line.add(plan.group() + " kept together");
        }
        if (plan.stratify() != null) {
            line.add("stratified by " + plan.stratify());
        }
        if (assigned().dropped() > 0) {
            line.add(Phrases.count(assigned().dropped(), "duplicate") + " left out");
        }
        if (parts().count() > 1) {
            line.add(leakText());
        }
        return String.join(" · ", line);
    }

    private String leakText() {
        long leaks = assigned().leaks();
        return leaks == 0
                ? "no duplicates across parts"
                : Phrases.count(leaks, "duplicate pair") + " across parts allowed: \"" + plan.leakReason() + "\"";
    }

    private Stream<Part> parts() {
        return Stream.of(Part.values()).filter(this::has);
    }

    @Override
    public String toString() {
        return describe().text();
    }

    private synchronized Assignment assigned() {
        if (assignment == null) {
            assignment = Assignment.of(samples, plan);
        }
        return assignment;
    }

    private Split<S> with(SplitPlan other) {
        return new Split<>(samples, other);
    }

    private static Share groups(String group, String... more) {
        return new Share(
                Double.NaN, Stream.concat(Stream.of(group), Stream.of(more)).toList());
    }

    private static Share fraction(String part, double fraction) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new GenomicsException(
                    "." + part + "(" + fraction + ") is no fraction: it must be more than 0 and less than 1.",
                    Map.of("fraction", fraction));
        }
        return new Share(fraction, List.of());
    }
}
