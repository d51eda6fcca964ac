package jenomics.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import jenomics.learn.Split;
import jenomics.learn.Task;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
    @TempDir
    Path folder;

    private Path base() throws IOException {
        var base = Tiny.checkpoint(folder.resolve("base"));
        Files.writeString(base.resolve("LICENSE"), "free");
        Files.writeString(base.resolve("tokenizer_config.json"), "{}");
        return base;
    }

    private Run full(Path base) {
        return GenomicModel.pretrained(base)
                .finetune(Task.binary("rich"))
                .full()
                .training(t -> t.epochs(1))
                .fit(Split.of(Tiny.gcRich(48)).given("part"));
    }

    @Test
    void aFullyTunedModelOpensAsOneOfItsOwn() throws IOException {
        var base = base();
        try (var net = GenomicModel.pretrained(base).checkpoint().network()) {
            var run = full(base);
            var saved = run.saveModel(folder.resolve("mine"));
            try (var again = GenomicModel.pretrained(saved).checkpoint().network()) {
                assertEquals(net.names(), again.names());
                for (String name : again.names()) {
                    assertArrayEquals(
                            run.encoder().net().weight(name).toFloatArray(),
                            again.weight(name).toFloatArray(),
                            name);
                }
                String query = "esm.encoder.layer.0.attention.self.query.weight";
                assertNotEquals(
                        net.weight(query).toFloatArray()[0],
                        again.weight(query).toFloatArray()[0],
                        "nothing was trained");
            }
            assertEquals("free", Files.readString(saved.resolve("LICENSE")));
            assertEquals("{}", Files.readString(saved.resolve("tokenizer_config.json")));
        }
    }

    @Test
    void inPartsItIsTheSame() throws IOException {
        var base = GenomicModel.pretrained(base());
        try (var net = base.checkpoint().network()) {
            var saved = ModelFolder.write(folder.resolve("parts"), base.checkpoint(), net, 5000, "# parts\n");
            assertFalse(Files.exists(saved.resolve("model.safetensors")));
            var again = GenomicModel.pretrained(saved);
            assertArrayEquals(
                    base.embed(Tiny.gcRich(2)).values()[0],
                    again.embed(Tiny.gcRich(2)).values()[0]);
        }
    }

    private static final String CARD = "---\nlibrary_name: x\nlicense: cc-by-4.0\n---\n# Base\n\nRead me.\n";

    /** The licence goes along, and the base model's card, below what was done. */
    @Test
    void theCardSaysWhatItWasMadeFrom() throws IOException {
        var base = base();
        Files.writeString(base.resolve("README.md"), CARD);
        var saved = full(base).saveModel(folder.resolve("mine"));
        var model = GenomicModel.pretrained(base);
        assertEquals(
                "---\nlicense: cc-by-4.0\nbase_model: " + base
                        + "\n---\n\nMade by full fine-tuning for binary 'rich' [no, yes] from " + base
                        + " (weights with SHA-256 " + model.fingerprint().sha256()
                        + ") with Jenomics. The head, which belongs to the task, is not in it.\n\nWhat follows is the card"
                        + " of " + base + ".\n\n# Base\n\nRead me.\n",
                Files.readString(saved.resolve("README.md")));
        assertEquals("cc-by-4.0", Licence.of(saved));
    }

    @Test
    void withoutACardTheLicenceFileSpeaks() throws IOException {
        var saved = full(base()).saveModel(folder.resolve("mine"));
        assertTrue(Files.readString(saved.resolve("README.md")).startsWith("---\nbase_model: "));
        assertEquals("free", Licence.of(saved));
    }

    @Test
    void theBaseIsNotOverwritten() throws IOException {
        var base = base();
        var run = full(base);
        assertEquals(
                "The folder " + base + " is the base model's own; save the changed one somewhere else.",
                assertThrows(GenomicsException.class, () -> run.saveModel(base)).getMessage());
    }

    @Test
    void anAdapterIsSavedAsAnAdapter() throws IOException {
        var base = base();
        var run = GenomicModel.pretrained(base)
                .finetune(Task.binary("rich"))
                .lora()
                .training(t -> t.epochs(1))
                .fit(Split.of(Tiny.gcRich(48)).given("part"));
        assertEquals(
                "This run trained LoRA, and the encoder is still that of " + base
                        + ". Save the adapter with save(folder), work it in with merge(), or fine-tune with full().",
                assertThrows(GenomicsException.class, () -> run.saveModel(folder.resolve("mine")))
                        .getMessage());
    }
}
