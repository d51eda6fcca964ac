package jenomics.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.omics.SheetColumn;
import jenomics.provenance.GenomicsException;

/** One layer and its sample sheet as an AnnData file (on-disk format 0.1.0, elements 0.2.0), values uncompressed. */
final class H5adWriter {
    private static final List<String> EMPTY = List.of("layers", "obsm", "varm", "obsp", "varp", "uns");

    private final HdfWriter out;

    private H5adWriter(HdfWriter out) {
        this.out = out;
    }

    static Path write(MultiOmics cohort, Path path) {
        if (cohort.layers().size() != 1) {
            throw new GenomicsException(
                    "An AnnData file holds one layer; this cohort has " + cohort.layerNames()
                            + ". Write them one by one: H5ad.write(cohort.only(\""
                            + cohort.layerNames().get(0) + "\"), path).",
                    Map.of("layers", cohort.layerNames()));
        }
        DataFile.replace(path, part -> {
            try (var out = new HdfWriter(part)) {
                new H5adWriter(out).write(cohort.layers().get(0), cohort.hasSheet() ? cohort.sheet() : null);
            }
        });
        return path;
    }

    private void write(OmicsLayer layer, SampleSheet sheet) throws IOException {
        var root = new LinkedHashMap<String, Long>();
        var x = out.matrix(layer.size(), layer.featureCount(), layer::row);
        root.put("X", encoded(x, "array"));
        root.put("obs", frame(layer.samples(), sheet == null ? List.of() : sheet.columns()));
        root.put("var", frame(layer.features(), List.of()));
        for (String name : EMPTY) {
            var group = out.group(Map.of());
            out.say(group, "encoding-type", "dict");
            out.say(group, "encoding-version", "0.1.0");
            root.put(name, out.place(group));
        }
        var all = out.group(root);
        out.say(all, "encoding-type", "anndata");
        out.say(all, "encoding-version", "0.1.0");
        out.finish(out.place(all));
    }

    private long encoded(HdfHeader object, String type) throws IOException {
        out.say(object, "encoding-type", type);
        out.say(object, "encoding-version", "0.2.0");
        return out.place(object);
    }

    private long frame(List<String> index, Collection<SheetColumn> columns) throws IOException {
        var children = new LinkedHashMap<String, Long>();
        children.put("_index", encoded(out.texts(index), "string-array"));
        for (var column : columns) {
            children.put(key(column), column(column));
        }
        var names = columns.stream().map(H5adWriter::key).toList();
        if (!HdfHeader.fits(16L * names.size())) {
            throw new GenomicsException(
                    "The sample sheet has " + names.size() + " columns; an AnnData file is written with up to 4,000.",
                    Map.of("columns", names.size()));
        }
        var frame = out.group(children);
        out.say(frame, "_index", "_index");
        out.say(frame, "column-order", names);
        return encoded(frame, "dataframe");
    }

    /** HDF5 takes a slash for a folder. */
    private static String key(SheetColumn column) {
        String name = column.name().replace('/', '_');
        return name.equals("_index") ? "_index_" : name;
    }

    private long column(SheetColumn column) throws IOException {
        return switch (column.kind()) {
            case NUMBER -> encoded(out.numbers(column.numbers()), "array");
            case FACTOR -> categorical(column);
            case TEXT ->
                column.missing() > 0 ? categorical(column) : encoded(out.texts(column.values()), "string-array");
        };
    }

    /** Codes into the levels, -1 where missing. */
    private long categorical(SheetColumn column) throws IOException {
        var levels = List.copyOf(column.counts().keySet());
        var places = new LinkedHashMap<String, Integer>();
        levels.forEach(level -> places.put(level, places.size()));
        int[] codes = column.values().stream()
                .mapToInt(v -> v == null ? -1 : places.get(v))
                .toArray();
        var parts = new LinkedHashMap<String, Long>();
        parts.put("codes", encoded(out.codes(codes), "array"));
        parts.put("categories", encoded(out.texts(levels), "string-array"));
        var group = out.group(parts);
        out.say(group, "ordered", false);
        return encoded(group, "categorical");
    }
}
