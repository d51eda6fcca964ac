package jenomics.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import jenomics.ChildJvm;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that would fill the memory: forecast and refused, rather than a dead kernel. */
@Timeout(300)
class HugeFilesTest {
    @TempDir
    Path folder;

    @Test
    void eightGigabytesOfTextAreForecastFromTheFirstLines() throws IOException {
        var file = folder.resolve("huge.csv");
        String line = "s1" + ",1.5".repeat(2000) + "\n";
        Files.writeString(file, "sample" + ",g".repeat(2000) + "\n" + line.repeat(200));
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(8L << 30);
        }
        var e = assertThrows(GenomicsException.class, () -> Forecast.checkText(file, ',', 2_000_000_000L));
        assertTrue(
                e.getMessage().startsWith("'" + file + "' has 8.6 GB, about 2,1")
                        && e.getMessage().contains(" million values by its first lines, which take 8.")
                        && e.getMessage().contains("Start it with a larger heap (-Xmx1"),
                e.getMessage());
        Forecast.checkText(file, ',', 20_000_000_000L);
    }

    /** Opens a file with 64 MB of heap and says how it ended. */
    public static final class Reading {
        public static void main(String[] args) {
            try {
                System.out.println("read: " + read(Path.of(args[0])));
            } catch (GenomicsException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }

        private static Object read(Path file) {
            String name = file.getFileName().toString();
            if (name.contains(".vcf")) {
                return Vcf.read(file);
            }
            return name.contains(".bed") ? Bed.read(file) : Omics.read(file);
        }
    }

    private interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** What a process with little memory says of a small packed file of a large content. */
    private String reading(String name, Content content) throws IOException {
        var file = folder.resolve(name);
        try (var out = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16)) {
            content.write(out);
        }
        assertTrue(Files.size(file) < 8 << 20, () -> name + " is no bomb");
        var command = ChildJvm.command(Reading.class, List.of(file.toString()));
        command.replaceAll(argument -> argument.startsWith("-Xmx") ? "-Xmx64m" : argument);
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void times(OutputStream out, String text, int times) throws IOException {
        byte[] many = bytes(text.repeat(1000));
        for (int i = 0; i < times / 1000; i++) {
            out.write(many);
        }
    }

    @Test
    void bombsAreRefused() throws IOException {
        assertRefused("zeros.csv.gz", out -> out.write(new byte[100 << 20]), "");
        assertRefused(
                "lines.csv.gz",
                out -> {
                    out.write(bytes("sample,a\n"));
                    times(out, "x,1\n", 4_000_000);
                },
                "goes on after");
        assertRefused(
                "sites.vcf.gz",
                out -> {
                    out.write(
                            bytes("##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ta\n"));
                    times(out, "1\t1\t.\tA\tC\t.\t.\t.\tGT\t0/1\n", 1_000_000);
                },
                "goes on after");
        assertRefused("line.bed.gz", out -> times(out, "chr1\t", 4_000_000), "goes on for more than 4 MB");
        assertRefused("intervals.bed.gz", out -> times(out, "chr1\t1\t2\n", 1_500_000), "goes on after");
    }

    private void assertRefused(String name, Content content, String how) throws IOException {
        String said = reading(name, content);
        assertTrue(said.startsWith("refused: ") && said.contains(how), () -> name + ": " + said);
    }

    @Test
    void aSmallFileIsReadWithLittleMemory() throws IOException {
        assertEquals(
                "read: small · 2 samples × 1 feature",
                reading("small.csv.gz", out -> out.write(bytes("sample,a\nx,1\ny,2.5\n")))
                        .split(" · scale")[0]);
    }
}
