package jenomics.io;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Spelling;

/** Where a path that a user wrote leads. */
public final class DataFile {
    private static final int SUGGESTIONS = 3;

    private DataFile() {}

    /**
     * The file or folder of this path. A relative one is looked for in the working directory and then in each of its
     * parents; if it is nowhere, the error says where it was looked for and what similar files there are.
     */
    public static Path find(Path path) {
        var places = places(path);
        for (var place : places) {
            if (Files.exists(place)) {
                return place;
            }
        }
        throw missing(path, places);
    }

    /** See {@link #find(Path)}; a leading {@code ~} is the home folder. */
    public static Path find(String path) {
        return find(Path.of(path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path));
    }

    private static List<Path> places(Path path) {
        if (path.isAbsolute()) {
            return List.of(path);
        }
        var places = new ArrayList<Path>();
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            places.add(folder.resolve(path).normalize());
        }
        return places;
    }

    private static GenomicsException missing(Path path, List<Path> places) {
        var folder = places.get(0).getParent();
        String name = places.get(0).getFileName().toString();
        String similar = places.stream()
                .map(Path::getParent)
                .filter(f -> f != null && Files.isDirectory(f))
                .flatMap(f -> similar(f, name).stream())
                .distinct()
                .limit(SUGGESTIONS)
                .map(p -> "'" + p + "'")
                .collect(Collectors.joining(", "));
        String looked = path.isAbsolute()
                ? Files.isDirectory(folder) ? "." : ": the folder '" + folder + "' is missing too."
                : "; looked from " + Path.of("").toAbsolutePath() + " and from the " + (places.size() - 1)
                        + " folders above it.";
        String sentence = "There is no file '" + path + "'" + looked
                + (similar.isEmpty() ? "" : " Similar files: " + similar + ".");
        return new GenomicsException(
                sentence,
                Map.of(
                        "path",
                        path.toString(),
                        "lookedFor",
                        places.stream().map(Path::toString).toList()));
    }

    /** Files of a folder whose names are near, nearest first. */
    private static List<Path> similar(Path folder, String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int tolerance = Math.max(2, wanted.length() / 3);
        try (var files = Files.list(folder)) {
            return files.map(file -> Map.entry(Spelling.distance(wanted, nameOf(file)), file))
                    .filter(e -> e.getKey() <= tolerance || nameOf(e.getValue()).startsWith(stem(wanted)))
                    .sorted(Map.Entry.<Integer, Path>comparingByKey().thenComparing(Map.Entry.comparingByValue()))
                    .map(Map.Entry::getValue)
                    .limit(SUGGESTIONS)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT);
    }

    private static String stem(String name) {
        int dot = name.indexOf('.');
        return dot > 0 ? name.substring(0, dot + 1) : name;
    }

    /** The content of a file, unpacked where its first bytes say that it is gzip. */
    static InputStream open(Path file) {
        if (Files.isDirectory(file)) {
            throw new GenomicsException(
                    "'" + file + "' is a folder; name a file in it.", Map.of("path", file.toString()));
        }
        try {
            var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
            in.mark(2);
            boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return gzip ? new GunzipStream(in) : in;
        } catch (IOException e) {
            throw new GenomicsException("Cannot read '" + file + "': " + e + ".", Map.of("path", file.toString()), e);
        }
    }

    /** The whole content as UTF-8 text, unpacked. */
    static String readText(Path file) {
        var in = open(file);
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (EOFException e) {
            long bytes = in instanceof GunzipStream gzip ? gzip.consumed() : 0;
            throw new GenomicsException(
                    String.format(
                            Locale.ROOT,
                            "'%s' is cut short: its compressed data stop after %,d bytes. Copy or download it again. (%s)",
                            file,
                            bytes,
                            e.getMessage()),
                    Map.of("file", file.toString(), "bytes", bytes),
                    e);
        } catch (IOException e) {
            throw new GenomicsException(
                    "Cannot read '" + file + "': " + e.getMessage() + ".", Map.of("file", file.toString()), e);
        }
    }

    /** What is written into a file. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file as a whole, see {@link #replace}. A name that ends in {@code .gz} is compressed, always to the same
     * bytes. Returns the path.
     */
    static Path write(Path path, Content content) {
        return replace(path, part -> {
            try (var file = new BufferedOutputStream(Files.newOutputStream(part));
                    var out = path.toString().endsWith(".gz") ? new DensestGzip(file) : file) {
                content.writeTo(out);
            }
        });
    }

    /** How a file is written at a place of its own. */
    interface Writing {
        void to(Path part) throws IOException;
    }

    /**
     * Writes a file as a whole: beside its place first, then moved there, so that a failure leaves the old one as it
     * was. Returns its absolute path.
     */
    static Path replace(Path path, Writing writing) {
        var place = path.toAbsolutePath();
        Path part = null;
        try {
            Files.createDirectories(place.getParent());
            part = Files.createTempFile(place.getParent(), "." + place.getFileName(), ".part");
            writing.to(part);
            makeReadable(part);
            return Files.move(part, place, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new GenomicsException(
                    "Cannot write '" + path + "': " + e + ". What was there before is as it was.",
                    Map.of("path", path.toString()),
                    e);
        } finally {
            deleteQuietly(part);
        }
    }

    /** Temporary files are made for their owner alone; a result is as open as the user's other files. */
    private static void makeReadable(Path part) throws IOException {
        if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    private static void deleteQuietly(Path part) {
        try {
            if (part != null) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            // the file itself is whole; a left-over part does no harm
        }
    }

    /** Java writes no time and no name into the header, so equal content gives equal bytes. */
    private static final class DensestGzip extends GZIPOutputStream {
        DensestGzip(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
