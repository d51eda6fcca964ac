package jenomics.plot;

import java.util.List;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * Colour scales for numbers, and the house colours for categories. All of them read well with the usual forms of
 * colour blindness.
 */
public enum Palette {
    /** Sequential, dark to bright (Smith, van der Walt and Firing, CC0; every 17th of its 256 published colours). */
    VIRIDIS(
            0x440154, 0x481A6C, 0x472F7D, 0x414487, 0x39568C, 0x31688E, 0x2A788E, 0x23888E, 0x1F988B, 0x22A884,
            0x35B779, 0x54C568, 0x7AD151, 0xA5DB36, 0xD2E21B, 0xFDE725),
    /** Sequential, black to pale yellow (Smith and van der Walt, CC0; eleven of its published colours). */
    MAGMA(0x000004, 0x140E36, 0x3B0F70, 0x641A80, 0x8C2981, 0xB73779, 0xDE4968, 0xF7705C, 0xFE9F6D, 0xFECF92, 0xFCFDBF),
    /** Sequential, white to dark blue: for counts and confusion matrices (ColorBrewer "Blues", nine classes). */
    BLUES(0xF7FBFF, 0xDEEBF7, 0xC6DBEF, 0x9ECAE1, 0x6BAED6, 0x4292C6, 0x2171B5, 0x08519C, 0x08306B),
    /** Diverging, blue below and red above a white middle (ColorBrewer "RdBu", eleven classes, turned round). */
    BLUE_RED(
            0x053061, 0x2166AC, 0x4393C3, 0x92C5DE, 0xD1E5F0, 0xF7F7F7, 0xFDDBC7, 0xF4A582, 0xD6604D, 0xB2182B,
            0x67001F);

    /**
     * The categorical colours of Okabe and Ito (2002), black and yellow last because they carry least well as lines:
     * blue, vermillion, bluish green, orange, reddish purple, sky blue, black, yellow.
     */
    private static final List<Integer> OKABE_ITO =
            List.of(0x0072B2, 0xD55E00, 0x009E73, 0xE69F00, 0xCC79A7, 0x56B4E9, 0x000000, 0xF0E442);

    private final int[] stops;

    Palette(int... stops) {
        this.stops = stops;
    }

    /** The colour of the i-th category, 0xRRGGBB; from the ninth on they repeat. */
    public static int category(int i) {
        return OKABE_ITO.get(Math.floorMod(i, OKABE_ITO.size()));
    }

    /** How many categories have a colour of their own. */
    public static int categories() {
        return OKABE_ITO.size();
    }

    /** Whether the middle of the scale is its neutral colour. */
    public boolean diverging() {
        return this == BLUE_RED;
    }

    /**
     * The colour at a place on the scale, linear in sRGB between the published colours.
     *
     * @param at 0 (lowest) to 1 (highest); beyond is cut to these
     * @return 0xRRGGBB
     */
    public int rgb(double at) {
        if (Double.isNaN(at)) {
            throw new GenomicsException(
                    "Palette." + name() + " has no colour for NaN; give a number from 0 to 1.", Map.of("at", at));
        }
        double place = Math.max(0, Math.min(1, at)) * (stops.length - 1);
        int below = Math.min((int) place, stops.length - 2);
        double share = place - below;
        return mix(below, share, 16) << 16 | mix(below, share, 8) << 8 | mix(below, share, 0);
    }

    private int mix(int below, double share, int shift) {
        int low = stops[below] >> shift & 0xFF;
        int high = stops[below + 1] >> shift & 0xFF;
        return (int) Math.round(low + (high - low) * share);
    }
}
