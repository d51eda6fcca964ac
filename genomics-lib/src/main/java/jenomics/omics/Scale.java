package jenomics.omics;

import java.util.Locale;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/** What the numbers of a layer are: which unit, and which values are possible. */
public enum Scale {
    /** Nobody said, and the values fit several. */
    UNKNOWN("unknown", "", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false),
    /** Reads or molecules counted. */
    COUNTS("counts", "reads", 0, Double.POSITIVE_INFINITY, true),
    /** Counts whose fractions were given to features (RSEM, Salmon): not whole. */
    EXPECTED_COUNTS("expected counts", "reads", 0, Double.POSITIVE_INFINITY, false),
    CPM("CPM", "reads per million", 0, 1e6, false),
    TPM("TPM", "transcripts per million", 0, 1e6, false),
    FPKM("FPKM", "fragments per kilobase and million", 0, Double.POSITIVE_INFINITY, false),
    /** The logarithm to the base 2 of an abundance. */
    LOG2("log2", "log2 units", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false),
    /** A measured brightness or abundance, not comparable between features. */
    INTENSITY("intensity", "arbitrary units", 0, Double.POSITIVE_INFINITY, false),
    /** The methylated share of a site. */
    BETA("beta", "methylated share", 0, 1, false),
    /** log2(beta / (1 - beta)). */
    M_VALUE("M value", "log2 units", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false),
    /** Copies of the counted allele. */
    DOSAGE("dosage", "alleles", 0, 2, false),
    /** 1 where something is there (a marker, a mutation), 0 where it is not. */
    PRESENCE("presence", "0 or 1", 0, 1, true),
    /** Distance from the feature's mean. */
    Z_SCORE("z-score", "standard deviations", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);

    private final String title;
    private final String unit;
    private final double least;
    private final double most;
    private final boolean whole;

    Scale(String title, String unit, double least, double most, boolean whole) {
        this.title = title;
        this.unit = unit;
        this.least = least;
        this.most = most;
        this.whole = whole;
    }

    /** What one unit is: "transcripts per million"; empty for {@link #UNKNOWN}. */
    public String unit() {
        return unit;
    }

    /** The smallest possible value, or minus infinity. */
    public double least() {
        return least;
    }

    /** The largest possible value, or infinity. */
    public double most() {
        return most;
    }

    /** Whether only whole numbers are possible. */
    public boolean whole() {
        return whole;
    }

    /** Whether this value is possible; a missing one (NaN) is. */
    public boolean allows(float value) {
        return Float.isNaN(value) || value >= least && value <= most && (!whole || value == Math.rint(value));
    }

    /** The scale these values give away: presence, dosage and counts do; else {@link #UNKNOWN}. */
    static Scale likely(LayerStatistics values) {
        if (values.observed() == 0 || !values.whole() || values.least() < 0) {
            return UNKNOWN;
        }
        return values.most() <= 1 ? PRESENCE : values.most() <= 2 ? DOSAGE : COUNTS;
    }

    /** Refuses a layer with a value that is not possible on this scale, and names the first. */
    void check(OmicsLayer layer) {
        for (int s = 0; s < layer.size(); s++) {
            for (int f = 0; f < layer.featureCount(); f++) {
                float value = layer.value(s, f);
                if (!allows(value)) {
                    throw new GenomicsException(
                            "The layer '" + layer.name() + "' cannot be on the scale " + this + ": sample '"
                                    + layer.id(s) + "' has " + value + " for '"
                                    + layer.features().get(f) + "', and "
                                    + this + " takes " + range() + ". Name another scale with withScale(...).",
                            Map.of("layer", layer.name(), "scale", name(), "value", value));
                }
            }
        }
    }

    private String range() {
        String kind = whole ? "whole numbers" : "numbers";
        String from = String.format(Locale.ROOT, "%.0f", least);
        return Double.isInfinite(least)
                ? kind
                : Double.isInfinite(most)
                        ? kind + " from " + from
                        : kind + " from " + from + " to " + String.format(Locale.ROOT, "%,.0f", most);
    }

    /** As in print: {@code TPM}, {@code counts}, {@code M value}. */
    @Override
    public String toString() {
        return title;
    }
}
