package jenomics.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenomics.genome.Locus;
import jenomics.omics.Genotypes;
import jenomics.provenance.GenomicsException;

/**
 * How to read PLINK's files; begin with {@link Plink#reader}. Each option gives another reader.
 *
 * @param regions which stretches of the genome; empty: all
 * @param countsA2 whether copies of A2 are counted instead of A1
 */
public record PlinkReader(List<Locus> regions, boolean countsA2) {
    private static final List<String> ENDINGS = List.of(".bed", ".bim", ".fam", ".ped", ".map");

    public PlinkReader {
        regions = List.copyOf(regions);
    }

    static PlinkReader defaults() {
        return new PlinkReader(List.of(), false);
    }

    /** Reads this stretch, too: {@code 7:1-10}, 1-based with both ends included; chromosomes as in the file. */
    public PlinkReader region(String region) {
        var more = new ArrayList<>(regions);
        more.add(Locus.ofRegion(region));
        return new PlinkReader(more, countsA2);
    }

    /** Counts copies of A2. */
    public PlinkReader countA2() {
        return new PlinkReader(regions, true);
    }

    /** See {@link Plink#read(String)}. */
    public Genotypes read(String path) {
        return read(Path.of(path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path));
    }

    /** See {@link Plink#read(String)}. */
    public Genotypes read(Path path) {
        var stem = stem(path);
        for (String ending : preferred(path)) {
            var file = find(stem, ending);
            if (file != null) {
                return ending.equals(".bed") ? new PlinkBed(file, this).read() : new PlinkPed(file, this).read();
            }
        }
        throw new GenomicsException(
                "There is neither '" + stem + ".bed' nor '" + stem + ".ped' here or above; PLINK's data are"
                        + " .bed with .bim and .fam, or .ped with .map.",
                Map.of("path", path.toString()));
    }

    private static List<String> preferred(Path path) {
        String name = path.getFileName().toString();
        return name.endsWith(".ped") || name.endsWith(".map") ? List.of(".ped") : List.of(".bed", ".ped");
    }

    private static Path stem(Path path) {
        String name = path.getFileName().toString();
        String ending = ENDINGS.stream().filter(name::endsWith).findFirst().orElse("");
        return path.resolveSibling(name.substring(0, name.length() - ending.length()));
    }

    private static Path find(Path stem, String ending) {
        var wanted = stem.resolveSibling(stem.getFileName() + ending);
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(wanted))) {
                return folder.resolve(wanted);
            }
        }
        return null;
    }

    /** Whether this is a .ped file whose genotypes lie beside it as a .bed file, too. */
    static boolean isBesideBed(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".ped")
                && Files.isRegularFile(file.resolveSibling(name.substring(0, name.length() - 4) + ".bed"));
    }

    /** The file of this ending beside another one; it has to be there. */
    static Path beside(Path file, String ending) {
        String name = file.getFileName().toString();
        var beside = file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ending);
        if (!Files.isRegularFile(beside)) {
            throw new GenomicsException(
                    "'" + file + "' needs '" + beside.getFileName() + "' beside it; PLINK's data are .bed with .bim and"
                            + " .fam, or .ped with .map.",
                    Map.of("file", file.toString(), "missing", beside.toString()));
        }
        return beside;
    }
}
