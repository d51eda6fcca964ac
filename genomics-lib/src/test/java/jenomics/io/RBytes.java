package jenomics.io;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Writes R's XDR format piece by piece, as "R Internals", section 1.8, has it. */
final class RBytes {
    private static final int ATTRIBUTES = 0x200;
    private static final int TAG = 0x400;
    static final int NULL = 254;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    private interface Writing {
        void to(DataOutputStream out) throws IOException;
    }

    private RBytes put(Writing writing) {
        try {
            writing.to(out);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code save(..., version)}: what follows are pairs. */
    static RBytes rda(int version) {
        return new RBytes().put(o -> o.writeBytes("RDX" + version + "\n")).begin(version);
    }

    /** {@code saveRDS(..., version)}: what follows is one value. */
    static RBytes rds(int version) {
        return new RBytes().begin(version);
    }

    private RBytes begin(int version) {
        put(o -> o.writeBytes("X\n")).ints(version, 0x40202, 0x20300);
        return version == 2
                ? this
                : put(o -> {
                    o.writeInt(5);
                    o.writeBytes("UTF-8");
                });
    }

    RBytes ints(int... values) {
        return put(o -> {
            for (int value : values) {
                o.writeInt(value);
            }
        });
    }

    RBytes doubles(double... values) {
        return ints(14, values.length).rawDoubles(values);
    }

    RBytes rawDoubles(double... values) {
        return put(o -> {
            for (double value : values) {
                o.writeDouble(value);
            }
        });
    }

    RBytes text(String text) {
        return text(text, 8, StandardCharsets.UTF_8);
    }

    /** @param level 4 for Latin 1, 8 for UTF-8, 0 for the native encoding */
    RBytes text(String text, int level, Charset charset) {
        byte[] encoded = text == null ? new byte[0] : text.getBytes(charset);
        return ints(9 | level << 12, text == null ? -1 : encoded.length).put(o -> o.write(encoded));
    }

    RBytes texts(String... texts) {
        ints(16, texts.length);
        for (String text : texts) {
            text(text);
        }
        return this;
    }

    /** One pair of a linked list, with its name; the value follows. */
    RBytes pair(String name) {
        return ints(2 | TAG, 1).text(name);
    }

    RBytes end() {
        return ints(NULL);
    }

    static int withAttributes(int type) {
        return type | ATTRIBUTES;
    }

    /** A matrix of doubles, column after column, with names along both sides. */
    RBytes matrix(String[] lines, String[] columns, double... values) {
        ints(withAttributes(14), values.length).rawDoubles(values);
        pair("dim").ints(13, 2, lines.length, columns.length);
        return pair("dimnames").ints(19, 2).texts(lines).texts(columns).end();
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
