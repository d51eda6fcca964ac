package jenomics.io;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import jenomics.provenance.GenomicsException;

/**
 * A file of named tensors in the safetensors format (8 bytes header length, JSON header, raw little-endian values). Each
 * tensor is mapped, not read: opening a file of any size takes no memory.
 */
public final class Safetensors {

    /**
     * One tensor.
     *
     * @param dtype the format's name of the type: F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL
     * @param shape sizes, outermost first; empty for a scalar
     * @param data the values, little-endian, row-major; position 0
     */
    public record Tensor(String dtype, long[] shape, ByteBuffer data) {
        public Tensor {
            long expected = count(shape) * width(dtype);
            if (data.remaining() != expected) {
                throw new IllegalArgumentException(
                        dtype + Arrays.toString(shape) + " takes " + expected + " bytes, not " + data.remaining());
            }
        }

        public static Tensor of(float[] values, long... shape) {
            var bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(values);
            return new Tensor("F32", shape, bytes);
        }

        /** The values as floats, whatever floating type they have; bfloat16 and half are widened. */
        public float[] floats() {
            var values = new float[(int) count(shape)];
            var in = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
            switch (dtype) {
                case "F32" -> in.asFloatBuffer().get(values);
                case "F64" -> fill(values, i -> (float) in.getDouble(i * 8));
                case "BF16" -> fill(values, i -> Float.intBitsToFloat(in.getShort(i * 2) << 16));
                case "F16" -> fill(values, i -> Half.toFloat(in.getShort(i * 2)));
                default -> throw new IllegalStateException(dtype + " is no floating type");
            }
            return values;
        }

        /** The values as longs, for integer types; of truth values 1 and 0. */
        public long[] longs() {
            var values = new long[(int) count(shape)];
            var in = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
            switch (dtype) {
                case "I64" -> in.asLongBuffer().get(values);
                case "I32" -> Arrays.setAll(values, i -> in.getInt(i * 4));
                case "I16" -> Arrays.setAll(values, i -> in.getShort(i * 2));
                case "I8" -> Arrays.setAll(values, in::get);
                case "U8", "BOOL" -> Arrays.setAll(values, i -> in.get(i) & 0xff);
                default -> throw new IllegalStateException(dtype + " is not read as integers");
            }
            return values;
        }
    }

    /**
     * A tensor that is still elsewhere, fetched when it is its turn to be written: a file of any size takes the memory of
     * its largest tensor only.
     *
     * @param dtype as of {@link Tensor}
     * @param shape sizes, outermost first
     * @param values gives the values, little-endian, row-major
     */
    public record Pending(String dtype, long[] shape, Supplier<ByteBuffer> values) {

        static Pending of(Tensor tensor) {
            return new Pending(tensor.dtype(), tensor.shape(), tensor::data);
        }

        long bytes() {
            return Math.multiplyExact(count(shape), width(dtype));
        }

        /** The values as a tensor, whose size is what was announced. */
        Tensor fetch() {
            return new Tensor(dtype, shape, values.get().duplicate());
        }
    }

    /** A float for an index. */
    private interface FloatAt {
        float get(int index);
    }

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final long LARGEST_HEADER = 100_000_000;

    private final Path file;
    private final Map<String, Tensor> tensors;
    private final Map<String, String> metadata;

    private Safetensors(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        this.file = file;
        this.tensors = Collections.unmodifiableMap(tensors);
        this.metadata = Collections.unmodifiableMap(metadata);
    }

    public static Safetensors open(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            long length = headerLength(file, channel, size);
            var root = JSON.readTree(FilePiece.read(channel, 8, (int) length).array());
            if (!root.isObject()) {
                throw damaged(file, "its header is no JSON object");
            }
            var tensors = new LinkedHashMap<String, Tensor>();
            var spans = new ArrayList<Span>();
            var metadata = new LinkedHashMap<String, String>();
            for (var field : root.properties()) {
                if (field.getKey().equals("__metadata__")) {
                    field.getValue()
                            .properties()
                            .forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
                } else {
                    var span = Span.of(file, field, size - 8 - length);
                    spans.add(span);
                    tensors.put(span.name(), span.map(file, channel, 8 + length));
                }
            }
            checkCoverage(file, spans, size - 8 - length);
            return new Safetensors(file, tensors, metadata);
        } catch (NoSuchFileException e) {
            throw new GenomicsException("There is no file " + file + ".", Map.of("file", file.toString()), e);
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw damaged(file, "its header is not JSON (" + e.getOriginalMessage() + ")");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /** All tensors by name, in the order of the header. */
    public Map<String, Tensor> tensors() {
        return tensors;
    }

    /** The free text of the header, such as {@code format: pt}. */
    public Map<String, String> metadata() {
        return metadata;
    }

    public Path file() {
        return file;
    }

    /** Writes a file whole or not at all; the same content gives the same bytes. */
    public static Path write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        var pending = new LinkedHashMap<String, Pending>();
        tensors.forEach((name, tensor) -> pending.put(name, Pending.of(tensor)));
        return writePending(file, pending, metadata);
    }

    /** The same for tensors that are fetched one after the other. */
    public static Path writePending(Path file, Map<String, Pending> tensors, Map<String, String> metadata) {
        byte[] header = header(tensors, metadata);
        return SafeFile.write(file, out -> {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(header.length)
                    .array());
            out.write(header);
            for (var tensor : tensors.values()) {
                write(out, tensor.fetch().data());
            }
        });
    }

    private static void write(OutputStream out, ByteBuffer data) throws IOException {
        byte[] chunk = new byte[1 << 16];
        while (data.hasRemaining()) {
            int n = Math.min(chunk.length, data.remaining());
            data.get(chunk, 0, n);
            out.write(chunk, 0, n);
        }
    }

    /** Padded with blanks, so that the values are aligned. */
    private static byte[] header(Map<String, Pending> tensors, Map<String, String> metadata) {
        var header = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            new TreeMap<>(metadata).forEach(header.putObject("__metadata__")::put);
        }
        long offset = 0;
        for (var entry : tensors.entrySet()) {
            var tensor = entry.getValue();
            var node = header.putObject(entry.getKey()).put("dtype", tensor.dtype());
            var shape = node.putArray("shape");
            for (long size : tensor.shape()) {
                shape.add(size);
            }
            node.putArray("data_offsets").add(offset).add(offset += tensor.bytes());
        }
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(text, (text.length + 7) / 8 * 8);
        Arrays.fill(padded, text.length, padded.length, (byte) ' ');
        return padded;
    }

    private static long headerLength(Path file, FileChannel channel, long size) throws IOException {
        var bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        if (size < 10 || channel.read(bytes, 0) < 8) {
            throw damaged(file, "it has " + size + " bytes");
        }
        long length = bytes.getLong(0);
        if (length < 2 || length > Math.min(size - 8, LARGEST_HEADER)) {
            throw damaged(file, "its header claims " + length + " bytes of a file of " + size);
        }
        return length;
    }

    /** Where the header says that a tensor lies: bytes begin to end of the values. */
    private record Span(String name, String dtype, long[] shape, long begin, long end) {

        static Span of(Path file, Map.Entry<String, JsonNode> field, long available) {
            String name = field.getKey();
            var node = field.getValue();
            var offsets = node.path("data_offsets");
            long begin = whole(offsets.path(0));
            long end = offsets.size() == 2 ? whole(offsets.path(1)) : -1;
            var shape = new long[node.path("shape").size()];
            Arrays.setAll(shape, i -> whole(node.path("shape").path(i)));
            String dtype = node.path("dtype").asText();
            if (width(dtype) == 0) {
                throw damaged(file, "tensor '" + name + "' has the unknown type '" + dtype + "'");
            }
            if (!node.path("shape").isArray()) {
                throw damaged(file, "tensor '" + name + "' has no shape");
            }
            if (begin < 0 || end < begin || end > available || !holds(shape, end - begin, width(dtype))) {
                throw damaged(
                        file,
                        "tensor '" + name + "', " + dtype + Arrays.toString(shape) + ", claims bytes " + begin + " to "
                                + end + " of " + available);
            }
            return new Span(name, dtype, shape, begin, end);
        }

        /** A number of the header, or the least one where there is none. */
        private static long whole(JsonNode node) {
            return node.isIntegralNumber() && node.canConvertToLong() ? node.asLong() : Long.MIN_VALUE;
        }

        Tensor map(Path file, FileChannel channel, long dataStart) throws IOException {
            if (end - begin > Integer.MAX_VALUE) {
                throw new GenomicsException(
                        "Tensor '" + name + "' of " + file + " takes " + (end - begin)
                                + " bytes; Jenomics reads tensors"
                                + " of up to 2 GiB each. Look for a checkpoint that stores it in float16.",
                        Map.of("tensor", name, "bytes", end - begin));
            }
            return new Tensor(dtype, shape, FilePiece.map(file, channel, dataStart + begin, end - begin));
        }
    }

    /** Each byte belongs to exactly one tensor: what the format demands, so that no file carries anything unseen. */
    private static void checkCoverage(Path file, List<Span> spans, long available) {
        long covered = 0;
        String before = "";
        spans.sort(Comparator.comparingLong(Span::begin).thenComparingLong(Span::end));
        for (var span : spans) {
            if (span.begin() < covered) {
                throw damaged(file, "tensors '" + before + "' and '" + span.name() + "' lie over each other");
            }
            if (span.begin() > covered) {
                throw damaged(file, "bytes " + covered + " to " + span.begin() + " belong to no tensor");
            }
            covered = span.end();
            before = span.name();
        }
        if (covered < available) {
            throw damaged(file, "bytes " + covered + " to " + available + " belong to no tensor");
        }
    }

    /** Whether so many bytes are what this shape takes; a header may claim anything, so no product may overflow. */
    static boolean holds(long[] shape, long bytes, int width) {
        long count = 1;
        for (long size : shape) {
            if (size < 0 || Math.multiplyHigh(count, size) != 0 || count * size < 0) {
                return false;
            }
            count *= size;
        }
        return bytes % width == 0 && count == bytes / width;
    }

    private static GenomicsException damaged(Path file, String how) {
        String pickle = startsLikePickle(file)
                ? " It looks like a Python pickle; named pytorch_model.bin, Jenomics would read its tensors without"
                        + " running any of it."
                : " Was it cut off while being copied or downloaded?";
        return new GenomicsException(
                file + " is not a whole safetensors file: " + how + "." + pickle, Map.of("file", file.toString()));
    }

    /** A torch pickle is a zip ("PK") or, in the old form, begins with the pickle protocol byte 0x80. */
    private static boolean startsLikePickle(Path file) {
        try (var in = Files.newInputStream(file)) {
            int first = in.read();
            return first == 0x80 || first == 'P' && in.read() == 'K';
        } catch (IOException e) {
            return false;
        }
    }

    private static void fill(float[] values, FloatAt source) {
        for (int i = 0; i < values.length; i++) {
            values[i] = source.get(i);
        }
    }

    private static long count(long[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** Bytes of one value; 0 for a type that the format does not have. */
    static int width(String dtype) {
        return switch (dtype) {
            case "F64", "I64", "U64" -> 8;
            case "F32", "I32", "U32" -> 4;
            case "F16", "BF16", "I16", "U16" -> 2;
            case "I8", "U8", "BOOL" -> 1;
            default -> 0;
        };
    }

    /** The same tensor in half precision, for small files. */
    public static Tensor half(Tensor tensor) {
        float[] values = tensor.floats();
        var bytes = ByteBuffer.allocate(values.length * 2).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort(Half.of(value));
        }
        return new Tensor("F16", tensor.shape(), bytes.flip());
    }
}
