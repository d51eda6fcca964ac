package jenomics.omics;

import java.util.Locale;
import java.util.regex.Pattern;

/** When two identifiers name the same sample. Names are always shown as they were written. */
public enum Matching {
    /** As they are written, letter for letter. */
    EXACT("as written") {
        @Override
        String key(String name) {
            return name;
        }
    },
    /** In letters and digits alone, in either case: {@code TCGA.A1.A0SB} is {@code tcga-a1-a0sb} (R rewrites names so). */
    LETTERS_AND_DIGITS("by letters and digits alone") {
        @Override
        String key(String name) {
            return NEITHER.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
        }
    },
    /** TCGA barcodes by patient, their first 12 characters: {@code TCGA-A1-A0SB-01A} is {@code TCGA-A1-A0SB}. */
    TCGA_PATIENT("by TCGA patient (12 characters)") {
        @Override
        String key(String name) {
            String barcode =
                    name.strip().toUpperCase(Locale.ROOT).replace('.', '-').replace('_', '-');
            return barcode.startsWith("TCGA-") && barcode.length() > PATIENT ? barcode.substring(0, PATIENT) : barcode;
        }
    };

    private static final Pattern NEITHER = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int PATIENT = 12;

    private final String title;

    Matching(String title) {
        this.title = title;
    }

    /** What is equal for two names of the same sample. */
    abstract String key(String name);

    /** As in print: {@code by letters and digits alone}. */
    @Override
    public String toString() {
        return title;
    }
}
