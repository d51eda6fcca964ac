package jenomics.io;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jenomics.omics.SampleSheet;
import jenomics.omics.SheetColumn;
import jenomics.provenance.GenomicsException;

/** A data frame of AnnData, obs or var: a group with a dataset or a group for each column. */
final class AnnDataFrame {
    private final HdfContent content;
    private final Group group;
    private final String path;
    private final List<String> index;

    AnnDataFrame(HdfContent content, String path) {
        this.content = content;
        this.path = path;
        this.group = (Group) content.at(path);
        this.index = content.texts(path + "/" + indexKey());
    }

    private String indexKey() {
        return HdfContent.attribute(group, "_index", "_index");
    }

    /** The name of the column that names the rows. */
    String indexName() {
        String key = indexKey();
        return key.equals("_index") || key.equals("index") ? path.equals("obs") ? "sample" : "feature" : key;
    }

    /** The names of the rows. */
    List<String> index() {
        return index;
    }

    /** All columns but the index, in their order. */
    List<SheetColumn> columns() {
        var columns = new ArrayList<SheetColumn>();
        for (String name : names()) {
            var node = group.getChild(name);
            if (node == null) {
                throw refusal(name, "is named in its order of columns and is not there");
            }
            var column = column(name, node);
            if (column.values().size() != index.size()) {
                throw refusal(name, "has " + column.values().size() + " values for " + index.size() + " rows");
            }
            columns.add(column);
        }
        return columns;
    }

    private List<String> names() {
        var order = group.getAttribute("column-order");
        if (order != null && !order.isEmpty() && order.getData() instanceof String[] names) {
            return List.of(names);
        }
        if (order != null && !order.isEmpty() && order.getData() instanceof String one) {
            return List.of(one);
        }
        if (order != null) {
            return List.of();
        }
        String key = indexKey();
        return group.getChildren().keySet().stream()
                .filter(n -> !n.equals(key) && !n.equals("__categories"))
                .toList();
    }

    private SheetColumn column(String name, Node node) {
        String inside = path + "/" + name;
        if (node instanceof Dataset dataset) {
            String categories = path + "/__categories/" + name;
            return content.at(categories) != null
                    ? categorical(name, content.numbers(inside), content.texts(categories))
                    : plain(name, dataset);
        }
        String encoding = HdfContent.attribute(node, "encoding-type", "");
        return switch (encoding) {
            case "categorical" ->
                categorical(name, content.numbers(inside + "/codes"), content.texts(inside + "/categories"));
            case "nullable-integer", "nullable-boolean", "nullable-string-array" -> nullable(name, inside);
            default -> throw refusal(name, "is written as '" + encoding + "', which is not read");
        };
    }

    /** Numbers, texts or booleans, which HDF5 keeps as an enumeration of FALSE and TRUE. */
    private SheetColumn plain(String name, Dataset dataset) {
        var texts = new ArrayList<String>();
        content.texts(dataset).forEach(t -> texts.add(truth(t)));
        return typed(name, texts);
    }

    private static String truth(String text) {
        return "TRUE".equals(text) || "FALSE".equals(text) ? text.toLowerCase(Locale.ROOT) : text;
    }

    private SheetColumn typed(String name, List<String> texts) {
        var rows = texts.stream()
                .map(t -> {
                    var row = new ArrayList<String>();
                    row.add(t);
                    return (List<String>) row;
                })
                .toList();
        var ids = java.util.stream.IntStream.rangeClosed(1, texts.size())
                .mapToObj(Integer::toString)
                .toList();
        return SampleSheet.ofText("row number", ids, List.of(name), rows)
                .columns()
                .get(0);
    }

    private SheetColumn categorical(String name, double[] codes, List<String> categories) {
        var levels = categories.stream().map(AnnDataFrame::truth).toList();
        var values = new ArrayList<String>();
        for (double code : codes) {
            if (code >= levels.size() || code < -1) {
                throw refusal(name, "has the code " + (long) code + ", and " + levels.size() + " categories");
            }
            values.add(code < 0 ? null : levels.get((int) code));
        }
        return new SheetColumn(name, SheetColumn.Kind.FACTOR, values, levels);
    }

    private SheetColumn nullable(String name, String inside) {
        var values = content.texts(inside + "/values");
        var missing = content.texts(inside + "/mask");
        if (missing.size() != values.size()) {
            throw refusal(name, "has " + values.size() + " values and a mask of " + missing.size());
        }
        var texts = new ArrayList<String>();
        for (int i = 0; i < values.size(); i++) {
            boolean none = missing.get(i) == null
                    || missing.get(i).equalsIgnoreCase("true")
                    || missing.get(i).equals("1");
            texts.add(none ? null : truth(values.get(i)));
        }
        return typed(name, texts);
    }

    private GenomicsException refusal(String column, String what) {
        return new GenomicsException(
                "The column '" + column + "' of '" + path + "' in '" + content.file() + "' " + what + ".",
                Map.of("file", content.file().toString(), "column", column));
    }
}
