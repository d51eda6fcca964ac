package jenomics.io;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import jenomics.provenance.GenomicsException;

/** Damaged copies of a file: bytes changed, cut, doubled; in texts also what goes wrong in texts. */
final class Mutations {
    private Mutations() {}

    /** What is done with each. */
    interface Reading {
        Object read(byte[] damaged) throws java.io.IOException;
    }

    /** How many, unless told; 10,000 with {@code -Dtest.jvm="... -Djenomics.mutations=10000"}, which takes two minutes more. */
    private static final int COUNT = Integer.getInteger("jenomics.mutations", 1_000);

    private static final String[] SCRAPS = {
        "\t",
        "\n",
        "\r\n",
        ",",
        ";",
        " ",
        "\"",
        "'",
        "|",
        "/",
        ":",
        "=",
        "%",
        "#",
        ">",
        "<",
        "\0",
        "\ufeff",
        "\u00e9",
        "NaN",
        "-Infinity",
        "1e999",
        "-1",
        "0",
        "99999999999999999999",
        ".",
        "NA",
        "=1+1",
        "<script>",
        "\t\t\t",
        "\n\n",
        "3,14"
    };

    /** Reads damaged copies; returns the share that was refused. Anything but a refusal comes out. */
    static double each(byte[] whole, long seed, Reading reading) throws java.io.IOException {
        return each(whole, seed, COUNT, reading);
    }

    /** The same with this many. */
    static double each(byte[] whole, long seed, int count, Reading reading) throws java.io.IOException {
        return each(whole, seed, count, false, reading);
    }

    /** The same with scraps of text put in, cells and lines taken out. */
    static double eachText(byte[] whole, long seed, Reading reading) throws java.io.IOException {
        return each(whole, seed, COUNT, true, reading);
    }

    private static double each(byte[] whole, long seed, int count, boolean text, Reading reading)
            throws java.io.IOException {
        var random = new Random(seed);
        double refused = 0;
        for (int i = 0; i < count; i++) {
            byte[] damaged = text && random.nextInt(3) > 0 ? scrambled(whole, random) : damaged(whole, random);
            try {
                reading.read(damaged);
            } catch (GenomicsException expected) {
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "copy " + i + " of seed " + seed + " (" + damaged.length + " bytes) is not refused but breaks",
                        e);
            }
        }
        return refused / count;
    }

    private static byte[] scrambled(byte[] whole, Random random) {
        byte[] copy = whole;
        for (int n = 1 + random.nextInt(3); n > 0 && copy.length > 0; n--) {
            int at = random.nextInt(copy.length);
            int skip = random.nextInt(4) == 0 ? next(copy, at, (byte) (random.nextBoolean() ? '\n' : '\t')) - at : 0;
            byte[] scrap = random.nextInt(4) == 0
                    ? new byte[0]
                    : SCRAPS[random.nextInt(SCRAPS.length)].getBytes(StandardCharsets.UTF_8);
            byte[] changed = new byte[copy.length - skip + scrap.length];
            System.arraycopy(copy, 0, changed, 0, at);
            System.arraycopy(scrap, 0, changed, at, scrap.length);
            System.arraycopy(copy, at + skip, changed, at + scrap.length, copy.length - at - skip);
            copy = changed;
        }
        return copy;
    }

    private static int next(byte[] text, int from, byte wanted) {
        int at = from;
        while (at < text.length && text[at] != wanted) {
            at++;
        }
        return at;
    }

    private static byte[] damaged(byte[] whole, Random random) {
        byte[] copy = whole.clone();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        if (random.nextInt(3) == 0) {
            copy = Arrays.copyOf(copy, random.nextInt(copy.length + 1));
        }
        if (random.nextInt(5) == 0) {
            int from = copy.length == 0 ? 0 : random.nextInt(copy.length);
            byte[] tail = Arrays.copyOfRange(copy, from, copy.length);
            copy = Arrays.copyOf(copy, copy.length + tail.length);
            System.arraycopy(tail, 0, copy, copy.length - tail.length, tail.length);
        }
        return copy;
    }
}
