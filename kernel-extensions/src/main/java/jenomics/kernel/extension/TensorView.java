package jenomics.kernel.extension;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import jenomics.provenance.Description;

/**
 * A tensor: its shape, type and device, and the first numbers of its last two dimensions. Only these are copied from the
 * device, never the whole.
 */
final class TensorView {
    private static final int CORNER = 6;

    private TensorView() {}

    static Bundle bundle(NDArray array) {
        var shown = Description.of(headline(array));
        if (array.isReleased() || array.getShape().size() == 0 || !isNumeric(array.getDataType())) {
            return DescribedView.bundle(shown);
        }
        String leading = leading(array.getShape());
        return DescribedView.bundle(shown.with(leading, List.of(), NumberGrid.texts(corner(array))));
    }

    /** {@code NDArray (32, 167, 768) · float32 · gpu 0}. */
    static String headline(NDArray array) {
        if (array.isReleased()) {
            return "NDArray · closed: its memory has been given back";
        }
        String shape = Arrays.stream(array.getShape().getShape())
                .mapToObj(Long::toString)
                .collect(Collectors.joining(", ", "(", ")"));
        String device = array.getDevice().isGpu()
                ? "gpu " + array.getDevice().getDeviceId()
                : array.getDevice().getDeviceType();
        return "NDArray " + shape + " · " + array.getDataType().toString().toLowerCase(Locale.ROOT) + " · " + device;
    }

    private static boolean isNumeric(DataType type) {
        return type.isFloating() || type.isInteger() || type == DataType.BOOLEAN;
    }

    /** {@code [0, 0, :, :]}: which of the matrices in a tensor of more than two dimensions is shown. */
    private static String leading(Shape shape) {
        int dimensions = shape.dimension();
        return dimensions <= 2 ? "" : "[" + "0, ".repeat(dimensions - 2) + ":, :]";
    }

    /** The first numbers of the first matrix: null at the end of a row, and for the last row, where there are more. */
    private static List<List<Double>> corner(NDArray array) {
        long[] shape = array.getShape().getShape();
        int rows = shape.length < 2 ? 1 : shown(shape[shape.length - 2]);
        int columns = shape.length < 1 ? 1 : shown(shape[shape.length - 1]);
        double[] numbers = numbers(array, rows, columns);
        var corner = new ArrayList<List<Double>>();
        for (int r = 0; r < rows; r++) {
            var row = new ArrayList<Double>();
            for (int c = 0; c < columns; c++) {
                row.add(numbers[r * columns + c]);
            }
            if (shape.length > 0 && shape[shape.length - 1] > columns) {
                row.add(null);
            }
            corner.add(row);
        }
        if (shape.length > 1 && shape[shape.length - 2] > rows) {
            corner.add(null);
        }
        return corner;
    }

    private static int shown(long size) {
        return (int) Math.min(size, CORNER);
    }

    private static double[] numbers(NDArray array, int rows, int columns) {
        int dimensions = array.getShape().dimension();
        try (NDManager scratch = array.getManager().newSubManager()) {
            NDArray corner = dimensions == 0
                    ? array.duplicate()
                    : array.get(
                            scratch,
                            new NDIndex("0, ".repeat(Math.max(0, dimensions - 2))
                                    + (dimensions > 1 ? ":" + rows + ", " : "") + ":" + columns));
            corner.attach(scratch);
            NDArray plain = corner.toType(DataType.FLOAT64, false);
            plain.attach(scratch);
            return plain.toDoubleArray();
        }
    }
}
