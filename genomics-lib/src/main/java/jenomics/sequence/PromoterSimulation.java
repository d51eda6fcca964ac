package jenomics.sequence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import jenomics.genome.DnaSequence;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * How to simulate promoters. The background follows the 6-mers of the yeast genome ({@link MarkovChain#yeast}). A promoter
 * holds, in this order, activator sites (Gcn4, Cbf1, Mcm1; in six of ten), sites of general regulatory factors (Reb1,
 * Abf1, Rap1), poly(dA:dT) tracts, and a TATA box 40 to 120 bp before the start of transcription, itself 60 to 100 bp
 * before the end. There are one or two of each but the TATA box, 5 to 40 bp apart, on either strand but the TATA box;
 * one in ten lacks the general factors, one in ten the tracts, and two in ten TATA boxes have one wrong letter. What is
 * no promoter holds such elements with the TATA box out of its place, or a few elements anywhere.
 *
 * <p>Attributes: {@code chromosome} (chrI to chrXVI, as often as they are long), {@code promoter} (yes or no) and
 * {@code truth}, the planted motifs ({@link PlantedMotif}). No two sequences are equal on either strand.
 *
 * @param count how many sequences
 * @param lengthBp how long each is, 250 at least
 * @param promoterShare the share that are promoters, 0 to 1
 * @param misarrangedShare the share of the others that hold all elements in a wrong order: what counting k-mers cannot
 *     tell from promoters
 * @param seed the same seed and options give the same sequences
 */
public record PromoterSimulation(int count, int lengthBp, double promoterShare, double misarrangedShare, long seed) {
    static final int SHORTEST = 250;

    /** Lengths of the nuclear chromosomes of S. cerevisiae R64-1-1, in bp. */
    private static final Map<String, Integer> CHROMOSOMES = chromosomes();

    public PromoterSimulation {
        if (count < 1) {
            throw refused("count", "at least 1", count);
        }
        if (lengthBp < SHORTEST) {
            throw refused("lengthBp", "at least " + SHORTEST + ", so that a promoter fits in", lengthBp);
        }
        if (!(promoterShare >= 0 && promoterShare <= 1)) {
            throw refused("promoterShare", "0 to 1", promoterShare);
        }
        if (!(misarrangedShare >= 0 && misarrangedShare <= 1)) {
            throw refused("misarrangedShare", "0 to 1", misarrangedShare);
        }
    }

    /** 4,000 sequences of 500 bp, half of them promoters. */
    public static PromoterSimulation defaults() {
        return new PromoterSimulation(4000, 500, 0.5, 0.1, 7);
    }

    public PromoterSimulation count(int sequences) {
        return new PromoterSimulation(sequences, lengthBp, promoterShare, misarrangedShare, seed);
    }

    public PromoterSimulation lengthBp(int bases) {
        return new PromoterSimulation(count, bases, promoterShare, misarrangedShare, seed);
    }

    public PromoterSimulation promoterShare(double share) {
        return new PromoterSimulation(count, lengthBp, share, misarrangedShare, seed);
    }

    public PromoterSimulation misarrangedShare(double share) {
        return new PromoterSimulation(count, lengthBp, promoterShare, share, seed);
    }

    public PromoterSimulation seed(long value) {
        return new PromoterSimulation(count, lengthBp, promoterShare, misarrangedShare, value);
    }

    /** The sequences. */
    public SequenceSet make() {
        var origin = Seed.of(seed).part("promoters");
        boolean[] promoter = labels(origin.part("labels").random());
        var grammar = new PromoterGrammar(MarkovChain.yeast(), lengthBp, misarrangedShare);
        var seen = new HashSet<String>();
        var records = new ArrayList<SequenceRecord>();
        int digits = String.valueOf(count).length();
        for (int i = 0; i < count; i++) {
            var random = origin.at(i).random();
            var attributes = new LinkedHashMap<String, String>();
            attributes.put("chromosome", chromosome(random));
            attributes.put("promoter", promoter[i] ? "yes" : "no");
            PromoterGrammar.Draft draft;
            do {
                draft = promoter[i] ? grammar.promoter(random) : grammar.other(random);
            } while (!seen.add(key(draft.bases())));
            attributes.put(PlantedMotif.ATTRIBUTE, PlantedMotif.text(draft.motifs()));
            records.add(new SequenceRecord(
                    String.format(Locale.ROOT, "sim%0" + digits + "d", i + 1), draft.bases(), attributes));
        }
        return SequenceSet.of(records).withNotes(List.of("simulated: " + this));
    }

    /** Exactly the share of promoters, in random order. */
    private boolean[] labels(SplittableRandom random) {
        boolean[] labels = new boolean[count];
        int promoters = (int) Math.round(count * promoterShare);
        for (int i = 0; i < count; i++) {
            labels[i] = i < promoters;
        }
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            boolean swap = labels[i];
            labels[i] = labels[j];
            labels[j] = swap;
        }
        return labels;
    }

    private static String chromosome(SplittableRandom random) {
        int place = random.nextInt(
                CHROMOSOMES.values().stream().mapToInt(Integer::intValue).sum());
        for (var chromosome : CHROMOSOMES.entrySet()) {
            place -= chromosome.getValue();
            if (place < 0) {
                return chromosome.getKey();
            }
        }
        throw new IllegalStateException("the lengths add up to their sum");
    }

    private static String key(String bases) {
        String other = DnaSequence.reverseComplement(bases);
        return bases.compareTo(other) <= 0 ? bases : other;
    }

    private static GenomicsException refused(String option, String allowed, Object found) {
        return new GenomicsException(
                "The " + option + " of a promoter simulation is " + allowed + "; found " + found + ".",
                Map.of("option", option, "found", found));
    }

    private static Map<String, Integer> chromosomes() {
        int[] lengths = {
            230_218, 813_184, 316_620, 1_531_933, 576_874, 270_161, 1_090_940, 562_643,
            439_888, 745_751, 666_816, 1_078_177, 924_431, 784_333, 1_091_291, 948_066
        };
        String[] numerals = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI".split(" ");
        var map = new LinkedHashMap<String, Integer>();
        for (int i = 0; i < lengths.length; i++) {
            map.put("chr" + numerals[i], lengths[i]);
        }
        return map;
    }
}
