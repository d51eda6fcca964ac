package jenomics.genome;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenomics.provenance.GenomicsException;

/**
 * A stretch of a chromosome. Kept as BED keeps it, 0-based with the end not included; make one with the factory that
 * names the convention your numbers follow.
 *
 * @param chromosome its name as the assembly writes it
 * @param start 0-based first base
 * @param end the base after the last one, 0-based
 * @param strand which strand; {@link Strand#UNKNOWN} where it does not matter
 */
public record Locus(String chromosome, long start, long end, Strand strand) {
    private static final Pattern REGION =
            Pattern.compile("([^:\\s]+):([0-9][0-9,]*)(?:(?:-|\\.\\.)([0-9][0-9,]*))?(?:[:(]([+.-])\\)?)?");

    public Locus {
        if (chromosome == null || chromosome.isBlank()) {
            throw new GenomicsException("A locus needs a chromosome; found none.");
        }
        if (start < 0 || end <= start) {
            var facts = new LinkedHashMap<String, Object>();
            facts.put("chromosome", chromosome);
            facts.put("start", start);
            facts.put("end", end);
            throw new GenomicsException(
                    "A locus has at least one base and begins at 0 or later (0-based, end not included); found "
                            + chromosome + " " + start + " to " + end + ".",
                    facts);
        }
    }

    /** From 0-based half-open numbers, as in BED: {@code ofBed("chr7", 0, 10)} is the first ten bases. */
    public static Locus ofBed(String chromosome, long start, long end) {
        return new Locus(chromosome, start, end, Strand.UNKNOWN);
    }

    /** From 0-based half-open numbers, as in BED. */
    public static Locus ofBed(String chromosome, long start, long end, Strand strand) {
        return new Locus(chromosome, start, end, strand);
    }

    /**
     * From a region as browsers and samtools write it, 1-based with both ends included: {@code chr7:1-10} is the first
     * ten bases; {@code chr7:1,203} is one; a strand may follow: {@code chr7:1-10:+} or {@code chr7:1-10(+)}.
     */
    public static Locus ofRegion(String region) {
        Matcher m = REGION.matcher(region.strip());
        if (!m.matches()) {
            throw new GenomicsException(
                    "A region reads like chr7:1-10 (1-based, both ends included); found '" + region + "'.",
                    java.util.Map.of("found", region));
        }
        long first = number(m.group(2));
        long last = m.group(3) == null ? first : number(m.group(3));
        var strand = m.group(4) == null ? Strand.UNKNOWN : Strand.of(m.group(4));
        if (first < 1 || last < first) {
            throw new GenomicsException(
                    "A region counts from 1 and ends at or after its first base; found '" + region + "'.",
                    java.util.Map.of("found", region));
        }
        return new Locus(m.group(1), first - 1, last, strand);
    }

    private static long number(String digits) {
        return Long.parseLong(digits.replace(",", ""));
    }

    public long lengthBp() {
        return end - start;
    }

    /** Whether every base of the other lies in this one. Strands are not looked at. */
    public boolean contains(Locus other) {
        return chromosome.equals(other.chromosome) && start <= other.start && other.end <= end;
    }

    /** Whether the two share a base. Strands are not looked at. */
    public boolean overlaps(Locus other) {
        return chromosome.equals(other.chromosome) && start < other.end && other.start < end;
    }

    /** The same stretch on a given strand. */
    public Locus on(Strand other) {
        return new Locus(chromosome, start, end, other);
    }

    /** 1-based with both ends included, as browsers and samtools read it: {@code chr7:1-10}. */
    public String region() {
        return String.format(Locale.ROOT, "%s:%d-%d", chromosome, start + 1, end);
    }

    /** {@code chr7:1-10} with the strand where it is known: {@code chr7:1-10(+)}. 1-based, both ends included. */
    @Override
    public String toString() {
        return strand == Strand.UNKNOWN ? region() : region() + "(" + strand + ")";
    }
}
