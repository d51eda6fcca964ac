package jenomics.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import jenomics.genome.Variant;
import jenomics.omics.SampleSheet;
import jenomics.omics.SheetColumn;
import jenomics.provenance.GenomicsException;

/** The text tables beside PLINK's genotypes: who the samples are, what the variants are. */
final class PlinkTables {
    private static final int LONGEST_LINE = 1 << 20;
    private static final int FAMILY_COLUMNS = 6;
    private static final List<String> SEXES = List.of("female", "male");
    private static final List<String> STATES = List.of("control", "case");
    private static final Set<String> CASE_CONTROL = Set.of("-9", "0", "1", "2");

    private PlinkTables() {}

    /** What is done with each line. */
    interface Row {
        void accept(List<String> words, String where);
    }

    static void each(Path file, Row row) {
        var words = new Words();
        try (var lines = new LineBytes(file, LONGEST_LINE)) {
            while (lines.next()) {
                var all = words.of(lines).all();
                if (!all.isEmpty() && !all.get(0).startsWith("#")) {
                    row.accept(all, lines.where());
                }
            }
        }
    }

    static GenomicsException refusal(Path file, String where, String what) {
        return new GenomicsException(
                "'" + file + "', " + where + ", " + what + ".", Map.of("file", file.toString(), "where", where));
    }

    /** The variants of a .bim file: chromosome, identifier, centimorgans, base pair, A1, A2. */
    static List<Variant> variants(Path bim, boolean countsA2) {
        var variants = new ArrayList<Variant>();
        each(bim, (words, where) -> {
            if (words.size() != 6) {
                throw refusal(
                        bim,
                        where,
                        "has " + words.size()
                                + " columns; a .bim line has 6: chromosome, identifier, centimorgans, base"
                                + " pair, A1, A2");
            }
            String a1 = words.get(4);
            String a2 = words.get(5);
            variants.add(variant(
                    bim, where, words.get(0), words.get(1), words.get(3), countsA2 ? a2 : a1, countsA2 ? a1 : a2));
        });
        return variants;
    }

    static Variant variant(
            Path file, String where, String chromosome, String id, String position, String counted, String other) {
        if (!position.matches("-?\\d{1,15}")) {
            throw refusal(file, where, "has the position '" + position + "'; it is a whole number, 0 where unknown");
        }
        return new Variant(chromosome, Math.max(0, Long.parseLong(position)), id.equals(".") ? "" : id, other, counted);
    }

    /** The samples of a .fam file. */
    static SampleSheet samples(Path fam) {
        var rows = new ArrayList<List<String>>();
        each(fam, (words, where) -> {
            checkFamily(fam, where, words.size());
            rows.add(words);
        });
        return sheet(rows);
    }

    static void checkFamily(Path file, String where, int columns) {
        if (columns < FAMILY_COLUMNS) {
            throw refusal(
                    file,
                    where,
                    "has " + columns + " columns; it begins with 6: family, sample, father, mother, sex, phenotype");
        }
    }

    /** @param rows family, sample, father, mother, sex (1 male, 2 female), phenotype */
    static SampleSheet sheet(List<List<String>> rows) {
        boolean own = new HashSet<>(rows.stream().map(r -> r.get(1)).toList()).size() == rows.size();
        var ids = rows.stream()
                .map(r -> own ? r.get(1) : r.get(0) + ":" + r.get(1))
                .toList();
        boolean cases = rows.stream().allMatch(r -> CASE_CONTROL.contains(r.get(5)));
        var columns = new ArrayList<SheetColumn>();
        columns.add(names("family", rows, 0));
        columns.add(names("father", rows, 2));
        columns.add(names("mother", rows, 3));
        columns.add(new SheetColumn("sex", SheetColumn.Kind.FACTOR, column(rows, PlinkTables::sex), SEXES));
        var phenotypes = column(rows, r -> phenotype(r.get(5), cases));
        columns.add(
                cases
                        ? new SheetColumn("phenotype", SheetColumn.Kind.FACTOR, phenotypes, STATES)
                        : typed(ids, phenotypes));
        return SampleSheet.of("sample", ids, columns);
    }

    private static SheetColumn typed(List<String> ids, List<String> phenotypes) {
        var rows = phenotypes.stream().map(Collections::singletonList).toList();
        return SampleSheet.ofText("sample", ids, List.of("phenotype"), rows)
                .columns()
                .get(0);
    }

    private static List<String> column(List<List<String>> rows, Function<List<String>, String> cell) {
        var column = new ArrayList<String>();
        rows.forEach(row -> column.add(cell.apply(row)));
        return column;
    }

    /** Identifiers, which are text even where they look like numbers. */
    private static SheetColumn names(String name, List<List<String>> rows, int place) {
        var values = column(rows, r -> r.get(place).equals("0") ? null : r.get(place));
        return new SheetColumn(name, SheetColumn.Kind.TEXT, values, List.of());
    }

    private static String sex(List<String> row) {
        return switch (row.get(4)) {
            case "1" -> "male";
            case "2" -> "female";
            default -> null;
        };
    }

    private static String phenotype(String text, boolean cases) {
        if (text.equals("-9") || text.equals("NA") || cases && text.equals("0")) {
            return null;
        }
        return !cases ? text : text.equals("1") ? "control" : "case";
    }
}
