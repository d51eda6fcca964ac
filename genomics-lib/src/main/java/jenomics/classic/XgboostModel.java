package jenomics.classic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import jenomics.learn.FeatureWeights;
import jenomics.learn.Fitted;
import jenomics.learn.Predictions;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.plot.BarChart;
import jenomics.plot.Chart;
import jenomics.provenance.Described;
import jenomics.provenance.Description;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** An {@link Xgboost} that has learned. */
public final class XgboostModel implements Fitted<MultiOmics>, Described {
    private static final int SHOWN = 20;

    private final Xgboost plan;
    private final Learned learned;
    private final List<Booster> boosters;
    private final FeatureWeights weights;

    XgboostModel(Xgboost plan, Learned learned, List<Booster> boosters) {
        this.plan = plan;
        this.learned = learned;
        this.boosters = List.copyOf(boosters);
        this.weights = learned.weights("gain", gains());
    }

    /** Calls of XGBoost with its errors as ours. */
    private interface Call<T> {
        T of(Booster booster) throws XGBoostError;
    }

    /** One at a time: a booster keeps buffers of its own. */
    private synchronized <T> List<T> each(Call<T> call) {
        var results = new ArrayList<T>();
        for (var booster : boosters) {
            try {
                results.add(call.of(booster));
            } catch (XGBoostError e) {
                throw new GenomicsException("XGBoost failed: " + e.getMessage(), e);
            }
        }
        return results;
    }

    /** Names are always given: without them XGBoost's library ends the process. */
    private double[] gains() {
        String[] names = Xgboost.numbered(learned.features().count()).toArray(String[]::new);
        double[] gains = new double[names.length];
        for (var score : each(booster -> booster.getScore(names, "gain"))) {
            score.forEach((name, gain) -> gains[Integer.parseInt(name.substring(1))] += gain);
        }
        return gains;
    }

    @Override
    public Predictions predict(MultiOmics samples) {
        boolean margins = learned.task().kind() == Task.Kind.SURVIVAL;
        float[][] rows = learned.rowsWithGaps(samples);
        int[] all = IntStream.range(0, rows.length).toArray();
        if (all.length == 0) {
            return learned.predictions(samples, new double[0][]);
        }
        var found = each(booster -> {
            try (var data = XgboostData.of(rows, all, null)) {
                return booster.predict(data.matrix(), margins);
            }
        });
        double[][] values = new double[rows.length][];
        for (int i = 0; i < values.length; i++) {
            int sample = i;
            values[i] = found.stream()
                    .flatMapToDouble(p -> IntStream.range(0, p[sample].length).mapToDouble(o -> p[sample][o]))
                    .toArray();
        }
        return learned.predictions(samples, values);
    }

    /**
     * What each feature adds to the raw prediction of each sample (log odds; for numbers the value), by XGBoost's own
     * TreeSHAP.
     *
     * @return [outputs][samples][features, and the base value last]
     */
    public double[][][] contributions(MultiOmics samples) {
        float[][] rows = learned.rowsWithGaps(samples);
        int[] all = IntStream.range(0, rows.length).toArray();
        var found = each(booster -> {
            try (var data = XgboostData.of(rows, all, null)) {
                return booster.predictContrib(data.matrix(), 0);
            }
        });
        int width = learned.features().count() + 1;
        int outputs = outputs().size();
        double[][][] contributions = new double[outputs][rows.length][width];
        for (int o = 0; o < outputs; o++) {
            var values = found.get(found.size() == 1 ? 0 : o);
            int offset = found.size() == 1 ? o * width : 0;
            for (int i = 0; i < rows.length; i++) {
                for (int f = 0; f < width; f++) {
                    contributions[o][i][f] = values[i][offset + f];
                }
            }
        }
        return contributions;
    }

    /** The gain that splits on a feature brought on the average; over several labels the sum. */
    @Override
    public Optional<FeatureWeights> weights() {
        return Optional.of(weights);
    }

    /** The names of the features, in the order of {@link #contributions}. */
    public List<String> features() {
        return learned.features().list();
    }

    /** The names of the outputs: classes or labels; for binary the positive class; else the label of the task. */
    public List<String> outputs() {
        return learned.outputNames();
    }

    /** The values of these samples as the trees read them, one row per sample; NaN where missing. */
    public float[][] rows(MultiOmics samples) { // [samples, features]
        return learned.rowsWithGaps(samples);
    }

    /** How many rounds were kept. */
    public int rounds() {
        return each(Booster::getNumBoostedRound).get(0);
    }

    /** The features that count most. */
    public Chart plot() {
        var chart = BarChart.of("XGBoost: gain").horizontal();
        for (String feature : weights.selected().stream().limit(SHOWN).toList()) {
            chart = chart.bar(feature, weights.weights().get(weights.features().indexOf(feature)));
        }
        return chart;
    }

    /** {@code XGBoost · binary 'relapse' [no, yes] · 200 features · 150 samples · 300 rounds of depth 4}, then gains. */
    @Override
    public Description describe() {
        String stopped = rounds() < plan.rounds() ? " of " + Phrases.count(plan.rounds()) : "";
        return new Description(
                learned.headline() + " · " + Phrases.count(rounds()) + stopped + " rounds of depth " + plan.depth(),
                weights.describe().tables());
    }

    @Override
    public String toString() {
        return describe().text();
    }
}
