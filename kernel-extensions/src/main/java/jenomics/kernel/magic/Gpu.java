package jenomics.kernel.magic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A GPU as NVIDIA's driver sees it, whether PyTorch uses it or not.
 *
 * @param driver version of the driver
 */
record Gpu(int index, String name, long usedMiB, long totalMiB, String driver) {
    private static final int SECONDS = 5;
    private static final long MIB = 1024 * 1024;

    /** Empty where there is no driver. */
    static List<Gpu> seenByDriver() {
        try {
            var process = new ProcessBuilder(
                            "nvidia-smi",
                            "--query-gpu=index,name,memory.used,memory.total,driver_version",
                            "--format=csv,noheader,nounits")
                    .redirectErrorStream(true)
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return List.of();
            }
            return parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return List.of(); // no such program: no such GPU
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /** One GPU a line; what is no such line is passed over. */
    static List<Gpu> parse(String csv) {
        return csv.lines()
                .map(line -> line.split("\\s*,\\s*"))
                .filter(cells -> cells.length == 5
                        && Stream.of(0, 2, 3).allMatch(i -> cells[i].strip().matches("[0-9]{1,9}")))
                .map(cells -> new Gpu(
                        Integer.parseInt(cells[0].strip()),
                        cells[1],
                        Long.parseLong(cells[2]),
                        Long.parseLong(cells[3]),
                        cells[4].strip()))
                .toList();
    }

    String sentence() {
        return name + ", " + DeviceMagic.size(usedMiB * MIB) + " used of " + DeviceMagic.size(totalMiB * MIB)
                + ", driver " + driver;
    }
}
