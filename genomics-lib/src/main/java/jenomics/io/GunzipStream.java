package jenomics.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads gzip (RFC 1952) with any number of members, so also bgzip (SAM specification, section 4.1). Unlike
 * {@link java.util.zip.GZIPInputStream} it never takes a file cut between or inside members for a whole one: a cut is an
 * {@link EOFException}, damage an {@link IOException}, and {@link #consumed} says how far reading came.
 */
final class GunzipStream extends InputStream {
    private static final int FIXED_HEADER = 10;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] input = new byte[1 << 16];
    private int position;
    private int end;
    private long readSoFar;
    private boolean insideMember;
    private boolean anyMember;
    private boolean blocked;
    private long memberLength;

    GunzipStream(InputStream in) {
        this.in = in;
    }

    /** How many compressed bytes have been used. */
    long consumed() {
        return readSoFar - (end - position);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] out, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (insideMember || beginMember()) {
            int n = inflate(out, offset, length);
            if (n > 0) {
                crc.update(out, offset, n);
                memberLength += n;
                return n;
            }
            if (inflater.finished()) {
                endMember();
            }
        }
        return -1;
    }

    private int inflate(byte[] out, int offset, int length) throws IOException {
        try {
            if (inflater.needsInput()) {
                if (position == end && !fill()) {
                    throw new EOFException("the end is missing");
                }
                inflater.setInput(input, position, end - position);
            }
            int n = inflater.inflate(out, offset, length);
            position = end - inflater.getRemaining();
            return n;
        } catch (DataFormatException e) {
            throw new IOException("the compressed data are damaged (" + e.getMessage() + ")", e);
        }
    }

    /** Reads the header of the next member; false at the end of the file. */
    private boolean beginMember() throws IOException {
        if (position == end && !fill()) {
            if (blocked && memberLength > 0) {
                throw new EOFException("the empty last block that ends every bgzip file is missing");
            }
            return false;
        }
        if (anyMember && input[position] == 0) {
            return skipPadding();
        }
        readHeader();
        inflater.reset();
        crc.reset();
        memberLength = 0;
        insideMember = true;
        anyMember = true;
        return true;
    }

    private void readHeader() throws IOException {
        byte[] header = new byte[FIXED_HEADER];
        for (int i = 0; i < FIXED_HEADER; i++) {
            header[i] = (byte) next();
        }
        if ((header[0] & 0xff) != 0x1f || (header[1] & 0xff) != 0x8b || header[2] != 8) {
            throw new IOException("what follows is not gzip");
        }
        int flags = header[3];
        if ((flags & 4) != 0) {
            readExtra();
        }
        for (int zeroEnded = (flags >> 3 & 1) + (flags >> 4 & 1); zeroEnded > 0; zeroEnded--) {
            while (next() != 0) {
                continue;
            }
        }
        if ((flags & 2) != 0) {
            next();
            next();
        }
    }

    private void readExtra() throws IOException {
        int length = next() | next() << 8;
        int first = length > 0 ? next() : 0;
        int second = length > 1 ? next() : 0;
        blocked |= first == 'B' && second == 'C';
        for (int i = 2; i < length; i++) {
            next();
        }
    }

    private void endMember() throws IOException {
        long expectedCrc = fourBytes();
        long expectedLength = fourBytes();
        if (expectedCrc != crc.getValue() || expectedLength != (memberLength & 0xffffffffL)) {
            throw new IOException("the compressed data are damaged (their checksum does not match)");
        }
        insideMember = false;
    }

    private long fourBytes() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    /** Zeros after the last member are padding (tapes, disk blocks). */
    private boolean skipPadding() throws IOException {
        while (position < end || fill()) {
            if (input[position++] != 0) {
                throw new IOException("what follows is not gzip");
            }
        }
        return false;
    }

    private int next() throws IOException {
        if (position == end && !fill()) {
            throw new EOFException("the end is missing");
        }
        return input[position++] & 0xff;
    }

    private boolean fill() throws IOException {
        int n = in.read(input, 0, input.length);
        position = 0;
        end = Math.max(n, 0);
        readSoFar += end;
        return n > 0;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
