package jenomics.sequence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import jenomics.genome.DnaSequence;
import jenomics.genome.Motif;
import jenomics.genome.Strand;

/**
 * What a simulated promoter looks like. Consensus sequences as published: TATA box TATAWAWR (Basehoar, Zanton, Pugh, Cell
 * 116:699, 2004), Reb1 TTACCCG, Abf1 RTCRYNNNNNACG, Rap1 ACACCCAYACAYY, Gcn4 TGACTCA, Cbf1 RTCACRTG, Mcm1
 * CCNNNWWRGG (Harbison et al., Nature 431:99, 2004).
 */
final class PromoterGrammar {
    private static final Motif TATA = Motif.ofConsensus("TATA", "TATAWAWR");
    private static final List<Motif> GENERAL_FACTORS = List.of(
            Motif.ofConsensus("Reb1", "TTACCCG"),
            Motif.ofConsensus("Abf1", "RTCRYNNNNNACG"),
            Motif.ofConsensus("Rap1", "ACACCCAYACAYY"));
    private static final List<Motif> ACTIVATORS = List.of(
            Motif.ofConsensus("Gcn4", "TGACTCA"),
            Motif.ofConsensus("Cbf1", "RTCACRTG"),
            Motif.ofConsensus("Mcm1", "CCNNNWWRGG"));

    private static final double CONSENSUS_TATA_SHARE = 0.8;
    private static final double COMPLETE_SHARE = 0.8;
    private static final double ACTIVATED_SHARE = 0.6;
    private static final double SCATTERED_SHARE = 0.15;

    private final MarkovChain background;
    private final int lengthBp;
    private final double misarrangedShare;

    PromoterGrammar(MarkovChain background, int lengthBp, double misarrangedShare) {
        this.background = background;
        this.lengthBp = lengthBp;
        this.misarrangedShare = misarrangedShare;
    }

    /** A sequence in the making: its bases and what was planted, left to right. */
    record Draft(String bases, List<PlantedMotif> motifs) {}

    private record Element(String name, String bases, Strand strand) {
        String onForward() {
            return strand == Strand.REVERSE ? DnaSequence.reverseComplement(bases) : bases;
        }
    }

    /** Elements in the right order at the right distances; drawn again where they do not fit in. */
    Draft promoter(SplittableRandom random) {
        while (true) {
            var elements = elements(random);
            int[] starts = promoterStarts(elements, random);
            if (starts[0] >= 0) {
                return plant(elements, starts, random);
            }
        }
    }

    /** The elements of a promoter in a wrong order, or some elements anywhere. */
    Draft other(SplittableRandom random) {
        var elements = random.nextDouble() < misarrangedShare ? misarranged(random) : scattered(random);
        return plant(elements, freeStarts(elements, random), random);
    }

    /** Left to right: activators (sometimes), general factors, poly(dA:dT), TATA; at most one of the middle two missing. */
    private List<Element> elements(SplittableRandom random) {
        var elements = new ArrayList<Element>();
        double complete = random.nextDouble();
        if (random.nextDouble() < ACTIVATED_SHARE) {
            addOneOrTwo(elements, () -> oneOf(ACTIVATORS, random), random);
        }
        if (complete < (1 + COMPLETE_SHARE) / 2) {
            addOneOrTwo(elements, () -> oneOf(GENERAL_FACTORS, random), random);
        }
        if (complete < COMPLETE_SHARE || complete >= (1 + COMPLETE_SHARE) / 2) {
            addOneOrTwo(elements, () -> tract(random), random);
        }
        elements.add(tata(random, Strand.FORWARD));
        return elements;
    }

    private static void addOneOrTwo(List<Element> elements, Supplier<Element> element, SplittableRandom random) {
        for (int n = 1 + random.nextInt(2); n > 0; n--) {
            elements.add(element.get());
        }
    }

    private List<Element> misarranged(SplittableRandom random) {
        var elements = elements(random);
        while (tataIsLast(elements)) {
            shuffle(elements, random);
        }
        return elements;
    }

    private static boolean tataIsLast(List<Element> elements) {
        return elements.get(elements.size() - 1).name().startsWith("TATA");
    }

    private List<Element> scattered(SplittableRandom random) {
        var elements = new ArrayList<Element>();
        if (random.nextDouble() < SCATTERED_SHARE) {
            elements.add(tata(random, eitherStrand(random)));
        }
        if (random.nextDouble() < SCATTERED_SHARE) {
            elements.add(tract(random));
        }
        if (random.nextDouble() < SCATTERED_SHARE) {
            elements.add(oneOf(GENERAL_FACTORS, random));
        }
        if (random.nextDouble() < SCATTERED_SHARE) {
            elements.add(oneOf(ACTIVATORS, random));
        }
        shuffle(elements, random);
        return elements;
    }

    private static Element oneOf(List<Motif> motifs, SplittableRandom random) {
        var motif = motifs.get(random.nextInt(motifs.size()));
        return new Element(motif.name(), motif.sample(random), eitherStrand(random));
    }

    /** A run of 12 to 24 A on either strand, with now and then another base inside. */
    private static Element tract(SplittableRandom random) {
        var bases = new StringBuilder("A".repeat(12 + random.nextInt(13)));
        if (random.nextInt(3) == 0) {
            bases.setCharAt(3 + random.nextInt(bases.length() - 6), "CGT".charAt(random.nextInt(3)));
        }
        return new Element("polyA", bases.toString(), eitherStrand(random));
    }

    private static Element tata(SplittableRandom random, Strand strand) {
        String box = TATA.sample(random);
        if (random.nextDouble() < CONSENSUS_TATA_SHARE) {
            return new Element("TATA", box, strand);
        }
        var like = new StringBuilder(box);
        int at = random.nextInt(box.length() - 1);
        like.setCharAt(at, "ACGT".charAt(("ACGT".indexOf(box.charAt(at)) + 1 + random.nextInt(3)) % 4));
        return new Element("TATA-like", like.toString(), strand);
    }

    private static Strand eitherStrand(SplittableRandom random) {
        return random.nextBoolean() ? Strand.FORWARD : Strand.REVERSE;
    }

    /** TATA 40 to 120 bp before the start of transcription, the others before it with 5 to 40 bp between. */
    private int[] promoterStarts(List<Element> elements, SplittableRandom random) {
        int[] starts = new int[elements.size()];
        int transcription = lengthBp - 60 - random.nextInt(41);
        int last = elements.size() - 1;
        starts[last] = transcription - 40 - random.nextInt(81);
        for (int i = last - 1; i >= 0; i--) {
            starts[i] = starts[i + 1]
                    - 5
                    - random.nextInt(36)
                    - elements.get(i).bases().length();
        }
        return starts;
    }

    /** Anywhere, in the order given, without overlap: the free bases are cut at random places. */
    private int[] freeStarts(List<Element> elements, SplittableRandom random) {
        int taken = elements.stream().mapToInt(e -> e.bases().length()).sum();
        var cuts = new ArrayList<Integer>();
        for (int i = 0; i < elements.size(); i++) {
            cuts.add(random.nextInt(lengthBp - taken + 1));
        }
        Collections.sort(cuts);
        int[] starts = new int[elements.size()];
        int before = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = cuts.get(i) + before;
            before += elements.get(i).bases().length();
        }
        return starts;
    }

    private Draft plant(List<Element> elements, int[] starts, SplittableRandom random) {
        var bases = new StringBuilder(background.sample(lengthBp, random));
        var motifs = new ArrayList<PlantedMotif>();
        for (int i = 0; i < starts.length; i++) {
            var element = elements.get(i);
            int end = starts[i] + element.bases().length();
            bases.replace(starts[i], end, element.onForward());
            motifs.add(new PlantedMotif(element.name(), starts[i], end, element.strand()));
        }
        motifs.sort(Comparator.comparingInt(PlantedMotif::start));
        return new Draft(bases.toString(), List.copyOf(motifs));
    }

    private static void shuffle(List<Element> elements, SplittableRandom random) {
        for (int i = elements.size() - 1; i > 0; i--) {
            Collections.swap(elements, i, random.nextInt(i + 1));
        }
    }
}
