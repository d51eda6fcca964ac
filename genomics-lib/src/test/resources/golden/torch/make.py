"""Writes the torch files of this folder with CPython's own pickler, without torch.

Stand-ins for the names that a state_dict refers to (torch.FloatStorage, torch._utils._rebuild_tensor_v2, ...) make the
pickler write what torch.save writes: protocol 2 by default, 3 and 4 on demand; the zip layout of torch 1.6 and later,
and the row of pickles of earlier versions. twin.safetensors holds the same tensors. Run: python3 make.py
"""
import collections, io, json, os, pickle, struct, sys, types, zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
torch = types.ModuleType("torch")
utils = types.ModuleType("torch._utils")
sys.modules["torch"], sys.modules["torch._utils"] = torch, utils

TYPES = {"Double": ("F64", "d"), "Float": ("F32", "f"), "Half": ("F16", "e"), "BFloat16": ("BF16", "H"),
         "Long": ("I64", "q"), "Int": ("I32", "i"), "Short": ("I16", "h"), "Char": ("I8", "b"),
         "Byte": ("U8", "B"), "Bool": ("BOOL", "?")}
for name in TYPES:
    kind = type(name + "Storage", (), {"__module__": "torch"})
    setattr(torch, name + "Storage", kind)


def _rebuild_tensor_v2(*arguments): ...
def _rebuild_parameter(*arguments): ...


for function in (_rebuild_tensor_v2, _rebuild_parameter):
    function.__module__ = "torch._utils"
    function.__qualname__ = function.__name__
    setattr(utils, function.__name__, function)


class Storage:
    def __init__(self, kind, values):
        self.kind, self.values = kind, values

    def data(self):
        return struct.pack("<%d%s" % (len(self.values), TYPES[self.kind][1]), *self.values)


class Tensor:
    def __init__(self, storage, offset, shape, strides, parameter=False):
        self.storage, self.offset, self.shape, self.strides = storage, offset, shape, strides
        self.parameter = parameter

    def __reduce__(self):
        if self.parameter:
            inner = Tensor(self.storage, self.offset, self.shape, self.strides)
            return _rebuild_parameter, (inner, True, collections.OrderedDict())
        return _rebuild_tensor_v2, (self.storage, self.offset, self.shape, self.strides, False, collections.OrderedDict())

    def values(self, dimension=0, at=None):
        at = self.offset if at is None else at
        if dimension == len(self.shape):
            return [self.storage.values[at]]
        return [v for i in range(self.shape[dimension])
                for v in self.values(dimension + 1, at + i * self.strides[dimension])]


def state():
    ramp = Storage("Float", [0.5 * i - 3 for i in range(24)])
    tensors = collections.OrderedDict()
    tensors["plain.weight"] = Tensor(ramp, 0, (4, 6), (6, 1), parameter=True)
    tensors["tied.weight"] = Tensor(ramp, 0, (4, 6), (6, 1))
    tensors["slice"] = Tensor(ramp, 7, (3,), (1,))
    tensors["transposed"] = Tensor(ramp, 0, (6, 4), (1, 6))
    tensors["columns"] = Tensor(ramp, 1, (4, 2), (6, 3))
    tensors["expanded"] = Tensor(ramp, 5, (3, 2), (0, 1))
    tensors["position_ids"] = Tensor(Storage("Long", list(range(5))), 0, (1, 5), (0, 1))
    tensors["scalar"] = Tensor(Storage("Long", [1 << 40]), 0, (), ())
    tensors["empty"] = Tensor(Storage("Float", []), 0, (0, 3), (3, 1))
    tensors["double"] = Tensor(Storage("Double", [1.5, -2.25e300]), 0, (2,), (1,))
    tensors["half"] = Tensor(Storage("Half", [1.5, -65504.0]), 0, (2,), (1,))
    tensors["bfloat16"] = Tensor(Storage("BFloat16", [0x3FC0, 0xC2F7]), 0, (2,), (1,))
    tensors["int"] = Tensor(Storage("Int", [-7, 1 << 30]), 0, (2,), (1,))
    tensors["short"] = Tensor(Storage("Short", [-7, 30000]), 0, (2,), (1,))
    tensors["char"] = Tensor(Storage("Char", [-7, 127]), 0, (2,), (1,))
    tensors["byte"] = Tensor(Storage("Byte", [7, 255]), 0, (2,), (1,))
    tensors["bool"] = Tensor(Storage("Bool", [True, False, True]), 0, (3,), (1,))
    for i in range(60):  # more than 256 values to remember, so that the long memo opcodes are used
        tensors["many.%d" % i] = Tensor(Storage("Float", [i]), 0, (1,), (1,))
    tensors._metadata = collections.OrderedDict({"": {"version": 1}})
    return tensors


def pickled(tensors, protocol, legacy):
    storages = {}

    class Pickler(pickle.Pickler):
        def persistent_id(self, value):
            if not isinstance(value, Storage):
                return None
            key = storages.setdefault(id(value), (str(len(storages)), value))[0]
            parts = ("storage", getattr(torch, value.kind + "Storage"), key, "cpu", len(value.values))
            return parts + (None,) if legacy else parts

    out = io.BytesIO()
    Pickler(out, protocol).dump(tensors)
    return out.getvalue(), dict(storages.values())


def write_zip(name, protocol):
    data, storages = pickled(state(), protocol, False)
    with zipfile.ZipFile(os.path.join(HERE, name), "w", zipfile.ZIP_STORED) as archive:
        def put(inside, content):
            archive.writestr(zipfile.ZipInfo("pytorch_model/" + inside, (1980, 1, 1, 0, 0, 0)), content)
        put("data.pkl", data)
        put("byteorder", b"little")
        for key, storage in storages.items():
            put("data/" + key, storage.data())
        put("version", b"3\n")


def write_legacy(name):
    data, storages = pickled(state(), 2, True)
    with open(os.path.join(HERE, name), "wb") as out:
        for header in (0x1950A86A20F9469CFC6C, 1001, dict(
                protocol_version=1001, little_endian=True, type_sizes=dict(short=2, int=4, long=4))):
            out.write(pickle.dumps(header, 2))
        out.write(data)
        out.write(pickle.dumps(sorted(storages), 2))
        for key in sorted(storages):
            out.write(struct.pack("<q", len(storages[key].values)) + storages[key].data())


def write_twin(name):
    header, values = {}, b""
    for key, tensor in state().items():
        data = Storage(tensor.storage.kind, tensor.values()).data()
        header[key] = {"dtype": TYPES[tensor.storage.kind][0], "shape": tensor.shape,
                       "data_offsets": [len(values), len(values) + len(data)]}
        values += data
    text = json.dumps(header).encode()
    with open(os.path.join(HERE, name), "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + values)


class Evil:
    def __init__(self, function, *arguments):
        self.call = function, arguments

    def __reduce__(self):
        return self.call


def write_evil(name, value, protocol):
    with zipfile.ZipFile(os.path.join(HERE, name), "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo("x/data.pkl", (1980, 1, 1, 0, 0, 0)), pickle.dumps(value, protocol))


if __name__ == "__main__":
    for protocol in (2, 3, 4, 5):
        write_zip("protocol%d.bin" % protocol, protocol)
    write_legacy("legacy.bin")
    write_twin("twin.safetensors")
    write_evil("evil_system.bin", {"w": Evil(os.system, "touch owned")}, 2)
    write_evil("evil_eval.bin", {"w": Evil(eval, "open('owned', 'w')")}, 4)
    write_evil("evil_deep.bin", [[{"w": (1, Evil(__import__("subprocess").Popen, ["touch", "owned"]))}]], 5)
