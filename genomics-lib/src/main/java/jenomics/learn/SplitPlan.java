package jenomics.learn;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How samples are to be split.
 *
 * @param group the attribute whose values never cross parts, or null
 * @param given the attribute that says the part of each sample, or null
 * @param test what goes to the test part, or null: nothing
 * @param validation what goes to the validation part, or null: nothing
 * @param stratify the attribute whose values are shared out evenly, or null
 * @param seed what is drawn by chance is drawn from here
 * @param dropDuplicates whether training samples that stand in another part too are left out
 * @param leakReason why duplicates across parts are accepted, or null: they are an error
 * @param limit how many training samples are kept, or null: all
 * @param testHeldBack whether the test part, once drawn, is left out
 */
record SplitPlan(
        String group,
        String given,
        Share test,
        Share validation,
        String stratify,
        long seed,
        boolean dropDuplicates,
        String leakReason,
        Limit limit,
        boolean testHeldBack) {

    static final SplitPlan ALL_TRAIN = new SplitPlan(null, null, null, null, null, 7, false, null, null, false);

    /** A part asked for: a fraction of the samples (groups is then empty), or all samples of some groups. */
    record Share(double fraction, List<String> groups) {
        @Override
        public String toString() {
            return groups.isEmpty() ? String.valueOf(fraction) : String.join(", ", groups);
        }
    }

    /** So many training samples, drawn with this seed. */
    record Limit(int samples, long seed) {}

    SplitPlan withGroup(String name) {
        return new SplitPlan(
                name, given, test, validation, stratify, seed, dropDuplicates, leakReason, limit, testHeldBack);
    }

    SplitPlan withGiven(String name) {
        return new SplitPlan(
                group, name, test, validation, stratify, seed, dropDuplicates, leakReason, limit, testHeldBack);
    }

    SplitPlan withTest(Share share) {
        return new SplitPlan(
                group, given, share, validation, stratify, seed, dropDuplicates, leakReason, limit, testHeldBack);
    }

    SplitPlan withValidation(Share share) {
        return new SplitPlan(
                group, given, test, share, stratify, seed, dropDuplicates, leakReason, limit, testHeldBack);
    }

    SplitPlan withStratify(String name) {
        return new SplitPlan(
                group, given, test, validation, name, seed, dropDuplicates, leakReason, limit, testHeldBack);
    }

    SplitPlan withSeed(long value) {
        return new SplitPlan(
                group, given, test, validation, stratify, value, dropDuplicates, leakReason, limit, testHeldBack);
    }

    SplitPlan withDropDuplicates() {
        return new SplitPlan(group, given, test, validation, stratify, seed, true, leakReason, limit, testHeldBack);
    }

    SplitPlan withLeakReason(String why) {
        return new SplitPlan(group, given, test, validation, stratify, seed, dropDuplicates, why, limit, testHeldBack);
    }

    SplitPlan withLimit(Limit most) {
        return new SplitPlan(
                group, given, test, validation, stratify, seed, dropDuplicates, leakReason, most, testHeldBack);
    }

    SplitPlan withTestHeldBack() {
        return new SplitPlan(group, given, test, validation, stratify, seed, dropDuplicates, leakReason, limit, true);
    }

    /** What was asked for, by name; nothing that was not. */
    Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        note(facts, "keep together", group);
        note(facts, "given", given);
        note(facts, "test", test);
        note(facts, "validation", validation);
        note(facts, "stratify", stratify);
        facts.put("split seed", seed);
        if (dropDuplicates) {
            facts.put("duplicates", "left out of training");
        }
        note(facts, "leak allowed", leakReason);
        if (limit != null) {
            facts.put("training samples at most", limit.samples());
            facts.put("training samples seed", limit.seed());
        }
        if (testHeldBack) {
            facts.put("test part", "held back");
        }
        return facts;
    }

    private static void note(Map<String, Object> facts, String name, Object value) {
        if (value != null) {
            facts.put(name, value.toString());
        }
    }
}
