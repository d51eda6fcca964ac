package jenomics.io;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import jenomics.genome.Variant;

/** One line of a VCF file, taken apart as far as its FORMAT; the samples stay bytes. */
final class VcfSite {
    private static final int FIXED = 8;
    private static final int FORMAT = 8;
    private static final int ID = 2;
    private static final int REFERENCE = 3;
    private static final int ALTERNATE = 4;
    private static final int FILTER = 6;
    /** They stand for "something else here", not for an allele. */
    private static final Set<String> NO_ALLELES = Set.of(".", "*", "<*>", "<NON_REF>", "");

    private final VcfSites sites;
    private LineSource line;
    private final int[] ends = new int[FORMAT + 1];
    private int columns;
    private String chromosome = "";
    private long position;
    private int alternateCount;
    private List<Alternate> alternates;
    private String format = "";
    private List<String> fields = List.of();

    /**
     * An alternate allele.
     *
     * @param number its number in genotypes, from 1
     * @param variant what it is
     */
    record Alternate(int number, Variant variant) {}

    VcfSite(VcfSites sites) {
        this.sites = sites;
    }

    void read(LineSource next) {
        line = next;
        columns = 0;
        byte[] text = line.bytes();
        for (int at = line.from(); columns < ends.length; at++) {
            if (at == line.to() || text[at] == '\t') {
                ends[columns++] = at;
                if (at == line.to()) {
                    break;
                }
            }
        }
        if (columns < FIXED) {
            throw sites.refusal("has " + columns + " columns, separated by tabs; a site has at least 8");
        }
        if (!equalsText(0, chromosome)) {
            chromosome = text(0);
        }
        if (chromosome.isBlank()) {
            throw sites.refusal("has no chromosome");
        }
        position = readPosition();
        alternates = null;
    }

    private boolean equalsText(int column, String other) {
        int from = begin(column);
        if (ends[column] - from != other.length()) {
            return false;
        }
        for (int i = 0; i < other.length(); i++) {
            if (line.bytes()[from + i] != other.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int begin(int column) {
        return column == 0 ? line.from() : ends[column - 1] + 1;
    }

    private String text(int column) {
        int from = begin(column);
        return new String(line.bytes(), from, ends[column] - from, StandardCharsets.UTF_8);
    }

    private long readPosition() {
        long number = 0;
        int from = begin(1);
        for (int at = from; at < ends[1]; at++) {
            int digit = line.bytes()[at] - '0';
            if (digit < 0 || digit > 9 || at - from > 11) {
                throw sites.refusal("has the position '" + text(1) + "'; it counts from 1");
            }
            number = number * 10 + digit;
        }
        if (ends[1] == from) {
            throw sites.refusal("has no position");
        }
        return number;
    }

    String chromosome() {
        return chromosome;
    }

    long position() {
        return position;
    }

    /** How many bases the reference allele has. */
    int referenceLength() {
        return ends[REFERENCE] - begin(REFERENCE);
    }

    boolean passed() {
        String filter = text(FILTER);
        return filter.equals("PASS") || filter.equals(".");
    }

    /** How many alternate alleles a genotype may name. */
    int alternateCount() {
        alternates();
        return alternateCount;
    }

    List<Alternate> alternates() {
        if (alternates == null) {
            String[] alleles = text(ALTERNATE).split(",", -1);
            alternateCount = alleles.length == 1 && alleles[0].equals(".") ? 0 : alleles.length;
            alternates = new ArrayList<>();
            for (int a = 0; a < alleles.length; a++) {
                if (!NO_ALLELES.contains(alleles[a])) {
                    alternates.add(new Alternate(
                            a + 1, Variant.ofVcf(chromosome, position, text(ID), text(REFERENCE), alleles[a])));
                }
            }
        }
        return alternates;
    }

    List<Variant> variants() {
        return alternates().stream().map(Alternate::variant).toList();
    }

    /** The place of a field among those of each sample, from 0; -1 where the site has none of it. */
    int field(String name) {
        if (columns <= FORMAT) {
            return -1;
        }
        if (!equalsText(FORMAT, format)) {
            format = text(FORMAT);
            fields = List.of(format.split(":", -1));
        }
        return fields.indexOf(name);
    }

    /** Where the first sample begins. */
    int samplesFrom() {
        return columns <= FORMAT ? line.to() + 1 : ends[FORMAT] + 1;
    }

    byte[] bytes() {
        return line.bytes();
    }

    int to() {
        return line.to();
    }
}
