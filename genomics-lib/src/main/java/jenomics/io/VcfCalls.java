package jenomics.io;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import jenomics.genome.Variant;
import jenomics.omics.Genotypes;

/**
 * The genotypes (GT) of a VCF file, straight from its bytes into two bits each: nothing is made of a genotype on the way,
 * which is what takes other readers their time.
 */
final class VcfCalls {
    private static final int UNKNOWN = -1;
    private static final int NO_SECOND = -2;

    private final VcfSites sites;
    private final int[] slots;
    private final int[] first;
    private final int[] second;
    private int highest;

    VcfCalls(VcfSites sites) {
        this.sites = sites;
        this.slots = sites.slots();
        this.first = new int[sites.wantedSamples().size()];
        this.second = new int[first.length];
    }

    Genotypes read() {
        var variants = new ArrayList<Variant>();
        var packed = new ArrayList<byte[]>();
        byte[] copies = new byte[first.length];
        while (sites.next()) {
            int field = sites.field("GT");
            if (field < 0) {
                continue;
            }
            highest = sites.site().alternateCount();
            sites.eachSample(field, slots, this::call);
            for (var alternate : sites.site().alternates()) {
                for (int s = 0; s < copies.length; s++) {
                    copies[s] = copies(s, alternate.number());
                }
                variants.add(alternate.variant());
                packed.add(Genotypes.pack(copies));
            }
        }
        sites.checkField("GT", "Expected dosages (DS) are read with Vcf.reader().expectedDosages(...).");
        return Genotypes.owning(sites.name(), sites.wantedSamples(), variants, packed)
                .withNotes(sites.notes("GT"));
    }

    private byte copies(int sample, int allele) {
        if (first[sample] == UNKNOWN || second[sample] == UNKNOWN) {
            return Genotypes.MISSING;
        }
        return (byte) ((first[sample] == allele ? 1 : 0) + (second[sample] == allele ? 1 : 0));
    }

    /** Reads one genotype such as 0/1, 1|0, ./., 1, or |0/1 of VCF 4.4. */
    private void call(byte[] text, int from, int stop, int column) {
        int slot = slots[column];
        int at = from < stop && isSeparator(text[from]) ? from + 1 : from;
        int split = at;
        while (split < stop && !isSeparator(text[split])) {
            split++;
        }
        first[slot] = allele(text, at, split, from, stop, column);
        second[slot] = split == stop ? NO_SECOND : allele(text, split + 1, stop, from, stop, column);
    }

    private static boolean isSeparator(byte b) {
        return b == '/' || b == '|';
    }

    private int allele(byte[] text, int from, int to, int callFrom, int callTo, int column) {
        if (to - from == 1) {
            int digit = text[from] - '0';
            if (digit >= 0 && digit <= highest && digit <= 9) {
                return digit;
            }
            if (text[from] == '.') {
                return UNKNOWN;
            }
        }
        if (from == to && callFrom == callTo) {
            return UNKNOWN;
        }
        int number = 0;
        for (int at = from; at < to; at++) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9 || at - from > 6) {
                throw wrong(text, callFrom, callTo, column);
            }
            number = number * 10 + digit;
        }
        if (from == to || number > highest) {
            throw wrong(text, callFrom, callTo, column);
        }
        return number;
    }

    private RuntimeException wrong(byte[] text, int from, int to, int column) {
        String call = new String(text, from, Math.min(40, to - from), StandardCharsets.UTF_8);
        boolean ploidy = call.matches("[/|]?[0-9.]+([/|][0-9.]+){2,}");
        return sites.refusal("has the genotype '" + call + "' for sample '" + sites.sample(column) + "'; "
                + (ploidy
                        ? "more than two alleles of a sample are not read"
                        : "it is one or two alleles, separated by / or |, each '.' or 0 to " + highest));
    }
}
