package jenomics.io;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

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
        R
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
        return unpackedName(file).replaceFirst("\\.[A-Za-z]+$", "");
    }

    ReadLayer read() {
        return switch (kind) {
            case TEXT -> new TextMatrix(file, how, known).read();
            case GCT -> new GctMatrix(file, how).read();
            case MATRIX_MARKET -> new TenXMatrix(file, how).read();
            case R -> new RMatrix(RData.read(file), how, known).read();
        };
    }

    String layerName() {
        return how.name() != null ? how.name() : stem(file);
    }
}
