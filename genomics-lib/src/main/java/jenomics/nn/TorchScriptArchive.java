package jenomics.nn;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs TorchScript source text into the archive that torch loads: a zip of stored entries holding the code and a pickle
 * that makes one object of the class. No Python takes part.
 */
final class TorchScriptArchive {
    private static final String HEADER =
            "class %s(Module):\n  __parameters__ = []\n  __buffers__ = []\n  training : bool\n";

    private TorchScriptArchive() {}

    /**
     * @param name the class name, at most 255 ASCII letters
     * @param methods its methods, each {@code def name(self: __torch__.NAME, ...) -> ...:}, indented by two spaces
     */
    static byte[] of(String name, String methods) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            put(zip, "ops/data.pkl", pickledObject(name));
            put(zip, "ops/code/__torch__.py", ascii(HEADER.formatted(name) + methods));
            put(zip, "ops/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
            put(zip, "ops/version", ascii("10\n"));
            put(zip, "ops/byteorder", ascii("little"));
        }
        return bytes.toByteArray();
    }

    /** The pickle, protocol 2, of an instance of __torch__.NAME with the state {"training": True}. */
    private static byte[] pickledObject(String name) throws IOException {
        var out = new ByteArrayOutputStream();
        out.write(new byte[] {(byte) 0x80, 2});
        out.write(ascii("c__torch__\n" + name + "\n"));
        out.write(new byte[] {'q', 0, ')', (byte) 0x81, '}', '(', 'X', 8, 0, 0, 0});
        out.write(ascii("training"));
        out.write(new byte[] {'q', 1, (byte) 0x88, 'u', 'b', 'q', 3, '.'});
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var entry = new ZipEntry(name);
        var crc = new CRC32();
        crc.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
