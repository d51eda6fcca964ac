package jenomics.io;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenomics.genome.Locus;
import jenomics.provenance.GenomicsException;

/** Which stretches of the genome are wanted; all of it where none is named. Remembers the chromosomes that it saw. */
final class Regions {
    private final List<Locus> wanted;
    private final Set<String> seen = new LinkedHashSet<>();

    Regions(List<Locus> wanted) {
        this.wanted = wanted;
    }

    /** Whether a stretch shares a base with what is wanted; 0-based, end not included. */
    boolean want(String chromosome, long start, long end) {
        if (wanted.isEmpty()) {
            return true;
        }
        seen.add(chromosome);
        for (var region : wanted) {
            if (region.chromosome().equals(chromosome) && start < region.end() && region.start() < end) {
                return true;
            }
        }
        return false;
    }

    /** The lines of a file: through its index where it has one and regions are named, else all. */
    LineSource lines(Path file, int longest) {
        if (wanted.isEmpty() || !TabixLines.isIndexed(file)) {
            return new LineBytes(file, longest);
        }
        var lines = TabixLines.open(file, apart());
        seen.addAll(lines.chromosomes());
        return lines;
    }

    /** The regions joined where they overlap, so that no line comes twice. */
    private List<Locus> apart() {
        var sorted = wanted.stream()
                .sorted(java.util.Comparator.comparing(Locus::chromosome).thenComparingLong(Locus::start))
                .toList();
        var apart = new java.util.ArrayList<Locus>();
        for (var region : sorted) {
            var last = apart.isEmpty() ? null : apart.get(apart.size() - 1);
            if (last != null && last.chromosome().equals(region.chromosome()) && region.start() <= last.end()) {
                apart.set(
                        apart.size() - 1,
                        Locus.ofBed(last.chromosome(), last.start(), Math.max(last.end(), region.end())));
            } else {
                apart.add(region);
            }
        }
        return apart;
    }

    /** Refuses a region on a chromosome that the file does not have: chr7 where it says 7. */
    void check(Path file) {
        for (var region : wanted) {
            if (!seen.contains(region.chromosome())) {
                throw new GenomicsException(
                        "'" + file + "' has no chromosome '" + region.chromosome() + "'; it has "
                                + LayerNames.firstThree(List.copyOf(seen)) + ".",
                        Map.of("file", file.toString(), "chromosome", region.chromosome()));
            }
        }
    }

    @Override
    public String toString() {
        return String.join(", ", wanted.stream().map(Locus::region).toList());
    }
}
