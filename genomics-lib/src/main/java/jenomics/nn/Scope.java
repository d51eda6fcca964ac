package jenomics.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * How long tensors live: until the innermost scope of this thread closes. Every op puts its result into the current
 * scope, so a step that runs inside one leaves no native memory behind.
 *
 * <pre>{@code
 * try (var step = Scope.open()) {
 *     var loss = model.loss(step.longs(ids, batch, length));
 *     ...
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {
    private static final ThreadLocal<Deque<Scope>> OPEN = ThreadLocal.withInitial(ArrayDeque::new);

    private final NDManager manager = Torch.root().newSubManager();
    private final boolean current;
    private final List<Recomputed> recomputed = new ArrayList<>();

    private Scope(boolean current) {
        this.current = current;
    }

    /** A scope that is current on this thread until it is closed. */
    public static Scope open() {
        var scope = new Scope(true);
        OPEN.get().push(scope);
        return scope;
    }

    /** A scope for what outlives a call (weights, optimizer state): never current, closed by its owner. */
    public static Scope lasting() {
        return new Scope(false);
    }

    /**
     * The innermost scope of this thread: where results go.
     *
     * @throws IllegalStateException if none is open
     */
    public static Scope current() {
        var scope = OPEN.get().peek();
        if (scope == null) {
            throw new IllegalStateException("no Scope is open on this thread");
        }
        return scope;
    }

    static NDManager currentManager() {
        return current().manager;
    }

    /** Does some work and keeps its result alone: whatever else it makes is freed when it ends. */
    static NDArray keepingOnly(Supplier<NDArray> work) {
        var home = current();
        try (var inner = open()) {
            return home.keep(work.get());
        }
    }

    /** Notes what a backward pass has to compute again; forgotten when this scope closes. */
    void note(Recomputed block) {
        recomputed.add(block);
    }

    /** Takes what was noted in all scopes of this thread, the last first. */
    static List<Recomputed> takeRecomputed() {
        var all = new ArrayList<Recomputed>();
        for (var scope : OPEN.get()) {
            for (int i = scope.recomputed.size() - 1; i >= 0; i--) {
                all.add(scope.recomputed.get(i));
            }
            scope.recomputed.clear();
        }
        return all;
    }

    /** Values in row-major order, copied to the device. */
    public NDArray floats(float[] values, long... shape) {
        return create(FloatBuffer.wrap(values), new Shape(shape), DataType.FLOAT32);
    }

    /** Values in row-major order, copied to the device. */
    public NDArray longs(long[] values, long... shape) {
        return create(LongBuffer.wrap(values), new Shape(shape), DataType.INT64);
    }

    /** Float32 zeros on the device. */
    public NDArray zeros(Shape shape) {
        return manager.zeros(shape, DataType.FLOAT32);
    }

    /** Raw little-endian values of a type torch accepts from Java: everything but bfloat16. */
    public NDArray of(ByteBuffer values, Shape shape, DataType type) {
        return create(values, shape, type);
    }

    /** Copies rather than wraps: torch must never hold on to memory that the garbage collector owns. */
    private NDArray create(Buffer values, Shape shape, DataType type) {
        try (var wrapped = manager.create(values, shape, type)) {
            return wrapped.duplicate();
        }
    }

    /** Takes a tensor over from whatever scope holds it: it now lives as long as this one. */
    public NDArray keep(NDArray tensor) {
        tensor.attach(manager);
        return tensor;
    }

    @Override
    public void close() {
        if (current) {
            OPEN.get().remove(this);
        }
        manager.close();
    }
}
