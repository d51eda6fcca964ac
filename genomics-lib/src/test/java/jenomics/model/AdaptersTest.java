package jenomics.model;

import static jenomics.testing.Refusals.assertSentence;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import jenomics.io.Safetensors;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adapters apart from their model: saved, loaded, merged, blended, compared; and those that do not fit. */
class AdaptersTest {
    @TempDir
    static Path base;

    @TempDir
    Path folder;

    private static GenomicModel model;
    private static final SequenceSet SET = Tiny.gcRich(48);

    @BeforeAll
    static void checkpoint() {
        model = GenomicModel.pretrained(Tiny.checkpoint(base));
    }

    private static FineTune plan(String method) {
        var plan = model.finetune(Task.binary("rich"));
        return switch (method) {
            case "LoRA" -> plan.lora(r -> r.rank(2).dropout(0.1));
            case "rsLoRA" -> plan.lora(r -> r.rank(4).rankStabilised().targets("key"));
            case "LoRA+" -> plan.lora(r -> r.rank(2).plus(16).withBiases());
            case "PiSSA" -> plan.lora(r -> r.rank(2).pissa().dropout(0));
            case "DoRA" ->
                plan.dora(r -> r.rank(2).targets("query", "output.dense").dropout(0.2));
            case "IA3" -> plan.ia3();
            case "embedding" -> plan.lora(r -> r.rank(2).targets("word_embeddings", "query"));
            case "biases" ->
                plan.lora(r -> r.rank(2)
                        .rank("layer.1.attention.self.query", 3)
                        .alpha("value", 5)
                        .withAllBiases());
            case "everywhere" ->
                plan.lora(r -> r.rank(1).everywhere().except("key").layers(1));
            default -> throw new IllegalArgumentException(method);
        };
    }

    /** Kept whatever validation says, so that what is compared has moved. */
    private static Run run(FineTune plan) {
        var set = SET.withAttribute("part", r -> r.attribute("part").equals("valid") ? "train" : r.attribute("part"));
        return plan.training(t -> t.epochs(2).batchSize(8).learningRate(5e-3))
                .baseline(3)
                .fit(Split.of(set).given("part"));
    }

    private static void assertClose(double[][] expected, double[][] found, double tolerance) {
        for (int i = 0; i < expected.length; i++) {
            assertArrayEquals(expected[i], found[i], tolerance, "row " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LoRA", "rsLoRA", "LoRA+", "PiSSA", "DoRA", "IA3", "embedding", "biases", "everywhere"})
    void everyMethodTrainsIsRepeatableSavedAndMerged(String method) {
        var plan = plan(method);
        var run = run(plan);
        var values = run.predict(SET).values();
        assertArrayEquals(values, run(plan).predict(SET).values(), "the same seed gives the same bits");
        var frozen = run.evaluate().scores().get("frozen encoder").predictions().values();
        assertTrue(Math.abs(frozen[0][0] - run.scores().predictions().values()[0][0]) > 1e-4, "something was learned");

        var loaded = Run.load(run.save(folder.resolve("run")));
        assertEquals(run.plan().tuning(), loaded.plan().tuning());
        assertClose(values, loaded.predict(SET).values(), method.equals("PiSSA") ? 1e-5 : 0);
        assertEquals(run.toString(), loaded.toString());

        var merged = run.merge();
        assertClose(values, merged.predict(SET).values(), 1e-5);
        assertTrue(merged.encoder().net().names().stream().noneMatch(PeftTensors::isAdapters));
        assertClose(
                values,
                Run.load(merged.save(folder.resolve("merged"))).predict(SET).values(),
                1e-5);
        var e = assertThrows(GenomicsException.class, merged::adapter);
        assertTrue(e.getMessage().startsWith("There is no adapter:"), e.getMessage());
        assertClose(values, run.predict(SET).values(), 0);
        if (!method.equals("embedding")) {
            var standing = GenomicModel.pretrained(merged.saveModel(folder.resolve("model")));
            assertClose(embedding(run), doubles(standing.embed(SET).values()), 1e-5);
        }
    }

    private static double[][] embedding(Run run) {
        return doubles(run.embed(SET).values());
    }

    private static double[][] doubles(float[][] rows) {
        return java.util.Arrays.stream(rows)
                .map(row -> java.util.stream.IntStream.range(0, row.length)
                        .mapToDouble(i -> row[i])
                        .toArray())
                .toArray(double[][]::new);
    }

    @Test
    void aShelfSwitchesComparesAndMergesInPlace() {
        var lora = run(plan("LoRA"));
        var ia3 = run(plan("IA3"));
        var biases = run(plan("biases"));
        biases.save(folder.resolve("third"));
        var shelf = model.adapters()
                .with("one", lora)
                .with("two", ia3)
                .with("three", folder.resolve("third").toString());
        assertEquals(List.of("one", "two", "three"), shelf.names());
        for (int round = 0; round < 2; round++) {
            assertClose(
                    biases.predict(SET).values(), shelf.predict("three", SET).values(), 0);
            assertClose(lora.predict(SET).values(), shelf.predict("one", SET).values(), 0);
            assertClose(ia3.predict(SET).values(), shelf.predict("two", SET).values(), 0);
        }
        assertEquals(
                List.of("one", "two", "three"),
                List.copyOf(shelf.compare(SET).scores().keySet()));
        assertClose(
                lora.predict(SET).values(),
                shelf.merge("one").predict("one", SET).values(),
                1e-5);
        assertClose(
                lora.predict(SET).values(), shelf.unmerge().predict("one", SET).values(), 0);
        assertEquals("3 adapters on " + model.id(), shelf.describe().headline());
        assertTrue(shelf.toString().contains("key, value, output.dense"), shelf.toString());
        assertSentence("There is no adapter 'four'; there are [one, two, three].", () -> shelf.predict("four", SET));
        assertSentence("There is an adapter 'one' already: give each its own name.", () -> shelf.with("one", lora));
    }

    @Test
    void aBlendIsTheWeightedSum() {
        var one = run(plan("LoRA"));
        var other = run(plan("rsLoRA"));
        var shelf = model.adapters().with("a", one).with("b", other);
        assertClose(
                shelf.predict("a", SET).values(),
                shelf.blend("a again", Map.of("a", 1.0)).predict("a again", SET).values(),
                1e-6);
        var both = shelf.blend("both", Map.of("a", 0.25, "b", 0.75));
        var blended = both.get("both");
        String query = "esm.encoder.layer.0.attention.self.query.lora_A.weight";
        String key = "esm.encoder.layer.0.attention.self.key.lora_A.weight";
        assertArrayEquals(new long[] {2, 16}, blended.tensors().get(query).shape());
        assertArrayEquals(new long[] {4, 16}, blended.tensors().get(key).shape());
        float[] a = shelf.get("a").tensors().get(Head.BIAS).floats();
        float[] b = shelf.get("b").tensors().get(Head.BIAS).floats();
        assertEquals(0.25 * a[0] + 0.75 * b[0], blended.tensors().get(Head.BIAS).floats()[0], 1e-6);
        var saved = blended.save(folder.resolve("blend"));
        assertEquals(
                "4",
                Checkpoint.json(saved.resolve("adapter_config.json"))
                        .path("rank_pattern")
                        .path("esm.encoder.layer.0.attention.self.key")
                        .asText());
        assertEquals(SET.size(), both.predict("both", SET).size());
        var withIa3 = shelf.with("c", run(plan("IA3")));
        assertSentence(
                "Only plain LoRA adapters blend exactly; found IA3. Merge the others one by one.",
                () -> withIa3.blend("x", Map.of("c", 1.0)));
    }

    @Test
    void whatDoesNotFitIsRefused() throws IOException {
        assertSentence(
                "LoRA of rank 17 is larger than module 'esm.encoder.layer.0.attention.self.query', whose weight is"
                        + " [16, 16]: take a rank of at most 16.",
                () -> run(model.finetune(Task.binary("rich")).lora(r -> r.rank(17))));
        var saved = run(plan("LoRA")).adapter().save(folder.resolve("adapter"));
        var other = Tiny.config().put("hidden_size", 32);
        var wide = new jenomics.model.architecture.Esm(75, 32, 2, 2, 32, 64, 1e-12);
        var weights = new java.util.LinkedHashMap<String, Safetensors.Tensor>();
        wide.shapes()
                .forEach((name, shape) -> weights.put(
                        name,
                        Safetensors.Tensor.of(
                                new float[(int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b)], shape)));
        var wider = GenomicModel.pretrained(Tiny.checkpoint(folder.resolve("wide"), other, weights));
        var shelf = wider.adapters(saved.toString());
        assertSentence(
                "This LoRA adapter (made for " + model.id() + ") does not fit the model."
                        + " 'esm.encoder.layer.0.attention.self.query.lora_A.weight' should have shape [2, 32] here;"
                        + " found [2, 16].",
                () -> shelf.embed("adapter", SET));
        assertTrue(assertThrows(GenomicsException.class, () -> wider.adapters().with("x", run(plan("LoRA"))))
                .getMessage()
                .startsWith("The run 'x' was made from "));

        change(saved, "\"query\", \"value\"", "\"Wqkv\"");
        assertSentence(
                "This LoRA adapter (made for " + model.id() + ") does not fit the model. LoRA target 'Wqkv' matches no"
                        + " module of this model; there are 'query', 'key', 'value', 'attention.output.dense',"
                        + " 'intermediate.dense', 'output.dense', 'word_embeddings'.",
                () -> model.adapters(saved.toString()).embed("adapter", SET));
        change(saved, "\"Wqkv\"", "\"query\"");
        assertTrue(assertThrows(GenomicsException.class, () -> model.adapters(saved.toString())
                        .embed("adapter", SET))
                .getMessage()
                .contains("for which this model has no place"));
    }

    @Test
    void onRandomWeightsTheShelfSwitchesToo() {
        var random = model.randomWeights(4);
        var run = run(random.finetune(Task.binary("rich")).lora(r -> r.rank(2)));
        var biases =
                run(random.finetune(Task.binary("rich")).lora(r -> r.rank(2).withBiases()));
        var shelf = random.adapters().with("one", run).with("two", biases);
        for (int round = 0; round < 2; round++) {
            assertClose(run.predict(SET).values(), shelf.predict("one", SET).values(), 0);
            assertClose(
                    biases.predict(SET).values(),
                    shelf.merge("two").predict("two", SET).values(),
                    1e-5);
        }
    }

    @Test
    void whatPeftWouldPassOverIsSaid() throws IOException {
        var adapter = run(plan("LoRA")).adapter();
        String note = "reads the encoder's part; the head, one linear layer on the mean of the tokens, is Jenomics' own"
                + " and is passed over";
        assertEquals(note, adapter.note());
        assertTrue(adapter.toString().contains(note), adapter.toString());
        var card = Files.readString(adapter.save(folder.resolve("noted")).resolve("README.md"));
        assertTrue(card.contains("library_name: peft") && card.contains("PEFT " + note + "."), card);
    }

    @Test
    void damagedConfigurationsSayWhat() throws IOException {
        var saved = run(plan("LoRA")).adapter().save(folder.resolve("adapter"));
        var config = saved.resolve("adapter_config.json");
        String text = Files.readString(config);
        String start = "The adapter in " + saved + " ";
        for (var change : List.of(
                List.of(
                        "\"LORA\"",
                        "\"PROMPT_TUNING\"",
                        "is of peft_type PROMPT_TUNING; Jenomics reads LORA (with"
                                + " rsLoRA, DoRA and PiSSA), IA3, ADALORA and VERA."),
                List.of("\"r\" : 2", "\"r\" : null", "has r null, which should be a number."),
                List.of(
                        "\"bias\" : \"none\"",
                        "\"bias\" : \"some\"",
                        "has bias 'some'; there are none, lora_only and" + " all."),
                List.of(
                        "\"init_lora_weights\" : true",
                        "\"init_lora_weights\" : \"olora\"",
                        "has init_lora_weights"
                                + " \"olora\", which has changed the base model's weights; convert the adapter to plain LoRA"
                                + " where it was made."),
                List.of(
                        "\"use_dora\" : false",
                        "\"use_qalora\" : true",
                        "has use_qalora true, which is not understood;" + " it would change the adapter's numbers."),
                List.of(
                        "\"target_modules\"",
                        "\"other_modules\"",
                        "has target_modules absent, which is neither a list"
                                + " of names nor one regular expression."))) {
            assertTrue(text.contains(change.get(0)), text);
            Files.writeString(config, text.replace(change.get(0), change.get(1)));
            assertSentence(start + change.get(2), () -> SavedAdapter.read(saved));
        }
        Files.writeString(config, "{\"peft_type\": ");
        assertTrue(assertThrows(GenomicsException.class, () -> SavedAdapter.read(saved))
                .getMessage()
                .startsWith(config + " is not JSON: "));
        Files.writeString(config, text.replaceFirst("\\[ \"query\", \"value\" \\]", "\"(query\""));
        assertSentence(
                "The target pattern '(query' is no regular expression: Unclosed group.",
                () -> SavedAdapter.read(saved));
        Files.writeString(config, text);
        Files.delete(saved.resolve("adapter_model.safetensors"));
        assertSentence(
                start + "has no adapter_model.safetensors beside its adapter_config.json.",
                () -> SavedAdapter.read(saved));
    }

    private static void change(Path saved, String from, String to) throws IOException {
        var config = saved.resolve("adapter_config.json");
        String text = Files.readString(config);
        assertTrue(text.contains(from), text);
        Files.writeString(config, text.replace(from, to));
    }

    @Test
    void combinationsThatMakeNoSenseAreRefused() {
        assertSentence(
                "DoRA does not go together with PiSSA: take .lora(...) for that.",
                () -> model.finetune(Task.binary("rich")).dora(r -> r.pissa()));
        assertSentence(
                "DoRA goes to linear layers; 'esm.embeddings.word_embeddings' is a table of embeddings. Take LoRA"
                        + " there.",
                () -> run(model.finetune(Task.binary("rich")).dora(r -> r.targets("word_embeddings"))));
        assertSentence(
                "IA3 goes to linear layers; 'esm.embeddings.word_embeddings' is a table of embeddings. Take LoRA"
                        + " there.",
                () -> run(model.finetune(Task.binary("rich")).ia3(i -> i.targets("word_embeddings"))));
        assertSentence(
                "LoRA+ takes a ratio of learning rates above 0; found 0.0.",
                () -> model.finetune(Task.binary("rich")).lora(r -> r.plus(0)));
    }

    /** A published adapter of two classes read as a binary label. */
    @Test
    void aBinaryLabelIsTheDifferenceOfTwoClasses() {
        var golden = jenomics.testing.SharedFolder.file("golden/adapters/adapters/ntv1-lora");
        var published = GenomicModel.pretrained(jenomics.testing.SharedFolder.file("golden/adapters/tiny-ntv1-cls"));
        UnaryOperator<Adapters> same = shelf -> shelf.with("classes", golden.toString());
        var label = new Task(Task.Kind.BINARY, "y", List.of("no", "yes"));
        var shelf = same.apply(published.adapters()).with("binary", golden.toString(), label);
        var classes = shelf.predict("classes", SET).values();
        var binary = shelf.predict("binary", SET).values();
        for (int i = 0; i < SET.size(); i++) {
            assertEquals(classes[i][1], binary[i][0], 1e-6);
        }
        assertEquals(2, classes[0].length);
        assertSentence("The head of 'x' gives 2 numbers; multiclass 'y' [a, b, c] needs 3.", () -> published
                .adapters()
                .with("x", golden.toString(), new Task(Task.Kind.MULTICLASS, "y", List.of("a", "b", "c"))));
    }
}
