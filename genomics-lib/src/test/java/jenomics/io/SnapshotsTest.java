package jenomics.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
    @TempDir
    Path folder;

    private Snapshots write(long... steps) {
        var snapshots = new Snapshots(folder.resolve("new"));
        for (long step : steps) {
            snapshots.write(
                    step,
                    Map.of(
                            "w",
                            Safetensors.Pending.of(Safetensors.Tensor.of(new float[] {step, 2}, 2)),
                            "b",
                            Safetensors.Pending.of(Safetensors.Tensor.of(new float[0], 0))),
                    Map.of("note", "at " + step));
        }
        return snapshots;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("new"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void theNewestOfTwoComesBack() throws IOException {
        assertTrue(new Snapshots(folder.resolve("new")).newest().isEmpty());
        assertFalse(new Snapshots(folder.resolve("new")).any());
        var snapshots = write(9, 10, 100);
        Files.writeString(folder.resolve("new/step-x.safetensors"), "not ours");
        assertEquals(List.of("step-10.safetensors", "step-100.safetensors", "step-x.safetensors"), files());
        var newest = snapshots.newest().orElseThrow();
        assertEquals(100, newest.step());
        assertEquals("at 100", newest.facts().get("note"));
        assertArrayEquals(new float[] {100, 2}, newest.tensors().get("w").floats());
        assertArrayEquals(new long[] {0}, newest.tensors().get("b").shape());
        assertEquals(List.of(), newest.passedOver());
        Files.writeString(folder.resolve("new/step-101.safetensors.part"), "its process was killed");
        snapshots.clear();
        assertEquals(List.of("step-x.safetensors"), files());
    }

    /** Whatever byte is another, the one before comes back. */
    @Test
    void anyDamageIsSeen() throws IOException {
        var snapshots = write(1, 2);
        var file = folder.resolve("new/step-2.safetensors");
        byte[] whole = Files.readAllBytes(file);
        var random = new Random(5);
        int header = new String(whole, StandardCharsets.ISO_8859_1).lastIndexOf('}');
        for (int i = 0; i < whole.length; i++) {
            if (i > header && i < whole.length - 8) {
                continue; // padding of the header: nothing is said there
            }
            byte[] damaged = whole.clone();
            damaged[i] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            var newest = snapshots.newest().orElseThrow();
            assertEquals(1, newest.step(), "byte " + i + " is " + (char) damaged[i]);
            assertEquals(1, newest.passedOver().size());
        }
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertEquals(1, snapshots.newest().orElseThrow().step(), "cut off after " + length);
        }
    }

    @Test
    void aFolderInItsPlaceIsPassedOver() throws IOException {
        var snapshots = write(1);
        Files.createDirectories(folder.resolve("new/step-3.safetensors"));
        assertEquals(1, snapshots.newest().orElseThrow().step());
    }

    @Test
    void noneThatIsWholeIsAnError() throws IOException {
        var snapshots = write(7);
        var file = folder.resolve("new/step-7.safetensors");
        Files.writeString(file, "short");
        var e = assertThrows(GenomicsException.class, snapshots::newest);
        assertEquals(
                "None of the saved states in " + folder.resolve("new") + " is whole: " + file
                        + " is not a whole safetensors file: it has 5 bytes. Was it cut off while being copied or"
                        + " downloaded? Remove the folder to begin anew.",
                e.getMessage());
        assertTrue(snapshots.any());
    }

    @Test
    void whatCannotBeWrittenLeavesWhatIsThere() throws IOException {
        var snapshots = write(1, 2);
        Files.createDirectories(folder.resolve("new/step-3.safetensors.part/occupied"));
        assertThrows(GenomicsException.class, () -> write(3));
        assertEquals(2, snapshots.newest().orElseThrow().step());
        assertEquals(List.of("step-1.safetensors", "step-2.safetensors", "step-3.safetensors.part"), files());
    }
}
