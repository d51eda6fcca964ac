package jenomics.model;

import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;

/** A model of the size of {@link Tiny#ESM}, and sequences with a label of each kind. */
final class TinyModel {
    private TinyModel() {}

    static GenomicModel esm() {
        return GenomicModel.pretrained(Golden.transformer("nt_v2_3mer").folder());
    }

    /** {@code box} yes or no, {@code part} of three, {@code ends} any of two, {@code gc} a number. */
    static SequenceSet labelled(int size) {
        return SequenceSet.of(
                Tiny.withMotif(size).stream().map(TinyModel::labelled).toList());
    }

    private static SequenceRecord labelled(SequenceRecord record) {
        var bases = record.bases();
        long strong = bases.chars().filter(c -> c == 'G' || c == 'C').count();
        String ends = (bases.startsWith("A") ? "a;" : "") + (bases.endsWith("T") ? "t" : "");
        return record.with("gc", String.valueOf(strong / 60.0)).with("ends", ends.isEmpty() ? "-" : ends);
    }
}
