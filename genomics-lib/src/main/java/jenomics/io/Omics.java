package jenomics.io;

import java.nio.file.Path;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;

/**
 * Omics data from files, plain or compressed (gzip, bzip2, xz).
 *
 * <pre>{@code
 * var rna = Omics.read("expression.csv.gz");
 * var cohort = Omics.load("datasets/cohort");
 * var counts = Omics.reader().samplesInColumns().leaveOut("gene_type").scale(Scale.COUNTS).read("counts.tsv");
 * }</pre>
 *
 * <p>A layer is a CSV or TSV table, a GCT file (1.2 and 1.3), a folder of 10x (MatrixMarket), or a matrix or data frame
 * of an R file (.rda, .RData, .rds). Numbers are read as doubles and kept as float32. Which way a table lies is told by
 * its names and its shape, and said in the notes of the layer.
 *
 * <p>A relative path is looked for in the working directory, then in its parents.
 */
public final class Omics {
    private Omics() {}

    /** One layer. */
    public static OmicsLayer read(String path) {
        return reader().read(path);
    }

    /** One layer. */
    public static OmicsLayer read(Path path) {
        return reader().read(path);
    }

    /** The layers of a folder, or of these files, on the samples that all have; a table of text is the sample sheet. */
    public static MultiOmics load(String folderOrFile, String... more) {
        return loader().load(folderOrFile, more);
    }

    /** See {@link #load(String, String...)}. */
    public static MultiOmics load(Path folderOrFile, Path... more) {
        return loader().load(folderOrFile, more);
    }

    /** What is known of samples: a table with a line for each, named in the column "sample" or the like, else the first. */
    public static SampleSheet sheet(String path) {
        return sheet(DataFile.find(path));
    }

    /** See {@link #sheet(String)}. */
    public static SampleSheet sheet(Path path) {
        return SheetFile.read(DataFile.find(path), reader());
    }

    /** How to read a layer, with everything open to change. */
    public static OmicsReader reader() {
        return OmicsReader.defaults();
    }

    /** How to put layers together, with everything open to change. */
    public static OmicsLoader loader() {
        return OmicsLoader.defaults();
    }
}
