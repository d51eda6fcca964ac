package jenomics.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import jenomics.io.Safetensors.Tensor;
import jenomics.io.Unpickler.Refused;

/**
 * How a tensor is cut from a storage.
 *
 * @param storage where its values lie
 * @param offset its first value, counted in values
 * @param shape sizes, outermost first
 * @param strides for each dimension, how many values apart neighbours lie
 */
record TorchView(TorchWorld.Storage storage, long offset, long[] shape, long[] strides) {

    /** How much may be copied: strided tensors are, and a small file must not grow without bound by repeating values. */
    static final class Copies {
        private long left;

        Copies(long fileSize) {
            left = 2 * fileSize + (16 << 20);
        }

        private void take(long bytes) {
            if (bytes > left) {
                throw new Refused("its tensors repeat values until they take far more room than the file");
            }
            left -= bytes;
        }
    }

    TorchView {
        if (shape.length != strides.length) {
            throw new Refused("a tensor has " + shape.length + " sizes and " + strides.length + " strides");
        }
    }

    /** The values, row-major: mapped where they lie so in the file, copied where they do not. */
    Tensor read(Path file, FileChannel channel, Copies copies) throws IOException {
        int width = Safetensors.width(storage.dtype());
        long span = span();
        if (offset < 0 || span < 0 || offset > storage.count() - span) {
            throw new Refused("a tensor of shape " + Arrays.toString(shape) + " with strides "
                    + Arrays.toString(strides)
                    + " from value " + offset + " leaves its storage '" + storage.key() + "' of " + storage.count()
                    + " values");
        }
        if (span * width > Integer.MAX_VALUE) {
            throw new Refused("a tensor of shape " + Arrays.toString(shape)
                    + " takes more than 2 GiB, the most that is read of one");
        }
        var values = FilePiece.map(file, channel, storage.offset() + offset * width, span * width);
        var ordered = rowMajor() ? values : copy(values, width, copies);
        if (!Safetensors.holds(shape, ordered.remaining(), width)) {
            throw new Refused("a tensor has the impossible shape " + Arrays.toString(shape));
        }
        return new Tensor(storage.dtype(), shape, ordered);
    }

    /** How many values from the first to the last one used, and none for an empty tensor; -1 if it cannot be. */
    private long span() {
        long last = 0;
        for (int d = 0; d < shape.length; d++) {
            if (shape[d] < 0 || strides[d] < 0) {
                return -1;
            }
            if (shape[d] == 0) {
                return 0;
            }
            long reach = Math.multiplyHigh(shape[d] - 1, strides[d]) == 0 ? (shape[d] - 1) * strides[d] : -1;
            if (reach < 0 || last + reach < 0) {
                return -1;
            }
            last += reach;
        }
        return last + 1;
    }

    private boolean rowMajor() {
        long expected = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            if (shape[d] == 0) {
                return true;
            }
            if (shape[d] != 1 && strides[d] != expected) {
                return false;
            }
            expected *= shape[d];
        }
        return true;
    }

    private ByteBuffer copy(ByteBuffer values, int width, Copies copies) {
        long count = 1;
        for (long size : shape) {
            count = Math.multiplyHigh(count, size) == 0 && count * size >= 0 ? count * size : Long.MAX_VALUE / 8;
        }
        copies.take(count > Integer.MAX_VALUE / width ? Long.MAX_VALUE : count * width);
        var copy = ByteBuffer.allocate((int) count * width).order(ByteOrder.LITTLE_ENDIAN);
        append(values, 0, 0, width, copy);
        return copy.flip();
    }

    private void append(ByteBuffer values, int dimension, long from, int width, ByteBuffer copy) {
        if (dimension == shape.length) {
            copy.put(copy.position(), values, (int) from * width, width).position(copy.position() + width);
            return;
        }
        for (long i = 0; i < shape[dimension]; i++) {
            append(values, dimension + 1, from + i * strides[dimension], width, copy);
        }
    }
}
