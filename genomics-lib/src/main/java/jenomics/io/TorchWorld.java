package jenomics.io;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.io.Unpickler.Refused;
import jenomics.io.Unpickler.Tuple;

/** All that a pickle of tensors may name: ordered dictionaries, shapes, storages, and how tensors are cut from them. */
final class TorchWorld implements Unpickler.World {

    /** A run of values of one type in the file; where it lies is known after the pickle was read. */
    static final class Storage {
        private final String key;
        private final String dtype;
        private final long count;
        private long offset = -1;

        private Storage(String key, String dtype, long count) {
            this.key = key;
            this.dtype = dtype;
            this.count = count;
        }

        String key() {
            return key;
        }

        String dtype() {
            return dtype;
        }

        /** How many values. */
        long count() {
            return count;
        }

        long bytes() {
            return count * Safetensors.width(dtype);
        }

        /** Byte of the file where it begins. */
        long offset() {
            if (offset < 0) {
                throw new Refused("storage '" + key + "' is not in the file");
            }
            return offset;
        }

        void place(long from, long bytes) {
            if (bytes != bytes()) {
                throw new Refused("storage '" + key + "' has " + bytes + " bytes; " + count + " values of type " + dtype
                        + " take " + bytes());
            }
            offset = from;
        }
    }

    /** The functions and classes, by module and name. */
    private enum Known {
        DICTIONARY,
        SIZE,
        TENSOR,
        PARAMETER
    }

    private static final Map<String, Known> FUNCTIONS = Map.of(
            "collections.OrderedDict", Known.DICTIONARY,
            "torch.Size", Known.SIZE,
            "torch._utils._rebuild_tensor", Known.TENSOR,
            "torch._utils._rebuild_tensor_v2", Known.TENSOR,
            "torch._utils._rebuild_parameter", Known.PARAMETER);

    private static final Map<String, String> STORAGES = Map.of(
            "torch.FloatStorage", "F32",
            "torch.DoubleStorage", "F64",
            "torch.HalfStorage", "F16",
            "torch.BFloat16Storage", "BF16",
            "torch.LongStorage", "I64",
            "torch.IntStorage", "I32",
            "torch.ShortStorage", "I16",
            "torch.CharStorage", "I8",
            "torch.ByteStorage", "U8",
            "torch.BoolStorage", "BOOL");

    /** The type of a storage, as a value of its own, so that no text of a pickle can pass for one. */
    private record StorageType(String dtype) {}

    private final Map<String, Storage> storages = new LinkedHashMap<>();

    Collection<Storage> storages() {
        return storages.values();
    }

    Storage storage(String key) {
        var storage = storages.get(key);
        if (storage == null) {
            throw new Refused("it lists the storage '" + key + "', which no tensor uses");
        }
        return storage;
    }

    @Override
    public Object global(String module, String name) {
        String whole = module + "." + name;
        if (STORAGES.containsKey(whole)) {
            return new StorageType(STORAGES.get(whole));
        }
        if (!FUNCTIONS.containsKey(whole)) {
            throw new Refused(
                    "it asks for " + whole + ", and a file of tensors needs no such thing: it may want to run code");
        }
        return FUNCTIONS.get(whole);
    }

    @Override
    public Object call(Object function, List<Object> arguments) {
        return switch ((Known) function) {
            case DICTIONARY -> dictionary(arguments);
            case SIZE -> arguments.get(0);
            case TENSOR ->
                new TorchView(
                        (Storage) arguments.get(0),
                        (Long) arguments.get(1),
                        sizes(arguments.get(2)),
                        sizes(arguments.get(3)));
            case PARAMETER -> (TorchView) arguments.get(0);
        };
    }

    private static Map<Object, Object> dictionary(List<Object> arguments) {
        if (!arguments.isEmpty()) {
            throw new Refused("it makes a dictionary in a way that torch does not");
        }
        return new LinkedHashMap<>();
    }

    private static long[] sizes(Object tuple) {
        return ((Tuple) tuple).items().stream().mapToLong(size -> (Long) size).toArray();
    }

    /** ('storage', type, key, device, count), and in old files what it is a view of, which torch always left empty. */
    @Override
    public Object persistent(Object id) {
        var parts = ((Tuple) id).items();
        if (!"storage".equals(parts.get(0)) || parts.size() > 5 && parts.get(5) != null) {
            throw new Refused("it refers to something that is no storage");
        }
        var key = (String) parts.get(2);
        var dtype = ((StorageType) parts.get(1)).dtype();
        long count = (Long) parts.get(4);
        if (count < 0 || count > Long.MAX_VALUE / 8) {
            throw new Refused("storage '" + key + "' claims " + count + " values");
        }
        var storage = storages.computeIfAbsent(key, k -> new Storage(k, dtype, count));
        if (!storage.dtype().equals(dtype) || storage.count() != count) {
            throw new Refused("it describes the storage '" + key + "' in two ways");
        }
        return storage;
    }
}
