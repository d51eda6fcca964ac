package jenomics.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * Where the entries of a zip archive lie in its file, so that they can be mapped. Only archives that store their entries
 * uncompressed, as torch does: then nothing can be larger than the file itself. With ZIP64 (PKWARE's APPNOTE 6.3.10).
 */
final class StoredZip {

    /** One entry's content: bytes of the file. */
    record Entry(String name, long offset, long size) {}

    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_SIZE = 22;
    private static final int LOCAL_SIZE = 30;
    private static final int CENTRAL_SIZE = 46;
    private static final long LARGEST_DIRECTORY = 64 << 20;

    private final Path file;
    private final FileChannel channel;
    private final long size;

    private StoredZip(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
    }

    /** All entries by name, in the order of the directory. */
    static Map<String, Entry> entries(Path file, FileChannel channel) throws IOException {
        return new StoredZip(file, channel).entries();
    }

    private Map<String, Entry> entries() throws IOException {
        var directory = directory();
        var entries = new LinkedHashMap<String, Entry>();
        while (directory.remaining() >= CENTRAL_SIZE) {
            var entry = entry(directory);
            if (entries.put(entry.name(), entry) != null) {
                throw damaged("it has two entries '" + entry.name() + "'");
            }
        }
        checkApart(entries);
        return entries;
    }

    /** The list of entries at the end of the file. */
    private ByteBuffer directory() throws IOException {
        long end = end();
        var record = FilePiece.read(channel, end, END_SIZE);
        long length = record.getInt(12) & 0xffffffffL;
        long offset = record.getInt(16) & 0xffffffffL;
        if (end >= 20) {
            var locator = FilePiece.read(channel, end - 20, 20);
            if (locator.getInt(0) == LOCATOR_64) {
                var record64 = read(locator.getLong(8), 56, "its end record");
                if (record64.getInt(0) != END_64) {
                    throw damaged("its ZIP64 end record is missing");
                }
                length = record64.getLong(40);
                offset = record64.getLong(48);
            }
        }
        if (length > LARGEST_DIRECTORY) {
            throw damaged("its directory claims " + length + " bytes");
        }
        return read(offset, length, "its directory");
    }

    /** The end record stands last, followed by a comment at most. */
    private long end() throws IOException {
        int searched = (int) Math.min(size, END_SIZE + 0xffff);
        var tail = FilePiece.read(channel, size - searched, searched);
        for (int at = searched - END_SIZE; at >= 0; at--) {
            if (tail.getInt(at) == END && at + END_SIZE + (tail.getShort(at + 20) & 0xffff) == searched) {
                return size - searched + at;
            }
        }
        throw damaged("it has no directory at its end");
    }

    private Entry entry(ByteBuffer directory) throws IOException {
        int at = directory.position();
        int nameLength = directory.getShort(at + 28) & 0xffff;
        int extraLength = directory.getShort(at + 30) & 0xffff;
        int next = at + CENTRAL_SIZE + nameLength + extraLength + (directory.getShort(at + 32) & 0xffff);
        if (directory.getInt(at) != CENTRAL || next > directory.limit()) {
            throw damaged("its directory is damaged at byte " + at);
        }
        byte[] name = new byte[nameLength];
        directory.get(at + CENTRAL_SIZE, name);
        var extra = directory.slice(at + CENTRAL_SIZE + nameLength, extraLength).order(directory.order());
        directory.position(next);
        long[] numbers = {
            directory.getInt(at + 24) & 0xffffffffL,
            directory.getInt(at + 20) & 0xffffffffL,
            directory.getInt(at + 42) & 0xffffffffL
        };
        widen(numbers, extra);
        return place(
                checked(new String(name, StandardCharsets.UTF_8)),
                directory.getShort(at + 8),
                directory.getShort(at + 10),
                numbers);
    }

    /** ZIP64: sizes and offset that did not fit into 32 bits stand in the extra field 1, in this order. */
    private static void widen(long[] numbers, ByteBuffer extra) {
        while (extra.remaining() >= 4) {
            int id = extra.getShort() & 0xffff;
            int length = Math.min(extra.getShort() & 0xffff, extra.remaining());
            var field = extra.slice(extra.position(), length).order(extra.order());
            for (int i = 0; id == 1 && i < numbers.length; i++) {
                if (numbers[i] == 0xffffffffL && field.remaining() >= 8) {
                    numbers[i] = field.getLong();
                }
            }
            extra.position(extra.position() + length);
        }
    }

    /** No entry may claim to lie outside the archive, even though nothing is ever unpacked. */
    private String checked(String name) {
        if (name.startsWith("/") || name.contains("\\") || name.matches("(.*/)?\\.\\.(/.*)?|[A-Za-z]:.*")) {
            throw damaged("its entry '" + name + "' points outside the archive");
        }
        return name;
    }

    private Entry place(String name, int flags, int method, long[] numbers) throws IOException {
        long length = numbers[0];
        if (method != 0 || (flags & 1) != 0 || numbers[1] != length) {
            throw damaged("its entry '" + name + "' is compressed or encrypted (" + numbers[1] + " bytes that claim to"
                    + " be " + length + "); torch stores entries as they are");
        }
        var local = read(numbers[2], LOCAL_SIZE, "entry '" + name + "'");
        long offset = numbers[2] + LOCAL_SIZE + (local.getShort(26) & 0xffff) + (local.getShort(28) & 0xffff);
        if (local.getInt(0) != LOCAL || length < 0 || offset > size - length) {
            throw damaged(
                    "its entry '" + name + "' claims bytes " + offset + " to " + (offset + length) + " of " + size);
        }
        return new Entry(name, offset, length);
    }

    private void checkApart(Map<String, Entry> entries) {
        var sorted = new ArrayList<>(entries.values());
        sorted.sort(Comparator.comparingLong(Entry::offset).thenComparingLong(Entry::size));
        for (int i = 1; i < sorted.size(); i++) {
            var before = sorted.get(i - 1);
            if (before.offset() + before.size() > sorted.get(i).offset()) {
                throw damaged("its entries '" + before.name() + "' and '"
                        + sorted.get(i).name() + "' lie over each other");
            }
        }
    }

    private ByteBuffer read(long from, long length, String what) throws IOException {
        if (from < 0 || length < 0 || from > size - length) {
            throw damaged(what + " claims bytes " + from + " to " + (from + length) + " of " + size);
        }
        return FilePiece.read(channel, from, (int) length);
    }

    private GenomicsException damaged(String how) {
        return TorchFile.damaged(file, how);
    }
}
