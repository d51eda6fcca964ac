package jenomics.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import jenomics.omics.Genotypes;
import jenomics.omics.Scale;

/**
 * A file (or a folder of 10x) that holds a layer.
 *
 * @param file where
 * @param kind its format, told by its name
 * @param how with which options
 * @param known names that are known to be samples
 */
record LayerFile(Path file, Kind kind, OmicsReader how, Predicate<String> known) {
    private static final List<String> PACKED = List.of(".gz", ".bgz", ".bz2", ".xz");

    /** The formats. */
    enum Kind {
        TEXT,
        GCT,
        MATRIX_MARKET,
        R,
        ANNDATA,
        VCF,
        PLINK
    }

    static LayerFile of(Path file, OmicsReader how) {
        return new LayerFile(file, kind(file), how, name -> false);
    }

    LayerFile knowing(Predicate<String> samples) {
        return new LayerFile(file, kind, how, samples);
    }

    static Kind kind(Path file) {
        String name = unpackedName(file).toLowerCase(Locale.ROOT);
        if (name.matches(".*\\.(rda|rdata|rds)")) {
            return Kind.R;
        }
        if (name.endsWith(".mtx") || Files.isDirectory(file)) {
            return Kind.MATRIX_MARKET;
        }
        if (name.endsWith(".h5ad") || name.endsWith(".h5")) {
            return Kind.ANNDATA;
        }
        if (name.endsWith(".vcf") || name.endsWith(".bcf")) {
            return Kind.VCF;
        }
        if (name.endsWith(".bed") || name.endsWith(".ped")) {
            return Kind.PLINK;
        }
        return name.endsWith(".gct") ? Kind.GCT : Kind.TEXT;
    }

    /** The name without {@code .gz} and the like. */
    static String unpackedName(Path file) {
        String name = file.getFileName().toString();
        for (String ending : PACKED) {
            if (name.toLowerCase(Locale.ROOT).endsWith(ending)) {
                return name.substring(0, name.length() - ending.length());
            }
        }
        return name;
    }

    /** The name without any ending. */
    static String stem(Path file) {
        return unpackedName(file).replaceFirst("(?i)\\.([a-z]+|h5ad|h5)$", "");
    }

    ReadLayer read() {
        return switch (kind) {
            case TEXT -> new TextMatrix(file, how, known).read();
            case GCT -> new GctMatrix(file, how).read();
            case MATRIX_MARKET -> new TenXMatrix(file, how).read();
            case R -> new RMatrix(RData.read(file), how, known).read();
            case ANNDATA -> new H5adFile(file).read(how);
            case VCF -> genotypes(Vcf.read(file));
            case PLINK -> genotypes(Plink.read(file));
        };
    }

    private ReadLayer genotypes(Genotypes genotypes) {
        Forecast.check(file, genotypes.size(), genotypes.variantCount());
        var layer = genotypes.named(layerName()).layer();
        return new ReadLayer(
                how.scale() == Scale.UNKNOWN ? layer : layer.withScale(how.scale()),
                genotypes.hasSheet() ? genotypes.sheet() : null);
    }

    String layerName() {
        return how.name() != null ? how.name() : stem(file);
    }
}
