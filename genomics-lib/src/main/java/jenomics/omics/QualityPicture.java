package jenomics.omics;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import jenomics.omics.quality.Confounding;
import jenomics.omics.quality.GenotypeQuality;
import jenomics.omics.quality.LayerQuality;
import jenomics.plot.Chart;
import jenomics.plot.Heatmap;
import jenomics.plot.Palette;
import jenomics.plot.Panels;
import jenomics.plot.Scatter;
import jenomics.provenance.Phrases;

/** A quality report as charts. */
final class QualityPicture {
    private QualityPicture() {}

    static Chart of(QualityReport report) {
        var panels = Panels.of("Quality of " + Phrases.count(report.cohort().size(), "sample"));
        for (var layer : report.layers()) {
            panels = panels.row(typicality(report.cohort(), layer), sizes(report.cohort(), layer));
        }
        for (var genotypes : report.genotypes()) {
            panels = panels.row(markers(genotypes), samples(genotypes));
        }
        return report.confounding().isEmpty() ? panels : panels.row(confounding(report.confounding()));
    }

    private static Scatter empty(String title, String x, String y) {
        return Scatter.of(title).x(x).y(y).size(520, 260);
    }

    private static Chart typicality(MultiOmics cohort, LayerQuality layer) {
        var chart = empty(layer.layer() + ": how typical samples are", "sample", "median correlation");
        return marked(chart, cohort, layer.typicality(), layer.outliers(), "outliers");
    }

    private static Chart sizes(MultiOmics cohort, LayerQuality layer) {
        boolean counted = Arrays.stream(layer.sizes()).anyMatch(v -> v > 0);
        if (!counted) {
            double[] percent =
                    Arrays.stream(layer.missing()).map(share -> 100 * share).toArray();
            return marked(
                    empty(layer.layer() + ": missing values", "sample", "missing (%)")
                            .yRange(
                                    0,
                                    Math.max(
                                            5,
                                            1.1 * Arrays.stream(percent).max().orElse(0))),
                    cohort,
                    percent,
                    layer.sparseSamples(),
                    "above 20 %");
        }
        double[] sizes =
                Arrays.stream(layer.sizes()).map(v -> v > 0 ? v : Double.NaN).toArray();
        var chart = empty(layer.layer() + ": library sizes", "sample", "counts").logY();
        return marked(chart, cohort, sizes, layer.oddSizes(), "unusual");
    }

    /** The samples in their order, those named in a colour of their own. */
    private static Chart marked(Scatter chart, MultiOmics cohort, double[] values, List<String> named, String what) {
        var odd = new HashSet<>(named);
        int[] plain = IntStream.range(0, values.length)
                .filter(s -> !odd.contains(cohort.id(s)))
                .toArray();
        int[] others = IntStream.range(0, values.length)
                .filter(s -> odd.contains(cohort.id(s)))
                .toArray();
        var drawn = plain.length == 0
                ? chart
                : chart.points(others.length == 0 ? "" : "samples", places(plain), chosen(values, plain));
        return others.length == 0 ? drawn : drawn.points(what, places(others), chosen(values, others));
    }

    private static double[] places(int[] samples) {
        return Arrays.stream(samples).mapToDouble(s -> s + 1.0).toArray();
    }

    private static double[] chosen(double[] values, int[] samples) {
        return Arrays.stream(samples).mapToDouble(s -> values[s]).toArray();
    }

    private static Chart markers(GenotypeQuality genotypes) {
        double[] strength = Arrays.stream(genotypes.hardyWeinberg())
                .map(p -> -Math.log10(Math.max(p, 1e-300)))
                .toArray();
        return empty(genotypes.layer() + ": markers", "frequency of the rarer allele", "-log10 Hardy-Weinberg p")
                .points("", genotypes.minorFrequency(), strength);
    }

    private static Chart samples(GenotypeQuality genotypes) {
        return empty(genotypes.layer() + ": samples", "call rate", "heterozygous share")
                .points("", genotypes.sampleCallRate(), genotypes.heterozygosity());
    }

    private static Chart confounding(List<Confounding> pairs) {
        var names = pairs.stream()
                .flatMap(p -> List.of(p.one(), p.other()).stream())
                .distinct()
                .sorted()
                .toList();
        double[][] values = new double[names.size()][names.size()];
        for (int i = 0; i < names.size(); i++) {
            values[i][i] = 1;
        }
        for (var pair : pairs) {
            int i = names.indexOf(pair.one());
            int j = names.indexOf(pair.other());
            values[i][j] = pair.cramersV();
            values[j][i] = pair.cramersV();
        }
        return Heatmap.of("How attributes go together", values)
                .rows(names)
                .columns(names)
                .range(0, 1)
                .palette(Palette.BLUES)
                .scale("Cramér's V");
    }
}
