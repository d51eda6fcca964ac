package jenomics.io;

import htsjdk.samtools.SAMRecord;
import htsjdk.samtools.SAMSequenceDictionary;
import java.util.ArrayList;

/** Counts what a {@link SamSummary} says. */
final class SamTally {
    private final SAMSequenceDictionary contigs;
    private final long[] alignedBp;
    private final long[] placed;
    private final long[] inserts = new long[SamSummary.LONGEST_INSERT + 1];
    private final long[] quality = new long[256];
    private long primary;
    private long secondary;
    private long supplementary;
    private long mapped;
    private long duplicates;
    private long failing;
    private long paired;
    private long proper;
    private long bases;

    SamTally(SAMSequenceDictionary contigs) {
        this.contigs = contigs;
        this.alignedBp = new long[contigs.size()];
        this.placed = new long[contigs.size()];
    }

    void add(SAMRecord record) {
        if (record.isSecondaryAlignment()) {
            secondary++;
            return;
        }
        if (record.getSupplementaryAlignmentFlag()) {
            supplementary++;
        } else {
            primary(record);
        }
        int contig = record.getReadUnmappedFlag() ? -1 : record.getReferenceIndex();
        if (contig >= 0 && contig < alignedBp.length) {
            placed[contig]++;
            if (!record.getDuplicateReadFlag() && !record.getReadFailsVendorQualityCheckFlag()) {
                alignedBp[contig] += alignedBp(record);
            }
        }
    }

    private void primary(SAMRecord record) {
        primary++;
        bases += record.getReadLength();
        failing += record.getReadFailsVendorQualityCheckFlag() ? 1 : 0;
        duplicates += record.getDuplicateReadFlag() ? 1 : 0;
        if (!record.getReadUnmappedFlag()) {
            mapped++;
            quality[record.getMappingQuality() & 0xff]++;
        }
        if (record.getReadPairedFlag()) {
            paired++;
            boolean together = record.getProperPairFlag() && !record.getReadUnmappedFlag();
            proper += together ? 1 : 0;
            int insert = record.getInferredInsertSize();
            if (together && insert > 0) {
                inserts[Math.min(insert, SamSummary.LONGEST_INSERT)]++;
            }
        }
    }

    /** Bases of the genome that have a base of the read: matches and mismatches. */
    private static long alignedBp(SAMRecord record) {
        long aligned = 0;
        for (var element : record.getCigar().getCigarElements()) {
            var operator = element.getOperator();
            aligned += operator.consumesReadBases() && operator.consumesReferenceBases() ? element.getLength() : 0;
        }
        return aligned;
    }

    SamSummary summary(String name) {
        var depths = new ArrayList<SamSummary.Contig>();
        for (int c = 0; c < alignedBp.length; c++) {
            var contig = contigs.getSequence(c);
            depths.add(new SamSummary.Contig(
                    contig.getSequenceName(), contig.getSequenceLength(), placed[c], alignedBp[c]));
        }
        return new SamSummary(
                name,
                primary,
                secondary,
                supplementary,
                mapped,
                duplicates,
                failing,
                paired,
                proper,
                bases,
                quality,
                inserts,
                depths);
    }
}
