package jenomics.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class GpuTest {
    @Test
    void theDriversListIsRead() {
        var gpus =
                Gpu.parse("0, NVIDIA H200, 4, 143771, 570.133.20\n1, NVIDIA A100-SXM4-40GB, 1024, 40960, 570.133.20\n");
        assertEquals(2, gpus.size());
        assertEquals(
                "NVIDIA H200, 0.00 GB used of 150.75 GB, driver 570.133.20",
                gpus.get(0).sentence());
        assertEquals(1, gpus.get(1).index());
    }

    @Test
    void complaintsOfTheDriverAreNoGpus() {
        assertEquals(
                List.of(),
                Gpu.parse("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n"));
        assertEquals(List.of(), Gpu.parse("0, NVIDIA X, [N/A], [N/A], 570\n"));
        assertEquals(List.of(), Gpu.parse(""));
    }
}
