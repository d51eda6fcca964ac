package jenomics.kernel;

import com.google.gson.JsonParseException;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/** The file in which Jupyter tells a kernel its ports and its key. */
final class ConnectionFile {
    private ConnectionFile() {}

    static KernelConnectionProperties read(Path file) {
        KernelConnectionProperties where = parse(file);
        if (where == null || where.getIp() == null || where.getTransport() == null) {
            throw new GenomicsException("The connection file " + file
                    + " does not say ip and transport; Jupyter writes one for each kernel it starts.");
        }
        ports(where).forEach((name, port) -> {
            if (port < 1 || port > 65_535) {
                throw new GenomicsException(
                        "The connection file " + file + " says " + name + " = " + port + "; a port is 1 to 65535.",
                        Map.of("file", file.toString(), name, port));
            }
        });
        return where;
    }

    private static KernelConnectionProperties parse(Path file) {
        try {
            return KernelConnectionProperties.parse(Files.readString(file));
        } catch (IOException e) {
            throw new GenomicsException(
                    "The connection file " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + ").",
                    e);
        } catch (JsonParseException e) {
            throw new GenomicsException("The connection file " + file + " is not JSON: " + e.getMessage() + ".", e);
        }
    }

    private static Map<String, Integer> ports(KernelConnectionProperties where) {
        var ports = new LinkedHashMap<String, Integer>();
        ports.put("shell_port", where.getShellPort());
        ports.put("control_port", where.getControlPort());
        ports.put("iopub_port", where.getIopubPort());
        ports.put("stdin_port", where.getStdinPort());
        ports.put("hb_port", where.getHbPort());
        return ports;
    }
}
