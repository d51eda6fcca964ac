package jenomics.fusion;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;

/**
 * A cohort with known factors: two that all layers share, one that each layer has alone; the three classes lie apart in those.
 *
 * @param factors [samples][2 + layers]
 */
record Shared(MultiOmics cohort, double[][] factors) {

    /** @param signal how large the factors are beside noise of 1 */
    static Shared of(int samples, int features, double signal, long seed) {
        var random = new SplittableRandom(seed);
        double[][] factors = new double[samples][5];
        for (int i = 0; i < samples; i++) {
            for (int k = 0; k < 5; k++) {
                factors[i][k] = random.nextGaussian();
            }
            double angle = 2 * Math.PI * (i % 3) / 3;
            factors[i][0] = 1.3 * Math.cos(angle) + 0.4 * factors[i][0];
            factors[i][1] = 1.3 * Math.sin(angle) + 0.4 * factors[i][1];
        }
        var layers = new ArrayList<OmicsLayer>();
        for (int layer = 0; layer < 3; layer++) {
            double[][] values = new double[samples][features];
            for (int f = 0; f < features; f++) {
                double first = random.nextDouble() < 0.3 ? random.nextGaussian() : 0;
                double second = random.nextDouble() < 0.3 ? random.nextGaussian() : 0;
                double own = random.nextDouble() < 0.3 ? random.nextGaussian() : 0;
                for (int i = 0; i < samples; i++) {
                    values[i][f] =
                            signal * (first * factors[i][0] + second * factors[i][1] + own * factors[i][2 + layer])
                                    + random.nextGaussian();
                }
            }
            layers.add(OmicsLayer.of("layer" + (layer + 1), names("s", samples), names("f", features), values));
        }
        var rows = IntStream.range(0, samples)
                .mapToObj(i -> List.of("" + (char) ('A' + i % 3), i % 3 == 0 ? "yes" : "no", "" + factors[i][1]))
                .toList();
        var sheet = SampleSheet.ofText("sample", names("s", samples), List.of("class", "first", "number"), rows);
        return new Shared(
                MultiOmics.of(layers.get(0), layers.get(1), layers.get(2)).with(sheet), factors);
    }

    private static List<String> names(String what, int count) {
        return IntStream.range(0, count).mapToObj(i -> what + i).toList();
    }

    /** Every so many samples without the layer. */
    static MultiOmics without(MultiOmics cohort, String layer, int every) {
        float[][] values = cohort.layer(layer).toArray();
        for (int i = 0; i < values.length; i += every) {
            java.util.Arrays.fill(values[i], Float.NaN);
        }
        return cohort.with(
                OmicsLayer.of(layer, cohort.ids(), cohort.layer(layer).features(), values));
    }
}
