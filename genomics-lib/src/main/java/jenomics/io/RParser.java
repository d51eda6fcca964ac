package jenomics.io;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.io.RValue.Type;
import jenomics.provenance.GenomicsException;

/**
 * Reads what R's {@code serialize} writes: XDR, versions 2 and 3 ("R Internals", section 1.8). Whatever a file claims of
 * lengths, memory is taken only as bytes arrive.
 */
final class RParser {
    private static final int DEEPEST = 400;
    private static final int PIECE = 1 << 16;

    private final Path file;
    private final DataInputStream in;
    private final List<RValue> references = new ArrayList<>();
    private Charset nativeText = StandardCharsets.UTF_8;

    RParser(Path file, DataInputStream in) {
        this.file = file;
        this.in = in;
    }

    /** The one value that follows the format's letter. */
    RValue value() throws IOException {
        int version = in.readInt();
        in.readInt(); // the R that wrote it
        in.readInt(); // the oldest R that reads it
        if (version != 2 && version != 3) {
            throw refusal("is written in version " + version + " of R's format; versions 2 and 3 are read");
        }
        if (version == 3) {
            nativeText = charset(new String(bytes(in.readInt()), StandardCharsets.US_ASCII));
        }
        var value = item(0);
        if (in.read() >= 0) {
            throw refusal("goes on after the end of its data");
        }
        return value;
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private RValue item(int depth) throws IOException {
        return item(in.readInt(), depth);
    }

    private RValue item(int flags, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw refusal("nests its data more than " + DEEPEST + " deep");
        }
        return switch (flags & 0xff) {
            case 254, 253, 252, 251, 250, 242, 241 -> RValue.NULL; // NULL and well-known environments
            case 255 -> reference(flags);
            case 249, 248, 247 -> kept(names(depth)); // namespace, package, persistent name
            case 1 -> kept(new RValue(Type.SYMBOL, string(in.readInt()), Map.of()));
            case 2, 3, 5, 6, 17, 239, 240 -> pairs(flags, depth);
            case 4 -> environment(depth);
            case 7, 8 -> other(bytes(in.readInt()));
            case 9 -> new RValue(Type.TEXT, new String[] {string(flags)}, Map.of());
            case 22 -> pointer(flags, depth);
            case 23 -> attributed(kept(new RValue(Type.OTHER, null, Map.of())), flags, depth);
            case 238 -> compact(depth);
            default -> attributed(vector(flags & 0xff, depth), flags, depth);
        };
    }

    private RValue vector(int type, int depth) throws IOException {
        return switch (type) {
            case 10 -> new RValue(Type.LOGICAL, integers(length()), Map.of());
            case 13 -> new RValue(Type.INTEGER, integers(length()), Map.of());
            case 14 -> new RValue(Type.DOUBLE, doubles(length()), Map.of());
            case 15 -> new RValue(Type.COMPLEX, doubles(2 * complexLength()), Map.of());
            case 16 -> new RValue(Type.TEXT, strings(length()), Map.of());
            case 19, 20 -> new RValue(Type.LIST, items(length(), depth), Map.of());
            case 24 -> new RValue(Type.RAW, bytes(length()), Map.of());
            case 25 -> new RValue(Type.S4, null, Map.of());
            default -> throw unknown(type);
        };
    }

    private GenomicsException unknown(int type) {
        String name = type == 21 ? "compiled code (BCODESXP)" : "an unknown kind";
        return new GenomicsException(
                "'" + file + "' holds " + name + ", R type " + type
                        + ", which is not read. Read are vectors, matrices, data frames, factors and lists: save those alone,"
                        + " in R with save(x, file = \"x.rda\").",
                Map.of("file", file.toString(), "type", type));
    }

    private int length() throws IOException {
        int length = in.readInt();
        if (length == -1) {
            throw refusal("holds a vector of " + ((long) in.readInt() << 32 | in.readInt() & 0xffffffffL)
                    + " elements; up to 2,147,483,647 are read");
        }
        if (length < 0) {
            throw refusal("claims a vector of " + length + " elements");
        }
        return length;
    }

    private int complexLength() throws IOException {
        int length = length();
        if (length > Integer.MAX_VALUE / 2) {
            throw refusal("holds a vector of " + length + " complex numbers; up to 1,073,741,823 are read");
        }
        return length;
    }

    private byte[] bytes(int length) throws IOException {
        if (length < 0) {
            throw refusal("claims a text of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("unexpected end of data");
        }
        return bytes;
    }

    private int[] integers(int length) throws IOException {
        int[] values = new int[Math.min(length, PIECE)];
        for (int done = 0; done < length; ) {
            int n = Math.min(length - done, PIECE);
            values = done + n > values.length ? Arrays.copyOf(values, grown(values.length, length)) : values;
            ByteBuffer.wrap(bytes(n * Integer.BYTES)).asIntBuffer().get(values, done, n);
            done += n;
        }
        return values;
    }

    private double[] doubles(int length) throws IOException {
        double[] values = new double[Math.min(length, PIECE)];
        for (int done = 0; done < length; ) {
            int n = Math.min(length - done, PIECE);
            values = done + n > values.length ? Arrays.copyOf(values, grown(values.length, length)) : values;
            ByteBuffer.wrap(bytes(n * Double.BYTES)).asDoubleBuffer().get(values, done, n);
            done += n;
        }
        return values;
    }

    /** Twice as much, at least one piece more, and never more than is claimed. */
    private static int grown(int length, int claimed) {
        return (int) Math.min(claimed, Math.max(2L * length, (long) length + PIECE));
    }

    private String[] strings(int length) throws IOException {
        var texts = new ArrayList<String>(Math.min(length, PIECE));
        for (int i = 0; i < length; i++) {
            int flags = in.readInt();
            if ((flags & 0xff) != 9) {
                throw refusal("has R type " + (flags & 0xff) + " where a text belongs");
            }
            texts.add(string(flags));
        }
        return texts.toArray(String[]::new);
    }

    /** A text after its flags; null for NA. */
    private String string(int flags) throws IOException {
        if ((flags & 0xff) != 9) {
            throw refusal("has R type " + (flags & 0xff) + " where a name belongs");
        }
        int length = in.readInt();
        if (length == -1) {
            return null;
        }
        byte[] bytes = bytes(length);
        boolean latin1 = (flags >> 12 & 4) != 0;
        boolean utf8 = (flags >> 12 & (8 | 64)) != 0;
        try {
            return (latin1 ? Charset.forName("windows-1252") : utf8 ? StandardCharsets.UTF_8 : nativeText)
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    private RValue[] items(int length, int depth) throws IOException {
        var items = new ArrayList<RValue>(Math.min(length, PIECE));
        for (int i = 0; i < length; i++) {
            items.add(item(depth + 1));
        }
        return items.toArray(RValue[]::new);
    }

    /** A vector with what follows it: its attributes. */
    private RValue attributed(RValue bare, int flags, int depth) throws IOException {
        return (flags & 0x200) == 0 ? bare : with(bare, item(depth + 1));
    }

    private static RValue with(RValue bare, RValue pairs) {
        if (pairs.type() != Type.LIST) {
            return bare;
        }
        var attributes = new LinkedHashMap<>(bare.attributes());
        var names = pairs.names();
        for (int i = 0; i < names.size(); i++) {
            attributes.put(names.get(i), pairs.element(i));
        }
        return new RValue(bare.type(), bare.content(), attributes);
    }

    /** A linked list as a list with names; what ends it other than NULL is its last element. */
    private RValue pairs(int firstFlags, int depth) throws IOException {
        var values = new ArrayList<RValue>();
        var names = new ArrayList<String>();
        int flags = firstFlags;
        while (isPair(flags & 0xff)) {
            if ((flags & 0x200) != 0 || (flags & 0xff) == 239 || (flags & 0xff) == 240) {
                item(depth + 1);
            }
            var tag = (flags & 0x400) == 0 ? RValue.NULL : item(depth + 1);
            names.add(tag.type() == Type.SYMBOL && tag.content() != null ? (String) tag.content() : "");
            values.add(item(depth + 1));
            flags = in.readInt();
        }
        if ((flags & 0xff) != 254) {
            names.add("");
            values.add(item(flags, depth + 1));
        }
        var named = new RValue(Type.TEXT, names.toArray(String[]::new), Map.of());
        return new RValue(Type.LIST, values.toArray(RValue[]::new), Map.of("names", named));
    }

    private static boolean isPair(int type) {
        return type == 2 || type == 3 || type == 5 || type == 6 || type == 17 || type == 239 || type == 240;
    }

    private RValue kept(RValue value) {
        references.add(value);
        return value;
    }

    private RValue reference(int flags) throws IOException {
        int number = flags >>> 8 == 0 ? in.readInt() : flags >>> 8;
        if (number < 1 || number > references.size()) {
            throw refusal("refers to its object " + number + " of " + references.size());
        }
        return references.get(number - 1);
    }

    private RValue names(int depth) throws IOException {
        in.readInt();
        items(length(), depth);
        return new RValue(Type.OTHER, null, Map.of());
    }

    private RValue environment(int depth) throws IOException {
        var environment = kept(new RValue(Type.OTHER, null, Map.of()));
        in.readInt();
        for (int part = 0; part < 4; part++) { // enclosure, frame, hash table, attributes
            item(depth + 1);
        }
        return environment;
    }

    private RValue pointer(int flags, int depth) throws IOException {
        var pointer = kept(new RValue(Type.OTHER, null, Map.of()));
        item(depth + 1);
        item(depth + 1);
        return attributed(pointer, flags, depth);
    }

    private static RValue other(byte[] passedOver) {
        return new RValue(Type.OTHER, null, Map.of("bytes", new RValue(Type.RAW, passedOver, Map.of())));
    }

    /** An ALTREP form: its class, its state and its attributes. */
    private RValue compact(int depth) throws IOException {
        var info = item(depth + 1);
        var state = item(depth + 1);
        var attributes = item(depth + 1);
        String name =
                info.type() == Type.LIST && info.length() > 0 && info.element(0).content() instanceof String n
                        ? n
                        : "unnamed";
        return with(expanded(name, state), attributes);
    }

    private RValue expanded(String name, RValue state) {
        boolean sequence = state.type() == Type.DOUBLE && state.length() == 3;
        boolean wrapped = state.type() == Type.LIST && state.length() > 0;
        if (name.equals("compact_intseq") && sequence) {
            return new RValue(
                    Type.INTEGER,
                    Arrays.stream(steps(state)).mapToInt(d -> (int) d).toArray(),
                    Map.of());
        }
        if (name.equals("compact_realseq") && sequence) {
            return new RValue(Type.DOUBLE, steps(state), Map.of());
        }
        if (name.equals("deferred_string") && wrapped) {
            var texts = state.element(0).texts();
            return new RValue(Type.TEXT, texts.toArray(String[]::new), Map.of());
        }
        if (name.startsWith("wrap_") && wrapped) {
            return state.element(0);
        }
        throw refusal(
                "holds the compact form '" + name
                        + "', which is not read (read are sequences, deferred texts and wrappers); in R, save a copy: x <- x[]");
    }

    /** A sequence of which a file tells length, first and step. */
    private double[] steps(RValue state) {
        double length = state.number(0);
        if (!(length >= 0 && length <= Integer.MAX_VALUE)
                || length * Double.BYTES > Runtime.getRuntime().maxMemory() / 4.0) {
            throw refusal("claims a sequence of " + length + " numbers");
        }
        double[] steps = new double[(int) length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = state.number(1) + i * state.number(2);
        }
        return steps;
    }

    private GenomicsException refusal(String what) {
        return new GenomicsException("'" + file + "' " + what + ".", Map.of("file", file.toString()));
    }
}
