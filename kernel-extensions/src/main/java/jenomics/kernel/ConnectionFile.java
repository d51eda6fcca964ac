package jenomics.kernel;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import jenomics.provenance.GenomicsException;

/**
 * The file in which Jupyter tells a kernel its ports and its key. Read strictly: who can reach a kernel can run anything
 * as its user, so nothing is guessed, and nothing of the key is ever repeated.
 */
final class ConnectionFile {
    /** Set to "any", the kernel listens on whatever address the file says; otherwise on this machine only. */
    static final String LISTEN = "JENOMICS_LISTEN";

    private static final int HIGHEST_PORT = 65_535;

    private final Path file;
    private final JsonObject json;

    private ConnectionFile(Path file, JsonObject json) {
        this.file = file;
        this.json = json;
    }

    static KernelConnectionProperties read(Path file) {
        return read(file, "any".equals(System.getenv(LISTEN)));
    }

    /** @param anywhere whether an address that other machines reach will do */
    static KernelConnectionProperties read(Path file, boolean anywhere) {
        var read = new ConnectionFile(file, parse(file));
        return new KernelConnectionProperties(
                read.address(anywhere),
                read.port("control_port"),
                read.port("shell_port"),
                read.port("stdin_port"),
                read.port("hb_port"),
                read.port("iopub_port"),
                read.transport(),
                read.scheme(),
                read.key());
    }

    private static JsonObject parse(Path file) {
        try {
            var gson = new GsonBuilder().setStrictness(Strictness.STRICT).create();
            JsonObject json = gson.fromJson(Files.readString(file), JsonObject.class);
            if (json == null) {
                throw new GenomicsException("The connection file " + file + " is empty.");
            }
            return json;
        } catch (IOException e) {
            throw new GenomicsException(
                    "The connection file " + file + " cannot be read ("
                            + e.getClass().getSimpleName() + ").",
                    e);
        } catch (JsonParseException e) { // its message may repeat the text, and the text has the key
            throw new GenomicsException("The connection file " + file + " is not a JSON object.");
        }
    }

    private String address(boolean anywhere) {
        String ip = text("ip");
        try {
            if (anywhere || InetAddress.getByName(ip).isLoopbackAddress()) {
                return ip;
            }
        } catch (UnknownHostException e) {
            throw wrong("ip", ip, "it is the address of no machine");
        }
        throw wrong(
                "ip",
                ip,
                "other machines could reach the kernel. If they shall, set " + LISTEN + "=any where Jupyter starts");
    }

    private String transport() {
        String transport = text("transport");
        if (!transport.equals("tcp")) {
            throw wrong("transport", transport, "this kernel speaks tcp, Jupyter's default");
        }
        return transport;
    }

    private String scheme() {
        String scheme = text("signature_scheme");
        if (!scheme.matches("hmac-sha(224|256|384|512)")) {
            throw wrong("signature_scheme", scheme, "known are hmac-sha256, Jupyter's default, and its kin");
        }
        return scheme;
    }

    private String key() {
        String key = text("key");
        if (key.isEmpty()) {
            throw new GenomicsException(
                    "The connection file " + file + " has an empty key: messages would not be signed"
                            + " and whoever reaches the ports could run code. Let Jupyter make a key"
                            + " (do not set Session.key to nothing).");
        }
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(key)) {
            throw new GenomicsException(
                    "The connection file " + file + " has a key with characters beyond ASCII; Jupyter's has none.");
        }
        return key;
    }

    private int port(String name) {
        JsonElement port = json.get(name);
        if (port == null) {
            throw missing(name);
        }
        String digits = port.isJsonPrimitive() ? port.getAsString() : port.toString();
        int number = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
        if (number < 1 || number > HIGHEST_PORT) {
            throw wrong(name, digits, "a port is 1 to 65535");
        }
        return number;
    }

    private String text(String name) {
        JsonElement value = json.get(name);
        if (value == null || !value.isJsonPrimitive()) {
            throw missing(name);
        }
        return value.getAsString();
    }

    private GenomicsException missing(String name) {
        return new GenomicsException("The connection file " + file + " does not say " + name
                + "; Jupyter writes a whole one for each kernel it starts.");
    }

    private GenomicsException wrong(String name, String found, String why) {
        return new GenomicsException(
                "The connection file " + file + " says " + name + " = " + found + "; " + why + ".",
                Map.of("file", file.toString(), name, found));
    }
}
