package jenomics.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The tensor operations of Jenomics: methods of {@code ops.torchscript} and its neighbours, compiled by torch when first
 * used. Autograd flows through them, and their numbers are torch's own. Results live in the current {@link Scope}.
 */
public final class Ops {
    /**
     * Text resources with the methods: what everything uses, what encoders add, what mixes without attention,
     * what adapters and trainings add, what fusing layers of omics data adds.
     */
    private static final List<String> SOURCES = List.of(
            "ops.torchscript",
            "encoders.torchscript",
            "mixers.torchscript",
            "tuning.torchscript",
            "fusion.torchscript");

    private static final PtSymbolBlock BLOCK = load();
    private static final MethodHandle RUN = runMethod();
    private static final MethodHandle WRAP = wrapMethod();

    /** The handle of TorchScript's None, which JNI cannot make by itself; held for ever. */
    private static final long NONE = none();

    /** The optimizing executor of TorchScript specialises on shapes and re-compiles for each; per thread, hence this. */
    private static final ThreadLocal<Boolean> PLAIN = ThreadLocal.withInitial(() -> {
        JniUtils.setGraphExecutorOptimize(false);
        return true;
    });

    private Ops() {}

    /**
     * Runs one op.
     *
     * @param method its name in one of the resources
     * @param args tensors, lists of tensors, {@code Integer}, {@code Long}, {@code Double}, {@code double[]} or null
     * @throws ai.djl.engine.EngineException if torch refuses the shapes, or memory runs out ({@link Torch#isOutOfMemory})
     */
    public static NDArray call(String method, Object... args) {
        try (var result = invoke(method, args)) {
            return result.toTensor((PtNDManager) Scope.currentManager());
        }
    }

    /** Runs an op that returns several tensors; otherwise as {@link #call}. */
    public static NDArray[] callAll(String method, Object... args) {
        try (var result = invoke(method, args)) {
            return result.toTensorArray((PtNDManager) Scope.currentManager());
        }
    }

    /** Runs an op for its effect; its result is dropped at once. */
    public static void run(String method, Object... args) {
        invoke(method, args).close();
    }

    private static IValue invoke(String method, Object... args) {
        PLAIN.get();
        var values = new IValue[args.length];
        try {
            long[] handles = new long[args.length];
            for (int i = 0; i < args.length; i++) {
                values[i] = value(args[i]);
                handles[i] = values[i] == null ? NONE : values[i].getHandle();
            }
            return (IValue) WRAP.invoke((long) RUN.invoke((long) BLOCK.getHandle(), method, handles, true, false));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("op '" + method + "' failed", e);
        } finally {
            for (var value : values) {
                if (value != null) {
                    value.close();
                }
            }
        }
    }

    private static IValue value(Object arg) {
        if (arg == null) {
            return null;
        } else if (arg instanceof PtNDArray tensor) {
            return IValue.from(tensor);
        } else if (arg instanceof Integer number) {
            return IValue.from((long) number);
        } else if (arg instanceof Long number) {
            return IValue.from((long) number);
        } else if (arg instanceof Double number) {
            return IValue.from((double) number);
        } else if (arg instanceof double[] numbers) {
            return IValue.listFrom(numbers);
        } else if (arg instanceof List<?> tensors) {
            return IValue.listFrom(tensors.stream().map(PtNDArray.class::cast).toArray(PtNDArray[]::new));
        }
        throw new IllegalArgumentException("no op takes a " + arg.getClass().getName());
    }

    private static PtSymbolBlock load() {
        try {
            var methods = new StringBuilder();
            for (var source : SOURCES) {
                methods.append(text(source));
            }
            byte[] archive = TorchScriptArchive.of("Ops", methods.toString());
            return JniUtils.loadModule((PtNDManager) Torch.root(), new ByteArrayInputStream(archive), false, false);
        } catch (IOException e) {
            throw new UncheckedIOException("the ops cannot be read from the Jenomics jar", e);
        }
    }

    private static String text(String resource) throws IOException {
        try (var source = Ops.class.getResourceAsStream(resource)) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** DJL's public call takes tensors only; the one beneath it takes numbers and lists as well. */
    private static MethodHandle runMethod() {
        try {
            var library = Class.forName("ai.djl.pytorch.jni.PyTorchLibrary");
            var instance = library.getDeclaredField("LIB");
            instance.setAccessible(true);
            var method = library.getDeclaredMethod(
                    "moduleRunMethod", long.class, String.class, long[].class, boolean.class, boolean.class);
            method.setAccessible(true);
            return MethodHandles.lookup().unreflect(method).bindTo(instance.get(null));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this DJL is not the one Jenomics was built for (0.35.1)", e);
        }
    }

    private static MethodHandle wrapMethod() {
        try {
            var constructor = IValue.class.getDeclaredConstructor(long.class);
            constructor.setAccessible(true);
            return MethodHandles.lookup().unreflectConstructor(constructor);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this DJL is not the one Jenomics was built for (0.35.1)", e);
        }
    }

    private static long none() {
        try {
            return (long) RUN.invoke((long) BLOCK.getHandle(), "none", new long[0], true, false);
        } catch (Throwable e) {
            throw new IllegalStateException("torch cannot make a None", e);
        }
    }
}
