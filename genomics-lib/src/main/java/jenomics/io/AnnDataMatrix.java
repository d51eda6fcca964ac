package jenomics.io;

import io.jhdf.api.Group;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * A sparse matrix of AnnData or 10x Genomics: the values of each line (or column) one after the other, their places
 * across, and where each begins.
 */
final class AnnDataMatrix {
    private final HdfContent content;
    private final String path;
    private final boolean byRows;

    private AnnDataMatrix(HdfContent content, String path, boolean byRows) {
        this.content = content;
        this.path = path;
        this.byRows = byRows;
    }

    static AnnDataMatrix of(HdfContent content, Group group) {
        String path = group.getPath().replaceAll("^/|/$", "");
        String encoding = HdfContent.attribute(group, "encoding-type", "");
        String form = encoding.isEmpty() ? HdfContent.attribute(group, "h5sparse_format", "") : encoding;
        if (!form.startsWith("csr") && !form.startsWith("csc")) {
            throw new GenomicsException(
                    "'" + path + "' of '" + content.file() + "' is written as '" + form
                            + "'; dense, csr_matrix and csc_matrix are read.",
                    Map.of("file", content.file().toString(), "object", path));
        }
        return new AnnDataMatrix(content, path, form.startsWith("csr"));
    }

    /** One whose values go line by line. */
    static AnnDataMatrix byRows(HdfContent content, String path) {
        return new AnnDataMatrix(content, path, true);
    }

    /** All values, [rows][columns]; what is not there is 0, what is there twice is added up. */
    float[][] dense(int rows, int columns) {
        var begins = content.list(path + "/indptr");
        var across = content.list(path + "/indices");
        var values = content.list(path + "/data");
        int lines = byRows ? rows : columns;
        int wide = byRows ? columns : rows;
        if (begins.length() != lines + 1 || across.length() != values.length() || begins.at(lines) != values.length()) {
            throw refusal("has " + begins.length() + " begins, " + across.length() + " places and " + values.length()
                    + " values, which do not fit " + rows + " \u00d7 " + columns);
        }
        float[][] dense = new float[rows][columns];
        for (int line = 0; line < lines; line++) {
            if (!(begins.at(line) >= 0
                    && begins.at(line) <= begins.at(line + 1)
                    && begins.at(line + 1) <= values.length())) {
                throw refusal("has begins that do not grow, at line " + line);
            }
            for (int i = (int) begins.at(line); i < begins.at(line + 1); i++) {
                int place = (int) across.at(i);
                if (place < 0 || place >= wide) {
                    throw refusal("has a value at place " + place + " of a line; there are " + wide);
                }
                dense[byRows ? line : place][byRows ? place : line] += (float) values.at(i);
            }
        }
        return dense;
    }

    private GenomicsException refusal(String what) {
        return new GenomicsException(
                "The sparse matrix '" + path + "' of '" + content.file() + "' " + what + ".",
                Map.of("file", content.file().toString(), "object", path));
    }
}
