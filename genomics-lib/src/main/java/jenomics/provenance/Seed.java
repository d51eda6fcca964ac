package jenomics.provenance;

import java.util.SplittableRandom;

/**
 * Where randomness begins. One seed gives independent streams by name, so that drawing more numbers in one place never
 * changes those of another.
 *
 * @param value any number
 */
public record Seed(long value) {

    public static Seed of(long value) {
        return new Seed(value);
    }

    /** The seed of a named part, for example {@code seed.part("masking").at(step)}. */
    public Seed part(String part) {
        long h = value;
        for (int i = 0; i < part.length(); i++) {
            h = mix(h ^ part.charAt(i));
        }
        return new Seed(mix(h ^ part.length()));
    }

    /** The seed of a numbered part. */
    public Seed at(long index) {
        return new Seed(mix(mix(value) ^ index));
    }

    /** A generator that starts here; each call starts anew. */
    public SplittableRandom random() {
        return new SplittableRandom(value);
    }

    /** Stafford's mix 13 of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(long z) {
        z += 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
