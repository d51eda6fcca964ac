package jenomics.omics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import jenomics.omics.quality.Alike;
import jenomics.omics.quality.Confounding;
import jenomics.omics.quality.GenotypeQuality;
import jenomics.omics.quality.LayerQuality;
import jenomics.provenance.Phrases;

/** What a quality report found, in sentences with the way on. */
final class QualityFindings {
    private static final double STRONG = 0.5;
    private static final double LOW_CALL_RATE = 0.95;
    private static final double RARE = 0.01;
    private static final double OUT_OF_BALANCE = 1e-6;

    private final MultiOmics cohort;
    private final List<String> sentences = new ArrayList<>();

    private QualityFindings(MultiOmics cohort) {
        this.cohort = cohort;
    }

    static List<String> of(QualityReport report) {
        var findings = new QualityFindings(report.cohort());
        report.layers().forEach(findings::layer);
        report.genotypes().forEach(findings::genotypes);
        report.confounding().forEach(findings::confounding);
        return List.copyOf(findings.sentences);
    }

    private void layer(LayerQuality found) {
        String layer = found.layer() + ": ";
        say(layer, found.unmeasured(), "sample", "not measured at all", "keepMissingBlocks() leaves such samples so");
        say(layer, found.sparseSamples(), "sample", "with more than 20 % missing", "leave such out, or impute");
        say(
                layer,
                found.sparseFeatures(),
                "feature",
                "that more than 20 % of the samples lack",
                "dropMissing(0.2) leaves such out");
        say(
                layer,
                found.constant(),
                "feature",
                "the same in all samples",
                "dropConstant() leaves such out; some more may be so in a fold");
        say(layer, found.oddSizes(), "sample", "with an unusual number of counts", "look before you keep them");
        say(layer, found.outliers(), "sample", "unlike all others", "look before you keep them");
        alike(
                layer,
                found.twins(),
                "alike as if measured twice",
                "keep such together in splits: keepTogether(...)",
                "correlation");
    }

    private void genotypes(GenotypeQuality found) {
        String layer = found.layer() + ": ";
        var markers = cohort.layer(found.layer()).features();
        say(
                layer,
                chosen(markers, m -> found.callRate()[m] < LOW_CALL_RATE),
                "marker",
                "called in less than 95 % of the samples",
                "dropMissing(0.05) leaves such out");
        say(
                layer,
                chosen(markers, m -> found.minorFrequency()[m] < RARE),
                "marker",
                "whose rarer allele has less than 1 %",
                "they say little of common traits");
        say(
                layer,
                chosen(markers, m -> found.hardyWeinberg()[m] < OUT_OF_BALANCE),
                "marker",
                "out of Hardy-Weinberg balance (exact p below 1e-6)",
                "often a fault of genotyping; look at unrelated controls alone");
        say(
                layer,
                chosen(cohort.ids(), s -> found.sampleCallRate()[s] < LOW_CALL_RATE),
                "sample",
                "with less than 95 % of the markers called",
                "leave such out");
        alike(
                layer,
                found.relatives(),
                "related as parents and children are, or closer",
                "keep families together in splits: keepTogether(...)",
                "relationship");
    }

    private void confounding(Confounding pair) {
        if (!pair.tellable()) {
            sentences.add(
                    "'" + pair.one() + "' and '" + pair.other() + "' cannot be told apart: some values of the one occur"
                            + " only with some of the other. What is learned of one may be the other.");
        } else if (pair.cramersV() > STRONG && pair.p() < 0.01) {
            sentences.add(String.format(
                    Locale.ROOT,
                    "'%s' and '%s' go together (Cramér's V %.2f). What is learned of one may be the other.",
                    pair.one(),
                    pair.other(),
                    pair.cramersV()));
        }
    }

    private static List<String> chosen(List<String> names, IntPredicate which) {
        return IntStream.range(0, names.size())
                .filter(which)
                .mapToObj(names::get)
                .toList();
    }

    private void say(String layer, Collection<String> names, String unit, String what, String wayOn) {
        if (!names.isEmpty()) {
            sentences.add(layer + Phrases.count(names.size(), unit) + " " + what + ": " + Phrases.firstThree(names)
                    + "; " + wayOn + ".");
        }
    }

    private void alike(String layer, List<Alike> pairs, String what, String wayOn, String measure) {
        if (!pairs.isEmpty()) {
            var first = pairs.get(0);
            sentences.add(String.format(
                    Locale.ROOT,
                    "%s%s %s: '%s' and '%s' (%s %.2f)%s; %s.",
                    layer,
                    Phrases.count(pairs.size(), "pair"),
                    what,
                    first.one(),
                    first.other(),
                    measure,
                    first.likeness(),
                    pairs.size() > 1 ? " and more" : "",
                    wayOn));
        }
    }
}
