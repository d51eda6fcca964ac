package jenomics.nn;

import ai.djl.pytorch.jni.JniUtils;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How much memory is left where tensors live. */
public final class DeviceMemory {

    /** The part of NVIDIA's management library that is needed. */
    private interface Nvml extends Library {
        int nvmlInit_v2();

        int nvmlShutdown();

        int nvmlDeviceGetHandleByIndex_v2(int index, PointerByReference device);

        int nvmlDeviceGetHandleByUUID(String uuid, PointerByReference device);

        int nvmlDeviceGetMemoryInfo(Pointer device, long[] totalFreeUsed);
    }

    private interface LibC extends Library {
        int mallopt(int parameter, int value);

        int malloc_trim(long pad);
    }

    /** glibc's number for the size from which memory is taken from the system alone (M_MMAP_THRESHOLD). */
    private static final int LARGE = -3;

    private DeviceMemory() {}

    /**
     * Bytes that can still be taken on {@link Torch#device}: on a CPU what Linux calls available, or what the control
     * group still allows if that is less; on a GPU its own. Empty where nobody says.
     */
    public static OptionalLong free() {
        return Torch.device().isGpu() ? ofGpu(Torch.device().getDeviceId()) : ofHost(Path.of("/"));
    }

    /** Gives back what is kept without being used: of a GPU's memory by torch, of the host's by the C library. */
    public static void release() {
        if (Torch.device().isGpu()) {
            JniUtils.emptyCudaCache();
            return;
        }
        try {
            Native.load("c", LibC.class).malloc_trim(0);
        } catch (UnsatisfiedLinkError e) {
            // Another C library, which has its own ways.
        }
    }

    /**
     * Whether large tensors are each taken from the system and given back to it alone, instead of from a store that keeps
     * the gaps between tensors of unlike life. Less memory, and more time. On a CPU, where the C library is glibc.
     */
    public static void compact(boolean on) {
        if (!Torch.device().isGpu()) {
            try {
                Native.load("c", LibC.class).mallopt(LARGE, on ? 1 << 18 : 32 << 20);
            } catch (UnsatisfiedLinkError e) {
                // Another C library, which has its own ways.
            }
        }
    }

    /** @param root where proc and sys are found */
    static OptionalLong ofHost(Path root) {
        var limits = Stream.of(
                available(root.resolve("proc/meminfo")),
                left(root.resolve("sys/fs/cgroup"), "memory.max", "memory.current"),
                left(root.resolve("sys/fs/cgroup/memory"), "memory.limit_in_bytes", "memory.usage_in_bytes"));
        return limits.flatMapToLong(OptionalLong::stream).min();
    }

    private static OptionalLong available(Path meminfo) {
        try (var lines = Files.lines(meminfo)) {
            return lines.filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong left(Path group, String limit, String usage) {
        try {
            String most = Files.readString(group.resolve(limit)).strip();
            if (!most.matches("\\d{1,18}")) {
                return OptionalLong.empty(); // "max": there is no limit
            }
            long used = Long.parseLong(Files.readString(group.resolve(usage)).strip());
            return OptionalLong.of(Math.max(0, Long.parseLong(most) - used));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong ofGpu(int index) {
        try {
            var nvml = Native.load("nvidia-ml", Nvml.class);
            if (nvml.nvmlInit_v2() != 0) {
                return OptionalLong.empty();
            }
            try {
                var device = new PointerByReference();
                long[] memory = new long[3];
                return handle(nvml, index, device) == 0 && nvml.nvmlDeviceGetMemoryInfo(device.getValue(), memory) == 0
                        ? OptionalLong.of(memory[1])
                        : OptionalLong.empty();
            } finally {
                nvml.nvmlShutdown();
            }
        } catch (UnsatisfiedLinkError e) {
            return OptionalLong.empty();
        }
    }

    /** CUDA counts the visible GPUs only; NVML counts all. */
    private static int handle(Nvml nvml, int index, PointerByReference device) {
        String visible = System.getenv("CUDA_VISIBLE_DEVICES");
        String[] names = visible == null || visible.isBlank() ? new String[0] : visible.split(",");
        String name = index < names.length ? names[index].strip() : String.valueOf(index);
        return name.matches("\\d+")
                ? nvml.nvmlDeviceGetHandleByIndex_v2(Integer.parseInt(name), device)
                : nvml.nvmlDeviceGetHandleByUUID(name, device);
    }
}
