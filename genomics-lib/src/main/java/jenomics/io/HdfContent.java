package jenomics.io;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;

/** An open HDF5 file; whatever goes wrong below is said with the file, the dataset and the way on. */
final class HdfContent {
    private static final int DEEPEST = 12;
    private static final byte[] MAGIC = {(byte) 0x89, 'H', 'D', 'F'};
    private static final String LZF = "lzf";

    private final Path file;
    private final HdfFile hdf;

    private HdfContent(Path file, HdfFile hdf) {
        this.file = file;
        this.hdf = hdf;
    }

    /** Opens a file, works, closes it. */
    static <T> T with(Path file, Function<HdfContent, T> work) {
        checkMagic(file);
        try (var hdf = open(file)) {
            return work.apply(new HdfContent(file, hdf));
        } catch (GenomicsException e) {
            throw e;
        } catch (IOException e) {
            throw Unpacked.failure(file, e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw damaged(file, "", e); // a damaged length may ask for any amount of memory
        }
    }

    /** Mapped where it fits a buffer: then a length that leads beyond the file asks for no memory. */
    private static HdfFile open(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            return channel.size() <= Integer.MAX_VALUE
                    ? HdfFile.fromByteBuffer(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()))
                    : new HdfFile(file);
        }
    }

    private static void checkMagic(Path file) {
        try (var in = DataFile.open(file)) {
            if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
                throw new GenomicsException(
                        "'" + file + "' is no HDF5 file: those begin with the bytes 89 H D F.",
                        Map.of("file", file.toString()));
            }
        } catch (IOException e) {
            throw Unpacked.failure(file, e);
        }
    }

    private static GenomicsException damaged(Path file, String dataset, Throwable e) {
        String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return new GenomicsException(
                "'" + file + "' cannot be read as HDF5" + (dataset.isEmpty() ? "" : " at '" + dataset + "'") + " ("
                        + what + "). It is cut short or damaged; copy or download it again.",
                Map.of("file", file.toString(), "dataset", dataset),
                e);
    }

    Path file() {
        return file;
    }

    Group root() {
        return hdf;
    }

    /** What lies at a path; null if nothing does. */
    Node at(String path) {
        Node node = hdf;
        for (String name : path.split("/")) {
            if (!name.isEmpty()) {
                if (!(node instanceof Group group)) {
                    return null;
                }
                node = group.getChild(name);
            }
        }
        return node;
    }

    Dataset dataset(String path) {
        if (at(path) instanceof Dataset dataset) {
            return dataset;
        }
        throw new GenomicsException(
                "'" + file + "' has no dataset '" + path + "'; it has "
                        + LayerNames.firstThree(
                                listing().stream().map(r -> r.get(0)).toList()) + ".",
                Map.of("file", file.toString(), "dataset", path));
    }

    /** The content of a dataset, of whatever type; lists and matrices of Java's own. */
    Object data(Dataset dataset) {
        int[] shape = shape(dataset);
        long values = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        Forecast.check(file, shape.length == 0 ? 1 : shape[0], shape.length == 0 ? 1 : values / Math.max(1, shape[0]));
        try {
            return dataset.getData();
        } catch (RuntimeException | StackOverflowError e) {
            throw refused(dataset, e);
        }
    }

    private int[] shape(Dataset dataset) {
        try {
            int[] shape = dataset.getDimensions();
            if (shape.length > 2) {
                throw new GenomicsException(
                        "The dataset '" + dataset.getPath() + "' of '" + file + "' has " + shape.length + " axes: "
                                + Arrays.toString(shape) + "; lists and matrices are read.",
                        Map.of("file", file.toString(), "dataset", dataset.getPath()));
            }
            return shape;
        } catch (ArithmeticException e) {
            throw damaged(file, dataset.getPath(), e);
        }
    }

    private GenomicsException refused(Dataset dataset, Throwable e) {
        String filters = filters(dataset);
        if (filters.toLowerCase(java.util.Locale.ROOT).contains(LZF)) {
            return new GenomicsException(
                    "The dataset '" + dataset.getPath() + "' of '" + file
                            + "' is compressed with lzf, which is not read. Write the file anew with gzip, in Python:"
                            + " anndata.read_h5ad(\"" + file.getFileName()
                            + "\").write_h5ad(\"new.h5ad\", compression=\"gzip\").",
                    Map.of("file", file.toString(), "dataset", dataset.getPath(), "compression", filters),
                    e);
        }
        return damaged(file, dataset.getPath(), e);
    }

    private static String filters(Dataset dataset) {
        try {
            return dataset.getFilters().stream()
                    .map(f -> f.getName() == null ? "" : f.getName())
                    .filter(n -> !n.isEmpty())
                    .collect(Collectors.joining(", "));
        } catch (RuntimeException e) {
            return "";
        }
    }

    /** A matrix of float32; a list is one column. */
    float[][] matrix(String path) {
        var dataset = dataset(path);
        return rows(dataset, data(dataset));
    }

    float[][] rows(Dataset dataset, Object data) {
        if (data instanceof float[][] rows) {
            return rows;
        }
        if (data == null || !data.getClass().isArray()) {
            throw noNumbers(dataset);
        }
        float[][] rows = new float[Array.getLength(data)][];
        for (int r = 0; r < rows.length; r++) {
            var row = Array.get(data, r);
            rows[r] =
                    row != null && row.getClass().isArray() ? floats(dataset, row) : new float[] {number(dataset, row)};
        }
        return rows;
    }

    private float[] floats(Dataset dataset, Object row) {
        if (row instanceof float[] floats) {
            return floats;
        }
        float[] floats = new float[Array.getLength(row)];
        for (int c = 0; c < floats.length; c++) {
            floats[c] = number(dataset, Array.get(row, c));
        }
        return floats;
    }

    private float number(Dataset dataset, Object value) {
        return (float) asDouble(dataset, value);
    }

    private double asDouble(Dataset dataset, Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        throw noNumbers(dataset);
    }

    private GenomicsException noNumbers(Dataset dataset) {
        return new GenomicsException(
                "The dataset '" + dataset.getPath() + "' of '" + file + "' holds no numbers but " + type(dataset) + ".",
                Map.of("file", file.toString(), "dataset", dataset.getPath()));
    }

    /** A list of numbers as it lies in memory, of whatever width. */
    interface Numbers {
        int length();

        double at(int place);
    }

    private record Placed(int length, IntToDoubleFunction value) implements Numbers {
        @Override
        public double at(int place) {
            return value.applyAsDouble(place);
        }
    }

    /** Without a copy of what may be hundreds of millions of values. */
    Numbers list(String path) {
        var dataset = dataset(path);
        var data = data(dataset);
        if (data instanceof float[] values) {
            return new Placed(values.length, i -> values[i]);
        }
        if (data instanceof double[] values) {
            return new Placed(values.length, i -> values[i]);
        }
        if (data instanceof int[] values) {
            return new Placed(values.length, i -> values[i]);
        }
        if (data instanceof long[] values) {
            return new Placed(values.length, i -> values[i]);
        }
        if (data == null || !data.getClass().isArray()) {
            throw noNumbers(dataset);
        }
        return new Placed(Array.getLength(data), i -> asDouble(dataset, Array.get(data, i)));
    }

    double[] numbers(String path) {
        var list = list(path);
        double[] numbers = new double[list.length()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.at(i);
        }
        return numbers;
    }

    /** A list as text; whole numbers without a point. */
    List<String> texts(String path) {
        return texts(dataset(path));
    }

    List<String> texts(Dataset dataset) {
        var data = data(dataset);
        var texts = new ArrayList<String>();
        if (data == null || !data.getClass().isArray()) {
            texts.add(text(data));
            return texts;
        }
        for (int i = 0; i < Array.getLength(data); i++) {
            texts.add(text(Array.get(data, i)));
        }
        return texts;
    }

    /** Null where missing (NaN). */
    static String text(Object value) {
        if (value instanceof Float || value instanceof Double) {
            double number = ((Number) value).doubleValue();
            return Double.isNaN(number)
                    ? null
                    : number == Math.rint(number) && Math.abs(number) < 1e15
                            ? Long.toString((long) number)
                            : value.toString();
        }
        return value == null ? null : value.toString();
    }

    /** An attribute as text; {@code otherwise} where there is none. */
    static String attribute(Node node, String name, String otherwise) {
        var attribute = node.getAttribute(name);
        var data = attribute == null ? null : attribute.getData();
        return data instanceof String text ? text : otherwise;
    }

    private static String type(Dataset dataset) {
        try {
            return dataset.getJavaType().getSimpleName();
        } catch (RuntimeException e) {
            return "something unknown";
        }
    }

    Description describe() {
        var rows = listing();
        return Description.of(
                        file.getFileName() + " \u00b7 " + rows.size() + (rows.size() == 1 ? " dataset" : " datasets"))
                .with("", List.of("dataset", "shape", "type", "compression"), rows);
    }

    private List<List<String>> listing() {
        var rows = new ArrayList<List<String>>();
        list(hdf, "", 0, rows);
        return rows;
    }

    private static void list(Group group, String path, int depth, List<List<String>> rows) {
        for (var entry : group.getChildren().entrySet()) {
            String inside = path.isEmpty() ? entry.getKey() : path + "/" + entry.getKey();
            if (entry.getValue() instanceof Group next && depth < DEEPEST) {
                list(next, inside, depth + 1, rows);
            } else if (entry.getValue() instanceof Dataset dataset) {
                String shape = Arrays.stream(dataset.getDimensions())
                        .mapToObj(n -> String.format(java.util.Locale.ROOT, "%,d", n))
                        .collect(Collectors.joining(" \u00d7 "));
                rows.add(List.of(inside, shape.isEmpty() ? "one value" : shape, type(dataset), filters(dataset)));
            }
        }
    }
}
