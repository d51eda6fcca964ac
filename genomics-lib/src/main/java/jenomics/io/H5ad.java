package jenomics.io;

import java.nio.file.Path;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.provenance.Description;
import tech.tablesaw.api.Table;

/**
 * AnnData files (.h5ad), as scanpy reads and writes them.
 *
 * <pre>{@code
 * var cells = H5ad.read("pbmc.h5ad");                                  // X as a layer, obs as the sample sheet
 * var counts = Omics.reader().object("layers/counts").read("pbmc.h5ad");
 * var genes = H5ad.features("pbmc.h5ad");                              // var as a table
 * H5ad.write(cells, "out.h5ad");
 * }</pre>
 *
 * <p>X and layers may be dense or sparse (CSR, CSC); columns of obs and var numbers, texts, categories, booleans, and
 * those with missing values. What is neither (obsm, uns, ...) is listed by {@link #contents} and read with {@link Hdf5}.
 */
public final class H5ad {
    private H5ad() {}

    /** X as a layer, obs as the sample sheet. */
    public static MultiOmics read(String path) {
        return Omics.reader().load(path);
    }

    /** See {@link #read(String)}. */
    public static MultiOmics read(Path path) {
        return Omics.reader().load(path);
    }

    /** What is known of the features (var), one row for each. */
    public static Table features(String path) {
        return new H5adFile(DataFile.find(path)).features();
    }

    /** Everything in the file, with shapes and types. */
    public static Description contents(String path) {
        return Hdf5.contents(path);
    }

    /** Writes one layer as X. Returns the path. */
    public static Path write(OmicsLayer layer, Path path) {
        return H5adWriter.write(MultiOmics.of(layer), path);
    }

    /** See {@link #write(OmicsLayer, Path)}. */
    public static Path write(OmicsLayer layer, String path) {
        return write(layer, Path.of(path));
    }

    /** Writes a cohort of one layer as X, its sample sheet as obs. Returns the path. */
    public static Path write(MultiOmics cohort, Path path) {
        return H5adWriter.write(cohort, path);
    }

    /** See {@link #write(MultiOmics, Path)}. */
    public static Path write(MultiOmics cohort, String path) {
        return write(cohort, Path.of(path));
    }
}
