package jenomics.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import jenomics.provenance.GenomicsException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionFileTest {
    @TempDir
    Path folder;

    private Path file;
    private Map<String, Object> content;

    @BeforeEach
    void aGoodOne() throws IOException {
        file = folder.resolve("kernel-1.json");
        content = new LinkedHashMap<>(KernelProcess.connection());
    }

    private String refusal() throws IOException {
        Files.writeString(file, new Gson().toJson(content));
        String message = assertThrows(GenomicsException.class, () -> ConnectionFile.read(file, false))
                .getMessage();
        assertFalse(message.contains(KernelProcess.KEY), "the key is a secret");
        return message;
    }

    private String refusal(String name, Object value) throws IOException {
        content.put(name, value);
        return refusal();
    }

    @Test
    void isReadWhole() throws IOException {
        Files.writeString(file, new Gson().toJson(content));
        var where = ConnectionFile.read(file, false);
        assertEquals(content.get("shell_port"), where.getShellPort());
        assertEquals(content.get("hb_port"), where.getHbPort());
        assertEquals(KernelProcess.KEY, where.getKey());
        content.put("kernel_name", "java");
        Files.writeString(file, new Gson().toJson(content));
        assertEquals("127.0.0.1", ConnectionFile.read(file, false).getIp(), "Jupyter writes more than we need");
    }

    @Test
    void whatIsNoFileOrNoJsonIsNamed() throws IOException {
        assertEquals(
                "The connection file " + file + " cannot be read (NoSuchFileException).",
                assertThrows(GenomicsException.class, () -> ConnectionFile.read(file))
                        .getMessage());
        for (String text :
                new String[] {"{", "[]", "{\"key\": '" + KernelProcess.KEY + "'}", "{\"key\": " + KernelProcess.KEY}) {
            Files.writeString(file, text);
            assertEquals(
                    "The connection file " + file + " is not a JSON object.",
                    assertThrows(GenomicsException.class, () -> ConnectionFile.read(file))
                            .getMessage());
        }
        Files.writeString(file, "");
        assertEquals(
                "The connection file " + file + " is empty.",
                assertThrows(GenomicsException.class, () -> ConnectionFile.read(file))
                        .getMessage());
    }

    @Test
    void everyEntryMustBeThere() throws IOException {
        for (String name : KernelProcess.connection().keySet()) {
            aGoodOne();
            content.remove(name);
            assertEquals(
                    "The connection file " + file + " does not say " + name
                            + "; Jupyter writes a whole one for each kernel it starts.",
                    refusal());
        }
    }

    @Test
    void portsAreNumbersFrom1To65535() throws IOException {
        for (Object port : new Object[] {0, -1, 70_000, 1.5, "many", 1e9}) {
            assertTrue(refusal("iopub_port", port).contains(" says iopub_port = "), String.valueOf(port));
        }
        assertEquals(
                "The connection file " + file + " says iopub_port = 70000; a port is 1 to 65535.",
                refusal("iopub_port", 70_000));
    }

    @Test
    void onlyThisMachineUnlessTold() throws IOException {
        for (String ip : new String[] {"0.0.0.0", "192.0.2.7", "::"}) {
            assertTrue(refusal("ip", ip)
                    .contains("other machines could reach the kernel. If they shall, set JENOMICS_LISTEN=any"));
            assertEquals(ip, ConnectionFile.read(file, true).getIp());
        }
        content.put("ip", "localhost");
        Files.writeString(file, new Gson().toJson(content));
        assertEquals("localhost", ConnectionFile.read(file, false).getIp());
    }

    @Test
    void unsignedMessagesAndUnknownSchemesAreRefused() throws IOException {
        assertTrue(refusal("key", "").contains("has an empty key: messages would not be signed"));
        assertTrue(refusal("key", "schlüssel").contains("beyond ASCII"));
        aGoodOne();
        assertTrue(refusal("signature_scheme", "hmac-md5")
                .contains("says signature_scheme = hmac-md5; known are hmac-sha256"));
        aGoodOne();
        assertTrue(refusal("transport", "ipc").contains("says transport = ipc; this kernel speaks tcp"));
    }
}
