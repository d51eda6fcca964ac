package jenomics.io;

import java.util.Arrays;
import java.util.Random;
import jenomics.provenance.GenomicsException;

/** Damaged copies of a file: bytes changed, cut, doubled. */
final class Mutations {
    private Mutations() {}

    /** What is done with each. */
    interface Reading {
        Object read(byte[] damaged) throws java.io.IOException;
    }

    /** How many; 10,000 with {@code -Dtest.jvm="... -Djenomics.mutations=10000"}. */
    private static final int COUNT = Integer.getInteger("jenomics.mutations", 1_000);

    /** Reads damaged copies; returns the share that was refused. Anything but a refusal comes out. */
    static double each(byte[] whole, long seed, Reading reading) throws java.io.IOException {
        var random = new Random(seed);
        double refused = 0;
        for (int i = 0; i < COUNT; i++) {
            try {
                reading.read(damaged(whole, random));
            } catch (GenomicsException expected) {
                refused++;
            }
        }
        return refused / COUNT;
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
