package jenomics.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/** How much memory a matrix will take, told before it is read. */
final class Forecast {
    private static final double SHARE_OF_FREE = 0.9;
    private static final long LARGE_TEXT = 1L << 26;
    private static final int LOOK = 1 << 20;
    private static final int FEWEST_CELLS = 100;

    private Forecast() {}

    /** Refuses a matrix of float32 that the heap has no room for. */
    static void check(Path file, long samples, long features) {
        double bytes = (double) samples * features * Float.BYTES;
        if (bytes > SHARE_OF_FREE * free()) {
            System.gc(); // what nobody holds any more counts as taken until it is collected
        }
        check(file, samples, features, free());
    }

    static void check(Path file, long samples, long features, long freeBytes) {
        double bytes = (double) samples * features * Float.BYTES;
        if (bytes > SHARE_OF_FREE * freeBytes) {
            throw new GenomicsException(
                    String.format(
                            Locale.ROOT,
                            "'%s' holds %,d samples × %,d features, which take %s in memory; this Java has %s free of %s."
                                    + " Start it with a larger heap (-Xmx%dg), or make the file smaller.",
                            file,
                            samples,
                            features,
                            size(bytes),
                            size(freeBytes),
                            size(Runtime.getRuntime().maxMemory()),
                            (long) Math.ceil(bytes / (1L << 30) * 1.5 + 1)),
                    Map.of("file", file.toString(), "bytes", (long) bytes, "free", freeBytes));
        }
    }

    /** Refuses a large plain text before it is walked through, judged by how long its first cells are. */
    static void checkText(Path file, char delimiter) {
        try {
            checkText(file, delimiter, free());
        } catch (GenomicsException e) {
            System.gc(); // what nobody holds any more counts as taken until it is collected
            checkText(file, delimiter, free());
        }
    }

    static void checkText(Path file, char delimiter, long freeBytes) {
        try {
            long size = Files.size(file);
            double cellBytes = size < LARGE_TEXT ? Double.NaN : bytesPerCell(file, delimiter);
            double bytes = size / cellBytes * Float.BYTES;
            if (bytes > freeBytes) {
                throw new GenomicsException(
                        String.format(
                                Locale.ROOT,
                                "'%s' has %s, about %,.0f million values by its first lines, which take %s in memory; this"
                                        + " Java has %s free of %s. Start it with a larger heap (-Xmx%dg), or make the file"
                                        + " smaller.",
                                file,
                                size(size),
                                size / cellBytes / 1e6,
                                size(bytes),
                                size(freeBytes),
                                size(Runtime.getRuntime().maxMemory()),
                                (long) Math.ceil(bytes / (1L << 30) * 1.5 + 1)),
                        Map.of("file", file.toString(), "bytes", (long) bytes, "free", freeBytes));
            }
        } catch (IOException e) {
            throw Unpacked.failure(file, e);
        }
    }

    /** Of the lines after the first within a megabyte; NaN where that tells nothing, as of a packed file. */
    private static double bytesPerCell(Path file, char delimiter) throws IOException {
        byte[] start;
        try (var in = Files.newInputStream(file)) {
            start = in.readNBytes(LOOK);
        }
        int from = 0;
        while (from < start.length && start[from] != '\n') {
            from += start[from] == 0 ? start.length : 1;
        }
        int cells = 0;
        for (int at = from + 1; at < start.length; at++) {
            cells += start[at] == delimiter || start[at] == '\n' ? 1 : 0;
        }
        return cells < FEWEST_CELLS ? Double.NaN : (double) (start.length - from) / cells;
    }

    /** Refuses to go on with a file of unknown length when little memory is left. */
    static void checkRoom(Path file, long soFar, String units) {
        long most = Runtime.getRuntime().maxMemory();
        if (free() < most / 10) {
            System.gc();
            if (free() < most / 10) {
                throw new GenomicsException(
                        String.format(
                                Locale.ROOT,
                                "'%s' goes on after %,d %s, and this Java has only %s free of %s. Start it with a larger"
                                        + " heap (-Xmx%dg), or read a part: a region, a limit.",
                                file,
                                soFar,
                                units,
                                size(free()),
                                size(most),
                                2 * (most >> 30) + 2),
                        Map.of("file", file.toString(), "soFar", soFar));
            }
        }
    }

    private static long free() {
        var java = Runtime.getRuntime();
        return java.maxMemory() - java.totalMemory() + java.freeMemory();
    }

    /** {@code 80 MB}, {@code 8.2 GB}. */
    static String size(double bytes) {
        return bytes < 1e9
                ? String.format(Locale.ROOT, "%.0f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
