package jenomics.io;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import jenomics.genome.GenomicFeature;
import jenomics.genome.Locus;
import jenomics.genome.Strand;

/** Lines of BED: chromosome, start, end, and up to nine more columns of the standard, then anybody's own. */
final class BedText extends IntervalText {
    private static final List<String> USUAL =
            List.of("thickStart", "thickEnd", "itemRgb", "blockCount", "blockSizes", "blockStarts");
    private static final List<String> PEAK = List.of("signalValue", "pValue", "qValue", "peak");
    private static final int NAMED = 6;

    private final List<String> names;

    BedText(Path file) {
        super(file);
        String name = LayerFile.unpackedName(file).toLowerCase(Locale.ROOT);
        this.names = name.matches(".*\\.(narrow|broad)peak") ? PEAK : USUAL;
    }

    @Override
    boolean ends(LineSource line) {
        return false;
    }

    @Override
    boolean says(LineSource line) {
        if (line.startsWith("l\u001b")) {
            throw refusal(line, "begins as PLINK's genotypes do, which are .bed files, too: Plink.read(...)");
        }
        return line.length() > 0
                && line.bytes()[line.from()] != '#'
                && !isWord(line, "track")
                && !isWord(line, "browser")
                && !line.text().isBlank();
    }

    private static boolean isWord(LineSource line, String word) {
        return line.startsWith(word)
                && (line.length() == word.length() || line.bytes()[line.from() + word.length()] == ' ');
    }

    @Override
    GenomicFeature feature(LineSource line, Regions wanted, Set<String> types) {
        String text = line.text();
        String[] columns =
                text.indexOf('\t') >= 0 ? text.split("\t", -1) : text.strip().split(" +");
        if (columns.length < 3) {
            throw refusal(
                    line,
                    "has " + columns.length + " columns, separated by tabs or spaces; an interval has chromosome, start"
                            + " and end");
        }
        if (columns[0].isBlank()) {
            throw refusal(line, "has no chromosome");
        }
        long start = number(line, columns[1], "start");
        long end = number(line, columns[2], "end");
        if (end < start) {
            throw refusal(line, "ends at " + end + " before it starts at " + start);
        }
        if (start == end) {
            return EMPTY;
        }
        if (!wanted.want(columns[0], start, end) || !types.isEmpty() && !types.contains("interval")) {
            return null;
        }
        var strand = columns.length > 5 ? strand(line, columns[5]) : Strand.UNKNOWN;
        return new GenomicFeature(
                Locus.ofBed(columns[0], start, end, strand),
                "interval",
                columns.length > 3 && !columns[3].equals(".") ? columns[3] : "",
                "",
                columns.length > 4 ? score(line, columns[4]) : Double.NaN,
                -1,
                attributes(columns));
    }

    private Map<String, String> attributes(String[] columns) {
        var attributes = new LinkedHashMap<String, String>();
        for (int c = NAMED; c < columns.length; c++) {
            int place = c - NAMED;
            attributes.put(place < names.size() ? names.get(place) : "column" + (c + 1), columns[c]);
        }
        return attributes;
    }
}
