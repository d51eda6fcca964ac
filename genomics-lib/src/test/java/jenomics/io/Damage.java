package jenomics.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.Consumer;
import jenomics.provenance.GenomicsException;

/** What becomes of files in which bytes are changed at random. */
final class Damage {
    private Damage() {}

    /** Damages a file many times and reads it: how often it was refused. Anything but a clear error goes through. */
    static int refused(byte[] whole, int times, long seed, Path place, Consumer<Path> reader) throws IOException {
        var random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < times; i++) {
            byte[] damaged = whole.clone();
            for (int n = random.nextInt(3); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            // A new file: the one before may still be mapped.
            Files.deleteIfExists(place);
            try {
                reader.accept(Files.write(place, damaged));
            } catch (GenomicsException e) {
                refused++;
            }
        }
        return refused;
    }
}
