package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import jenomics.io.Safetensors;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.model.architecture.Architecture;
import jenomics.model.architecture.Architecture.Wish;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user does with any model: embed, tune, explain. On the tiny random models of the goldens. */
class EveryArchitectureTest {
    private static final String DNABERT = "dnabert_k3";
    private static final String DNABERT_2 = "dnabert2";
    private static final String NT_V1 = "nt_v1_6mer";
    private static final String NT_V2 = "nt_v2_3mer";
    private static final String ESM_2 = "esm2_rotary";
    private static final String GENA = "gena_lm";
    private static final String HYENA = "hyenadna";
    private static final String CADUCEUS_PH = "caduceus_ph";
    private static final String CADUCEUS_PS = "caduceus_ps";

    private static Path folder(String name) {
        return Golden.transformer(name).folder();
    }

    @ParameterizedTest
    @ValueSource(strings = {DNABERT, DNABERT_2, NT_V1, NT_V2, ESM_2, GENA, HYENA, CADUCEUS_PH, CADUCEUS_PS})
    void gradientsAreThoseOfFiniteDifferences(String name) {
        var architecture = Architecture.of(Golden.transformer(name).config());
        var ids = new long[] {7, 8, 9, 10, 11, 7, 9, 9, 10, 8, 7, 8};
        try (var net = spread(architecture);
                var scope = Scope.open()) {
            var leaves = new LinkedHashMap<String, float[]>();
            try (var on = Grad.on()) {
                architecture.encoderShapes().keySet().forEach(w -> net.weight(w).setRequiresGradient(true));
                Grad.backward(score(architecture, net, scope, ids));
                architecture.encoderShapes().keySet().forEach(w -> leaves.put(w, gradient(net.weight(w))));
            }
            var random = new Random(5);
            int checked = 0;
            for (var leaf : leaves.entrySet()) {
                int at = largest(leaf.getValue());
                if (Math.abs(leaf.getValue()[at]) > 1e-3 && random.nextInt(4) > 0) {
                    double slope = slope(architecture, net, ids, leaf.getKey(), at);
                    double found = leaf.getValue()[at];
                    assertEquals(slope, found, 2e-2 * Math.max(1, Math.abs(slope)), leaf.getKey() + " at " + at);
                    checked++;
                }
            }
            assertTrue(checked > leaves.size() / 3, checked + " of " + leaves.size() + " weights checked");
        }
    }

    /** Weights wide enough that every part of the network matters. */
    private static Network spread(Architecture architecture) {
        var net = architecture.initial(Seed.of(3));
        var random = new Random(4);
        architecture.encoderShapes().forEach((name, shape) -> {
            float[] values = net.weight(name).toFloatArray();
            double width = shape.length > 1 ? 0.3 : 0.1;
            for (int i = 0; i < values.length; i++) {
                values[i] += (float) (random.nextGaussian() * width);
            }
            net.put(name, net.scope().floats(values, shape));
        });
        return net;
    }

    /** A smooth function of the last hidden state that no norm keeps constant. */
    private static NDArray score(Architecture architecture, Network net, Scope scope, long[] ids) {
        var last = architecture
                .encode(net, scope.longs(ids, 2, ids.length / 2), null, Wish.NOTHING)
                .last();
        var weights = new float[(int) last.size()];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.sin(1.7 * i);
        }
        return Ops.call(
                "total",
                Ops.call("multiply", last, scope.floats(weights, last.getShape().getShape())));
    }

    private static float[] gradient(NDArray leaf) {
        try (var gradient = leaf.getGradient()) {
            return gradient.toFloatArray();
        }
    }

    private static int largest(float[] values) {
        int best = 0;
        for (int i = 0; i < values.length; i++) {
            best = Math.abs(values[i]) > Math.abs(values[best]) ? i : best;
        }
        return best;
    }

    private static double slope(Architecture architecture, Network net, long[] ids, String weight, int at) {
        float step = 4e-3f;
        double[] scores = new double[2];
        long[] shape = net.weight(weight).getShape().getShape();
        float[] values = net.weight(weight).toFloatArray();
        float middle = values[at];
        for (int side = 0; side < 2; side++) {
            values[at] = middle + (side == 0 ? -step : step);
            try (var scope = Scope.open();
                    var off = Grad.off()) {
                net.put(weight, net.scope().floats(values, shape));
                scores[side] = score(architecture, net, scope, ids).getFloat();
            }
        }
        values[at] = middle;
        net.put(weight, net.scope().floats(values, shape));
        return (scores[1] - scores[0]) / (2 * step);
    }

    @ParameterizedTest
    @ValueSource(strings = {DNABERT, DNABERT_2, NT_V1, NT_V2, ESM_2, GENA, HYENA, CADUCEUS_PH, CADUCEUS_PS})
    void paddingAndCompanyChangeNothing(String name) {
        var checkpoint = Checkpoint.open(folder(name));
        var random = new Random(4);
        var sequences = new ArrayList<String>();
        for (int length : new int[] {30, 41, 9, 200, 17, 1}) {
            sequences.add(Tiny.bases(random, length, 0.5));
        }
        try (var net = checkpoint.network()) {
            var encoder = new SequenceEncoder(checkpoint.architecture(), checkpoint.tokenizer(), net, Pooling.MEAN);
            float[][] together = encoder.embed(sequences, done -> true);
            for (int i = 0; i < together.length; i++) {
                float[] alone = encoder.embed(List.of(sequences.get(i)), done -> true)[0];
                assertArrayEquals(alone, together[i], 2e-5f, sequences.get(i).length() + " bp");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DNABERT, DNABERT_2, NT_V2, ESM_2, GENA, HYENA, CADUCEUS_PH, CADUCEUS_PS})
    void eachLearnsByLoraOnItsOwnTargets(String name) {
        var model = GenomicModel.pretrained(folder(name));
        try (var net = model.checkpoint().network()) {
            assertTrue(net.names().size() > 10);
        }
        var set = Tiny.withMotif(48);
        var split = Split.of(set).given("part");
        var run = model.finetune(Task.binary("box"))
                .lora(r -> r.rank(4).dropout(0))
                .training(t ->
                        t.epochs(12).batchSize(8).learningRate(1e-2).dropout(0).patience(100))
                .fit(split);
        var losses = run.history().losses();
        double first =
                losses.stream().limit(3).mapToDouble(p -> p.value()).average().orElseThrow();
        double last = losses.stream()
                .skip(losses.size() - 3)
                .mapToDouble(p -> p.value())
                .average()
                .orElseThrow();
        assertTrue(last < 0.6 * first, "loss from " + first + " to " + last);
        var saliency = run.saliency(set.get(0));
        assertEquals(60, saliency.weights().length);
        assertTrue(
                java.util.Arrays.stream(saliency.weights()).filter(w -> w != 0).count() > 40, "saliency everywhere");
        if (model.checkpoint().architecture().heads() > 0) {
            var attention = run.attention(set.get(0));
            float[] row = attention.map(1, 0)[3];
            double sum = 0;
            for (float weight : row) {
                sum += weight;
            }
            assertEquals(1, sum, 1e-5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {HYENA, CADUCEUS_PS})
    void withoutAttentionSaliencyIsOffered(String name) {
        var set = Tiny.gcRich(24);
        var run = GenomicModel.pretrained(folder(name))
                .finetune(Task.binary("rich"))
                .headOnly()
                .fit(Split.of(set).given("part"));
        var e = assertThrows(GenomicsException.class, () -> run.attention(set.get(0)));
        assertTrue(e.getMessage().contains("has no attention to show: it mixes positions by "), e.getMessage());
        assertTrue(e.getMessage().endsWith("run.saliency(sequence).plot()."), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {DNABERT, DNABERT_2, HYENA, CADUCEUS_PH})
    void fullFineTuningTrainsTheEncoder(String name, @TempDir Path out) {
        var model = GenomicModel.pretrained(folder(name));
        var set = Tiny.gcRich(24);
        var run = model.finetune(Task.binary("rich"))
                .full()
                .training(t -> t.epochs(2).batchSize(8).learningRate(1e-3))
                .fit(Split.of(set).given("part"));
        var architecture = model.checkpoint().architecture();
        long encoder = architecture.encoderShapes().values().stream()
                .mapToLong(Architecture::count)
                .sum();
        assertEquals(encoder + architecture.hidden() + 1, run.trainedParameters());
        run.save(out);
        var again = Run.load(out);
        assertArrayEquals(run.predict(set).values()[5], again.predict(set).values()[5], 1e-7);
    }

    /** What a checkpoint stores of HyenaDNA's tables is what Jenomics computes where it is missing. */
    @Test
    void hyenaComputesItsTables() {
        var golden = Golden.transformer(HYENA);
        var stored =
                Safetensors.open(golden.folder().resolve("model.safetensors")).tensors();
        var architecture = Architecture.of(golden.config());
        try (var net = architecture.initial(Seed.of(1));
                var scope = Scope.open();
                var off = Grad.off()) {
            architecture.encode(net, scope.longs(new long[] {7, 8, 9}, 1, 3), null, Wish.NOTHING);
            for (String name : architecture.constantShapes().keySet()) {
                assertArrayEquals(stored.get(name).floats(), net.weight(name).toFloatArray(), 2e-6f, name);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DNABERT, DNABERT_2, NT_V1, NT_V2, ESM_2, GENA, HYENA, CADUCEUS_PH, CADUCEUS_PS})
    void everyLinearModuleTakesAnAdapter(String name) {
        var architecture = Architecture.of(Golden.transformer(name).config());
        var called = new ArrayList<String>();
        try (var net = architecture.initial(Seed.of(1));
                var scope = Scope.open();
                var off = Grad.off()) {
            for (String module : architecture.linearModules()) {
                net.adapt(module, (x, layer) -> {
                    called.add(module);
                    return layer.apply(x);
                });
            }
            architecture.encode(net, scope.longs(new long[] {7, 8, 9}, 1, 3), null, Wish.NOTHING);
            assertTrue(called.containsAll(architecture.linearModules()), () -> "called: " + called);
        }
        for (String target : architecture.defaultTargets()) {
            assertTrue(architecture.linearModules().stream().anyMatch(m -> m.endsWith("." + target)), target);
        }
        assertEquals(Map.of(), unusual(architecture));
    }

    /** Shapes with a dimension that is not positive, which no encoder has. */
    private static Map<String, long[]> unusual(Architecture architecture) {
        var unusual = new LinkedHashMap<String, long[]>();
        architecture.shapes().forEach((name, shape) -> {
            if (java.util.Arrays.stream(shape).anyMatch(n -> n < 1)) {
                unusual.put(name, shape);
            }
        });
        return unusual;
    }

    @ParameterizedTest
    @ValueSource(strings = {DNABERT, DNABERT_2, NT_V1, ESM_2, GENA, HYENA})
    void segmentsFitAndLeaveNothingOut(String name) {
        var checkpoint = Checkpoint.open(folder(name));
        int longest = checkpoint.architecture().maximumTokens();
        try (var net = checkpoint.network()) {
            var encoder = new SequenceEncoder(checkpoint.architecture(), checkpoint.tokenizer(), net, Pooling.MEAN);
            for (int length :
                    new int[] {1, encoder.longestBp(), encoder.longestBp() + 1, 3 * encoder.longestBp() + 7}) {
                String bases = Tiny.bases(new Random(length), length, 0.5);
                var segments = encoder.segments(bases, 0);
                int read = 0;
                for (var segment : segments) {
                    assertTrue(segment.length() <= longest, segment.length() + " tokens");
                    read += java.util.Arrays.stream(segment.end()).max().orElse(0);
                }
                assertTrue(read >= length || name.equals(DNABERT) && length < 3, read + " of " + length + " bp");
                assertTrue(length <= encoder.longestBp() || segments.size() > 1, "more than one segment");
                boolean exact = !name.equals(DNABERT_2) && !name.equals(GENA);
                assertTrue(!exact || length > encoder.longestBp() || segments.size() == 1, "one segment");
            }
        }
    }

    /** A base in three overlapping k-mers counts with all of them, in attention once. */
    @Test
    void overlappingTokensAreAddedInSaliencyAndAveragedInAttention() {
        var set = Tiny.gcRich(24);
        var run = GenomicModel.pretrained(folder(DNABERT))
                .finetune(Task.binary("rich"))
                .headOnly()
                .fit(Split.of(set).given("part"));
        var sequence = set.get(1);
        var attention = run.attention(sequence);
        var map = attention.map(0, 0);
        var bases = attention.toBases(map);
        double sum = 0;
        double special = 0;
        for (int base = 0; base < sequence.lengthBp(); base++) {
            sum += bases[7][base];
        }
        for (int token = 6; token <= 8; token++) {
            special += (map[token][0] + map[token][attention.tokens().length() - 1]) / 3;
        }
        assertEquals(1 - special, sum, 1e-5);
        var saliency = run.saliency(sequence);
        assertEquals(difference(run, sequence.bases(), 7), saliency.weights()[7], 2e-3);
    }

    /** How the score falls, to first order, as the tokens that a base lies in move towards those of other bases. */
    private static double difference(Run run, String bases, int place) {
        var encoder = run.encoder();
        String embeddings = encoder.architecture().embeddingName();
        float[] table = encoder.net().weight(embeddings + ".weight").toFloatArray();
        var tokens = encoder.segments(bases, 0).get(0);
        int width = encoder.architecture().hidden();
        float[] direction = new float[tokens.length() * width];
        for (char other : "ACGT".toCharArray()) {
            if (other != bases.charAt(place)) {
                var changed = encoder.segments(bases.substring(0, place) + other + bases.substring(place + 1), 0)
                        .get(0);
                for (int t = 0; t < tokens.length(); t++) {
                    for (int h = 0; h < width; h++) {
                        direction[t * width + h] +=
                                (table[tokens.ids()[t] * width + h] - table[changed.ids()[t] * width + h]) / 3;
                    }
                }
            }
        }
        double[] scores = new double[2];
        for (int side = 0; side < 2; side++) {
            float step = side == 0 ? -0.005f : 0.005f;
            try (var scope = Scope.open();
                    var off = Grad.off()) {
                var moved = Ops.call("scale", scope.floats(direction, 1, tokens.length(), width), (double) step);
                encoder.net().adapt(embeddings, (ids, module) -> Ops.call("add", module.apply(ids), moved));
                var last = encoder.encode(scope, tokens, Wish.NOTHING).last();
                scores[side] = run.fit()
                        .head()
                        .scores(encoder.net(), encoder.pool(scope, tokens, last))
                        .getFloat();
            } finally {
                encoder.net().adapt(embeddings, null);
            }
        }
        return (scores[1] - scores[0]) / 0.01;
    }

    /** Byte pairs are drawn on bases, where the axis is true. */
    @Test
    void attentionOfBytePairsIsDrawn() {
        var set = Tiny.gcRich(24);
        var run = GenomicModel.pretrained(folder(DNABERT_2))
                .finetune(Task.binary("rich"))
                .headOnly()
                .fit(Split.of(set).given("part"));
        var attention = run.attention(set.get(0));
        assertTrue(attention.plot(0, 0).svg().contains("attention per base"));
        assertTrue(attention.plot().svg().contains("head 3"));
    }
}
