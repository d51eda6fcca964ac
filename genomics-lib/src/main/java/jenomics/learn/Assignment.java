package jenomics.learn;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jenomics.learn.Split.Part;
import jenomics.learn.SplitPlan.Share;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import jenomics.provenance.Seed;

/**
 * Which part each sample belongs to: a plan carried out and checked.
 *
 * @param partOf the ordinal of each sample's part, or {@link #LEFT_OUT}
 * @param leaks pairs of duplicates across parts that were allowed
 * @param dropped samples left out as duplicates
 * @param unlimited size of the training part before it was limited
 * @param heldBack samples of a test part that is kept from whoever has the split
 */
record Assignment(int[] partOf, long leaks, int dropped, int unlimited, int heldBack) {
    static final int LEFT_OUT = -1;

    static Assignment of(Samples<?> samples, SplitPlan plan) {
        return new Making(samples, plan).made();
    }

    int[] indices(Part part) {
        return IntStream.range(0, partOf.length)
                .filter(i -> partOf[i] == part.ordinal())
                .toArray();
    }

    int count(Part part) {
        return (int) Arrays.stream(partOf).filter(p -> p == part.ordinal()).count();
    }

    /** Carries a plan out, step by step. */
    private static final class Making {
        private final Samples<?> samples;
        private final SplitPlan plan;
        private final int[] partOf;

        Making(Samples<?> samples, SplitPlan plan) {
            this.samples = samples;
            this.plan = plan;
            this.partOf = new int[samples.size()];
        }

        Assignment made() {
            requireAttributes();
            if (plan.given() != null) {
                readGiven();
            }
            assign(Part.TEST, plan.test());
            assign(Part.VALIDATION, plan.validation());
            if (plan.group() != null) {
                requireGroupsWhole();
            }
            int dropped = plan.dropDuplicates() ? Leaks.across(samples, partOf).drop() : 0;
            requireNoEmptyPart();
            long leaks = acceptedLeaks();
            int unlimited = of(Part.TRAIN).length;
            if (plan.limit() != null) {
                limitTrain();
            }
            if (plan.stratify() != null) {
                requireClassesEverywhere();
            }
            int heldBack = plan.testHeldBack() ? leaveOut(of(Part.TEST)) : 0;
            return new Assignment(partOf, leaks, dropped, unlimited, heldBack);
        }

        private void requireAttributes() {
            if (plan.group() != null) {
                Attributes.requireComplete(
                        samples, plan.group(), "Give them one, or leave them out: groups are kept together by it.");
            }
            if (plan.stratify() != null) {
                var classes = Attributes.counts(samples, plan.stratify());
                if (classes.size() * 2 > samples.size() && classes.size() > 2) {
                    throw new GenomicsException(
                            "stratify(\"" + plan.stratify() + "\") shares classes out evenly, but '" + plan.stratify()
                                    + "' has " + Phrases.count(classes.size()) + " different values among "
                                    + Phrases.count(samples.size(), "sample")
                                    + ": it holds no classes. Leave stratify out.",
                            Map.of("attribute", plan.stratify(), "values", classes.size()));
                }
            }
        }

        private void readGiven() {
            Attributes.requireComplete(samples, plan.given(), "Each must be train, validation or test.");
            for (int i = 0; i < partOf.length; i++) {
                partOf[i] = partNamed(samples.attribute(i, plan.given())).ordinal();
            }
        }

        private Part partNamed(String text) {
            return switch (text.trim().toLowerCase(Locale.ROOT)) {
                case "train", "training" -> Part.TRAIN;
                case "valid", "validation", "val", "dev" -> Part.VALIDATION;
                case "test" -> Part.TEST;
                default ->
                    throw new GenomicsException(
                            "The attribute '" + plan.given() + "' says '" + text.trim()
                                    + "'; a given split is read from train, valid (or validation, val, dev) and test."
                                    + " It has " + Phrases.counted(Attributes.counts(samples, plan.given()))
                                    + ". Leave the other samples out first.",
                            Map.of("attribute", plan.given(), "value", text));
            };
        }

        private void assign(Part part, Share share) {
            if (share == null) {
                return;
            }
            if (plan.given() != null && of(part).length > 0) {
                throw new GenomicsException(
                        "The " + part + " part is given by '" + plan.given() + "' ("
                                + Phrases.count(of(part).length, "sample") + ") and also asked for with ." + part + "("
                                + share + "): leave one of the two out.",
                        Map.of("attribute", plan.given(), "part", part.toString()));
            }
            if (!share.groups().isEmpty()) {
                takeGroups(part, share.groups());
            } else if (plan.group() == null) {
                int[] from = of(Part.TRAIN);
                int count = (int) Math.round(share.fraction() * from.length);
                if (count > 0) {
                    take(part, draw(part).samples(from, count));
                }
            } else {
                takeNear(part, share.fraction());
            }
        }

        private void takeGroups(Part part, List<String> names) {
            if (plan.group() == null) {
                throw new GenomicsException(
                        "." + part + "(" + Phrases.quoted(names) + ") names groups; say which attribute holds them:"
                                + " .keepTogether(\"chromosome\"). The samples have "
                                + Phrases.quoted(samples.attributes()) + ".",
                        Map.of("part", part.toString(), "groups", names));
            }
            var groups = groups(IntStream.range(0, partOf.length).toArray());
            for (String name : names) {
                int[] members = groups.get(name);
                if (members == null) {
                    throw new GenomicsException(
                            "." + part + "(\"" + name + "\"): no sample has " + plan.group() + " '" + name
                                    + "'; there are " + Phrases.quoted(groups.keySet()) + "."
                                    + Phrases.didYouMean(name, groups.keySet()),
                            Map.of("group", name, "groups", List.copyOf(groups.keySet())));
                }
                if (plan.given() == null && partOf[members[0]] != Part.TRAIN.ordinal()) {
                    throw new GenomicsException(
                            plan.group() + " '" + name + "' was asked for in two parts, "
                                    + Part.values()[partOf[members[0]]] + " and " + part + ": name it in one.",
                            Map.of("group", name));
                }
                take(part, members);
            }
        }

        private void takeNear(Part part, double fraction) {
            var groups = groups(of(Part.TRAIN));
            if (groups.size() < 2) {
                throw new GenomicsException(
                        "." + part + "(" + fraction + ") takes whole groups, and only "
                                + Phrases.count(groups.size(), "group") + " of '" + plan.group() + "' ("
                                + Phrases.quoted(groups.keySet()) + ") is there for train and " + part
                                + ". Keep another attribute together, or name fewer groups elsewhere.",
                        Map.of("part", part.toString(), "groups", List.copyOf(groups.keySet())));
            }
            draw(part).groups(groups, fraction).forEach(name -> take(part, groups.get(name)));
        }

        private Draw draw(Part part) {
            return new Draw(
                    i -> plan.stratify() == null ? null : samples.attribute(i, plan.stratify()),
                    Seed.of(plan.seed()).part(part.toString()));
        }

        private Map<String, int[]> groups(int[] from) {
            var lists = new LinkedHashMap<String, IntStream.Builder>();
            for (int i : from) {
                lists.computeIfAbsent(samples.attribute(i, plan.group()), g -> IntStream.builder())
                        .add(i);
            }
            var groups = new LinkedHashMap<String, int[]>();
            Labels.inOrder(lists.keySet())
                    .forEach(g -> groups.put(g, lists.get(g).build().toArray()));
            return groups;
        }

        private void requireGroupsWhole() {
            var partsOf = new TreeMap<String, LinkedHashSet<String>>();
            for (int i = 0; i < partOf.length; i++) {
                partsOf.computeIfAbsent(samples.attribute(i, plan.group()), g -> new LinkedHashSet<>())
                        .add(Part.values()[partOf[i]].toString());
            }
            var crossing = partsOf.entrySet().stream()
                    .filter(e -> e.getValue().size() > 1)
                    .map(e -> e.getKey())
                    .toList();
            if (!crossing.isEmpty()) {
                throw new GenomicsException(
                        "The split given by '" + plan.given() + "' does not keep '" + plan.group() + "' together: "
                                + Phrases.quoted(crossing) + (crossing.size() == 1 ? " stands" : " stand")
                                + " in more than one part. Leave out .keepTogether or .given.",
                        Map.of("groups", crossing));
            }
        }

        private void requireNoEmptyPart() {
            Stream.of(Part.values()).filter(this::asked).forEach(part -> {
                if (of(part).length == 0) {
                    throw new GenomicsException(
                            "The " + part + " part of this split is empty: of "
                                    + Phrases.count(samples.size(), "sample") + ", " + sizes()
                                    + ". Ask for another share, or give more samples.",
                            Map.of("part", part.toString(), "samples", samples.size()));
                }
            });
        }

        private boolean asked(Part part) {
            return part == Part.TRAIN
                    || part == Part.VALIDATION && plan.validation() != null
                    || part == Part.TEST && plan.test() != null;
        }

        private String sizes() {
            return Stream.of(Part.values())
                    .filter(this::asked)
                    .map(p -> p + " has " + Phrases.count(of(p).length))
                    .reduce((a, b) -> a + ", " + b)
                    .orElseThrow();
        }

        private long acceptedLeaks() {
            var leaks = Leaks.across(samples, partOf);
            if (leaks.pairs() > 0 && plan.leakReason() == null) {
                throw leaks.refusal();
            }
            return leaks.pairs();
        }

        private void limitTrain() {
            int[] train = of(Part.TRAIN);
            int most = plan.limit().samples();
            if (most > train.length) {
                throw new GenomicsException(
                        "limitTrain(" + Phrases.count(most) + ") asks for more samples than the training part has: "
                                + Phrases.count(train.length) + ".",
                        Map.of("asked", most, "train", train.length));
            }
            var draw = new Draw(
                    i -> plan.stratify() == null ? null : samples.attribute(i, plan.stratify()),
                    Seed.of(plan.limit().seed()).part("limit"));
            int[] kept = draw.samples(train, most);
            leaveOut(train);
            take(Part.TRAIN, kept);
        }

        /** How many. */
        private int leaveOut(int[] members) {
            Arrays.stream(members).forEach(i -> partOf[i] = LEFT_OUT);
            return members.length;
        }

        private void requireClassesEverywhere() {
            ClassBalance.of(samples, partOf, plan.stratify(), text -> List.of(text))
                    .requireEverywhere();
        }

        private int[] of(Part part) {
            return IntStream.range(0, partOf.length)
                    .filter(i -> partOf[i] == part.ordinal())
                    .toArray();
        }

        private void take(Part part, int[] members) {
            for (int i : members) {
                partOf[i] = part.ordinal();
            }
        }
    }
}
