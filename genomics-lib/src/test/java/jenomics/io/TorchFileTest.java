package jenomics.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that CPython's pickler wrote (golden/torch/make.py says how), and others with something wrong in them. */
class TorchFileTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/torch");
    private static final byte[] SIX = floats(1, 2, 3, 4, 5, 6);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"protocol2.bin", "protocol3.bin", "protocol4.bin", "protocol5.bin", "legacy.bin"})
    void equalsItsSafetensorsTwinByteForByte(String name) {
        var read = TorchFile.read(GOLDEN.resolve(name));
        var twin = Safetensors.open(GOLDEN.resolve("twin.safetensors")).tensors();
        assertEquals(77, twin.size());
        assertEquals(List.copyOf(twin.keySet()), List.copyOf(read.keySet()));
        twin.forEach((key, tensor) -> {
            assertEquals(tensor.dtype(), read.get(key).dtype(), key);
            assertArrayEquals(tensor.shape(), read.get(key).shape(), key);
            assertEquals(tensor.data(), read.get(key).data(), key);
        });
    }

    @Test
    void valuesAreWhatTheyWere() {
        var read = TorchFile.read(GOLDEN.resolve("protocol2.bin"));
        assertArrayEquals(new float[] {0.5f, 1, 1.5f}, read.get("slice").floats());
        assertArrayEquals(new float[] {1.5f, -123.5f}, read.get("bfloat16").floats());
        assertArrayEquals(new float[] {1.5f, -65504}, read.get("half").floats());
        assertArrayEquals(new long[] {1L << 40}, read.get("scalar").longs());
        assertArrayEquals(new long[] {0, 1, 2, 3, 4}, read.get("position_ids").longs());
        assertArrayEquals(new long[] {-7, 30000}, read.get("short").longs());
        assertArrayEquals(new long[] {7, 255}, read.get("byte").longs());
        assertArrayEquals(new long[] {1, 0, 1}, read.get("bool").longs());
    }

    @Test
    void whatLiesInOneRunIsMappedAndWhatDoesNotIsCopied() {
        var read = TorchFile.read(GOLDEN.resolve("protocol2.bin"));
        assertTrue(read.get("plain.weight").data().isDirect());
        assertTrue(read.get("slice").data().isDirect());
        assertFalse(read.get("transposed").data().isDirect());
    }

    @Test
    void largeArchivesWith64BitSizesAreRead() {
        var file = TorchBytes.tensor(TorchBytes.view(6, 0, List.of(2L, 3L), List.of(3L, 1L)), SIX)
                .with("m/byteorder", "little".getBytes(StandardCharsets.US_ASCII))
                .zip64()
                .write(folder.resolve("pytorch_model.bin"));
        assertArrayEquals(
                new float[] {1, 2, 3, 4, 5, 6}, TorchFile.read(file).get("w").floats());
    }

    @ParameterizedTest
    @CsvSource({"evil_system.bin,system", "evil_eval.bin,eval", "evil_deep.bin,subprocess.Popen"})
    void aPickleThatWantsToRunCodeIsRefusedByName(String name, String function) {
        var e = assertThrows(GenomicsException.class, () -> TorchFile.read(GOLDEN.resolve(name)));
        assertTrue(
                e.getMessage().matches(".* torch tensors: it asks for \\S*" + function + ", and a file of tensors .*"),
                e.getMessage());
        assertTrue(
                e.getMessage()
                        .endsWith(
                                ": it may want to run code. Nothing of it was run. Copy or download it again, or look for a"
                                        + " model.safetensors."),
                e.getMessage());
    }

    @Test
    void theNameOfTheFunctionIsGivenWhole() {
        for (byte[] global : List.of(
                TorchBytes.global("os", "system"), TorchBytes.pickle("os", "system", new byte[] {(byte) 0x93}))) {
            assertRefused(
                    TorchBytes.pickle(global), "it asks for os.system, and a file of tensors needs no such thing");
        }
        assertRefused(
                TorchBytes.pickle(TorchBytes.global("torch._utils", "_rebuild_wrapper_subclass")),
                "it asks for torch._utils._rebuild_wrapper_subclass, and");
        assertRefused(
                TorchBytes.pickle('(', "x", (Object) "ios\nsystem\n".getBytes(StandardCharsets.US_ASCII)),
                "it has the opcode 0x69 at byte 9, which torch does not write");
    }

    @Test
    void onlyAFunctionMayBeCalledAndOnlyOnWhatItTakes() {
        assertRefused(TorchBytes.pickle("os.system", '(', "touch owned", 't', 'R'), "its opcodes do not fit together");
        assertRefused(
                TorchBytes.pickle(TorchBytes.global("torch", "FloatStorage"), ')', 'R'), "its opcodes do not fit");
        assertRefused(
                TorchBytes.pickle(TorchBytes.global("collections", "OrderedDict"), '(', 1, 't', 'R'),
                "it makes a dictionary in a way that torch does not");
        assertRefused(
                TorchBytes.pickle(TorchBytes.global("torch", "Size"), '}', 'b'),
                "it sets attributes of something that is no dictionary");
        assertRefused(TorchBytes.pickle('}', ')', 1, 's'), "whose keys are neither text nor numbers");
        assertRefused(TorchBytes.pickle('(', "module", "x", 't', 'Q'), "it refers to something that is no storage");
    }

    @Test
    void aDamagedPickleSaysHow() {
        byte[] whole = TorchBytes.view(6, 0, List.of(6L), List.of(1L));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertRefused(cut, "");
        }
        assertRefused(Arrays.copyOf(whole, whole.length - 1), "it is cut off");
        assertRefused(new byte[] {(byte) 0x80, 1, 'N', '.'}, "it is a pickle of protocol 1; read are 2 to 5");
        assertRefused(TorchBytes.pickle('h', 5), "which it has not remembered");
        assertRefused(TorchBytes.pickle('s'), "its opcodes do not fit together");
        assertRefused(TorchBytes.pickle('t'), "its opcodes do not fit together");
        assertRefused(TorchBytes.pickle('(', '0'), "its opcodes do not fit together");
        assertRefused(
                TorchBytes.pickle((Object) new byte[] {'X', -1, -1, -1, 127}),
                "it claims a text of 2147483647 bytes where 1 are left");
        assertRefused(
                TorchBytes.pickle((Object) new byte[] {(byte) 0x8b, 0, 0, 0, 100}),
                "it has a whole number of 1677721600 bytes; at most 8 are read");
        assertRefused(TorchBytes.pickle(']'), "it holds no dictionary of tensors");
        assertRefused(TorchBytes.pickle('}', "epoch", 3, 's'), "its entry 'epoch' is no tensor");
    }

    @Test
    void aPickleThatPilesUpValuesIsGivenUp() {
        byte[] many = new byte[5_000_000];
        Arrays.fill(many, (byte) ']');
        assertRefused(TorchBytes.pickle((Object) many), "it has more than 4000000 opcodes; a list of tensors has far");
        assertRefused(TorchBytes.pickle((Object) new byte[17 << 20]), "its data.pkl takes 17825795 bytes; a list of");
    }

    /** Whatever bytes there are, the answer is a sentence, never another exception and never a hang. */
    @Test
    void randomDamageIsRefusedOrHarmless() throws IOException {
        byte[] whole = TorchBytes.tensor(TorchBytes.view(6, 0, List.of(2L, 3L), List.of(3L, 1L)), SIX)
                .bytes();
        int refused = Damage.refused(whole, 3000, 1, folder.resolve("damaged.bin"), TorchFile::read);
        assertTrue(refused > 1000, refused + " of 3000");
    }

    @Test
    void randomDamageOfOldFilesIsRefusedOrHarmless() throws IOException {
        byte[] whole = Files.readAllBytes(GOLDEN.resolve("legacy.bin"));
        int refused = Damage.refused(whole, 500, 2, folder.resolve("damaged.bin"), TorchFile::read);
        assertTrue(refused > 100, refused + " of 500");
    }

    @Test
    void aTensorMayNotLeaveItsStorage() {
        assertView(
                6,
                4,
                List.of(3L),
                List.of(1L),
                "a tensor of shape [3] with strides [1] from value 4 leaves its storage" + " '0' of 6 values");
        assertView(6, -1, List.of(3L), List.of(1L), "from value -1 leaves");
        assertView(6, 0, List.of(-3L), List.of(1L), "of shape [-3] with");
        assertView(6, 5, List.of(3L), List.of(-1L), "with strides [-1] from");
        assertView(6, 0, List.of(3L, 3L), List.of(2L, 1L), "leaves its storage");
        assertView(6, 0, List.of(1L << 33, 1L << 33), List.of(1L << 33, 1L << 33), "leaves its storage");
        assertView(6, 0, List.of(3L), List.of(1L, 1L), "a tensor has 1 sizes and 2 strides");
        assertView(7, 0, List.of(6L), List.of(1L), "storage '0' has 24 bytes; 7 values of type F32 take 28");
        assertView(-1, 0, List.of(6L), List.of(1L), "storage '0' claims -1 values");
        assertView(1L << 61, 0, List.of(6L), List.of(1L), "storage '0' claims");
    }

    @Test
    void aSmallFileMayNotGrowWithoutBound() {
        assertView(
                6, 0, List.of(1L << 40), List.of(0L), "its tensors repeat values until they take far more room than");
        assertView(6, 0, List.of(1L << 40, 1L << 40), List.of(0L, 0L), "its tensors repeat values");
    }

    private void assertView(long count, long offset, List<Long> shape, List<Long> strides, String how) {
        assertRefused(TorchBytes.view(count, offset, shape, strides), how);
    }

    private void assertRefused(byte[] pickle, String how) {
        assertRefused(TorchBytes.tensor(pickle, SIX), how);
    }

    private void assertRefused(TorchBytes archive, String how) {
        assertDamaged(archive.bytes(), how);
    }

    private void assertDamaged(byte[] content, String how) {
        var file = TorchBytes.write(folder.resolve("pytorch_model.bin"), content);
        var e = assertThrows(GenomicsException.class, () -> TorchFile.read(file));
        assertTrue(e.getMessage().startsWith("Cannot read " + file + " as a file of torch tensors: "), e.getMessage());
        assertTrue(e.getMessage().contains(how), e.getMessage());
    }

    @Test
    void aZipBombIsRefusedBeforeItIsUnpacked() {
        assertRefused(
                six().change("m/data.pkl", c -> {
                    c.method = 8;
                    c.size = 4_000_000_000L;
                }),
                "its entry 'm/data.pkl' is compressed or encrypted (");
        assertRefused(six().change("m/data/0", c -> c.flags = 1), "its entry 'm/data/0' is compressed or encrypted");
        assertRefused(
                six().change("m/data/0", c -> c.size = 4_000_000_000L),
                "(24 bytes that claim to be 4000000000); torch stores entries as they are");
    }

    @Test
    void anArchiveMayNotPointOutside() {
        for (String name : List.of("../evil", "/etc/evil", "m/../../evil", "m\\evil", "C:evil", "..")) {
            assertRefused(six().with(name, SIX), "its entry '" + name + "' points outside the archive");
        }
        assertRefused(six().change("m/data/0", c -> c.size = c.packed = 4096), "its entry 'm/data/0' claims bytes");
        assertRefused(
                six().change("m/data/0", c -> c.offset = 1L << 30), "entry 'm/data/0' claims bytes 1073741824 to");
        assertRefused(six().change("m/data/0", c -> c.offset = 3L), "its entry 'm/data/0' claims bytes");
        assertRefused(six().zip64().change("m/data/0", c -> c.offset = -5L), "entry 'm/data/0' claims bytes -5 to");
        assertRefused(
                six().zip64().change("m/data/0", c -> c.size = c.packed = Long.MIN_VALUE),
                "its entry 'm/data/0' claims");
        assertRefused(
                six().change("m/data/0", c -> c.offset = 0L),
                "its entries 'm/data/0' and 'm/data.pkl' lie over each other");
    }

    @Test
    void anArchiveOfSomethingElseSaysWhatIsMissing() throws IOException {
        assertRefused(TorchBytes.archive().with("word/document.xml", SIX), "its archive has no data.pkl");
        assertRefused(
                TorchBytes.archive().with("m/data.pkl", TorchBytes.view(6, 0, List.of(6L), List.of(1L))),
                "its archive has no storage '0'");
        assertRefused(
                six().with("m/byteorder", "big".getBytes(StandardCharsets.US_ASCII)),
                "its values are big-endian; read are little-endian ones");
        assertDamaged("PK".getBytes(StandardCharsets.US_ASCII), "it has 2 bytes");
        assertDamaged(new byte[100], "it begins neither like a zip archive nor like a pickle");
        byte[] whole = six().bytes();
        assertDamaged(Arrays.copyOf(whole, whole.length / 2), "it has no directory at its end");
        byte[] legacy = Files.readAllBytes(GOLDEN.resolve("legacy.bin"));
        assertDamaged(Arrays.copyOf(legacy, legacy.length - 1), "");
        assertDamaged(Arrays.copyOf(legacy, 300), "it is cut off");
        assertDamaged(TorchBytes.pickle('}', "a", "b", 's'), "it is a pickle that torch.save did not write");
        legacy[legacy.length - 10]++;
        assertDamaged(legacy, "and says that it has");
    }

    private static TorchBytes six() {
        return TorchBytes.tensor(TorchBytes.view(6, 0, List.of(6L), List.of(1L)), SIX);
    }

    private static byte[] floats(float... values) {
        var bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    @Test
    void aMissingFileIsNamed() {
        var file = folder.resolve("nowhere.bin");
        assertEquals(
                "There is no file " + file + ".",
                assertThrows(GenomicsException.class, () -> TorchFile.read(file))
                        .getMessage());
    }
}
