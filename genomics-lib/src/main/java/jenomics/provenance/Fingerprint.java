package jenomics.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of some content: what two results share when they were made from the same data.
 *
 * @param sha256 64 lower-case hexadecimal digits
 */
public record Fingerprint(String sha256) {

    public Fingerprint {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new GenomicsException(
                    "A fingerprint is 64 lower-case hexadecimal digits (SHA-256); found '" + sha256 + "'.");
        }
    }

    public static Fingerprint of(byte[] content) {
        return new Fingerprint(HexFormat.of().formatHex(digest().digest(content)));
    }

    /** Of text, as UTF-8. */
    public static Fingerprint of(String content) {
        return of(content.getBytes(StandardCharsets.UTF_8));
    }

    public static Fingerprint ofFile(Path file) {
        var digest = digest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n; (n = in.read(buffer)) > 0; ) {
                digest.update(buffer, 0, n);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file + " for its fingerprint", e);
        }
        return new Fingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    /** A fresh SHA-256, for content that comes in pieces. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The first twelve digits: enough to tell two data sets apart in a table. */
    public String brief() {
        return sha256.substring(0, 12);
    }

    @Override
    public String toString() {
        return sha256;
    }
}
