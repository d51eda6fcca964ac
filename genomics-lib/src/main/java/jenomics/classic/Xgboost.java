package jenomics.classic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import jenomics.learn.Estimator;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * Boosted trees (Chen and Guestrin 2016), by XGBoost itself: numbers, yes or no, classes, labels (one model each) and
 * survival (Cox's partial likelihood). Takes missing values as they are. The defaults are XGBoost's but for more, slower
 * rounds.
 *
 * @param rounds how many trees are added, one for each class at a time
 * @param depth most questions on the way to a leaf
 * @param eta by what each tree is shrunken
 * @param subsample the share of the samples that each tree sees
 * @param columns the share of the features that each tree sees
 * @param lambda the squared penalty on the leaves
 * @param patience rounds without a better loss on a fifth of the samples after which no more are added; 0: all rounds
 * @param threads more than one help with many samples only, and cost where others compute beside
 */
public record Xgboost(
        int rounds, int depth, double eta, double subsample, double columns, double lambda, int patience, int threads)
        implements Estimator<MultiOmics> {

    public Xgboost {
        boolean shares = subsample > 0 && subsample <= 1 && columns > 0 && columns <= 1;
        if (rounds < 1 || depth < 1 || !(eta > 0 && eta <= 1) || !shares || !(lambda >= 0) || patience < 0) {
            throw new GenomicsException(
                    "XGBoost needs at least 1 round and a depth of at least 1, eta, subsample and columns above 0 and up"
                            + " to 1, lambda and patience of 0 or more; found rounds " + rounds + ", depth " + depth
                            + ", eta " + eta + ", subsample " + subsample + ", columns " + columns + ", lambda "
                            + lambda + ", patience " + patience + ".",
                    Map.of("rounds", rounds, "depth", depth, "eta", eta));
        }
        if (threads < 1) {
            throw new GenomicsException(
                    "XGBoost needs at least 1 thread; found " + threads + ".", Map.of("threads", threads));
        }
    }

    /** The same with so many trees. */
    public Xgboost rounds(int count) {
        return new Xgboost(count, depth, eta, subsample, columns, lambda, patience, threads);
    }

    /** The same with so many questions on the way to a leaf. */
    public Xgboost depth(int most) {
        return new Xgboost(rounds, most, eta, subsample, columns, lambda, patience, threads);
    }

    /** The same with each tree shrunken by this. */
    public Xgboost eta(double share) {
        return new Xgboost(rounds, depth, share, subsample, columns, lambda, patience, threads);
    }

    /** The same with trees that see these shares of the samples and of the features. */
    public Xgboost sampling(double ofSamples, double ofFeatures) {
        return new Xgboost(rounds, depth, eta, ofSamples, ofFeatures, lambda, patience, threads);
    }

    /** The same with this squared penalty on the leaves. */
    public Xgboost lambda(double penalty) {
        return new Xgboost(rounds, depth, eta, subsample, columns, penalty, patience, threads);
    }

    /** The same, ending where so many rounds brought nothing on a fifth of the samples; then fitted to all. */
    public Xgboost patience(int roundsWithoutGain) {
        return new Xgboost(rounds, depth, eta, subsample, columns, lambda, roundsWithoutGain, threads);
    }

    public Xgboost threads(int count) {
        return new Xgboost(rounds, depth, eta, subsample, columns, lambda, patience, count);
    }

    @Override
    public String name() {
        return "XGBoost";
    }

    /** @throws GenomicsException if there is one class only, or the machine lacks libgomp */
    @Override
    public XgboostModel fit(MultiOmics train, Task task, Seed seed) {
        var lesson = Lesson.withGaps(name(), train, task);
        var boosters = new ArrayList<Booster>();
        try {
            for (int b = 0; b < Outcome.paths(lesson); b++) {
                boosters.add(booster(lesson, b, seed.at(b)));
            }
        } catch (XGBoostError e) {
            throw new GenomicsException("XGBoost could not learn " + lesson.task() + ": " + e.getMessage(), e);
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
            throw new GenomicsException(
                    "XGBoost's own library does not load on this machine (" + e.getMessage()
                            + "). On Linux it needs libgomp: apt install libgomp1. Without it, Classic.randomForest().",
                    e);
        }
        return new XgboostModel(this, lesson.learned(), boosters);
    }

    private Booster booster(Lesson lesson, int output, Seed seed) throws XGBoostError {
        float[] labels = labels(lesson, output);
        var options = options(lesson, seed);
        int[] all = IntStream.range(0, lesson.size()).toArray();
        int enough = patience == 0 ? rounds : roundsThatPay(lesson, labels, options, seed);
        try (var data = XgboostData.of(lesson.x(), all, labels)) {
            return XGBoost.train(data.matrix(), options, enough, Map.of(), null, null);
        }
    }

    private int roundsThatPay(Lesson lesson, float[] labels, Map<String, Object> options, Seed seed)
            throws XGBoostError {
        boolean classes = !lesson.isRegression() && lesson.task().kind() != Task.Kind.SURVIVAL;
        var folds = Folds.dealt(lesson.size(), 5, classes ? lesson.y() : null, seed.part("validation"));
        try (var inside = XgboostData.of(lesson.x(), folds.outside(0), labels);
                var outside = XgboostData.of(lesson.x(), folds.inside(0), labels)) {
            var booster = XGBoost.train(inside.matrix(), options, 1, Map.of(), null, null);
            try {
                return bestRound(booster, inside.matrix(), outside.matrix()) + 1;
            } finally {
                booster.dispose();
            }
        }
    }

    /** Round by round, since XGBoost's own early stopping writes a line for each into the cell. */
    private int bestRound(Booster booster, DMatrix inside, DMatrix outside) throws XGBoostError {
        int best = 0;
        float least = Float.POSITIVE_INFINITY;
        float[] loss = new float[1];
        for (int r = 0; r < rounds && r - best <= patience; r++) {
            if (r > 0) {
                booster.update(inside, r);
            }
            booster.evalSet(new DMatrix[] {outside}, new String[] {"validation"}, r, loss);
            if (loss[0] < least) {
                least = loss[0];
                best = r;
            }
        }
        return best;
    }

    private float[] labels(Lesson lesson, int output) {
        float[] labels = new float[lesson.size()];
        for (int i = 0; i < labels.length; i++) {
            double[] y = lesson.y()[i];
            labels[i] = (float)
                    switch (lesson.task().kind()) {
                        case MULTICLASS ->
                            IntStream.range(0, y.length)
                                    .filter(k -> y[k] == 1)
                                    .findFirst()
                                    .orElseThrow();
                        case SURVIVAL -> y[1] == 1 ? y[0] : -y[0]; // negative: censored
                        default -> y[output];
                    };
        }
        return labels;
    }

    private Map<String, Object> options(Lesson lesson, Seed seed) {
        var options = new LinkedHashMap<String, Object>();
        switch (lesson.task().kind()) {
            case REGRESSION -> options.put("objective", "reg:squarederror");
            case BINARY, MULTILABEL -> options.put("objective", "binary:logistic");
            case SURVIVAL -> options.put("objective", "survival:cox");
            case MULTICLASS -> {
                options.put("objective", "multi:softprob");
                options.put("num_class", lesson.width());
            }
        }
        options.put("tree_method", "hist");
        options.put("max_depth", depth);
        options.put("eta", eta);
        options.put("subsample", subsample);
        options.put("colsample_bytree", columns);
        options.put("lambda", lambda);
        options.put("nthread", threads);
        options.put("seed", (int) (seed.value() & 0x7fffffff));
        options.put("verbosity", 0);
        return options;
    }

    static List<String> numbered(int features) {
        return IntStream.range(0, features).mapToObj(f -> "f" + f).toList();
    }
}
