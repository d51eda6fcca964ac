package jenomics.kernel.magic;

import ai.djl.engine.Engine;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import jenomics.nn.Torch;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;

/** {@code %device}: where tensors live and why, and how much room there is. */
final class DeviceMagic {
    private static final double GB = 1e9;
    private static final Path PROCESS = Path.of("/proc/self/status");

    private DeviceMagic() {}

    static void register(MagicBook book) {
        book.line("device", "", "the device in use and why, threads, memory, versions", words -> device());
    }

    private static Described device() {
        var gpus = Gpu.seenByDriver();
        var rows = new ArrayList<List<String>>();
        String headline;
        try {
            headline = Torch.deviceName() + " · " + Torch.threads() + " threads";
            rows.add(List.of("device", Torch.deviceName() + ", " + why(gpus)));
            rows.add(List.of("threads", Torch.threads() + " of " + processors()));
        } catch (GenomicsException e) {
            headline = "no torch · " + processors();
            rows.add(List.of("device", e.getMessage()));
        }
        gpus.forEach(gpu -> rows.add(List.of("GPU " + gpu.index(), gpu.sentence())));
        memory(rows);
        versions(rows);
        return new Shown(Description.of(headline).with("", List.of(), rows));
    }

    private static String why(List<Gpu> gpus) {
        String wanted = System.getProperty("jenomics.device", "auto");
        if (Torch.device().isGpu()) {
            return wanted.equals("gpu") ? "as -Djenomics.device=gpu asks" : "the first GPU that PyTorch sees";
        }
        if (wanted.equals("cpu")) {
            return "as -Djenomics.device=cpu asks";
        }
        return gpus.isEmpty()
                ? "since there is no NVIDIA GPU"
                : "since this PyTorch is built for the CPU; README, \"On a GPU\", says how to get the other";
    }

    private static String processors() {
        return Runtime.getRuntime().availableProcessors() + " processors";
    }

    private static void memory(List<List<String>> rows) {
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        rows.add(List.of("heap", size(heap.getUsed()) + " used of at most " + size(heap.getMax())));
        resident()
                .ifPresent(resident -> rows.add(
                        List.of("process", size(resident) + " in memory: heap, tensors, native code and caches")));
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            rows.add(List.of(
                    "machine", size(system.getFreeMemorySize()) + " free of " + size(system.getTotalMemorySize())));
        }
    }

    /** Linux only: torch itself does not say what its tensors take. */
    private static OptionalLong resident() {
        if (!Files.isReadable(PROCESS)) {
            return OptionalLong.empty();
        }
        try (var lines = Files.lines(PROCESS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static void versions(List<List<String>> rows) {
        try {
            rows.add(List.of("PyTorch", Torch.version()));
            rows.add(List.of("DJL", Engine.getDjlVersion()));
        } catch (GenomicsException e) {
            // said above
        }
        rows.add(List.of("Java", Runtime.version() + ", " + System.getProperty("java.vm.name")));
    }

    static String size(long bytes) {
        return String.format(Locale.ROOT, "%.2f GB", bytes / GB);
    }
}
