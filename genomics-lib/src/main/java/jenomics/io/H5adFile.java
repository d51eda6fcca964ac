package jenomics.io;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.provenance.GenomicsException;
import tech.tablesaw.api.Table;

/** An AnnData file, or one of 10x Genomics (.h5), as a layer with what is known of its samples. */
record H5adFile(Path file) {
    private static final String X = "X";

    ReadLayer read(OmicsReader how) {
        return HdfContent.with(
                file, content -> content.at("matrix/barcodes") != null ? tenX(content, how) : annData(content, how));
    }

    private ReadLayer annData(HdfContent content, OmicsReader how) {
        if (!(content.at("obs") instanceof Group) || !(content.at("var") instanceof Group)) {
            throw new GenomicsException(
                    "'" + file + "' is no AnnData file: it has no frames 'obs' and 'var' (nor 10x Genomics' 'matrix')."
                            + " Hdf5.contents(\"" + file.getFileName() + "\") lists what it has.",
                    Map.of("file", file.toString()));
        }
        var obs = new AnnDataFrame(content, "obs");
        var features = new AnnDataFrame(content, "var").index();
        String object = how.object() == null ? X : how.object();
        float[][] rows = matrix(content, object, obs.index().size(), features.size());
        var layer = layer(how, obs.index(), features, rows, object);
        var columns = obs.columns();
        var sheet = columns.isEmpty() ? null : SampleSheet.of(obs.indexName(), obs.index(), columns);
        return new ReadLayer(layer, sheet);
    }

    private float[][] matrix(HdfContent content, String object, int samples, int features) {
        Forecast.check(file, samples, features);
        var node = content.at(object);
        if (node == null) {
            throw new GenomicsException(
                    "'" + file + "' has no '" + object + "'; matrices are X and " + layers(content) + ".",
                    Map.of("file", file.toString(), "object", object));
        }
        float[][] rows = node instanceof Dataset dataset
                ? content.rows(dataset, content.data(dataset))
                : AnnDataMatrix.of(content, (Group) node).dense(samples, features);
        boolean wide = rows.length > 0 && rows[0].length != features;
        if (rows.length != samples || wide) {
            throw new GenomicsException(
                    "'" + object + "' of '" + file + "' is " + rows.length + " \u00d7 "
                            + (rows.length == 0 ? 0 : rows[0].length) + ", where obs and var name " + samples + " and "
                            + features + ".",
                    Map.of("file", file.toString(), "object", object));
        }
        return rows;
    }

    private static List<String> layers(HdfContent content) {
        var names = new ArrayList<String>();
        if (content.at("layers") instanceof Group group) {
            group.getChildren().keySet().forEach(name -> names.add("layers/" + name));
        }
        if (content.at("raw/X") != null) {
            names.add("raw/X");
        }
        return names;
    }

    /** As Cell Ranger writes it: features × cells by columns, that is, a line of values for each cell. */
    private ReadLayer tenX(HdfContent content, OmicsReader how) {
        var cells = content.texts("matrix/barcodes");
        var names = content.texts("matrix/features/name");
        var ids = content.texts("matrix/features/id");
        double[] shape = content.numbers("matrix/shape");
        if (shape.length != 2 || shape[0] != names.size() || shape[1] != cells.size() || ids.size() != names.size()) {
            throw new GenomicsException(
                    "'" + file + "' claims another size than its " + names.size() + " features and " + cells.size()
                            + " cells.",
                    Map.of("file", file.toString()));
        }
        Forecast.check(file, cells.size(), names.size());
        float[][] rows = AnnDataMatrix.byRows(content, "matrix").dense(cells.size(), names.size());
        return new ReadLayer(layer(how, cells, TenXMatrix.names(names, ids), rows, "matrix"), null);
    }

    private OmicsLayer layer(
            OmicsReader how, List<String> samples, List<String> features, float[][] rows, String object) {
        String name = how.name() != null ? how.name() : LayerFile.stem(file);
        var names = FeatureNames.distinct(file, features, how.numberDuplicates());
        return ReadLayer.finished(
                OmicsLayer.owning(name, samples, names, rows), how, file, List.of("object " + object));
    }

    Table features() {
        return HdfContent.with(file, content -> {
            var frame = new AnnDataFrame(content, "var");
            return SampleSheet.of(frame.indexName(), frame.index(), frame.columns())
                    .table()
                    .setName("features");
        });
    }
}
