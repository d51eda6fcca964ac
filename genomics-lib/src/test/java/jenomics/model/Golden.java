package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import jenomics.io.Safetensors;
import jenomics.io.Weights;
import jenomics.model.architecture.Architecture;
import jenomics.model.architecture.Architecture.Wish;
import jenomics.model.architecture.Encoding;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.testing.SharedFolder;

/** A folder with a tiny model, inputs, and the numbers another implementation made of them. */
record Golden(Path folder, ObjectNode config, Map<String, Safetensors.Tensor> expected) {

    /** From the repository where it is small enough to lie there, else from the shared folder. */
    static Golden transformer(String name) {
        return at("transformers/forward/" + name);
    }

    static Golden adapterBase(String name) {
        return at("adapters/" + name);
    }

    private static Golden at(String place) {
        var own = Path.of("src/test/resources/golden", place);
        var folder = Files.isDirectory(own) ? own : SharedFolder.file("golden/" + place);
        return new Golden(
                folder,
                (ObjectNode) Checkpoint.json(folder.resolve("config.json")),
                Safetensors.open(folder.resolve("expected.safetensors")).tensors());
    }

    /** A batch of token numbers. */
    record Ids(long[] values, long[] shape) {}

    Ids ids() {
        return new Ids(expected("input_ids").longs(), expected("input_ids").shape());
    }

    Ids mask() {
        return new Ids(
                expected("attention_mask").longs(), expected("attention_mask").shape());
    }

    /** The batch in which some tokens are hidden. */
    Ids masked() {
        return ids(inputs().path("mlm").path("input_ids"));
    }

    Ids single(String key) {
        return ids(inputs().path("single").path(key));
    }

    private static Ids ids(JsonNode rows) {
        long[] values = StreamSupport.stream(rows.spliterator(), false)
                .flatMap(row -> StreamSupport.stream(row.spliterator(), false))
                .mapToLong(JsonNode::asLong)
                .toArray();
        return new Ids(values, new long[] {rows.size(), values.length / rows.size()});
    }

    JsonNode inputs() {
        return Checkpoint.json(folder.resolve("inputs.json"));
    }

    Safetensors.Tensor expected(String name) {
        return expected.get(name);
    }

    /** How many tensors there are whose name begins so. */
    int count(String prefix) {
        return (int)
                expected.keySet().stream().filter(n -> n.startsWith(prefix)).count();
    }

    static int[] ints(JsonNode array) {
        return IntStream.range(0, array.size()).map(i -> array.path(i).asInt()).toArray();
    }

    /** The model as config.json, perhaps changed, describes it. */
    Loaded load() {
        return new Loaded(this);
    }

    /** The model, and what it last made of a batch. */
    static final class Loaded implements AutoCloseable {
        private final Golden golden;
        private final Architecture architecture;
        private final Network net;
        private final Scope scope;
        private final Grad off;
        private Encoding encoding;
        private Ids ids;
        private Ids mask;

        private Loaded(Golden golden) {
            this.golden = golden;
            architecture = Architecture.of(golden.config());
            var weights = Weights.open(golden.folder());
            net = new Checkpoint(golden.folder(), golden.config(), architecture, null, weights, null).network();
            scope = Scope.open();
            off = Grad.off();
        }

        Architecture architecture() {
            return architecture;
        }

        Network net() {
            return net;
        }

        void encode(Ids batch, Ids realTokens, Wish wish) {
            ids = batch;
            mask = realTokens;
            var real = mask == null ? null : scope.longs(mask.values(), mask.shape());
            encoding = architecture.encode(net, scope.longs(ids.values(), ids.shape()), real, wish);
        }

        /** A mask of the last batch in which every token is real. */
        NDArray ones() {
            long[] ones = new long[ids.values().length];
            java.util.Arrays.fill(ones, 1);
            return scope.longs(ones, ids.shape());
        }

        NDArray last() {
            return encoding.last();
        }

        /** Compares [B, T, ...] where there are real tokens. */
        void assertHidden(String name, NDArray actual, double tolerance) {
            float[] want = golden.expected(name).floats();
            float[] got = actual.toFloatArray();
            assertEquals(want.length, got.length, name);
            int width = want.length / ids.values().length;
            for (int i = 0; i < want.length; i++) {
                if (isReal(i / width)) {
                    assertEquals(want[i], got[i], tolerance, name + " at " + i);
                }
            }
        }

        private boolean isReal(int token) {
            return mask == null || mask.values()[token] == 1;
        }

        void assertPooled(String name, double tolerance) {
            var real = scope.longs(mask.values(), mask.shape());
            float[] got = Ops.call("masked_mean", last(), real).toFloatArray();
            float[] want = golden.expected(name).floats();
            for (int i = 0; i < want.length; i++) {
                assertEquals(want[i], got[i], tolerance, name + " at " + i);
            }
        }

        /** All scores, or for large vocabularies the best token, log-sum-exp, and all scores of some positions. */
        void assertLogits(String name, double tolerance) {
            var logits = architecture.tokenLogits(net, last());
            if (golden.expected(name) != null) {
                assertHidden(name, logits, tolerance);
                return;
            }
            float[] got = logits.toFloatArray();
            int width = got.length / ids.values().length;
            long[] best = golden.expected(name + "_argmax").longs();
            float[] sums = golden.expected(name + "_logsumexp").floats();
            for (int token = 0; token < best.length; token++) {
                if (isReal(token)) {
                    assertEquals(sums[token], logSumExp(got, token * width, width), tolerance, name + " of " + token);
                    assertTrue(isLargest(got, token * width, width, (int) best[token], tolerance), name);
                }
            }
            long[] positions = golden.expected(name + "_at_positions").longs();
            float[] want = golden.expected(name + "_at").floats();
            for (int p = 0; p < positions.length / 2; p++) {
                int from = (int) (positions[2 * p] * ids.shape()[1] + positions[2 * p + 1]) * width;
                for (int v = 0; v < width; v++) {
                    assertEquals(want[p * width + v], got[from + v], tolerance, name + " at " + p + ", " + v);
                }
            }
        }

        private static double logSumExp(float[] values, int from, int length) {
            double most = Double.NEGATIVE_INFINITY;
            for (int i = from; i < from + length; i++) {
                most = Math.max(most, values[i]);
            }
            double sum = 0;
            for (int i = from; i < from + length; i++) {
                sum += Math.exp(values[i] - most);
            }
            return most + Math.log(sum);
        }

        private static boolean isLargest(float[] values, int from, int length, int index, double tolerance) {
            for (int i = 0; i < length; i++) {
                if (values[from + i] > values[from + index] + tolerance) {
                    return false;
                }
            }
            return true;
        }

        /** Compares rows of real tokens; returns how many layers were compared. */
        int assertAttentions(double tolerance) {
            int length = (int) ids.shape()[1];
            for (int layer = 0; layer < encoding.attentions().size(); layer++) {
                float[] want = golden.expected("attentions." + layer).floats();
                float[] got = encoding.attentions().get(layer).toFloatArray(); // [B, A, T, T]
                assertEquals(want.length, got.length);
                int heads = want.length / ids.values().length / length;
                for (int i = 0; i < want.length; i++) {
                    int query = i / length % length;
                    int batch = i / length / length / heads;
                    if (isReal(batch * length + query)) {
                        assertEquals(want[i], got[i], tolerance, "attentions." + layer + " at " + i);
                    }
                }
            }
            return encoding.attentions().size();
        }

        /** Compares every hidden state that is the raw output of a block; returns how many there were. */
        int assertHiddenStates(double tolerance) {
            int compared = 0;
            for (int i = 0; i < encoding.hiddenStates().size(); i++) {
                for (String name : rawNames(i)) {
                    if (golden.expected(name) != null) {
                        assertHidden(name, encoding.hiddenStates().get(i), tolerance);
                        compared++;
                    }
                }
            }
            return compared;
        }

        /** The adapters' bases keep the last one after its LayerNorm. */
        private String[] rawNames(int i) {
            boolean normed = golden.folder().toString().contains("tiny-") && i == architecture.layers();
            return normed
                    ? new String[0]
                    : new String[] {
                        "hidden_states." + i,
                        "hidden_states." + i + "_before_last_layer_ln",
                        "hidden_states." + i + "_before_ln_f"
                    };
        }

        @Override
        public void close() {
            net.close();
            off.close();
            scope.close();
        }
    }
}
