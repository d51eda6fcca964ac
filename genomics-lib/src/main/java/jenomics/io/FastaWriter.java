package jenomics.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import jenomics.provenance.GenomicsException;
import jenomics.sequence.SequenceRecord;
import jenomics.sequence.SequenceSet;

/** Sequences as FASTA text that {@link FastaHeader} reads back as the same records. */
final class FastaWriter {
    private static final int LINE = 80;

    private FastaWriter() {}

    static void write(SequenceSet sequences, OutputStream out) throws IOException {
        for (var record : sequences) {
            out.write(text(record).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String text(SequenceRecord record) {
        var text = new StringBuilder(record.lengthBp() + record.lengthBp() / LINE + 100);
        text.append('>').append(header(record)).append('\n');
        for (int i = 0; i < record.lengthBp(); i += LINE) {
            text.append(record.bases(), i, Math.min(i + LINE, record.lengthBp()))
                    .append('\n');
        }
        return text.toString();
    }

    private static String header(SequenceRecord record) {
        var header = new StringBuilder(record.id());
        record.attributes().forEach((name, value) -> {
            boolean plain = !value.matches("(?s).*[\\s|].*|.*;");
            header.append(plain ? " " + name + "=" + value : " [" + name + "=" + value + "]");
        });
        var back = header.indexOf("\n") >= 0 ? null : FastaHeader.common().read(header.toString());
        if (back == null || !back.id().equals(record.id()) || !back.attributes().equals(record.attributes())) {
            throw new GenomicsException(
                    "The name or an attribute of sequence '" + record.id() + "' cannot stand in a FASTA header: "
                            + record.attributes() + ". Names have no spaces; attribute names are letters, digits, '_', "
                            + "'.' and '-', and their values hold neither ']' nor line breaks.",
                    Map.of("id", record.id()));
        }
        return header.toString();
    }
}
