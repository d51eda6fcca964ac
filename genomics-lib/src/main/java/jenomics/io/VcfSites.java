package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/** Goes through a VCF file site by site, past those that are not wanted. */
final class VcfSites implements AutoCloseable {
    /** Half a million samples with a thousand letters each. */
    private static final int LONGEST_LINE = 1 << 29;

    private static final int FIXED = 9;
    private static final int SITES_BETWEEN_LOOKS = 4096;

    private final Path file;
    private final VcfReader how;
    private final Regions regions;
    private final List<String> samples;
    private final VcfSite site = new VcfSite(this);
    private LineSource lines;
    private long read;
    private long withoutAlternate;
    private long filtered;
    private long withoutField;

    VcfSites(Path file, VcfReader how) {
        this.file = file;
        this.how = how;
        this.regions = new Regions(how.regions());
        this.lines = new LineBytes(file, LONGEST_LINE);
        try {
            this.samples = header();
            if (!how.regions().isEmpty() && TabixLines.isIndexed(file)) {
                lines.close();
                lines = regions.lines(file, LONGEST_LINE);
            }
        } catch (RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    private List<String> header() {
        if (!lines.next() || !lines.startsWith("##fileformat=VCFv4.")) {
            String first = lines.length() > 60 ? lines.text().substring(0, 60) : lines.text();
            throw new GenomicsException(
                    "'" + file + "' is no VCF file of version 4: it begins with '" + first.strip()
                            + "', where '##fileformat=VCFv4.2' or the like belongs.",
                    Map.of("file", file.toString()));
        }
        while (lines.next()) {
            if (lines.startsWith("#CHROM")) {
                var columns = List.of(lines.text().split("\t", -1));
                return columns.size() <= FIXED ? List.of() : columns.subList(FIXED, columns.size());
            }
            if (!lines.startsWith("##")) {
                throw refusal("comes before the line '#CHROM ...' that names the columns");
            }
        }
        throw new GenomicsException(
                "'" + file + "' ends before the line '#CHROM ...' that names the columns; it is cut short.",
                Map.of("file", file.toString()));
    }

    /** Goes to the next wanted site with at least one alternate allele; false at the end or the limit. */
    boolean next() {
        while (read < how.limit() && lines.next()) {
            if (lines.length() == 0 || lines.bytes()[lines.from()] == '#') {
                continue;
            }
            site.read(lines);
            if (!regions.want(
                    site.chromosome(),
                    site.position() - 1,
                    site.position() - 1 + Math.max(1, site.referenceLength()))) {
                continue;
            }
            if (how.onlyPassing() && !site.passed()) {
                filtered++;
            } else if (site.alternates().isEmpty()) {
                withoutAlternate++;
            } else {
                look();
                return true;
            }
        }
        return false;
    }

    private void look() {
        if (++read % SITES_BETWEEN_LOOKS == 0) {
            Forecast.checkRoom(file, read, "sites");
        }
    }

    VcfSite site() {
        return site;
    }

    Path file() {
        return file;
    }

    /** The place of a field among those of each sample; -1 where this site has none, which is counted. */
    int field(String name) {
        int place = site.field(name);
        withoutField += place < 0 ? 1 : 0;
        return place;
    }

    /** The samples that are wanted, in their order. */
    List<String> wantedSamples() {
        if (samples.isEmpty()) {
            throw new GenomicsException(
                    "'" + file + "' has no samples: it is a list of sites. Read those with Vcf.variants(\""
                            + file.getFileName() + "\").",
                    Map.of("file", file.toString()));
        }
        return how.samples().isEmpty() ? samples : how.samples();
    }

    /** For each column of a sample its place among the wanted ones, or -1. */
    int[] slots() {
        var wanted = wantedSamples();
        int[] slots = new int[samples.size()];
        Arrays.fill(slots, how.samples().isEmpty() ? 0 : -1);
        for (int w = 0; w < wanted.size(); w++) {
            int column = how.samples().isEmpty() ? w : samples.indexOf(wanted.get(w));
            if (column < 0) {
                throw new GenomicsException(
                        "'" + file + "' has no sample '" + wanted.get(w) + "'; it has " + LayerNames.firstThree(samples)
                                + ".",
                        Map.of("file", file.toString(), "sample", wanted.get(w)));
            }
            slots[column] = w;
        }
        return slots;
    }

    /** What is done with a field of a sample, which goes from a place in the text up to another. */
    interface FieldReading {
        void read(byte[] text, int from, int to, int column);
    }

    /**
     * Reads a field of each sample of this site.
     *
     * @param slots of {@link #slots}; columns without one are passed over
     */
    void eachSample(int field, int[] slots, FieldReading reading) {
        byte[] text = site.bytes();
        int to = site.to();
        int at = site.samplesFrom();
        for (int column = 0; column < slots.length; column++) {
            if (at > to) {
                throw refusal("has " + column + " samples, where the header names " + slots.length);
            }
            int end = at;
            while (end < to && text[end] != '\t') {
                end++;
            }
            if (slots[column] >= 0) {
                int from = VcfField.begin(text, at, end, field);
                reading.read(text, from, VcfField.end(text, from, end), column);
            }
            at = end + 1;
        }
        if (at <= to) {
            throw refusal("has more samples than the header, which names " + slots.length);
        }
    }

    /** The name of a column of samples. */
    String sample(int column) {
        return samples.get(column);
    }

    int columns() {
        return samples.size();
    }

    /** At the end: refuses a region on an unknown chromosome. */
    void finish() {
        regions.check(file);
    }

    /** Refuses a file whose sites all lack a field. */
    void checkField(String name, String wayOn) {
        finish();
        if (read > 0 && withoutField == read) {
            throw new GenomicsException(
                    "None of the " + read + " sites of '" + file + "' has the field " + name + " in its FORMAT. "
                            + wayOn,
                    Map.of("file", file.toString(), "field", name));
        }
    }

    /** Remarks on what was read and what was passed over. */
    List<String> notes(String field) {
        var notes = new ArrayList<>(List.of("from " + file.getFileName()));
        if (!how.regions().isEmpty()) {
            notes.add("only " + regions);
        }
        note(notes, withoutAlternate, "without an alternate allele passed over");
        note(notes, filtered, "that did not pass all filters passed over");
        note(notes, withoutField, "without " + field + " passed over");
        return notes;
    }

    private static void note(List<String> notes, long count, String what) {
        if (count > 0) {
            notes.add(String.format(java.util.Locale.ROOT, "%,d %s %s", count, count == 1 ? "site" : "sites", what));
        }
    }

    GenomicsException refusal(String what) {
        return new GenomicsException(
                "'" + file + "', " + lines.where() + ", " + what + ".",
                Map.of("file", file.toString(), "where", lines.where()));
    }

    /** The name of the layer. */
    String name() {
        return LayerFile.stem(file);
    }

    @Override
    public void close() {
        lines.close();
    }
}
