package jenomics.io;

import java.nio.file.Path;
import java.util.List;
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
 * <p>A layer is a CSV or TSV table, a GCT file (1.2 and 1.3), a folder of 10x (MatrixMarket), a matrix or data frame of
 * an R file (.rda, .RData, .rds), the matrix of an AnnData file (.h5ad), or the genotypes of a VCF, BCF or PLINK file. A
 * folder with a card ({@link DatasetCard}) is loaded as the card says. Numbers are read as doubles and kept as float32. Which way a table lies is told by
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

    /**
     * The published split of a folder in MOGONET's layout ({@code 1_tr.csv}, {@code 1_te.csv}, ..., {@code labels_tr.csv},
     * {@code labels_te.csv}): samples are named train1, ... and test1, ..., the attribute {@code part} is train or test
     * (for {@code Split.of(cohort).given("part")}), {@code label} the class.
     *
     * @param layerNames what the views are, such as "mRNA", "methylation", "miRNA"; none: view1, view2, ...
     */
    public static MultiOmics mogonet(String folder, String... layerNames) {
        return new MogonetFolder(DataFile.find(folder)).read(List.of(layerNames));
    }

    /** See {@link #mogonet(String, String...)}. */
    public static MultiOmics mogonet(Path folder, String... layerNames) {
        return new MogonetFolder(DataFile.find(folder)).read(List.of(layerNames));
    }

    /**
     * Writes a layer as a comma-separated table, a line for each sample; compressed where the name ends in
     * {@code .gz}. Read again it has the same values. Returns the path.
     */
    public static Path write(OmicsLayer layer, Path file) {
        return LayerWriter.layer(layer, file);
    }

    /** See {@link #write(OmicsLayer, Path)}. */
    public static Path write(OmicsLayer layer, String file) {
        return write(layer, Path.of(file));
    }

    /**
     * Writes a cohort into a folder that {@link #load(String, String...)} reads again as it was: a table for each layer,
     * {@code samples.csv}, and the card {@code dataset.json} with their scales and SHA-256. The same cohort gives the
     * same bytes.
     *
     * @param card what to say of it: {@code DatasetCard.of("cohort", "A cohort").licence("CC0-1.0")}
     */
    public static DatasetCard save(MultiOmics cohort, Path folder, DatasetCard card) {
        return LayerWriter.cohort(cohort, folder, card);
    }

    /** See {@link #save(MultiOmics, Path, DatasetCard)}. */
    public static DatasetCard save(MultiOmics cohort, String folder, DatasetCard card) {
        return save(cohort, Path.of(folder), card);
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
