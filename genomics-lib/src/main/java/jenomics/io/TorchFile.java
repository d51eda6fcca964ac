package jenomics.io;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.io.Safetensors.Tensor;
import jenomics.io.Unpickler.Refused;
import jenomics.provenance.GenomicsException;

/**
 * The tensors of a file that torch.save wrote, {@code pytorch_model.bin}: a zip archive since torch 1.6, a row of pickles
 * before. Nothing of it is executed, values are mapped, and what is not a tensor is refused.
 */
final class TorchFile {
    private static final int LARGEST_PICKLE = 16 << 20;
    private static final byte[] LEGACY_MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16).toByteArray();

    private final Path file;
    private final FileChannel channel;
    private final TorchWorld world = new TorchWorld();

    private TorchFile(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** All tensors by name, in the order of the file. */
    static Map<String, Tensor> read(Path file) {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new TorchFile(file, channel).tensors();
        } catch (NoSuchFileException e) {
            throw new GenomicsException("There is no file " + file + ".", Map.of("file", file.toString()), e);
        } catch (IOException e) {
            throw damaged(file, e.getMessage());
        } catch (Refused e) {
            throw damaged(file, e.getMessage());
        }
    }

    private Map<String, Tensor> tensors() throws IOException {
        long size = channel.size();
        if (size < 4) {
            throw new Refused("it has " + size + " bytes");
        }
        int begin = FilePiece.read(channel, 0, 4).getInt(0);
        if (begin == 0x04034b50) {
            return archive();
        }
        if ((begin & 0xff) == 0x80) {
            return legacy(size);
        }
        throw new Refused("it begins neither like a zip archive nor like a pickle");
    }

    /** {@code <name>/data.pkl} refers to the storages {@code <name>/data/<key>}. */
    private Map<String, Tensor> archive() throws IOException {
        var entries = StoredZip.entries(file, channel);
        String root = entries.keySet().stream()
                .filter(name -> name.matches("[^/]+/data\\.pkl"))
                .map(name -> name.substring(0, name.length() - "data.pkl".length()))
                .findFirst()
                .orElseThrow(() -> new Refused("its archive has no data.pkl"));
        checkByteOrder(entries.get(root + "byteorder"));
        var pickle = entries.get(root + "data.pkl");
        if (pickle.size() > LARGEST_PICKLE) {
            throw new Refused("its data.pkl takes " + pickle.size() + " bytes; a list of tensors is far smaller");
        }
        var names = Unpickler.read(FilePiece.map(file, channel, pickle.offset(), pickle.size()), world);
        for (var storage : world.storages()) {
            var entry = entries.get(root + "data/" + storage.key());
            if (entry == null) {
                throw new Refused("its archive has no storage '" + storage.key() + "'");
            }
            storage.place(entry.offset(), entry.size());
        }
        return tensors(names);
    }

    private void checkByteOrder(StoredZip.Entry entry) throws IOException {
        if (entry == null || entry.size() > 16) {
            return;
        }
        var order = StandardCharsets.US_ASCII
                .decode(FilePiece.read(channel, entry.offset(), (int) entry.size()))
                .toString();
        if (!order.equals("little")) {
            throw new Refused("its values are " + order + "-endian; read are little-endian ones");
        }
    }

    /** Magic number, version, machine, the tensors, the keys of the storages, then each storage: count and values. */
    private Map<String, Tensor> legacy(long size) throws IOException {
        var in = FilePiece.map(file, channel, 0, Math.min(size, LARGEST_PICKLE));
        checkMagic(in);
        if (!Long.valueOf(1001).equals(Unpickler.read(in, world))) {
            throw new Refused("its version is not 1001, the only one torch ever wrote");
        }
        if (Unpickler.read(in, world) instanceof Map<?, ?> machine
                && Boolean.FALSE.equals(machine.get("little_endian"))) {
            throw new Refused("its values are big-endian; read are little-endian ones");
        }
        var names = Unpickler.read(in, world);
        if (!(Unpickler.read(in, world) instanceof List<?> keys)) {
            throw new Refused("it has no list of storages");
        }
        long at = in.position();
        for (Object key : keys) {
            at = place(String.valueOf(key), at, size);
        }
        return tensors(names);
    }

    /** The magic number is pickled as ten bytes, more than a long holds. */
    private static void checkMagic(ByteBuffer in) {
        byte[] begin = new byte[15];
        if (in.remaining() < begin.length) {
            throw new Refused("it is cut off");
        }
        in.get(begin);
        boolean right = begin[0] == (byte) 0x80 && (begin[2] & 0xff) == 0x8a && begin[3] == 10 && begin[14] == '.';
        for (int i = 0; i < 10; i++) {
            right &= begin[4 + i] == LEGACY_MAGIC[9 - i];
        }
        if (!right) {
            throw new Refused("it is a pickle that torch.save did not write");
        }
    }

    private long place(String key, long at, long size) throws IOException {
        if (at > size - 8) {
            throw new Refused("it ends before storage '" + key + "'");
        }
        long count = FilePiece.read(channel, at, 8).getLong(0);
        var storage = world.storage(key);
        if (count != storage.count() || storage.bytes() > size - 8 - at) {
            throw new Refused("storage '" + key + "' of " + storage.count() + " values begins at byte " + at + " of "
                    + size + " and says that it has " + count);
        }
        storage.place(at + 8, storage.bytes());
        return at + 8 + storage.bytes();
    }

    private Map<String, Tensor> tensors(Object names) throws IOException {
        if (!(names instanceof Map<?, ?> map)) {
            throw new Refused("it holds no dictionary of tensors");
        }
        var tensors = new LinkedHashMap<String, Tensor>();
        var copies = new TorchView.Copies(channel.size());
        for (var entry : map.entrySet()) {
            if (!(entry.getValue() instanceof TorchView view)) {
                throw new Refused(
                        "its entry '" + entry.getKey() + "' is no tensor; a checkpoint holds names and tensors");
            }
            tensors.put(String.valueOf(entry.getKey()), view.read(file, channel, copies));
        }
        return tensors;
    }

    static GenomicsException damaged(Path file, String how) {
        return new GenomicsException(
                "Cannot read " + file + " as a file of torch tensors: " + how
                        + ". Nothing of it was run. Copy or download it again, or look for a model.safetensors.",
                Map.of("file", file.toString(), "reason", how));
    }
}
