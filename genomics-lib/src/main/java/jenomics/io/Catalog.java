package jenomics.io;

import java.nio.file.Path;
import java.util.List;
import tech.tablesaw.api.Table;

/**
 * Public data sets by name: where their publishers have them, under which licence, with which SHA-256; and those that
 * lie in {@code datasets/} here or above.
 *
 * <pre>{@code
 * Catalog.list()                                  // a table of all
 * Catalog.card("wheat-cimmyt")                    // what it is, whom to cite, its licence
 * var folder = Catalog.accept("wheat-cimmyt");    // accepts the licence, once; downloads; the folder
 * var wheat = Omics.load(Catalog.get("wheat-cimmyt"));
 * }</pre>
 *
 * <p>What was downloaded stays in {@code ~/.cache/jenomics/datasets} (or under XDG_CACHE_HOME, or where JENOMICS_DATA
 * says), whole and checked, or not at all; a download that was stopped goes on where it ended. With JENOMICS_OFFLINE=1
 * nothing is asked of the network, and what is missing is said with the place to put it.
 */
public final class Catalog {
    private Catalog() {}

    /** All data sets: name, title, size, licence, and whether they are here. */
    public static Table list() {
        return CatalogShelf.here().list();
    }

    /** The names of all data sets, those of {@code datasets/} first. */
    public static List<String> names() {
        return CatalogShelf.here().names();
    }

    /** Whether a data set lies in {@code datasets/} here or above, so that nothing needs to be downloaded. */
    public static boolean isShipped(String name) {
        return CatalogShelf.here().isShipped(name);
    }

    /** What is known of a data set. */
    public static DatasetCard card(String name) {
        return CatalogShelf.here().card(name);
    }

    /**
     * The folder of a data set, with its card and all its files, downloaded where they are missing. One whose licence
     * was not accepted yet is an error that shows it and says how.
     */
    public static Path get(String name) {
        return CatalogShelf.here().get(name);
    }

    /** Accepts the licence of a data set, for good, and gives its folder as {@link #get} does. */
    public static Path accept(String name) {
        return CatalogShelf.here().accept(name);
    }
}
