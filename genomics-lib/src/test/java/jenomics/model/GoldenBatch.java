package jenomics.model;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Map;
import jenomics.io.Safetensors.Tensor;
import jenomics.model.architecture.Architecture;
import jenomics.model.architecture.Architecture.Wish;
import jenomics.nn.Network;
import jenomics.nn.Scope;

/**
 * Token numbers of a golden file, through an encoder and transformers' classification head.
 *
 * @param labels the class of each row; null where the file has none
 */
record GoldenBatch(NDArray ids, NDArray mask, NDArray labels) {

    /** From batch.json. */
    static GoldenBatch of(Scope scope, JsonNode batch) {
        long[] shape = {
            batch.path("input_ids").size(), batch.path("input_ids").path(0).size()
        };
        return new GoldenBatch(
                scope.longs(longs(batch.path("input_ids")), shape),
                scope.longs(longs(batch.path("attention_mask")), shape),
                scope.longs(longs(batch.path("labels")), batch.path("labels").size()));
    }

    /** From the {@code input_ids} and {@code attention_mask} of a safetensors file. */
    static GoldenBatch of(Scope scope, Map<String, Tensor> tensors) {
        return new GoldenBatch(
                longs(scope, tensors.get("input_ids")), longs(scope, tensors.get("attention_mask")), null);
    }

    private static NDArray longs(Scope scope, Tensor tensor) {
        var buffer = tensor.data()
                .duplicate()
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer();
        long[] values = new long[buffer.remaining()];
        buffer.get(values);
        return scope.longs(values, tensor.shape());
    }

    private static long[] longs(JsonNode numbers) {
        var longs = new ArrayList<Long>();
        for (var number : numbers) {
            if (number.isArray()) {
                number.forEach(n -> longs.add(n.asLong()));
            } else {
                longs.add(number.asLong());
            }
        }
        return longs.stream().mapToLong(Long::longValue).toArray();
    }

    /** Scores [B, classes]. */
    NDArray logits(Architecture architecture, Network net) {
        var last = architecture.encode(net, ids, mask, Wish.NOTHING).last();
        return architecture.classLogits(net, last);
    }
}
