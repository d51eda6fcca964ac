package jenomics.fusion.network;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import jenomics.learn.Fitted;
import jenomics.learn.Metric;
import jenomics.learn.Scores;
import jenomics.learn.Scoring;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;
import jenomics.provenance.GenomicsException;

/** Small cohorts for the tests of networks. */
final class Cohorts {
    private Cohorts() {}

    /**
     * Classes a, b, c ... in turn. In each layer the first four features are higher by {@code signal} in a class of their
     * own (feature f in class f modulo classes); all others are noise.
     */
    static MultiOmics ofClasses(int samples, int classes, double signal, long seed, String... layers) {
        var random = new SplittableRandom(seed);
        MultiOmics cohort = null;
        for (String name : layers) {
            float[][] values = new float[samples][12];
            for (int s = 0; s < samples; s++) {
                for (int f = 0; f < values[s].length; f++) {
                    double shift = f < 4 && s % classes == f % classes ? signal : 0;
                    values[s][f] = (float) (5 + shift + random.nextGaussian());
                }
            }
            var layer = OmicsLayer.of(name, ids(samples), features(name, 12), values);
            cohort = cohort == null ? MultiOmics.of(layer) : cohort.with(layer);
        }
        return cohort.with(sheet(samples, classes));
    }

    static List<String> ids(int samples) {
        return IntStream.range(0, samples).mapToObj(i -> "s" + i).toList();
    }

    static List<String> features(String layer, int count) {
        return IntStream.range(0, count).mapToObj(f -> layer + ".g" + f).toList();
    }

    private static SampleSheet sheet(int samples, int classes) {
        var rows = new ArrayList<List<String>>();
        for (int s = 0; s < samples; s++) {
            int c = s % classes;
            rows.add(List.of(String.valueOf((char) ('a' + c)), c == 0 ? "no" : "yes", String.valueOf(c * 1.5)));
        }
        return SampleSheet.ofText("sample", ids(samples), List.of("type", "ill", "dose"), rows);
    }

    /** The same samples, the layer without any value for these. */
    static MultiOmics without(MultiOmics cohort, String layer, int... samples) {
        float[][] values = cohort.layer(layer).toArray();
        for (int s : samples) {
            java.util.Arrays.fill(values[s], Float.NaN);
        }
        return cohort.with(
                OmicsLayer.of(layer, cohort.ids(), cohort.layer(layer).features(), values));
    }

    /** One value is missing. */
    static MultiOmics withGap(MultiOmics cohort, String layer, int sample, int feature) {
        float[][] values = cohort.layer(layer).toArray();
        values[sample][feature] = Float.NaN;
        return cohort.with(
                OmicsLayer.of(layer, cohort.ids(), cohort.layer(layer).features(), values));
    }

    static MultiOmics part(MultiOmics cohort, int from, int to) {
        return cohort.select(IntStream.range(from, to).toArray());
    }

    /** A score of what a fit predicts. */
    static double score(Metric metric, Fitted<MultiOmics> fit, Task task, MultiOmics test) {
        return Scores.of(
                        fit.predict(test),
                        task.targets(test),
                        Scoring.standard().resamples(20))
                .get(metric)
                .value();
    }

    /** The message of what it throws. */
    static String refusal(Runnable work) {
        return org.junit.jupiter.api.Assertions.assertThrows(GenomicsException.class, work::run)
                .getMessage();
    }
}
