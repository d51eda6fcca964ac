package jenomics.io;

/** The fields of a sample in a VCF line, separated by colons; those at the end may be left out. */
final class VcfField {
    private VcfField() {}

    /** Where a field begins, by its place from 0; the end of the sample where it was left out. */
    static int begin(byte[] text, int from, int to, int field) {
        int at = from;
        for (int left = field; left > 0 && at < to; at++) {
            left -= text[at] == ':' ? 1 : 0;
            if (left == 0) {
                return at + 1;
            }
        }
        return field == 0 ? from : to;
    }

    /** Where the field that begins here ends. */
    static int end(byte[] text, int from, int to) {
        int at = from;
        while (at < to && text[at] != ':') {
            at++;
        }
        return at;
    }
}
