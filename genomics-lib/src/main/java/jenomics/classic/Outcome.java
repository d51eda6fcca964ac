package jenomics.classic;

import java.util.Arrays;
import java.util.stream.IntStream;
import jenomics.learn.Task;

/** What a path is fitted to, whole or in parts: numbers, yes or no, classes, or survival. */
interface Outcome {
    int samples();

    /** The loss over some of the samples. */
    PathLoss loss(int[] some);

    /**
     * The mean loss of held-out samples, as cv.glmnet has it: squared error, or deviance.
     *
     * @param eta [outputs][all samples], by a fit to {@code others}
     */
    double heldOut(double[][] eta, int[] held, int[] others);

    /** What this part counts for in the mean over the parts. */
    default double weight(int[] held) {
        return held.length;
    }

    /** The name of {@link #heldOut} for axes. */
    String lossName();

    default PathLoss loss() {
        return loss(IntStream.range(0, samples()).toArray());
    }

    /**
     * One for each path: several for several labels, else one.
     *
     * @param output the label, where each has its own
     */
    static Outcome of(Lesson lesson, int output) {
        return switch (lesson.task().kind()) {
            case REGRESSION -> new Numbers(lesson.output(0));
            case BINARY, MULTILABEL -> new YesNo(lesson.output(output));
            case MULTICLASS -> new Classes(lesson.y());
            case SURVIVAL -> new Times(lesson.output(0), events(lesson.y()));
        };
    }

    private static boolean[] events(double[][] y) {
        boolean[] events = new boolean[y.length];
        for (int i = 0; i < events.length; i++) {
            events[i] = y[i][1] == 1;
        }
        return events;
    }

    static int paths(Lesson lesson) {
        return lesson.task().kind() == Task.Kind.MULTILABEL ? lesson.width() : 1;
    }

    /** Numbers. */
    record Numbers(double[] y) implements Outcome {
        @Override
        public int samples() {
            return y.length;
        }

        @Override
        public PathLoss loss(int[] some) {
            return new GaussianLoss(Arrays.stream(some).mapToDouble(i -> y[i]).toArray());
        }

        @Override
        public double heldOut(double[][] eta, int[] held, int[] others) {
            return Arrays.stream(held)
                    .mapToDouble(i -> (eta[0][i] - y[i]) * (eta[0][i] - y[i]))
                    .average()
                    .orElse(0);
        }

        @Override
        public String lossName() {
            return "mean squared error";
        }
    }

    /** 1 or 0. */
    record YesNo(double[] y) implements Outcome {
        @Override
        public int samples() {
            return y.length;
        }

        @Override
        public PathLoss loss(int[] some) {
            return new BinomialLoss(Arrays.stream(some).mapToDouble(i -> y[i]).toArray());
        }

        @Override
        public double heldOut(double[][] eta, int[] held, int[] others) {
            return Arrays.stream(held)
                    .mapToDouble(i -> deviance(1 / (1 + Math.exp(y[i] == 1 ? -eta[0][i] : eta[0][i]))))
                    .average()
                    .orElse(0);
        }

        @Override
        public String lossName() {
            return "deviance";
        }
    }

    /** Probabilities are cut as cv.glmnet does it: a single sure mistake must not decide. */
    private static double deviance(double probabilityOfTruth) {
        return -2 * Math.log(Math.max(1e-5, Math.min(1 - 1e-5, probabilityOfTruth)));
    }

    /** 1 for the class, else 0: [samples][classes]. */
    record Classes(double[][] y) implements Outcome {
        @Override
        public int samples() {
            return y.length;
        }

        @Override
        public PathLoss loss(int[] some) {
            return new MultinomialLoss(Arrays.stream(some).mapToObj(i -> y[i]).toArray(double[][]::new));
        }

        @Override
        public double heldOut(double[][] eta, int[] held, int[] others) {
            return Arrays.stream(held)
                    .mapToDouble(i -> {
                        double[] p = softmax(eta, i);
                        return deviance(IntStream.range(0, p.length)
                                .mapToDouble(k -> p[k] * y[i][k])
                                .sum());
                    })
                    .average()
                    .orElse(0);
        }

        @Override
        public String lossName() {
            return "deviance";
        }
    }

    /** Probabilities of the classes of one sample. */
    static double[] softmax(double[][] eta, int sample) {
        double most = Arrays.stream(eta).mapToDouble(e -> e[sample]).max().orElse(0);
        double[] p =
                Arrays.stream(eta).mapToDouble(e -> Math.exp(e[sample] - most)).toArray();
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(v -> v / sum).toArray();
    }

    /** Times of events or last sights. */
    record Times(double[] time, boolean[] event) implements Outcome {
        @Override
        public int samples() {
            return time.length;
        }

        @Override
        public CoxLoss loss(int[] some) {
            double[] times = Arrays.stream(some).mapToDouble(i -> time[i]).toArray();
            boolean[] events = new boolean[some.length];
            for (int i = 0; i < some.length; i++) {
                events[i] = event[some[i]];
            }
            return new CoxLoss(times, events);
        }

        /** What the held-out samples add to the partial likelihood (van Houwelingen et al. 2006), for each event. */
        @Override
        public double heldOut(double[][] eta, int[] held, int[] others) {
            double[] ofOthers =
                    Arrays.stream(others).mapToDouble(i -> eta[0][i]).toArray();
            double all = new CoxLoss(time, event).logLikelihood(eta[0]);
            return -2 * (all - loss(others).logLikelihood(ofOthers)) / weight(held);
        }

        @Override
        public double weight(int[] held) {
            return Math.max(1, Arrays.stream(held).filter(i -> event[i]).count());
        }

        @Override
        public String lossName() {
            return "partial likelihood deviance";
        }
    }
}
