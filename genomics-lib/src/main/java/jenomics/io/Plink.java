package jenomics.io;

import java.nio.file.Path;
import jenomics.omics.Genotypes;

/**
 * Genotypes from PLINK's files: {@code .bed} with {@code .bim} and {@code .fam} beside it, or {@code .ped} with
 * {@code .map}. Name any of them, or what they are called without the ending.
 *
 * <pre>{@code
 * var genotypes = Plink.read("study");          // study.bed, study.bim, study.fam
 * genotypes.sheet()                             // family, father, mother, sex, phenotype
 * }</pre>
 *
 * <p>What is counted is A1, as in the .raw files of {@code plink --recode A}; PLINK 1.9 makes that the rarer allele
 * unless told otherwise, so it is often the alternate one and not always. {@link PlinkReader#countA2} counts the other.
 * In a .ped file A1 is the rarer allele, and the later one in the alphabet where both are as frequent.
 */
public final class Plink {
    private Plink() {}

    /** The genotypes, with what the files say of the samples. */
    public static Genotypes read(String path) {
        return reader().read(path);
    }

    /** See {@link #read(String)}. */
    public static Genotypes read(Path path) {
        return reader().read(path);
    }

    /** How to read, with everything open to change. */
    public static PlinkReader reader() {
        return PlinkReader.defaults();
    }
}
