package jenomics.plot;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Cells in up to 256 colours, row by row from the top, and their PNG (PNG specification 1.2: indexed colour, 8 bit),
 * written without AWT.
 *
 * @param colours 0xRRGGBB by index
 * @param cells [rows * columns] colour indices
 */
record Raster(int columns, int rows, int[] colours, byte[] cells) {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte INDEXED = 3;
    private static final byte UP = 2;

    int rgb(int row, int column) {
        return colours[cells[row * columns + column] & 0xFF];
    }

    byte[] png() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.write(SIGNATURE);
            chunk(out, "IHDR", header());
            chunk(out, "PLTE", palette());
            chunk(out, "IDAT", pixels());
            chunk(out, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private byte[] header() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeInt(columns);
        out.writeInt(rows);
        out.write(new byte[] {8, INDEXED, 0, 0, 0});
        return bytes.toByteArray();
    }

    private byte[] palette() {
        var bytes = new byte[colours.length * 3];
        for (int i = 0; i < colours.length; i++) {
            bytes[3 * i] = (byte) (colours[i] >> 16);
            bytes[3 * i + 1] = (byte) (colours[i] >> 8);
            bytes[3 * i + 2] = (byte) colours[i];
        }
        return bytes;
    }

    private byte[] pixels() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try (var out = new DeflaterOutputStream(bytes, deflater)) {
            for (int row = 0; row < rows; row++) {
                boolean repeated = row > 0 && sameAsAbove(row);
                out.write(repeated ? UP : 0);
                if (repeated) {
                    out.write(new byte[columns]);
                } else {
                    out.write(cells, row * columns, columns);
                }
            }
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private boolean sameAsAbove(int row) {
        int from = row * columns;
        return java.util.Arrays.equals(cells, from, from + columns, cells, from - columns, from);
    }

    private static void chunk(DataOutputStream out, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        var crc = new CRC32();
        crc.update(name);
        crc.update(content);
        out.writeInt(content.length);
        out.write(name);
        out.write(content);
        out.writeInt((int) crc.getValue());
    }
}
