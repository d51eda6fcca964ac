package jenomics.learn;

import static jenomics.testing.Refusals.refusal;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import jenomics.learn.Split.Part;
import org.junit.jupiter.api.Test;

class SplitTest {

    /** Samples on chromosomes chr1..chrN of uneven size, a fifth of them promoters. */
    private static ListedSamples genome(int chromosomes, long seed) {
        var random = new SplittableRandom(seed);
        var list = new ArrayList<ListedSamples.Sample>();
        for (int c = 1; c <= chromosomes; c++) {
            int size = 20 + random.nextInt(60);
            for (int i = 0; i < size; i++) {
                var attributes = new LinkedHashMap<String, String>();
                attributes.put("chromosome", "chr" + c);
                attributes.put("promoter", random.nextInt(5) == 0 ? "yes" : "no");
                list.add(new ListedSamples.Sample("s" + list.size(), "content " + list.size(), attributes));
            }
        }
        return new ListedSamples(list);
    }

    private static Set<String> values(ListedSamples samples, String attribute) {
        var values = new TreeSet<String>();
        for (int i = 0; i < samples.size(); i++) {
            values.add(samples.attribute(i, attribute));
        }
        return values;
    }

    private static long count(ListedSamples samples, String attribute, String value) {
        return samples.list().stream()
                .filter(s -> value.equals(s.attributes().get(attribute)))
                .count();
    }

    @Test
    void partsAreDisjointAndCoverAll() {
        for (long seed = 0; seed < 20; seed++) {
            var samples = genome(8, seed);
            var split = Split.of(samples).test(0.2).validation(0.1).seed(seed);
            var seen = new HashSet<Integer>();
            for (var part : Part.values()) {
                for (int i : split.indices(part)) {
                    assertTrue(seen.add(i), "sample " + i + " stands in two parts");
                }
            }
            assertEquals(samples.size(), seen.size());
            assertEquals(Math.round(0.2 * samples.size()), split.test().size());
            assertEquals(
                    Math.round(0.1 * (samples.size() - split.test().size())),
                    split.validation().size());
        }
    }

    @Test
    void groupsNeverCrossPartsAndFractionsComeNear() {
        for (long seed = 0; seed < 20; seed++) {
            var samples = genome(16, seed);
            var split = Split.of(samples)
                    .keepTogether("chromosome")
                    .test("chr3", "chr12")
                    .validation(0.15)
                    .stratify("promoter")
                    .seed(seed);
            var train = values(split.train(), "chromosome");
            var validation = values(split.validation(), "chromosome");
            assertEquals(Set.of("chr3", "chr12"), values(split.test(), "chromosome"));
            assertTrue(train.stream().noneMatch(validation::contains));
            assertEquals(14, train.size() + validation.size());
            double share = split.validation().size()
                    / (double) (split.validation().size() + split.train().size());
            assertEquals(0.15, share, 0.03);
        }
    }

    @Test
    void theSameSeedGivesTheSameSplitAndAnotherOneAnother() {
        var samples = genome(16, 1);
        var one = Split.of(samples).test(0.2).validation(0.2).seed(3);
        var again = Split.of(samples).test(0.2).validation(0.2).seed(3);
        var other = Split.of(samples).test(0.2).validation(0.2).seed(4);
        assertArrayEquals(one.indices(Part.TEST), again.indices(Part.TEST));
        assertArrayEquals(one.indices(Part.VALIDATION), again.indices(Part.VALIDATION));
        assertEquals(one.fingerprint(), again.fingerprint());
        assertNotEquals(one.fingerprint(), other.fingerprint());
        assertFalse(java.util.Arrays.equals(one.indices(Part.TEST), other.indices(Part.TEST)));
    }

    @Test
    void stratifiedPartsHaveEveryClassInProportion() {
        for (long seed = 0; seed < 20; seed++) {
            var samples = genome(6, seed);
            double rate = count(samples, "promoter", "yes") / (double) samples.size();
            var split = Split.of(samples)
                    .test(0.25)
                    .validation(0.2)
                    .stratify("promoter")
                    .seed(seed);
            for (var part : List.of(split.train(), split.validation(), split.test())) {
                assertEquals(rate * part.size(), count(part, "promoter", "yes"), 1.01);
            }
        }
    }

    @Test
    void aRareClassGoesToEveryPart() {
        var values = new ArrayList<String>();
        for (int i = 0; i < 60; i++) {
            values.add(i < 3 ? "rare" : "common");
        }
        var samples = ListedSamples.labelled("kind", values.toArray(new String[0]));
        var split = Split.of(samples).test(0.1).validation(0.1).stratify("kind");
        assertEquals(1, count(split.test(), "kind", "rare"));
        assertEquals(1, count(split.validation(), "kind", "rare"));
        assertEquals(1, count(split.train(), "kind", "rare"));
    }

    @Test
    void trainCanBeLimitedWithoutTouchingTheRest() {
        var samples = genome(10, 5);
        var split = Split.of(samples).test(0.2).stratify("promoter");
        var small = split.limitTrain(50, 1);
        assertEquals(50, small.train().size());
        assertArrayEquals(split.indices(Part.TEST), small.indices(Part.TEST));
        double rate =
                count(split.train(), "promoter", "yes") / (double) split.train().size();
        assertEquals(50 * rate, count(small.train(), "promoter", "yes"), 1.01);
        assertNotEquals(small.fingerprint(), split.limitTrain(50, 2).fingerprint());
        assertTrue(new HashSet<>(split.train().list()).containsAll(small.train().list()));
        int all = split.train().size();
        assertEquals(
                "limitTrain(100,000) asks for more samples than the training part has: " + all + ".",
                refusal(() -> split.limitTrain(100_000, 1).train()));
        assertEquals("limitTrain keeps at least 1 sample; found 0.", refusal(() -> split.limitTrain(0, 1)));
    }

    private static ListedSamples withDuplicates() {
        return ListedSamples.none()
                .and("seq1", "acgt", "split", "train")
                .and("seq2", "aaaa", "split", "train")
                .and("seq3", "cccc", "split", "train")
                .and("seq4", "gggg", "split", "valid")
                .and("seq5", "AAAA", "split", "test")
                .and("seq6", "cccc", "split", "test")
                .and("seq7", "gggg", "split", "test")
                .and("seq8", "cccc", "split", "test")
                .and("seq9", "tttt", "split", "valid");
    }

    @Test
    void duplicatesAcrossPartsAreAnErrorThatNamesThem() {
        var split = Split.of(withDuplicates()).given("split");
        assertEquals(
                "The parts of this split share 4 pairs of duplicates: 'seq2' (train) and 'seq5' (test) are reverse"
                        + " complements; 'seq3' (train) and 'seq6' (test) are identical; 'seq3' (train) and 'seq8' (test)"
                        + " are identical; and 1 more. Keep them together with .keepTogether(\"chromosome\") or another attribute"
                        + " they share, leave them out of training with .dropDuplicates(), or go on with"
                        + " .allowLeak(\"why\").",
                refusal(split::train));
    }

    @Test
    void aLeakCanBeAllowedWithAReasonThatIsKept() {
        var split = Split.of(withDuplicates()).given("split").allowLeak("published split, kept for comparison");
        assertEquals(
                "train 3 · validation 2 · test 4 · as given by split · 4 duplicate pairs across parts allowed:"
                        + " \"published split, kept for comparison\"",
                split.describe().headline());
        assertEquals("published split, kept for comparison", split.facts().get("leak allowed"));
        assertEquals(4L, split.facts().get("duplicate pairs across parts"));
        assertTrue(refusal(() -> split.allowLeak(" ")).startsWith("allowLeak needs a reason"));
    }

    @Test
    void duplicatesCanBeLeftOut() {
        var split = Split.of(withDuplicates()).given("split").dropDuplicates();
        assertEquals(
                "train 1 · validation 1 · test 4 · as given by split · 3 duplicates left out · no duplicates across parts",
                split.describe().headline());
        assertEquals("seq1", split.train().id(0));
        assertEquals(3, split.facts().get("duplicates left out"));
    }

    @Test
    void itSaysWhatItIs() {
        var samples = ListedSamples.none();
        for (int i = 0; i < 12; i++) {
            samples = samples.and("s" + i, "c" + i, "chromosome", "chr" + i / 3, "promoter", i % 2 == 0 ? "yes" : "no");
        }
        var split = Split.of(samples).keepTogether("chromosome").test("chr3").validation("chr0");
        var said = split.describe();
        assertEquals(
                "train 6 · validation 3 · test 3 · chromosome kept together · no duplicates across parts",
                said.headline());
        assertEquals(
                List.of("part", "samples", "share", "promoter", "chromosome"),
                said.tables().get(0).columns());
        assertEquals(
                List.of(
                        List.of("train", "6", "50.0 %", "no 3 · yes 3", "chr1, chr2"),
                        List.of("validation", "3", "25.0 %", "no 1 · yes 2", "chr0"),
                        List.of("test", "3", "25.0 %", "no 2 · yes 1", "chr3")),
                said.tables().get(0).rows());
        assertEquals(said.text(), split.toString());
        assertEquals(
                Map.of("keep together", "chromosome", "test", "chr3", "validation", "chr0", "split seed", 7L),
                new LinkedHashMap<>(split.facts()) {
                    {
                        keySet().removeIf(k -> k.endsWith("samples") || k.endsWith("(SHA-256)"));
                    }
                });
    }

    @Test
    void groupsAreChecked() {
        var samples = genome(4, 2);
        assertEquals(
                "The samples have no attribute 'chrom', which keepTogether needs; they have 'chromosome', 'promoter'.",
                refusal(() -> Split.of(samples).keepTogether("chrom")));
        assertEquals(
                ".test(\"chrQ\"): no sample has chromosome 'chrQ'; there are 'chr1', 'chr2', 'chr3', 'chr4'. Did you mean"
                        + " 'chr1'?",
                refusal(() -> Split.of(samples)
                        .keepTogether("chromosome")
                        .test("chrQ")
                        .train()));
        assertEquals(
                ".test('chr1') names groups; say which attribute holds them: .keepTogether(\"chromosome\"). The samples"
                        + " have 'chromosome', 'promoter'.",
                refusal(() -> Split.of(samples).test("chr1").train()));
        assertEquals(
                "chromosome 'chr1' was asked for in two parts, test and validation: name it in one.",
                refusal(() -> Split.of(samples)
                        .keepTogether("chromosome")
                        .test("chr1")
                        .validation("chr1")
                        .train()));
        assertEquals(
                ".validation(0.1) takes whole groups, and only 1 group of 'chromosome' ('chr4') is there for train and"
                        + " validation. Keep another attribute together, or name fewer groups elsewhere.",
                refusal(() -> Split.of(samples)
                        .keepTogether("chromosome")
                        .test("chr1", "chr2", "chr3")
                        .validation(0.1)
                        .train()));
        assertEquals(
                "1 of 2 samples has no 'chromosome': 'b'. Give them one, or leave them out: groups are kept together by"
                        + " it.",
                refusal(() -> Split.of(ListedSamples.none()
                                .and("a", "x", "chromosome", "chr1")
                                .and("b", "y"))
                        .keepTogether("chromosome")
                        .train()));
    }

    @Test
    void partsMayNotBeEmpty() {
        var few = ListedSamples.labelled("promoter", "yes", "no", "yes", "no");
        assertEquals(
                "The validation part of this split is empty: of 4 samples, train has 4, validation has 0. Ask for another"
                        + " share, or give more samples.",
                refusal(() -> Split.of(few).validation(0.1).train()));
        assertEquals(
                "The train part of this split is empty: of 4 samples, train has 0, test has 4. Ask for another share, or"
                        + " give more samples.",
                refusal(() -> Split.of(few).test(0.99).train()));
        assertEquals(
                "This split has no test part (train 4): ask for one, for example .test(0.1).",
                refusal(() -> Split.of(few).test()));
        assertEquals(".test(1.0) is no fraction: it must be more than 0 and less than 1.", refusal(() -> Split.of(few)
                .test(1)));
    }

    @Test
    void everyClassMustBeInEveryPart() {
        var samples = ListedSamples.none()
                .and("a", "1", "chromosome", "I", "promoter", "yes")
                .and("b", "2", "chromosome", "I", "promoter", "no")
                .and("c", "3", "chromosome", "II", "promoter", "yes")
                .and("d", "4", "chromosome", "II", "promoter", "yes");
        String sentence = "The test part has no sample of class 'no' of 'promoter': train has 1 of 2, test has 0 of 2."
                + " Share the classes out with .stratify(\"promoter\"), choose other groups or shares, or leave that class"
                + " out.";
        var split = Split.of(samples).keepTogether("chromosome").test("II");
        assertEquals(2, split.test().size());
        assertEquals(sentence, refusal(() -> split.check(Task.binary("promoter"))));
        assertEquals(sentence, refusal(() -> split.stratify("promoter").train()));
        var sound = Split.of(genome(4, 1)).test(0.3).check(Task.binary("promoter"));
        assertEquals(List.of("no", "yes"), sound.classes());
        assertTrue(refusal(() -> Split.of(ListedSamples.labelled("x", "1", "2", "3", "4"))
                        .stratify("x")
                        .train())
                .startsWith(
                        "stratify(\"x\") shares classes out evenly, but 'x' has 4 different values among 4 samples"));
    }

    @Test
    void withoutItsTestPartASplitIsTheSameAndDoesNotShowIt() {
        var samples = genome(8, 5);
        var split = Split.of(samples).keepTogether("chromosome").test("chr2").validation(0.2);
        for (var held : List.of(
                split.withoutTest().limitTrain(30, 1), split.limitTrain(30, 1).withoutTest())) {
            assertArrayEquals(split.limitTrain(30, 1).indices(Part.TRAIN), held.indices(Part.TRAIN));
            assertArrayEquals(split.indices(Part.VALIDATION), held.indices(Part.VALIDATION));
            assertFalse(held.has(Part.TEST));
            assertEquals(
                    "The test part, " + split.test().size()
                            + " samples, is held back from this split: ask the one that .withoutTest() was called on.",
                    refusal(held::test));
            assertTrue(
                    held.toString().contains("test held back, " + split.test().size()), held::toString);
            assertEquals("held back", held.facts().get("test part"));
        }
        assertFalse(split.facts().containsKey("test part"));
        var noTest = Split.of(samples).validation(0.2);
        assertArrayEquals(noTest.indices(Part.TRAIN), noTest.withoutTest().indices(Part.TRAIN));
    }

    @Test
    void aGivenSplitIsReadAsItIs() {
        var samples = ListedSamples.labelled("split", "train", "Train", "valid", "test", "dev", "train");
        var split = Split.of(samples).given("split");
        assertArrayEquals(new int[] {0, 1, 5}, split.indices(Part.TRAIN));
        assertArrayEquals(new int[] {2, 4}, split.indices(Part.VALIDATION));
        assertArrayEquals(new int[] {3}, split.indices(Part.TEST));
        assertEquals(
                "The test part is given by 'split' (1 sample) and also asked for with .test(0.5): leave one of the two"
                        + " out.",
                refusal(() -> split.test(0.5).train()));
        assertEquals(
                "The attribute 'split' says 'unmapped'; a given split is read from train, valid (or validation, val, dev)"
                        + " and test. It has 'train' (1), 'unmapped' (2). Leave the other samples out first.",
                refusal(() -> Split.of(ListedSamples.labelled("split", "train", "unmapped", "unmapped"))
                        .given("split")
                        .train()));
        var crossing = ListedSamples.none()
                .and("a", "1", "split", "train", "patient", "P1")
                .and("b", "2", "split", "test", "patient", "P1");
        assertEquals(
                "The split given by 'split' does not keep 'patient' together: 'P1' stands in more than one part. Leave out"
                        + " .keepTogether or .given.",
                refusal(() -> Split.of(crossing)
                        .given("split")
                        .keepTogether("patient")
                        .train()));
        var noValidation = ListedSamples.labelled("split", "train", "train", "train", "train", "test");
        assertEquals(
                2,
                Split.of(noValidation)
                        .given("split")
                        .validation(0.5)
                        .validation()
                        .size());
    }
}
