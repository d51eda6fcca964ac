package jenomics.io;

import htsjdk.tribble.readers.TabixReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jenomics.genome.Locus;
import jenomics.provenance.GenomicsException;

/** The lines of a bgzip file that lie in some regions, found through its index {@code .tbi}. */
final class TabixLines implements LineSource {
    private final Path file;
    private final TabixReader reader;
    private final List<Locus> regions;
    private int region = -1;
    private long record;
    private TabixReader.Iterator lines;
    private byte[] line;

    private TabixLines(Path file, TabixReader reader, List<Locus> regions) {
        this.file = file;
        this.reader = reader;
        this.regions = regions;
    }

    /** Whether regions of this file can be found without reading it all. */
    static boolean isIndexed(Path file) {
        return Files.isRegularFile(index(file));
    }

    private static Path index(Path file) {
        return file.resolveSibling(file.getFileName() + ".tbi");
    }

    static TabixLines open(Path file, List<Locus> regions) {
        try {
            return new TabixLines(
                    file, new TabixReader(file.toString(), index(file).toString()), regions);
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    private static GenomicsException damaged(Path file, Exception e) {
        return new GenomicsException(
                "The index '" + index(file) + "' does not serve '" + file + "' (" + e.getMessage()
                        + "). Make it anew: tabix -f " + file.getFileName() + ".",
                Map.of("file", file.toString()),
                e);
    }

    Set<String> chromosomes() {
        return reader.getChromosomes();
    }

    @Override
    public boolean next() {
        try {
            String text = null;
            while (lines == null || (text = lines.next()) == null) {
                if (++region == regions.size()) {
                    return false;
                }
                lines = query(regions.get(region));
                record = 0;
            }
            line = text.getBytes(StandardCharsets.UTF_8);
            record++;
            return true;
        } catch (IOException | RuntimeException e) {
            throw damaged(file, e);
        }
    }

    private TabixReader.Iterator query(Locus locus) {
        int most = Integer.MAX_VALUE - 1;
        return reader.query(locus.chromosome(), (int) Math.min(most, locus.start()), (int) Math.min(most, locus.end()));
    }

    @Override
    public byte[] bytes() {
        return line;
    }

    @Override
    public int from() {
        return 0;
    }

    @Override
    public int to() {
        return line.length;
    }

    @Override
    public String where() {
        return "record " + record + " of the region " + regions.get(region).region();
    }

    @Override
    public void close() {
        reader.close();
    }
}
