package jenomics.kernel.extension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TensorViewTest {
    private static NDManager manager;

    @BeforeAll
    static void open() {
        manager = NDManager.newBaseManager();
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    private static String text(NDArray array) {
        return Extension.bundle(array).text();
    }

    @Test
    void aMatrixShowsItsFirstCorner() {
        var array = manager.arange(200f).reshape(20, 10);
        String text = text(array);
        assertTrue(text.startsWith("NDArray (20, 10) · float32 · cpu\n"), text);
        assertTrue(text.contains("20  21  22  23  24  25  …"), text);
        assertEquals(8, text.lines().count(), text);
        assertTrue(text.lines().skip(7).findFirst().orElseThrow().contains("⋮"), text);
    }

    @Test
    void ofMoreDimensionsTheFirstMatrixIsShown() {
        String text = text(manager.arange(24f).reshape(2, 3, 2, 2));
        assertTrue(text.startsWith("NDArray (2, 3, 2, 2) · float32 · cpu\n[0, 0, :, :]\n"), text);
        assertTrue(text.endsWith("  0  1\n  2  3"), text);
    }

    @Test
    void vectorsScalarsAndOtherTypes() {
        assertEquals("NDArray (3) · float32 · cpu\n  1.5  2.0  3.0", text(manager.create(new float[] {1.5f, 2, 3})));
        assertEquals("NDArray () · int32 · cpu\n  7", text(manager.create(7)));
        assertEquals("NDArray (2) · boolean · cpu\n  1  0", text(manager.create(new boolean[] {true, false})));
        assertTrue(text(manager.ones(new Shape(2), DataType.FLOAT16)).endsWith("\n  1  1"));
        assertEquals("NDArray (2) · int64 · cpu\n  1  2", text(manager.create(new long[] {1, 2})));
        assertEquals("NDArray (0, 4) · float32 · cpu", text(manager.create(new Shape(0, 4))));
    }

    @Test
    void aClosedArraySaysSo() {
        var array = manager.create(1f);
        array.close();
        assertEquals("NDArray · closed: its memory has been given back", text(array));
    }

    @Test
    void nothingIsLeftBehindAndTheArrayIsUntouched() {
        try (var own = manager.newSubManager()) {
            var array = own.arange(1_000_000f).reshape(1000, 1000);
            int before = own.getManagedArrays().size();
            text(array);
            assertEquals(before, own.getManagedArrays().size());
            assertEquals(999_999f, array.getFloat(999, 999));
        }
    }

    @Test
    void aListOfArraysNamesEach() {
        String text = Extension.bundle(new NDList(manager.create(1f), manager.create(new float[2])))
                .text();
        assertEquals("[NDArray () · float32 · cpu, NDArray (2) · float32 · cpu]", text);
    }
}
