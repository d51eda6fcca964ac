package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jenomics.genome.GenomicFeature;
import jenomics.genome.GenomicFeatures;
import jenomics.genome.Locus;
import jenomics.provenance.GenomicsException;

/**
 * How to read intervals; begin with {@link Bed#reader} or {@link Gff#reader}. Each option gives another reader.
 *
 * @param format how the lines are written
 * @param regions which stretches of the genome; empty: all. Through the index {@code .tbi} where the file has one
 * @param types which types of features; empty: all
 * @param limit the most features to read; the rest of the file is not looked at
 */
public record IntervalReader(Format format, List<Locus> regions, Set<String> types, long limit) {
    private static final int LONGEST_LINE = 1 << 22;
    private static final int LINES_BETWEEN_LOOKS = 1 << 13;

    /** How the lines are written. */
    public enum Format {
        BED,
        GFF
    }

    public IntervalReader {
        regions = List.copyOf(regions);
        types = Set.copyOf(types);
        if (limit < 1) {
            throw new GenomicsException(
                    "The limit is at least 1 feature; found " + limit + ".", Map.of("limit", limit));
        }
    }

    static IntervalReader of(Format format) {
        return new IntervalReader(format, List.of(), Set.of(), Long.MAX_VALUE);
    }

    /** Reads what overlaps this stretch, too: {@code chr7:1-10}, 1-based with both ends included. */
    public IntervalReader region(String region) {
        return region(Locus.ofRegion(region));
    }

    /** Reads what overlaps this stretch, too. */
    public IntervalReader region(Locus region) {
        var more = new ArrayList<>(regions);
        more.add(region);
        return new IntervalReader(format, more, types, limit);
    }

    /** Reads features of these types only: gene, mRNA, exon, ... */
    public IntervalReader types(String... wanted) {
        return new IntervalReader(format, regions, Set.of(wanted), limit);
    }

    /** Reads no more than so many features. */
    public IntervalReader limit(long features) {
        return new IntervalReader(format, regions, types, features);
    }

    public GenomicFeatures read(String path) {
        return read(DataFile.find(path));
    }

    public GenomicFeatures read(Path path) {
        var file = DataFile.find(path);
        var wanted = new Regions(regions);
        var found = new ArrayList<GenomicFeature>();
        long empty = 0;
        long lineCount = 0;
        try (var lines = wanted.lines(file, LONGEST_LINE)) {
            IntervalText text = format == Format.BED ? new BedText(file) : new GffText(file);
            while (found.size() < limit && lines.next()) {
                if (++lineCount % LINES_BETWEEN_LOOKS == 0) {
                    Forecast.checkRoom(file, lineCount, "lines");
                }
                if (text.ends(lines)) {
                    break;
                }
                if (text.says(lines)) {
                    var feature = text.feature(lines, wanted, types);
                    empty += feature == IntervalText.EMPTY ? 1 : 0;
                    if (feature != null && feature != IntervalText.EMPTY) {
                        found.add(feature);
                    }
                }
            }
        }
        wanted.check(file);
        return GenomicFeatures.of(found).withNotes(notes(file, empty));
    }

    private List<String> notes(Path file, long empty) {
        var notes = new ArrayList<>(List.of("from " + file.getFileName()));
        if (!regions.isEmpty()) {
            notes.add("only " + new Regions(regions));
        }
        if (empty > 0) {
            notes.add(String.format(Locale.ROOT, "%,d without any base passed over", empty));
        }
        return notes;
    }
}
