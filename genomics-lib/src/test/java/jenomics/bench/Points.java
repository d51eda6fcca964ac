package jenomics.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.FittedPreparation;
import jenomics.learn.Preparation;
import jenomics.learn.Samples;
import jenomics.learn.Task;
import jenomics.provenance.Fingerprint;
import jenomics.provenance.Seed;

/** Samples that are rows of numbers; a selection of columns by their correlation with the label can be planned. */
record Points(List<String> ids, double[][] rows, Map<String, List<String>> columns, int selects)
        implements Samples<Points> {
    static final Task YES_NO = Task.binary("y").positive("yes");

    /** So many of two classes, in turn; the first {@code informative} columns of the positive ones are shifted. */
    static Points twoClasses(int n, int features, int informative, double shift, long seed) {
        var random = Seed.of(seed).random();
        double[][] rows = new double[n][features];
        var ids = new ArrayList<String>();
        var labels = new ArrayList<String>();
        for (int i = 0; i < n; i++) {
            boolean yes = i % 2 == 0;
            for (int f = 0; f < features; f++) {
                rows[i][f] = normal(random) + (yes && f < informative ? shift : 0);
            }
            ids.add("s" + i);
            labels.add(yes ? "yes" : "no");
        }
        return new Points(ids, rows, new LinkedHashMap<>(Map.of("y", labels)), 0);
    }

    private static double normal(java.util.SplittableRandom random) {
        double sum = -6;
        for (int k = 0; k < 12; k++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    Points with(String attribute, List<String> values) {
        var more = new LinkedHashMap<>(columns);
        more.put(attribute, values);
        return new Points(ids, rows, more, selects);
    }

    /** Plans a selection of this many columns. */
    Points selecting(int count) {
        return new Points(ids, rows, columns, count);
    }

    @Override
    public int size() {
        return rows.length;
    }

    @Override
    public String id(int index) {
        return ids.get(index);
    }

    @Override
    public List<String> attributes() {
        return List.copyOf(columns.keySet());
    }

    @Override
    public String attribute(int index, String name) {
        return columns.containsKey(name) ? columns.get(name).get(index) : null;
    }

    @Override
    public Points select(int[] indices) {
        var chosen = new LinkedHashMap<String, List<String>>();
        columns.forEach((name, values) ->
                chosen.put(name, IntStream.of(indices).mapToObj(values::get).toList()));
        return new Points(
                IntStream.of(indices).mapToObj(ids::get).toList(),
                IntStream.of(indices).mapToObj(i -> rows[i]).toArray(double[][]::new),
                chosen,
                selects);
    }

    Points columnsOnly(int[] kept) {
        double[][] fewer = Arrays.stream(rows)
                .map(row -> IntStream.of(kept).mapToDouble(f -> row[f]).toArray())
                .toArray(double[][]::new);
        return new Points(ids, fewer, columns, 0);
    }

    @Override
    public String contentKey(int index) {
        return Arrays.toString(rows[index]);
    }

    @Override
    public Points relabelled(String attribute, List<String> values) {
        return with(attribute, values);
    }

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of(ids + Arrays.deepToString(rows) + columns + selects);
    }

    @Override
    public Preparation<Points> preparation() {
        return selects == 0 ? Preparation.none() : new Selection(selects, null);
    }

    /** @param everything what it is fitted to in place of the training samples; null: those */
    record Selection(int count, Points everything) implements Preparation<Points> {
        @Override
        public List<Planned> steps() {
            return List.of(new Planned("points: select " + count, true));
        }

        @Override
        public FittedPreparation<Points> fit(Points train, Task task, Seed seed) {
            int[] kept = best(everything == null ? train : everything, task);
            return new FittedPreparation<>() {
                @Override
                public Points train() {
                    return train.columnsOnly(kept);
                }

                @Override
                public Points apply(Points samples) {
                    return samples.columnsOnly(kept);
                }
            };
        }

        private int[] best(Points from, Task task) {
            double[] y = task.resolve(from).targets(from).output(0);
            int features = from.rows()[0].length;
            double[] strength = new double[features];
            for (int f = 0; f < features; f++) {
                strength[f] = Math.abs(Centroids.gap(from.rows(), y, f));
            }
            return IntStream.range(0, features)
                    .boxed()
                    .sorted(java.util.Comparator.comparingDouble(f -> -strength[f]))
                    .limit(count)
                    .mapToInt(f -> f)
                    .sorted()
                    .toArray();
        }

        @Override
        public Preparation<Points> leaking(int step, Points all) {
            return new Selection(count, all);
        }
    }
}
