package jenomics.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jenomics.io.Safetensors.Tensor;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
    private static final Map<String, Integer> WIDTHS = Map.ofEntries(
            Map.entry("F64", 8),
            Map.entry("I64", 8),
            Map.entry("U64", 8),
            Map.entry("F32", 4),
            Map.entry("I32", 4),
            Map.entry("U32", 4),
            Map.entry("F16", 2),
            Map.entry("BF16", 2),
            Map.entry("I16", 2),
            Map.entry("U16", 2),
            Map.entry("I8", 1),
            Map.entry("U8", 1),
            Map.entry("BOOL", 1));

    @TempDir
    Path folder;

    @Test
    void everyTypeComesBackByteForByte() {
        var random = new Random(1);
        var tensors = new LinkedHashMap<String, Tensor>();
        WIDTHS.forEach((dtype, width) -> {
            byte[] bytes = new byte[6 * width];
            random.nextBytes(bytes);
            tensors.put("some." + dtype, new Tensor(dtype, new long[] {2, 3}, ByteBuffer.wrap(bytes)));
        });
        tensors.put("scalar", Tensor.of(new float[] {42}));
        tensors.put("empty", Tensor.of(new float[0], 0, 5));
        var read = Safetensors.open(Safetensors.write(folder.resolve("all"), tensors, Map.of()))
                .tensors();
        assertEquals(List.copyOf(tensors.keySet()), List.copyOf(read.keySet()));
        tensors.forEach((name, tensor) -> {
            assertEquals(tensor.dtype(), read.get(name).dtype());
            assertArrayEquals(tensor.shape(), read.get(name).shape());
            assertEquals(tensor.data(), read.get(name).data(), name);
        });
        assertArrayEquals(new float[] {42}, read.get("scalar").floats());
        assertEquals(0, read.get("empty").floats().length);
    }

    @Test
    void valuesAreWidenedToFloatsAndLongs() {
        var doubles = little(16).putDouble(1.5).putDouble(-2e300).flip();
        assertArrayEquals(
                new float[] {1.5f, Float.NEGATIVE_INFINITY}, new Tensor("F64", new long[] {2}, doubles).floats());
        var brains = little(4).putShort((short) 0x3fc0).putShort((short) 0xc2f7).flip();
        assertArrayEquals(new float[] {1.5f, -123.5f}, new Tensor("BF16", new long[] {2}, brains).floats());
        assertArrayEquals(new float[] {1, -2}, Tensor.of(new float[] {1, -2}, 2).floats());
        var longs = little(16).putLong(Long.MAX_VALUE).putLong(-1).flip();
        assertArrayEquals(new long[] {Long.MAX_VALUE, -1}, new Tensor("I64", new long[] {2}, longs).longs());
        var ints = little(8).putInt(Integer.MIN_VALUE).putInt(7).flip();
        assertArrayEquals(new long[] {Integer.MIN_VALUE, 7}, new Tensor("I32", new long[] {2}, ints).longs());
    }

    @Test
    void allHalvesRoundTrip() {
        var bytes = little(2 << 16);
        for (int bits = 0; bits < 1 << 16; bits++) {
            bytes.putShort((short) bits);
        }
        float[] floats = new Tensor("F16", new long[] {1 << 16}, bytes.flip()).floats();
        for (int bits = 0; bits < 1 << 16; bits++) {
            boolean nan = (bits & 0x7c00) == 0x7c00 && (bits & 0x3ff) != 0;
            assertEquals(nan, Float.isNaN(floats[bits]));
            if (!nan) {
                assertEquals(exact(bits), floats[bits], "of half " + bits);
                assertEquals((short) bits, Half.of(floats[bits]), "of half " + bits);
            }
        }
        assertEquals(0x7e00, Half.of(Float.NaN) & 0x7e00);
    }

    /** The value that IEEE 754 gives sixteen bits, from its definition, with powers as doubles. */
    private static float exact(int bits) {
        double sign = bits < 1 << 15 ? 1 : -1;
        int exponent = bits / 1024 % 32;
        double fraction = bits % 1024 / 1024.0;
        if (exponent == 31) {
            return (float) (sign * Double.POSITIVE_INFINITY);
        }
        return (float)
                (sign * (exponent == 0 ? fraction * Math.pow(2, -14) : (1 + fraction) * Math.pow(2, exponent - 15)));
    }

    @Test
    void floatsBecomeTheNearestHalfTiesToEven() {
        double[] magnitudes = new double[0x7c01];
        for (int bits = 0; bits < magnitudes.length; bits++) {
            magnitudes[bits] = bits == 0x7c00 ? 65536 : exact(bits);
        }
        var values = new ArrayList<Float>();
        for (int bits = 0; bits < 0x7c00; bits++) {
            float middle = (float) ((magnitudes[bits] + magnitudes[bits + 1]) / 2);
            values.addAll(List.of(middle, Math.nextUp(middle), Math.nextDown(middle)));
        }
        new Random(2).ints(100_000).forEach(bits -> {
            float value = Float.intBitsToFloat(bits);
            if (!Float.isNaN(value)) {
                values.add(value);
            }
        });
        for (float value : values) {
            for (float signed : new float[] {value, -value}) {
                assertEquals(nearest(magnitudes, signed), Half.of(signed), () -> "of " + new BigDecimal(signed));
            }
        }
    }

    /** By search among all halves: the nearest, of two equally near the even one; beyond the largest counts as 2^16. */
    private static short nearest(double[] magnitudes, float value) {
        double magnitude = Math.min(Math.abs((double) value), 65536);
        int above = Arrays.binarySearch(magnitudes, magnitude);
        int best = above;
        if (above < 0) {
            int high = -above - 1;
            double up = magnitudes[high] - magnitude;
            double down = magnitude - magnitudes[high - 1];
            best = up < down || up == down && high % 2 == 0 ? high : high - 1;
        }
        return (short) (Float.floatToRawIntBits(value) < 0 ? best | 0x8000 : best);
    }

    @Test
    void halvingATensorKeepsShapeAndValues() {
        var half = Safetensors.half(Tensor.of(new float[] {1, -0.5f, 65504, 1e-9f}, 2, 2));
        assertEquals("F16", half.dtype());
        assertArrayEquals(new long[] {2, 2}, half.shape());
        assertArrayEquals(new float[] {1, -0.5f, 65504, 0}, half.floats());
    }

    @Test
    void metadataComesBackAndEqualContentGivesEqualBytes() throws IOException {
        var names = List.of("format", "step", "curve", "belongs_to", "\u00e9 \"quoted\"");
        var forward = new LinkedHashMap<String, String>();
        names.forEach(name -> forward.put(name, "value of " + name));
        var backward = new LinkedHashMap<String, String>();
        for (int i = names.size() - 1; i >= 0; i--) {
            backward.put(names.get(i), "value of " + names.get(i));
        }
        var tensors = Map.of("w", Tensor.of(new float[] {1, 2}, 2));
        var one = Safetensors.write(folder.resolve("one"), tensors, forward);
        var other = Safetensors.write(folder.resolve("other"), tensors, backward);
        assertEquals(forward, Safetensors.open(one).metadata());
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(other));
        assertEquals(0, (8 + headerLength(one)) % 8, "values are aligned");
    }

    private static long headerLength(Path file) throws IOException {
        return ByteBuffer.wrap(Files.readAllBytes(file))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong(0);
    }

    @Test
    void aMissingFileIsNamed() {
        var file = folder.resolve("nowhere.safetensors");
        var e = assertThrows(GenomicsException.class, () -> Safetensors.open(file));
        assertEquals("There is no file " + file + ".", e.getMessage());
    }

    @Test
    void aCutFileSaysWhereItEnds() throws IOException {
        var whole =
                Safetensors.write(folder.resolve("whole"), Map.of("w", Tensor.of(new float[] {1, 2, 3}, 3)), Map.of());
        byte[] bytes = Files.readAllBytes(whole);
        assertDamaged(Arrays.copyOf(bytes, bytes.length - 1), "tensor 'w', F32[3], claims bytes 0 to 12 of 11");
        assertDamaged(Arrays.copyOf(bytes, 20), "its header claims " + headerLength(whole) + " bytes of a file of 20");
        assertDamaged(Arrays.copyOf(bytes, 5), "it has 5 bytes");
        assertDamaged(new byte[0], "it has 0 bytes");
    }

    @Test
    void aLyingHeaderIsRefused() throws IOException {
        String shape = "{'w':{'dtype':'F32','shape':[%s],'data_offsets':[%s]}}";
        assertDamaged(file(shape.formatted("3", "0,8"), 8), "tensor 'w', F32[3], claims bytes 0 to 8 of 8");
        assertDamaged(file(shape.formatted("2", "-8,0"), 8), "tensor 'w', F32[2], claims bytes -8 to 0 of 8");
        assertDamaged(file(shape.formatted("2", "8,0"), 8), "claims bytes 8 to 0");
        assertDamaged(file(shape.formatted("-1,-2", "0,8"), 8), "tensor 'w', F32[-1, -2]");
        assertDamaged(
                file(shape.formatted("4294967296,4294967296", "0,0"), 8), "tensor 'w', F32[4294967296, 4294967296]");
        assertDamaged(
                file(shape.formatted("1", (Long.MAX_VALUE - 4) + "," + Long.MAX_VALUE), 8),
                "claims bytes " + (Long.MAX_VALUE - 4));
        assertDamaged(
                file("{'w':{'dtype':'F31','shape':[2],'data_offsets':[0,8]}}", 8),
                "tensor 'w' has the unknown type 'F31'");
        assertDamaged(file("{'w':5}", 8), "tensor 'w' has the unknown type ''");
        assertDamaged(file("[1,2,3]", 8), "its header is no JSON object");
        assertDamaged(file("{'w':", 8), "its header is not JSON");
    }

    private void assertDamaged(byte[] content, String how) throws IOException {
        var file = Files.write(folder.resolve("damaged"), content);
        var e = assertThrows(GenomicsException.class, () -> Safetensors.open(file));
        assertTrue(e.getMessage().startsWith(file + " is not a whole safetensors file: "), e.getMessage());
        assertTrue(e.getMessage().contains(how), e.getMessage());
        assertTrue(e.getMessage().endsWith(" Was it cut off while being copied or downloaded?"), e.getMessage());
    }

    private static byte[] file(String header, int dataBytes) throws IOException {
        byte[] text = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        out.write(little(8).putLong(text.length).array());
        out.write(text);
        out.write(new byte[dataBytes]);
        return out.toByteArray();
    }

    @Test
    void everyByteBelongsToOneTensor() throws IOException {
        String two = "{'a':{'dtype':'F32','shape':[1],'data_offsets':[%s]},"
                + "'b':{'dtype':'F32','shape':[1],'data_offsets':[%s]}}";
        assertDamaged(file(two.formatted("0,4", "0,4"), 4), "tensors 'a' and 'b' lie over each other");
        assertDamaged(file(two.formatted("2,6", "0,4"), 6), "tensors 'b' and 'a' lie over each other");
        assertDamaged(file(two.formatted("0,4", "8,12"), 12), "bytes 4 to 8 belong to no tensor");
        assertDamaged(file(two.formatted("4,8", "8,12"), 12), "bytes 0 to 4 belong to no tensor");
        assertDamaged(file(two.formatted("0,4", "4,8"), 12), "bytes 8 to 12 belong to no tensor");
        assertDamaged(file("{}", 1), "bytes 0 to 1 belong to no tensor");
        assertEquals(
                2,
                Safetensors.open(Files.write(folder.resolve("fine"), file(two.formatted("4,8", "0,4"), 8)))
                        .tensors()
                        .size());
    }

    @Test
    void aHeaderSaysEverythingOnceAndInNumbers() throws IOException {
        String tensor = "{'dtype':'F32','shape':[1],'data_offsets':[0,4]}";
        assertDamaged(file("{'a':" + tensor + ",'a':" + tensor + "}", 4), "its header is not JSON (Duplicate");
        assertDamaged(
                file("{'a':{'dtype':'F32','dtype':'I32','shape':[1],'data_offsets':[0,4]}}", 4),
                "its header is not JSON (Duplicate");
        assertDamaged(file("{'a':" + tensor + "}{}", 4), "its header is not JSON");
        assertDamaged(file("{'a':{'dtype':'F32','shape':['1'],'data_offsets':[0,4]}}", 4), "claims bytes 0 to 4 of 4");
        assertDamaged(file("{'a':{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}}", 4), "claims bytes 0 to 4 of 4");
        assertDamaged(file("{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4,8]}}", 4), "claims bytes 0 to -1 of 4");
        assertDamaged(file("{'a':{'dtype':'F32','data_offsets':[0,4]}}", 4), "tensor 'a' has no shape");
        assertDamaged(
                file("{'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,4]}}", 4), "claims bytes");
    }

    @Test
    void aHeaderOfTenGigabytesIsNotBelieved() throws IOException {
        byte[] bytes = file("{}", 0);
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, 10_000_000_000L);
        assertDamaged(bytes, "its header claims 10000000000 bytes of a file of 10");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, -1);
        assertDamaged(bytes, "its header claims -1 bytes of a file of 10");
    }

    /** Whatever bytes there are, the answer is a sentence, never another exception. */
    @Test
    void randomDamageIsRefusedOrHarmless() throws IOException {
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("a", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
        tensors.put("b", Tensor.of(new float[] {7}));
        byte[] whole = Files.readAllBytes(Safetensors.write(folder.resolve("whole"), tensors, Map.of("format", "pt")));
        int refused = Damage.refused(whole, 3000, 3, folder.resolve("damaged"), Safetensors::open);
        assertTrue(refused > 1000, refused + " of 3000");
    }

    @Test
    void aPickleIsRecognised() throws IOException {
        for (byte[] begin : new byte[][] {{'P', 'K', 3, 4}, {(byte) 0x80, 2, 'c', 'o'}}) {
            var file = Files.write(folder.resolve("model.safetensors"), Arrays.copyOf(begin, 64));
            var e = assertThrows(GenomicsException.class, () -> Safetensors.open(file));
            assertTrue(
                    e.getMessage()
                            .endsWith(" It looks like a Python pickle; named pytorch_model.bin, Jenomics would read its"
                                    + " tensors without running any of it."),
                    e.getMessage());
        }
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
