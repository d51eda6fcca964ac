package jenomics.omics.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.learn.Task;
import jenomics.omics.CohortStep;
import jenomics.omics.FittedCohortStep;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.omics.SheetColumn;
import jenomics.omics.TrainingSamples;
import jenomics.provenance.GenomicsException;

/**
 * Makes further training samples of the smaller classes until all are as large as the largest (SMOTE, Chawla et al. 2002):
 * each lies on the line from a sample to one of its nearest of the same class, over the features of all layers as they
 * stand; so scale them before. What is predicted for is never added to. A new sample has the attributes of the one that it
 * was made from.
 *
 * @param neighbours among how many nearest one is drawn, 1 or more; all others where a class has fewer
 */
public record Smote(int neighbours) implements CohortStep {

    public Smote {
        if (neighbours < 1) {
            throw Refusals.option("SMOTE", "number of neighbours", "1 or more", neighbours);
        }
    }

    /**
     * A sample that is to be made.
     *
     * @param base the place of the sample it is made from
     * @param other the place of the sample it lies towards
     * @param way how far on the way, 0 to 1
     */
    record Draw(int base, int other, double way) {}

    @Override
    public String name() {
        return "SMOTE (" + neighbours + " neighbours)";
    }

    @Override
    public FittedCohortStep fit(TrainingSamples train) {
        var cohort = train.cohort();
        requireNumbers(cohort);
        var targets = train.targets(name());
        var kind = targets.task().kind();
        if (kind != Task.Kind.BINARY && kind != Task.Kind.MULTICLASS) {
            throw new GenomicsException(
                    "The step '" + name() + "' balances classes, and '"
                            + targets.task().label() + "' has none: it is for binary and multiclass tasks.",
                    Map.of("step", name(), "kind", kind));
        }
        var draws = draws(cohort, targets.classIndex(), targets.task().classes(), train);
        var made = draws.isEmpty() ? null : made(cohort, draws);
        return new FittedCohortStep() {
            @Override
            public MultiOmics apply(MultiOmics samples) {
                return samples;
            }

            @Override
            public MultiOmics train(MultiOmics samples) {
                return made == null ? samples : together(samples, made);
            }
        };
    }

    private void requireNumbers(MultiOmics cohort) {
        for (var layer : cohort.layers()) {
            Refusals.requireComplete(name(), layer);
            if (layer.scale().whole()) {
                throw new GenomicsException(
                        "The step '" + name() + "' makes values between others, and the layer '" + layer.name()
                                + "' is on the scale " + layer.scale()
                                + ", which takes whole numbers. Take it to another"
                                + " before, such as log2Cpm() or standardize().",
                        Map.of("step", name(), "layer", layer.name(), "scale", layer.scale()));
            }
        }
    }

    private List<Draw> draws(MultiOmics cohort, int[] classes, List<String> names, TrainingSamples train) {
        int[] sizes = new int[names.size()];
        for (int c : classes) {
            sizes[c]++;
        }
        int largest = Arrays.stream(sizes).max().orElse(0);
        var draws = new ArrayList<Draw>();
        for (int c = 0; c < sizes.length; c++) {
            int wanted = c;
            if (sizes[c] == largest || sizes[c] == 0) {
                continue;
            }
            if (sizes[c] < 2) {
                throw new GenomicsException(
                        "The step '" + name() + "' needs at least 2 training samples of each class; '" + names.get(c)
                                + "' has 1.",
                        Map.of("step", name(), "class", names.get(c)));
            }
            int[] members = IntStream.range(0, classes.length)
                    .filter(s -> classes[s] == wanted)
                    .toArray();
            double[][] values =
                    Arrays.stream(members).mapToObj(s -> values(cohort, s)).toArray(double[][]::new);
            int[][] nearest = nearest(values, neighbours);
            var random = train.seed().part(names.get(c)).random();
            for (int i = sizes[c]; i < largest; i++) {
                draws.add(draw(members, nearest, random));
            }
        }
        return draws;
    }

    private static Draw draw(int[] members, int[][] nearest, SplittableRandom random) {
        int base = random.nextInt(members.length);
        int slot = random.nextInt(nearest[base].length);
        return new Draw(members[base], members[nearest[base][slot]], random.nextDouble());
    }

    private static double[] values(MultiOmics cohort, int sample) {
        return cohort.layers().stream()
                .flatMapToDouble(l -> Arrays.stream(Rows.doubles(l.row(sample))))
                .toArray();
    }

    /** The places of the nearest of each sample, the nearest first. */
    static int[][] nearest(double[][] values, int neighbours) {
        int[][] nearest = new int[values.length][];
        for (int i = 0; i < values.length; i++) {
            int own = i;
            nearest[i] = IntStream.range(0, values.length)
                    .filter(j -> j != own)
                    .boxed()
                    .sorted(Comparator.comparingDouble(j -> distance(values[own], values[j])))
                    .limit(neighbours)
                    .mapToInt(j -> j)
                    .toArray();
        }
        return nearest;
    }

    private static double distance(double[] a, double[] b) {
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return squares;
    }

    static double between(double from, double to, double way) {
        return from + way * (to - from);
    }

    private static MultiOmics made(MultiOmics cohort, List<Draw> draws) {
        var ids = IntStream.rangeClosed(1, draws.size())
                .mapToObj(
                        i -> "SMOTE " + i + " of " + cohort.id(draws.get(i - 1).base()))
                .toList();
        var layers = new ArrayList<OmicsLayer>();
        for (var layer : cohort.layers()) {
            float[][] rows = new float[draws.size()][layer.featureCount()];
            for (int i = 0; i < rows.length; i++) {
                var draw = draws.get(i);
                for (int f = 0; f < rows[i].length; f++) {
                    rows[i][f] = (float) between(layer.value(draw.base(), f), layer.value(draw.other(), f), draw.way());
                }
            }
            layers.add(
                    OmicsLayer.owning(layer.name(), ids, layer.features(), rows).withScale(layer.scale()));
        }
        int[] bases = draws.stream().mapToInt(Draw::base).toArray();
        var columns = cohort.sheet().select(bases).columns();
        return cohort(layers, SampleSheet.of(cohort.sheet().idColumn(), ids, columns));
    }

    private static MultiOmics cohort(List<OmicsLayer> layers, SampleSheet sheet) {
        return MultiOmics.of(layers.get(0), layers.subList(1, layers.size()).toArray(OmicsLayer[]::new))
                .with(sheet);
    }

    private static MultiOmics together(MultiOmics samples, MultiOmics made) {
        var ids = new ArrayList<>(samples.ids());
        ids.addAll(made.ids());
        var layers = new ArrayList<OmicsLayer>();
        for (var layer : samples.layers()) {
            float[][] rows = Arrays.copyOf(layer.toArray(), ids.size());
            float[][] further = made.layer(layer.name()).toArray();
            System.arraycopy(further, 0, rows, layer.size(), further.length);
            layers.add(
                    OmicsLayer.owning(layer.name(), ids, layer.features(), rows).withScale(layer.scale()));
        }
        var columns = new ArrayList<SheetColumn>();
        for (var column : samples.sheet().columns()) {
            var values = new ArrayList<>(column.values());
            values.addAll(made.sheet().column(column.name()).values());
            columns.add(new SheetColumn(column.name(), column.kind(), values, column.levels()));
        }
        return cohort(layers, SampleSheet.of(samples.sheet().idColumn(), ids, columns));
    }
}
