package jenomics.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeFileTest {
    @TempDir
    Path folder;

    @Test
    void writesThroughMissingFoldersAndReplaces() throws IOException {
        var file = folder.resolve("a/b/run.json");
        assertSame(file, SafeFile.write(file, out -> out.write("old".getBytes())));
        SafeFile.write(file, out -> out.write("new".getBytes()));
        assertEquals("new", Files.readString(file));
        assertAlone(file);
    }

    @Test
    void aFullDiskLeavesTheOldFile() throws IOException {
        var file = Files.writeString(folder.resolve("weights.safetensors"), "old");
        var e = assertThrows(
                GenomicsException.class,
                () -> SafeFile.write(file, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("No space left on device");
                }));
        assertEquals(
                "Cannot write " + file + ": No space left on device. The file that was there before is untouched."
                        + " Free some space or choose another folder.",
                e.getMessage());
        assertEquals("old", Files.readString(file));
        assertAlone(file);
    }

    @Test
    void aFullDiskLeavesNothingWhereNothingWas() throws IOException {
        var file = folder.resolve("weights.safetensors");
        var e = assertThrows(
                GenomicsException.class,
                () -> SafeFile.write(file, out -> {
                    throw new IOException("No space left on device");
                }));
        assertEquals(
                "Cannot write " + file + ": No space left on device. Nothing was left behind."
                        + " Free some space or choose another folder.",
                e.getMessage());
        assertEquals(0, Files.list(folder).count());
    }

    @Test
    void aFailureOfTheContentIsPassedOn() throws IOException {
        var file = Files.writeString(folder.resolve("weights.safetensors"), "old");
        var failure = new IllegalStateException("stopped");
        assertSame(
                failure,
                assertThrows(
                        IllegalStateException.class,
                        () -> SafeFile.write(file, out -> {
                            out.write(1);
                            throw failure;
                        })));
        assertEquals("old", Files.readString(file));
        assertAlone(file);
    }

    /** A real disk of one megabyte, where this user may mount one; the safetensors writer on top of it. */
    @Test
    void aReallyFullDiskLeavesTheOldFile() throws Exception {
        var disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk.toString()) == 0,
                "skipped: this user may not mount a small disk");
        try {
            var file = disk.resolve("model.safetensors");
            Safetensors.write(file, Map.of("w", Safetensors.Tensor.of(new float[1000], 1000)), Map.of());
            byte[] before = Files.readAllBytes(file);
            var large = Map.of("w", Safetensors.Tensor.of(new float[500_000], 500_000));
            var e = assertThrows(GenomicsException.class, () -> Safetensors.write(file, large, Map.of()));
            assertTrue(e.getMessage().contains("No space left on device. The file that was there"), e.getMessage());
            org.junit.jupiter.api.Assertions.assertArrayEquals(before, Files.readAllBytes(file));
            assertAlone(file);
        } finally {
            run("umount", disk.toString());
        }
    }

    private static int run(String... command) throws Exception {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    private static void assertAlone(Path file) throws IOException {
        assertFalse(Files.exists(file.resolveSibling(file.getFileName() + ".part")), "a draft was left behind");
        try (var files = Files.list(file.getParent())) {
            assertEquals(1, files.count());
        }
    }
}
