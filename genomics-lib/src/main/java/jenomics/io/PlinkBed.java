package jenomics.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import jenomics.genome.Variant;
import jenomics.omics.Genotypes;
import jenomics.provenance.GenomicsException;

/** PLINK's binary genotypes: three bytes 6c 1b 01, then for each variant two bits a sample. */
final class PlinkBed {
    private static final byte[] MAGIC = {0x6c, 0x1b, 1};
    /** Two bits of PLINK (A1 A1, missing, A1 A2, A2 A2) as copies of A1; 3 for missing. */
    private static final int[] COPIES_OF_A1 = {2, 3, 1, 0};
    /** The same as copies of A2. */
    private static final int[] COPIES_OF_A2 = {0, 3, 1, 2};

    private static final byte[] FOUR_OF_A1 = fours(COPIES_OF_A1);
    private static final byte[] FOUR_OF_A2 = fours(COPIES_OF_A2);

    private final Path file;
    private final PlinkReader how;

    PlinkBed(Path file, PlinkReader how) {
        this.file = file;
        this.how = how;
    }

    /** Whether a file begins as PLINK's do; one with intervals has the same ending. */
    static boolean is(Path file) {
        try (var in = Unpacked.open(file)) {
            byte[] first = in.readNBytes(MAGIC.length);
            return first.length == MAGIC.length && first[0] == MAGIC[0] && first[1] == MAGIC[1];
        } catch (IOException e) {
            throw Unpacked.failure(file, e);
        }
    }

    private static byte[] fours(int[] code) {
        byte[] fours = new byte[256];
        for (int four = 0; four < 256; four++) {
            for (int at = 0; at < 8; at += 2) {
                fours[four] |= (byte) (code[four >> at & 3] << at);
            }
        }
        return fours;
    }

    Genotypes read() {
        var variants = PlinkTables.variants(PlinkReader.beside(file, ".bim"), how.countsA2());
        var sheet = PlinkTables.samples(PlinkReader.beside(file, ".fam"));
        Forecast.check(file, (sheet.size() + 3L) / 4, (variants.size() + 3L) / 4);
        var kept = new ArrayList<Variant>();
        var packed = new ArrayList<byte[]>();
        try (var in = Unpacked.open(file)) {
            checkMagic(in.readNBytes(MAGIC.length));
            variants(in, variants, sheet.size(), kept, packed);
        } catch (IOException e) {
            throw Unpacked.failure(file, e);
        }
        var notes = List.of(
                "from " + file.getFileName() + ", .bim, .fam",
                how.countsA2()
                        ? "copies of A2 are counted"
                        : "copies of A1 are counted (PLINK's rarer allele as a rule)");
        return Genotypes.owning(LayerFile.stem(file), sheet.ids(), kept, packed)
                .withNotes(notes)
                .with(sheet);
    }

    private void checkMagic(byte[] first) {
        if (first.length == MAGIC.length && first[0] == MAGIC[0] && first[1] == MAGIC[1] && first[2] == 0) {
            throw new GenomicsException(
                    "'" + file + "' has its genotypes sample by sample, as very old versions of PLINK wrote them. Write"
                            + " it anew: plink --bfile " + LayerFile.stem(file) + " --make-bed --out new",
                    Map.of("file", file.toString()));
        }
        if (!Arrays.equals(first, MAGIC)) {
            throw new GenomicsException(
                    "'" + file + "' is no .bed file of PLINK: those begin with the bytes 6c 1b 01. Intervals in a .bed"
                            + " file are read with Bed.read(...).",
                    Map.of("file", file.toString()));
        }
    }

    private void variants(InputStream in, List<Variant> variants, int samples, List<Variant> kept, List<byte[]> packed)
            throws IOException {
        var regions = new Regions(how.regions());
        int width = (samples + 3) / 4;
        for (int v = 0; v < variants.size(); v++) {
            byte[] fours = in.readNBytes(width);
            if (fours.length < width) {
                throw size("ends in variant " + (v + 1), variants.size(), samples);
            }
            if (wants(regions, variants.get(v))) {
                kept.add(variants.get(v));
                packed.add(copies(fours, samples));
            }
        }
        if (in.read() >= 0) {
            throw size("goes on after the last variant", variants.size(), samples);
        }
        regions.check(file);
    }

    static boolean wants(Regions regions, Variant variant) {
        return regions.want(variant.chromosome(), variant.position() - 1, Math.max(1, variant.position()));
    }

    private GenomicsException size(String what, int variants, int samples) {
        return new GenomicsException(
                "'" + file + "' " + what + ": with " + variants + " variants (.bim) and " + samples
                        + " samples (.fam) it has " + (MAGIC.length + (long) variants * ((samples + 3) / 4))
                        + " bytes. Are the three files of the same study, and whole?",
                Map.of("file", file.toString(), "variants", variants, "samples", samples));
    }

    private byte[] copies(byte[] fours, int samples) {
        byte[] table = how.countsA2() ? FOUR_OF_A2 : FOUR_OF_A1;
        for (int i = 0; i < fours.length; i++) {
            fours[i] = table[fours[i] & 0xff];
        }
        if (samples % 4 != 0) {
            fours[fours.length - 1] &= (byte) ((1 << samples % 4 * 2) - 1);
        }
        return fours;
    }
}
