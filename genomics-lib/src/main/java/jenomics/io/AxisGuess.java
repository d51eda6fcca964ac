package jenomics.io;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which axis of a matrix holds the samples.
 *
 * @param samplesInRows whether it is the first
 * @param why in words, for the notes of the layer
 */
record AxisGuess(boolean samplesInRows, String why) {
    private static final Set<String> SAMPLE_WORDS = Set.of(
            "sample",
            "samples",
            "sampleid",
            "samplename",
            "patient",
            "patientid",
            "barcode",
            "barcodes",
            "line",
            "animal",
            "animalid",
            "subject",
            "subjectid",
            "individual",
            "iid",
            "cell",
            "cellid",
            "donor",
            "case",
            "caseid");
    private static final Set<String> FEATURE_WORDS = Set.of(
            "gene",
            "genes",
            "geneid",
            "genename",
            "genesymbol",
            "symbol",
            "hugosymbol",
            "feature",
            "features",
            "featureid",
            "probe",
            "probeid",
            "probeset",
            "probesetid",
            "idref",
            "ensembl",
            "ensemblid",
            "ensemblgeneid",
            "cpg",
            "cpgid",
            "snp",
            "snpid",
            "marker",
            "markerid",
            "mirna",
            "mirnaid",
            "protein",
            "proteinid",
            "metabolite",
            "transcript",
            "transcriptid",
            "peptide",
            "compositeelementref");
    private static final Pattern FEATURE = Pattern.compile(
            "ENS[A-Z]*[GTP]\\d{6,}.*|cg\\d{6,}.*|rs\\d+|(hsa|mmu|rno)[-.](mir|let|miR).*|.+_(s_|x_)?at|A_\\d+_P\\d+|NM_\\d+.*|ILMN_\\d+");
    private static final Pattern SAMPLE = Pattern.compile(
            "TCGA[-._].*|[GS]SM\\d+|[SED]RR\\d+|(?i:sample|patient|subject|donor|case|ctrl|control|individual)[-_. ]?\\d+|[ACGT]{16}(-\\d+)?");
    private static final int LOOKED_AT = 200;

    /**
     * @param corner the header of the names of the lines; may be empty, or null if lines have no names
     * @param lines the names of the lines, or empty if they have none
     * @param columns the names of the columns
     * @param lineCount how many lines there are
     * @param known names that are known to be samples; may be empty
     */
    static AxisGuess of(
            String corner, List<String> lines, List<String> columns, int lineCount, Predicate<String> known) {
        if (corner == null) {
            return new AxisGuess(true, "lines have no names");
        }
        long knownLines = lines.stream().filter(known).count();
        long knownColumns = columns.stream().filter(known).count();
        if (knownLines != knownColumns) {
            return new AxisGuess(knownLines > knownColumns, "the names of samples of other files stand there");
        }
        String word = corner.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        if (SAMPLE_WORDS.contains(word) || FEATURE_WORDS.contains(word)) {
            return new AxisGuess(SAMPLE_WORDS.contains(word), "the first column is named '" + corner + "'");
        }
        int looks = looks(lines) - looks(columns);
        if (looks != 0) {
            var telling = looks(lines) != 0 ? lines : columns;
            return new AxisGuess(looks > 0, "names such as '" + telling.get(0) + "'");
        }
        boolean tall = lineCount > columns.size();
        return new AxisGuess(
                !tall, (tall ? "more lines than columns" : "not more lines than columns") + "; nothing else tells");
    }

    /** 1 if most of these look like samples, -1 if like features, else 0. */
    private static int looks(List<String> names) {
        var some = names.subList(0, Math.min(LOOKED_AT, names.size()));
        long samples = some.stream().filter(n -> SAMPLE.matcher(n).matches()).count();
        long features = some.stream().filter(n -> FEATURE.matcher(n).matches()).count();
        return 2 * samples > some.size() ? 1 : 2 * features > some.size() ? -1 : 0;
    }

    /** Whether a first column of this name holds names though they may be numbers. */
    static boolean namesLines(String header) {
        String word = header.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
        return header.isEmpty()
                || SAMPLE_WORDS.contains(word)
                || FEATURE_WORDS.contains(word)
                || Set.of("id", "name", "names", "rownames", "unnamed").contains(word);
    }
}
