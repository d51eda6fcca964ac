package jenomics.fusion.network;

/** Hides layers of samples by chance, so that a network learns to do without. */
final class Hiding {
    private Hiding() {}

    /**
     * Which layers are shown: each that is there is hidden with a probability, but never all of a sample's.
     *
     * @param present [samples, layers] in row-major order: 1 where a sample has a layer; not changed
     * @param share of the layers that are hidden
     */
    static float[] of(float[] present, int layers, double share, Chance chance) {
        float[] shown = present.clone();
        for (int from = 0; from < shown.length; from += layers) {
            int there = 0;
            int left = 0;
            for (int l = from; l < from + layers; l++) {
                there += (int) present[l];
                shown[l] = chance.uniform() < share ? 0 : shown[l];
                left += (int) shown[l];
            }
            if (left == 0 && there > 0) {
                shown[place(present, from, chance.below(there))] = 1;
            }
        }
        return shown;
    }

    /** The place of the layer that is there after so many others. */
    private static int place(float[] present, int from, int others) {
        int left = others;
        int l = from;
        while (present[l] == 0 || left-- > 0) {
            l++;
        }
        return l;
    }
}
