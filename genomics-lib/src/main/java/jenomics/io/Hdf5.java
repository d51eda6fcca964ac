package jenomics.io;

import java.nio.file.Path;
import java.util.List;
import jenomics.provenance.Description;

/**
 * What lies in an HDF5 file: numbers and texts by their paths, decompressed (gzip, LZ4, Blosc with the codecs that are
 * there). For AnnData see {@link H5ad}.
 *
 * <pre>{@code
 * Hdf5.contents("data.h5")                       // every dataset with its shape and type
 * float[][] embedding = Hdf5.read("data.h5", "obsm/X_pca");
 * }</pre>
 */
public final class Hdf5 {
    private Hdf5() {}

    /** A matrix of numbers, [rows][columns]; a list of numbers is one column. Missing ones are NaN. */
    public static float[][] read(String path, String dataset) {
        return read(DataFile.find(path), dataset);
    }

    /** See {@link #read(String, String)}. */
    public static float[][] read(Path path, String dataset) {
        return HdfContent.with(DataFile.find(path), content -> content.matrix(dataset));
    }

    /** A list of texts. */
    public static List<String> texts(String path, String dataset) {
        return HdfContent.with(DataFile.find(path), content -> content.texts(dataset));
    }

    /** A list of numbers. */
    public static double[] numbers(String path, String dataset) {
        return HdfContent.with(DataFile.find(path), content -> content.numbers(dataset));
    }

    /** Every dataset of a file: path, shape, type, compression. */
    public static Description contents(String path) {
        return HdfContent.with(DataFile.find(path), HdfContent::describe);
    }
}
