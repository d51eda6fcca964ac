package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import jenomics.io.Safetensors;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.GenomicsException;
import jenomics.testing.HubServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@link GenomicModel#pretrained} finds a model. */
class PretrainedLookupTest {
    @TempDir
    Path folder;

    private Path model;
    private HubServer hub;

    @BeforeEach
    void start() {
        model = Tiny.checkpoint(folder.resolve("model"));
        hub = HubServer.of("org/tiny", model);
        System.setProperty("HF_ENDPOINT", hub.endpoint());
        System.setProperty("HF_HUB_CACHE", folder.resolve("cache").toString());
    }

    @AfterEach
    void stop() {
        hub.close();
        System.clearProperty("HF_ENDPOINT");
        System.clearProperty("HF_HUB_CACHE");
        System.clearProperty("HF_HUB_OFFLINE");
    }

    private static float[] embedding(GenomicModel model) {
        return model.embed(Tiny.gcRich(2)).values()[0];
    }

    @Test
    void aModelOfTheHubIsTheOneOfTheFolder() {
        var local = GenomicModel.pretrained(model);
        var remote = GenomicModel.pretrained("org/tiny");
        assertEquals("org/tiny", remote.id());
        assertEquals(local.fingerprint(), remote.fingerprint());
        assertArrayEquals(embedding(local), embedding(remote));
        System.setProperty("HF_HUB_OFFLINE", "1");
        assertArrayEquals(embedding(local), embedding(GenomicModel.pretrained("org/tiny@" + hub.commit())));
        assertEquals(hub.commit(), remote.revision().orElseThrow());
        assertTrue(remote.toString().contains(hub.commit()), remote.toString());
        assertTrue(local.revision().isEmpty());
    }

    @Test
    void aFolderGoesBeforeTheHubAndOurOwnBeforeBoth() {
        var ours = GenomicModel.pretrained("jenomics/yeast-base");
        assertTrue(ours.revision().isEmpty());
        var e = assertThrows(GenomicsException.class, () -> GenomicModel.pretrained("jenomics/yeast-bass"));
        assertTrue(e.getMessage().contains("those that come with Jenomics (jenomics/yeast-base)"), e.getMessage());
        GenomicModel.pretrained(model.toString());
        assertTrue(hub.seen().isEmpty());
    }

    /** PEFT is told what it can open, wherever it runs: a whole path, or a name and its commit. */
    @Test
    void anAdapterNamesItsModelForOthers() {
        String relative = Path.of("").toAbsolutePath().relativize(model).toString();
        var ofFolder = PeftNames.of(GenomicModel.pretrained(relative), folder.resolve("one"));
        assertEquals(new PeftNames(model.toAbsolutePath().normalize().toString(), null), ofFolder);
        var ofHub = PeftNames.of(GenomicModel.pretrained("org/tiny"), folder.resolve("two"));
        assertEquals(new PeftNames("org/tiny", hub.commit()), ofHub);
        assertEquals(
                "org/tiny@" + hub.commit(),
                SavedAdapter.read(folder.resolve("two")).base());
        var ofOurs = PeftNames.of(GenomicModel.pretrained("jenomics/yeast-base"), folder.resolve("three"));
        assertEquals(new PeftNames("jenomics/yeast-base", null), ofOurs);
    }

    /** What adapter_config.json says of the base model. */
    private record PeftNames(String name, String revision) {
        static PeftNames of(GenomicModel model, Path folder) {
            model.finetune(Task.binary("rich"))
                    .training(t -> t.epochs(0))
                    .baseline(3)
                    .fit(Split.of(Tiny.gcRich(24)).given("part"))
                    .save(folder);
            var config = Checkpoint.json(folder.resolve(PeftConfig.FILE));
            return new PeftNames(
                    config.path("base_model_name_or_path").asText(),
                    config.path("revision").asText(null));
        }
    }

    @Test
    void partsAndWholeGiveTheSameModel() throws IOException {
        var whole = GenomicModel.pretrained(model);
        float[] expected = embedding(whole);
        var first = new LinkedHashMap<String, Safetensors.Tensor>();
        var second = new LinkedHashMap<String, Safetensors.Tensor>();
        var map = new StringBuilder();
        Tiny.weights(1).forEach((name, tensor) -> {
            boolean early = first.size() <= second.size();
            (early ? first : second).put(name, tensor);
            map.append(map.length() == 0 ? "" : ",")
                    .append("\"" + name + "\":\"model-0000" + (early ? 1 : 2) + "-of-00002.safetensors\"");
        });
        Files.delete(model.resolve("model.safetensors"));
        Safetensors.write(model.resolve("model-00001-of-00002.safetensors"), first, java.util.Map.of());
        Safetensors.write(model.resolve("model-00002-of-00002.safetensors"), second, java.util.Map.of());
        Files.writeString(model.resolve("model.safetensors.index.json"), "{\"weight_map\":{" + map + "}}");
        assertArrayEquals(expected, embedding(GenomicModel.pretrained(model)));
    }

    @Test
    void aTensorNoArchitectureKnowsIsAnErrorWhateverTheFormat() throws IOException {
        Files.delete(model.resolve("model.safetensors"));
        var torch =
                Files.copy(Path.of("src/test/resources/golden/torch/legacy.bin"), model.resolve("pytorch_model.bin"));
        var pretrained = GenomicModel.pretrained(model);
        assertEquals(Fingerprint.ofFile(torch), pretrained.fingerprint());
        var e = assertThrows(GenomicsException.class, () -> embedding(pretrained));
        assertTrue(e.getMessage().startsWith("The checkpoint " + torch + " lacks "), e.getMessage());
    }
}
