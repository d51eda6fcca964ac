package jenomics.genome;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;

/**
 * A short pattern that a protein binds: how often each base stands at each position. Base order is A, C, G, T
 * throughout.
 */
public final class Motif implements Described {
    private static final String BASES = "ACGT";
    /** Mixed into every frequency for scores, so that a base never seen costs much and not everything. */
    private static final double SCORE_PSEUDO_SHARE = 0.01;
    /** The share of the way from the lowest to the highest score that is a hit, as in TFBSTools' searchSeq. */
    private static final double USUAL_SHARE = 0.8;

    private final String name;
    private final double[][] frequencies;
    private final double[][] counts; // null where nobody counted

    private Motif(String name, double[][] frequencies, double[][] counts) {
        this.name = name;
        this.frequencies = frequencies;
        this.counts = counts;
    }

    /**
     * Where a motif was found.
     *
     * @param start 0-based first base, on the forward strand whichever strand matched
     * @param end the base after the last one
     * @param strand the strand that matched
     * @param bits log2 of how much likelier these bases are under the motif than under equal base frequencies
     */
    public record Hit(int start, int end, Strand strand, double bits) {}

    /** From an IUPAC consensus such as {@code TATAWAWR}: the bases a letter stands for are equally frequent. */
    public static Motif ofConsensus(String name, String consensus) {
        String letters = Alphabet.IUPAC.read(consensus);
        double[][] frequencies = new double[letters.length()][4];
        for (int i = 0; i < letters.length(); i++) {
            int meaning = Alphabet.meaning(letters.charAt(i));
            for (int b = 0; b < 4; b++) {
                frequencies[i][b] = (meaning >> b & 1) / (double) Integer.bitCount(meaning);
            }
        }
        return checked(name, frequencies);
    }

    /** From frequencies, shape [width][4]; each row must sum to 1 (within 0.01; it is then made exact). */
    public static Motif ofFrequencies(String name, double[][] frequencies) {
        for (int i = 0; i < frequencies.length; i++) {
            double sum =
                    frequencies[i].length == 4 ? Arrays.stream(frequencies[i]).sum() : Double.NaN;
            if (!(Math.abs(sum - 1) <= 0.01)) {
                throw new GenomicsException(
                        "Position " + (i + 1) + " of motif '" + name + "' should hold four frequencies that sum to 1; "
                                + "found " + Arrays.toString(frequencies[i]) + ".",
                        Map.of("motif", name, "position", i + 1));
            }
        }
        return new Motif(name, ofCounts(name, frequencies, 0).frequencies, null);
    }

    /**
     * From counts of bases seen, shape [width][4].
     *
     * @param pseudocount added to each position, a quarter of it to each base; JASPAR's tools use 0.8
     */
    public static Motif ofCounts(String name, double[][] counts, double pseudocount) {
        double[][] frequencies = new double[counts.length][4];
        for (int i = 0; i < counts.length; i++) {
            boolean sound = counts[i].length == 4 && Arrays.stream(counts[i]).allMatch(c -> c >= 0);
            double sum = sound ? Arrays.stream(counts[i]).sum() + pseudocount : 0;
            if (!(sum > 0)) {
                throw new GenomicsException(
                        "Position " + (i + 1) + " of motif '" + name + "' should hold four counts, none below 0 and "
                                + "not all 0; found " + Arrays.toString(counts[i]) + ".",
                        Map.of("motif", name, "position", i + 1));
            }
            for (int b = 0; b < 4; b++) {
                frequencies[i][b] = (counts[i][b] + pseudocount / 4) / sum;
            }
        }
        return new Motif(
                name,
                checked(name, frequencies).frequencies,
                Arrays.stream(counts).map(double[]::clone).toArray(double[][]::new));
    }

    private static Motif checked(String name, double[][] frequencies) {
        if (frequencies.length == 0) {
            throw new GenomicsException("Motif '" + name + "' has no positions.", Map.of("motif", name));
        }
        return new Motif(name, frequencies, null);
    }

    public String name() {
        return name;
    }

    /** How many positions. */
    public int width() {
        return frequencies.length;
    }

    /** Frequencies of A, C, G, T at each position, shape [width][4]; a copy. */
    public double[][] frequencies() {
        return Arrays.stream(frequencies).map(double[]::clone).toArray(double[][]::new);
    }

    /** Whether it was made of counts, {@link #counts}, and not of frequencies. */
    public boolean isCounted() {
        return counts != null;
    }

    /** The counts of A, C, G, T at each position as they were given, shape [width][4]; a copy. */
    public double[][] counts() {
        if (counts == null) {
            throw new GenomicsException(
                    "The motif '" + name + "' was made of frequencies; nobody said of how many sites.",
                    Map.of("motif", name));
        }
        return Arrays.stream(counts).map(double[]::clone).toArray(double[][]::new);
    }

    /** The same with another pseudocount on its counts, a quarter of it to each base. */
    public Motif withPseudocount(double pseudocount) {
        return ofCounts(name, counts(), pseudocount);
    }

    /** The same motif as the other strand reads it. */
    public Motif reverseComplement() {
        return new Motif(name, turned(frequencies), counts == null ? null : turned(counts));
    }

    private static double[][] turned(double[][] rows) {
        double[][] turned = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            double[] f = rows[rows.length - 1 - i];
            turned[i] = new double[] {f[3], f[2], f[1], f[0]};
        }
        return turned;
    }

    /**
     * The position weight matrix: log2 of each frequency over that of the background, shape [width][4]. A frequency of 0
     * is minus infinity; a pseudocount avoids that ({@link #withPseudocount}).
     *
     * @param background how often A, C, G, T stand in sequences without the motif; they sum to 1
     */
    public double[][] weights(double... background) {
        double sum = Arrays.stream(background).sum();
        if (background.length != 4 || Arrays.stream(background).anyMatch(b -> !(b > 0)) || Math.abs(sum - 1) > 1e-6) {
            throw new GenomicsException(
                    "A background is four frequencies above 0 that sum to 1; found " + Arrays.toString(background)
                            + ".",
                    Map.of("motif", name));
        }
        double[][] weights = new double[width()][4];
        for (int i = 0; i < width(); i++) {
            for (int b = 0; b < 4; b++) {
                weights[i][b] = Math.log(frequencies[i][b] / background[b]) / Math.log(2);
            }
        }
        return weights;
    }

    /**
     * How much likelier exactly these bases are under the motif than under equal base frequencies, in bits, as
     * {@link #scan} scores them; a letter for several bases counts 0.
     */
    public double score(String bases) {
        if (bases.length() != width()) {
            throw new GenomicsException(
                    "The motif '" + name + "' scores " + width() + " bases; found " + bases.length() + ".",
                    Map.of("motif", name, "length", bases.length()));
        }
        return score(scores(), bases, 0);
    }

    /**
     * The IUPAC consensus by Cavener's rule (Nucleic Acids Research 15:1353, 1987): one base above 50 % and twice the
     * next; else two above 75 %; else three where the fourth never occurs; else N.
     */
    public String consensus() {
        var out = new StringBuilder();
        for (double[] f : frequencies) {
            out.append(consensusLetter(f));
        }
        return out.toString();
    }

    private static char consensusLetter(double[] f) {
        var order = new ArrayList<>(List.of(0, 1, 2, 3));
        order.sort((a, b) -> Double.compare(f[b], f[a]));
        int first = order.get(0);
        int second = order.get(1);
        if (f[first] > 0.5 && f[first] >= 2 * f[second]) {
            return BASES.charAt(first);
        }
        if (f[first] + f[second] > 0.75) {
            return Alphabet.letterFor(1 << first | 1 << second);
        }
        return f[order.get(3)] == 0 ? Alphabet.letterFor(15 & ~(1 << order.get(3))) : 'N';
    }

    /** Information at each position in bits, 0 to 2, against equal base frequencies (Schneider et al. 1986). */
    public double[] informationBits() {
        return Arrays.stream(frequencies).mapToDouble(Motif::bits).toArray();
    }

    private static double bits(double[] f) {
        double bits = 2;
        for (double p : f) {
            bits += p > 0 ? p * Math.log(p) / Math.log(2) : 0;
        }
        return bits;
    }

    /** The information of all positions together, in bits. */
    public double totalInformationBits() {
        return Arrays.stream(informationBits()).sum();
    }

    /** Draws bases from the frequencies, each position on its own. */
    public String sample(RandomGenerator random) {
        var out = new StringBuilder(width());
        for (double[] f : frequencies) {
            double u = random.nextDouble();
            int b = 0;
            while (b < 3 && (u >= f[b] || f[b] == 0)) {
                u -= f[b++];
            }
            out.append(BASES.charAt(b));
        }
        return out.toString();
    }

    /** All hits on both strands at 80 % of the way from the lowest to the highest possible score, left to right. */
    public List<Hit> scan(String bases) {
        double[][] scores = scores();
        double lowest = Arrays.stream(scores)
                .mapToDouble(s -> Arrays.stream(s).min().orElse(0))
                .sum();
        return scan(bases, lowest + USUAL_SHARE * (highest(scores) - lowest));
    }

    /** All hits on both strands with at least this score in bits, left to right, forward before reverse. */
    public List<Hit> scan(String bases, double leastBits) {
        double[][] forward = scores();
        double[][] reverse = reverseComplement().scores();
        var hits = new ArrayList<Hit>();
        for (int at = 0; at + width() <= bases.length(); at++) {
            addHit(hits, forward, bases, at, Strand.FORWARD, leastBits);
            addHit(hits, reverse, bases, at, Strand.REVERSE, leastBits);
        }
        return List.copyOf(hits);
    }

    /** The highest score that any bases can have, in bits. */
    public double highestBits() {
        return highest(scores());
    }

    private void addHit(List<Hit> hits, double[][] scores, String bases, int at, Strand strand, double leastBits) {
        double sum = score(scores, bases, at);
        if (sum >= leastBits - 1e-9) {
            hits.add(new Hit(at, at + width(), strand, sum));
        }
    }

    private static double score(double[][] scores, String bases, int at) {
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            int base = BASES.indexOf(bases.charAt(at + i));
            sum += base < 0 ? 0 : scores[i][base];
        }
        return sum;
    }

    private static double highest(double[][] scores) {
        return Arrays.stream(scores)
                .mapToDouble(s -> Arrays.stream(s).max().orElse(0))
                .sum();
    }

    /** log2(frequency / 0.25), shape [width][4]; a letter for several bases later counts 0: it says nothing. */
    private double[][] scores() {
        return Arrays.stream(frequencies)
                .map(f -> Arrays.stream(f)
                        .map(p ->
                                Math.log((p * (1 - SCORE_PSEUDO_SHARE) + SCORE_PSEUDO_SHARE / 4) / 0.25) / Math.log(2))
                        .toArray())
                .toArray(double[][]::new);
    }

    @Override
    public Description describe() {
        var rows = new ArrayList<List<String>>();
        for (int b = 0; b < 4; b++) {
            var row = new ArrayList<String>(List.of(BASES.substring(b, b + 1)));
            for (double[] f : frequencies) {
                row.add(String.format(Locale.ROOT, "%.2f", f[b]));
            }
            rows.add(row);
        }
        return Description.of(String.format(
                        Locale.ROOT,
                        "%s \u00b7 %s \u00b7 %d bp \u00b7 %.1f bits",
                        name,
                        consensus(),
                        width(),
                        totalInformationBits()))
                .with("frequencies", List.of(), rows);
    }

    @Override
    public String toString() {
        return describe().text();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Motif motif
                && motif.name.equals(name)
                && Arrays.deepEquals(motif.frequencies, frequencies);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.deepHashCode(frequencies);
    }
}
