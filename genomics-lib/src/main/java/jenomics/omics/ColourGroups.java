package jenomics.omics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.omics.step.MutualInformation;
import jenomics.plot.Palette;
import jenomics.provenance.Phrases;

/** Samples in groups that can each have a colour. */
final class ColourGroups {
    private static final int QUARTERS = 4;

    private ColourGroups() {}

    /** The samples of each value; of a number with many values those of each quarter; "not known" last. */
    static Map<String, int[]> of(SheetColumn column) {
        var groups = new LinkedHashMap<String, List<Integer>>();
        boolean many =
                column.kind() == SheetColumn.Kind.NUMBER && column.counts().size() > Palette.categories();
        if (many) {
            quarters(column, groups);
        } else {
            column.counts().keySet().forEach(level -> groups.put(level, new ArrayList<>()));
            for (int s = 0; s < column.values().size(); s++) {
                String value = column.values().get(s);
                if (value != null) {
                    groups.get(value).add(s);
                }
            }
        }
        var unknown = IntStream.range(0, column.values().size())
                .filter(s -> column.values().get(s) == null)
                .toArray();
        var arrays = new LinkedHashMap<String, int[]>();
        groups.forEach((name, members) -> {
            if (!members.isEmpty()) {
                arrays.put(name, members.stream().mapToInt(i -> i).toArray());
            }
        });
        if (unknown.length > 0) {
            arrays.put("not known", unknown);
        }
        return arrays;
    }

    private static void quarters(SheetColumn column, Map<String, List<Integer>> groups) {
        double[] numbers = column.numbers();
        int[] known = IntStream.range(0, numbers.length)
                .filter(s -> !Double.isNaN(numbers[s]))
                .toArray();
        int[] quarter = MutualInformation.equalFrequency(
                Arrays.stream(known).mapToDouble(s -> numbers[s]).toArray(), QUARTERS);
        for (int q = 0; q < QUARTERS; q++) {
            int wanted = q;
            var members = IntStream.range(0, known.length)
                    .filter(i -> quarter[i] == wanted)
                    .mapToObj(i -> known[i])
                    .toList();
            if (!members.isEmpty()) {
                double least =
                        members.stream().mapToDouble(s -> numbers[s]).min().orElseThrow();
                double most =
                        members.stream().mapToDouble(s -> numbers[s]).max().orElseThrow();
                groups.put(Phrases.value(least) + " to " + Phrases.value(most), members);
            }
        }
    }
}
