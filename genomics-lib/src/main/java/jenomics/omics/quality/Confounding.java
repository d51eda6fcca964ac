package jenomics.omics.quality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import jenomics.omics.SampleSheet;
import jenomics.omics.SheetColumn;
import org.apache.commons.statistics.inference.ChiSquareTest;

/**
 * How much two attributes of samples go together.
 *
 * @param one an attribute
 * @param other an attribute
 * @param cramersV 0: not at all, 1: one follows from the other (Cramér 1946)
 * @param p of the chi-squared test of independence
 * @param tellable whether their effects can be told apart: no group of values of the one occurs only with a group of the
 *     other's (the rank of both together is full)
 */
public record Confounding(String one, String other, double cramersV, double p, boolean tellable) {
    private static final int MOST_LEVELS = 30;

    /** All pairs of attributes with 2 to 30 values, the strongest first. */
    public static List<Confounding> among(SampleSheet sheet) {
        var columns = sheet.columns().stream().filter(Confounding::isGrouping).toList();
        var found = new ArrayList<Confounding>();
        for (int i = 0; i < columns.size(); i++) {
            for (int j = i + 1; j < columns.size(); j++) {
                long[][] counts = counts(columns.get(i), columns.get(j));
                if (counts.length > 1 && counts[0].length > 1) {
                    found.add(of(columns.get(i).name(), columns.get(j).name(), counts));
                }
            }
        }
        found.sort(Comparator.comparingDouble(c -> -c.cramersV()));
        return List.copyOf(found);
    }

    private static boolean isGrouping(SheetColumn column) {
        long levels = column.counts().values().stream().filter(n -> n > 0).count();
        boolean few = column.kind() == SheetColumn.Kind.FACTOR || levels <= 6;
        return few && levels >= 2 && levels <= MOST_LEVELS;
    }

    /** Of the samples that have both; without values that none of them has. */
    private static long[][] counts(SheetColumn one, SheetColumn other) {
        int[] both = IntStream.range(0, one.values().size())
                .filter(s -> Objects.nonNull(one.values().get(s))
                        && Objects.nonNull(other.values().get(s)))
                .toArray();
        var rows = IntStream.of(both).mapToObj(one.values()::get).distinct().toList();
        var columns =
                IntStream.of(both).mapToObj(other.values()::get).distinct().toList();
        long[][] counts = new long[rows.size()][columns.size()];
        for (int s : both) {
            counts[rows.indexOf(one.values().get(s))][
                    columns.indexOf(other.values().get(s))]++;
        }
        return counts;
    }

    static Confounding of(String one, String other, long[][] counts) {
        var test = ChiSquareTest.withDefaults().test(counts);
        long n = IntStream.range(0, counts.length)
                .mapToLong(i -> IntStream.range(0, counts[i].length)
                        .mapToLong(j -> counts[i][j])
                        .sum())
                .sum();
        int smaller = Math.min(counts.length, counts[0].length) - 1;
        double v = Math.sqrt(Math.min(1, test.getStatistic() / (n * (double) smaller)));
        return new Confounding(one, other, v, test.getPValue(), connected(counts));
    }

    /** Whether every value of the one is reached from the first by samples that share a value of the other. */
    private static boolean connected(long[][] counts) {
        boolean[] rows = new boolean[counts.length];
        boolean[] columns = new boolean[counts[0].length];
        rows[0] = true;
        for (boolean grown = true; grown; ) {
            grown = false;
            for (int i = 0; i < rows.length; i++) {
                for (int j = 0; j < columns.length; j++) {
                    if (counts[i][j] > 0 && rows[i] != columns[j]) {
                        rows[i] = true;
                        columns[j] = true;
                        grown = true;
                    }
                }
            }
        }
        return IntStream.range(0, rows.length).allMatch(i -> rows[i]);
    }
}
