package jenomics.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Torch files written byte by byte, so that each byte can be wrong. */
final class TorchBytes {

    /** An entry of a zip archive and what it claims about itself. */
    static final class Claim {
        byte[] content;
        int method;
        int flags;
        long size;
        long packed;
        Long offset;
    }

    private final Map<String, Claim> entries = new LinkedHashMap<>();
    private boolean zip64;

    private TorchBytes() {}

    static TorchBytes archive() {
        return new TorchBytes();
    }

    /** One tensor 'w', whose storage '0' has these bytes. */
    static TorchBytes tensor(byte[] pickle, byte[] storage) {
        return archive().with("m/data.pkl", pickle).with("m/data/0", storage);
    }

    TorchBytes with(String name, byte[] content) {
        var claim = new Claim();
        claim.content = content;
        claim.size = content.length;
        claim.packed = content.length;
        entries.put(name, claim);
        return this;
    }

    TorchBytes change(String name, java.util.function.Consumer<Claim> lie) {
        lie.accept(entries.get(name));
        return this;
    }

    /** Sizes and offsets in 64 bits, as torch writes for large files. */
    TorchBytes zip64() {
        zip64 = true;
        return this;
    }

    byte[] bytes() {
        var out = new ByteArrayOutputStream();
        var directory = new ByteArrayOutputStream();
        entries.forEach((name, claim) -> {
            long offset = claim.offset == null ? out.size() : claim.offset;
            byte[] text = name.getBytes(StandardCharsets.UTF_8);
            byte[] padding = new byte[(64 - (out.size() + 30 + text.length) % 64) % 64 + 64];
            padding[0] = 'F';
            padding[1] = 'B';
            padding[2] = (byte) (padding.length - 4);
            write(
                    out,
                    little(30)
                            .putInt(0, 0x04034b50)
                            .putShort(26, (short) text.length)
                            .putShort(28, (short) padding.length));
            out.writeBytes(text);
            out.writeBytes(padding);
            out.writeBytes(claim.content);
            write(directory, central(text, claim, offset));
        });
        int begin = out.size();
        out.writeBytes(directory.toByteArray());
        if (zip64) {
            write(
                    out,
                    little(56)
                            .putInt(0, 0x06064b50)
                            .putLong(32, entries.size())
                            .putLong(40, directory.size())
                            .putLong(48, begin));
            write(out, little(20).putInt(0, 0x07064b50).putLong(8, begin + directory.size()));
        }
        write(
                out,
                little(22)
                        .putInt(0, 0x06054b50)
                        .putShort(10, (short) entries.size())
                        .putInt(12, zip64 ? -1 : directory.size())
                        .putInt(16, zip64 ? -1 : begin));
        return out.toByteArray();
    }

    private ByteBuffer central(byte[] name, Claim claim, long offset) {
        int extra = zip64 ? 28 : 0;
        var record = little(46 + name.length + extra)
                .putInt(0, 0x02014b50)
                .putShort(8, (short) claim.flags)
                .putShort(10, (short) claim.method)
                .putInt(20, zip64 ? -1 : (int) claim.packed)
                .putInt(24, zip64 ? -1 : (int) claim.size)
                .putShort(28, (short) name.length)
                .putShort(30, (short) extra)
                .putInt(42, zip64 ? -1 : (int) offset);
        record.position(46).put(name);
        if (zip64) {
            record.putShort((short) 1).putShort((short) 24);
            record.putLong(claim.size).putLong(claim.packed).putLong(offset);
        }
        return record.rewind();
    }

    Path write(Path file) {
        return write(file, bytes());
    }

    static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(ByteArrayOutputStream out, ByteBuffer bytes) {
        out.writeBytes(bytes.array());
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Opcodes of a pickle; texts and numbers as CPython would write them. */
    static byte[] pickle(Object... opcodes) {
        var out = new ByteArrayOutputStream();
        write(out, little(2).put((byte) 0x80).put((byte) 2));
        for (Object opcode : opcodes) {
            if (opcode instanceof Character c) {
                out.write(c);
            } else if (opcode instanceof String text) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                write(out, little(5).put((byte) 'X').putInt(utf8.length));
                out.writeBytes(utf8);
            } else if (opcode instanceof Number number) {
                write(out, little(10).put((byte) 0x8a).put((byte) 8).putLong(number.longValue()));
            } else {
                out.writeBytes((byte[]) opcode);
            }
        }
        out.write('.');
        return out.toByteArray();
    }

    /** The opcode that names a function or class. */
    static byte[] global(String module, String name) {
        return ("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** A dictionary of one float tensor 'w', cut so from a storage '0' of so many values. */
    static byte[] view(long count, long offset, List<Long> shape, List<Long> strides) {
        var opcodes = new ArrayList<Object>(List.of('}', "w", global("torch._utils", "_rebuild_tensor_v2"), '('));
        opcodes.addAll(List.of('(', "storage", global("torch", "FloatStorage"), "0", "cpu", count, 't', 'Q', offset));
        for (var sizes : List.of(shape, strides)) {
            opcodes.add('(');
            opcodes.addAll(sizes);
            opcodes.add('t');
        }
        opcodes.addAll(List.of(new byte[] {(byte) 0x89}, '}', 't', 'R', 's'));
        return pickle(opcodes.toArray());
    }
}
