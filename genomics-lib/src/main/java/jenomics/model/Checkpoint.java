package jenomics.model;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import jenomics.io.Safetensors;
import jenomics.io.Weights;
import jenomics.model.architecture.Architecture;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;
import jenomics.sequence.Tokenizer;

/**
 * A folder in Hugging Face layout: config.json, the weights, the tokenizer's files. Nothing of it is ever executed.
 *
 * @param folder where it lies
 * @param config config.json
 * @param architecture what config.json describes
 * @param tokenizer from vocab.txt, tokenizer.json or tokenizer_config.json
 * @param weights the mapped tensors
 * @param randomSeed if not null, weights are drawn from this seed instead
 */
record Checkpoint(
        Path folder,
        JsonNode config,
        Architecture architecture,
        Tokenizer tokenizer,
        Weights weights,
        Long randomSeed) {

    static Checkpoint open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new GenomicsException(
                    "There is no checkpoint folder " + folder + ".", Map.of("folder", folder.toString()));
        }
        var config = json(folder.resolve("config.json"));
        var architecture = Architecture.of(config);
        return new Checkpoint(
                folder,
                config,
                architecture,
                CheckpointTokenizer.read(folder, config, architecture),
                Weights.open(folder),
                null);
    }

    static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(required(file)));
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new GenomicsException(
                    file + " is not JSON: " + e.getOriginalMessage() + ".", Map.of("file", file.toString()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private static Path required(Path file) {
        if (!Files.exists(file)) {
            throw new GenomicsException(
                    "The checkpoint " + file.getParent() + " has no " + file.getFileName() + ".",
                    Map.of("file", file.toString()));
        }
        return file;
    }

    Checkpoint withRandomWeights(long seed) {
        return new Checkpoint(folder, config, architecture, tokenizer, weights, seed);
    }

    /** The weights as a network in float32, every one of them checked against the architecture. */
    Network network() {
        return network(FrozenChoice.FLOAT32);
    }

    /** The same with some weights rounded, each as soon as it is read. */
    Network network(FrozenChoice choice) {
        var rounded = Set.copyOf(choice.rounded(architecture));
        if (randomSeed != null) {
            var net = architecture.initial(Seed.of(randomSeed));
            rounded.forEach(net::narrow);
            return net;
        }
        var stored = weights.tensors();
        var net = new Network();
        try {
            inventory().used().forEach((name, place) -> {
                try (var scope = Scope.open()) {
                    net.put(name, load(scope, stored.get(place)));
                }
                if (rounded.contains(name)) {
                    net.narrow(name);
                }
            });
        } catch (RuntimeException e) {
            net.close();
            throw e;
        }
        return net;
    }

    /** Adds what the file has of the published classifier and is not there yet: a pooler may come without the rest. */
    void addClassifier(Network net) {
        var stored = weights.tensors();
        try (var scope = Scope.open()) {
            architecture.classifierShapes().keySet().stream()
                    .filter(name -> stored.containsKey(name) && !net.has(name))
                    .forEach(name -> net.put(name, load(scope, stored.get(name))));
        }
    }

    /** Puts back what a network no longer has of the base model's weights. */
    void restore(Network net) {
        if (randomSeed != null) {
            architecture.shapes().forEach((name, shape) -> {
                if (!net.has(name)) {
                    float[] values = architecture.initial(
                            name, shape, Seed.of(randomSeed).part(name));
                    net.put(name, net.scope().floats(values, shape));
                }
            });
            return;
        }
        var stored = weights.tensors();
        try (var scope = Scope.open()) {
            inventory().used().forEach((name, place) -> {
                if (!net.has(name)) {
                    net.put(name, load(scope, stored.get(place)));
                }
            });
        }
        addClassifier(net);
    }

    /** Which of the stored tensors are which weights. */
    Inventory inventory() {
        return Inventory.of(architecture, weights.tensors(), weights.file());
    }

    /** float32 on the device (or int8 as it is); half is widened by torch, bfloat16 here (DJL cannot carry it). */
    static ai.djl.ndarray.NDArray load(Scope scope, Safetensors.Tensor tensor) {
        var shape = new Shape(tensor.shape());
        return switch (tensor.dtype()) {
            case "F32" ->
                scope.of(tensor.data().duplicate().order(java.nio.ByteOrder.LITTLE_ENDIAN), shape, DataType.FLOAT32);
            case "F16" ->
                Ops.call(
                        "to_float",
                        scope.of(
                                tensor.data().duplicate().order(java.nio.ByteOrder.LITTLE_ENDIAN),
                                shape,
                                DataType.FLOAT16));
            case "I8" -> scope.of(tensor.data().duplicate(), shape, DataType.INT8);
            default -> scope.floats(tensor.floats(), tensor.shape());
        };
    }

    /** A tensor of a file, which must be there in this shape. */
    static Safetensors.Tensor tensor(Map<String, Safetensors.Tensor> tensors, Path file, String name, long... shape) {
        var tensor = tensors.get(name);
        if (tensor == null || !Arrays.equals(tensor.shape(), shape)) {
            throw new GenomicsException(
                    file + " should have '" + name + "' of shape " + Arrays.toString(shape) + "; found "
                            + (tensor == null ? "none" : Arrays.toString(tensor.shape())) + ".",
                    Map.of("tensor", name));
        }
        return tensor;
    }

    /** The same, copied when it is written. */
    static Safetensors.Pending pending(ai.djl.ndarray.NDArray array) {
        return new Safetensors.Pending(
                "F32", array.getShape().getShape(), () -> save(array).data());
    }

    /** A weight of a network, copied when it is written. */
    static Safetensors.Pending pending(Network net, String name) {
        return new Safetensors.Pending("F32", net.shape(name), () -> {
            try (var scope = Scope.open()) {
                return save(net.weight(name)).data();
            }
        });
    }

    /** The values of a tensor for a file: float32, or whole numbers of eight bits. */
    static Safetensors.Tensor save(ai.djl.ndarray.NDArray array) {
        if (array.getDataType() == DataType.INT8) {
            return new Safetensors.Tensor("I8", array.getShape().getShape(), ByteBuffer.wrap(array.toByteArray()));
        }
        return Safetensors.Tensor.of(array.toFloatArray(), array.getShape().getShape());
    }

    Fingerprint fingerprint() {
        return weights.fingerprint();
    }
}
