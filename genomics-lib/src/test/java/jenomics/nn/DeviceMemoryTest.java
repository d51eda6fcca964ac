package jenomics.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceMemoryTest {
    @TempDir
    Path root;

    private void file(String name, String text) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), text);
    }

    @Test
    void theLeastOfAllLimitsCounts() throws IOException {
        assertEquals(OptionalLong.empty(), DeviceMemory.ofHost(root));
        file("proc/meminfo", "MemTotal: 9000 kB\nMemAvailable:    5000 kB\nSwapFree: 1 kB\n");
        assertEquals(OptionalLong.of(5000 * 1024), DeviceMemory.ofHost(root));
        file("sys/fs/cgroup/memory.max", "max\n");
        file("sys/fs/cgroup/memory.current", "100\n");
        assertEquals(OptionalLong.of(5000 * 1024), DeviceMemory.ofHost(root));
        file("sys/fs/cgroup/memory.max", "3000\n");
        assertEquals(OptionalLong.of(2900), DeviceMemory.ofHost(root));
        file("sys/fs/cgroup/memory/memory.limit_in_bytes", "500\n");
        file("sys/fs/cgroup/memory/memory.usage_in_bytes", "700\n");
        assertEquals(OptionalLong.of(0), DeviceMemory.ofHost(root));
    }

    @Test
    void thisMachineSays() {
        assumeTrue(Files.exists(Path.of("/proc/meminfo")), "skipped: only Linux says what is free");
        long free = DeviceMemory.free().orElseThrow();
        assertTrue(free > 1 << 20, free + " bytes");
        DeviceMemory.compact(true);
        DeviceMemory.compact(false);
        DeviceMemory.release();
    }
}
