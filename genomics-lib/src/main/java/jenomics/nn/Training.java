package jenomics.nn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Limits;

/**
 * How to train. A value: each wither returns a changed copy.
 *
 * @param epochs passes over the training samples at most; 3
 * @param batchSize samples per batch; 32 (DNABERT-2 paper)
 * @param accumulate batches per optimizer step, for large effective batches in little memory; 1
 * @param learningRate peak rate; 5e-4 (upper end of published LoRA recipes for genomic models)
 * @param schedule how the rate goes; 6 % warm-up, then a cosine
 * @param weightDecay decoupled weight decay of matrices; 0.01 (DNABERT-2 paper)
 * @param clip largest global gradient norm; 1
 * @param dropout on the encoder's residual branches; 0 (an adapter has its own)
 * @param patience epochs without a better validation score before stopping; 3
 * @param objective what is made small; the plain cross-entropy or squared error
 * @param average share of the steps after which weights are averaged; 1: they are not
 * @param economy what is done to need less memory or time; as much as has to be
 * @param seed of everything drawn by chance; 7
 */
public record Training(
        int epochs,
        int batchSize,
        int accumulate,
        double learningRate,
        Schedule schedule,
        double weightDecay,
        double clip,
        double dropout,
        int patience,
        Objective objective,
        double average,
        Economy economy,
        long seed) {

    /**
     * Checks its options.
     *
     * @throws GenomicsException if an option is out of its range; it says which range, and what was found
     */
    public Training {
        new Limits("Training")
                .atLeast("epochs", epochs, 0)
                .atLeast("batchSize", batchSize, 1)
                .atLeast("accumulate", accumulate, 1)
                .atLeast("patience", patience, 1)
                .within("learningRate", learningRate, Double.MIN_VALUE, 1)
                .within("weightDecay", weightDecay, 0, 1)
                .within("clip", clip, Double.MIN_VALUE, Double.MAX_VALUE)
                .within("dropout", dropout, 0, 0.95)
                .within("average", average, 0, 1);
    }

    /** The defaults that stand beside the options. */
    public static Training standard() {
        return new Training(
                3, 32, 1, 5e-4, Schedule.cosine(0.06), 0.01, 1, 0, 3, Objective.PLAIN, 1, Economy.STANDARD, 7);
    }

    /** With so many passes over the training samples at most, 0 or more. */
    public Training epochs(int value) {
        return with(d -> d.epochs = value);
    }

    /** With so many samples in a batch, 1 or more. */
    public Training batchSize(int value) {
        return with(d -> d.batchSize = value);
    }

    /** With so many batches for each optimizer step, 1 or more. */
    public Training accumulate(int value) {
        return with(d -> d.accumulate = value);
    }

    /** With another peak rate, above 0 and at most 1. */
    public Training learningRate(double value) {
        return with(d -> d.learningRate = value);
    }

    /** With another course of the learning rate. */
    public Training schedule(Schedule value) {
        return with(d -> d.schedule = value);
    }

    /** With another decoupled weight decay of matrices, 0 to 1. */
    public Training weightDecay(double value) {
        return with(d -> d.weightDecay = value);
    }

    /** With another largest norm of all gradients together, above 0. */
    public Training clip(double value) {
        return with(d -> d.clip = value);
    }

    /** With another dropout on the residual branches of the encoder, 0 to 0.95. */
    public Training dropout(double value) {
        return with(d -> d.dropout = value);
    }

    /** Stops after so many epochs without a better validation score, 1 or more. */
    public Training patience(int value) {
        return with(d -> d.patience = value);
    }

    /** With another seed of all that is drawn by chance. */
    public Training seed(long value) {
        return with(d -> d.seed = value);
    }

    /** What is made small, as a whole. */
    public Training objective(Objective value) {
        return with(d -> d.objective = value);
    }

    /** Share of the truth that is spread over all classes, 0 to below 1 (Szegedy et al. 2016: 0.1). */
    public Training labelSmoothing(double share) {
        return objective(objective.labelSmoothing(share));
    }

    /** The focal loss: samples that are right already count less (Lin et al. 2017: 2). */
    public Training focal(double gamma) {
        return objective(objective.focal(gamma));
    }

    /** Every class counts as much as any other, however rare it is. */
    public Training balanced() {
        return objective(objective.balanced());
    }

    /** How much a sample of each class counts; 1 for classes that are not named. */
    public Training classWeights(Map<String, Double> weights) {
        return objective(objective.classWeights(weights));
    }

    /**
     * Stochastic weight averaging (Izmailov et al. 2018): the mean of the weights over the last part of the training is
     * a candidate at its end.
     *
     * @param from share of the steps after which averaging begins, 0 to 1; 0.5 averages over the second half
     */
    public Training averageWeights(double from) {
        double value = from;
        return with(d -> d.average = value);
    }

    /**
     * Gradient checkpointing (Chen et al. 2016): what happens inside a block is computed again in the backward pass
     * instead of kept. About a third more time, much less memory, gradients the same to the bit. Off, it is still done
     * where nothing else fits.
     */
    public Training recompute(boolean value) {
        return economy(economy.recompute(value));
    }

    /**
     * Each batch goes through in so many pieces, whose gradients add up to those of the batch; 0: in as many as free
     * memory asks for.
     */
    public Training pieces(int value) {
        return economy(economy.pieces(value));
    }

    /**
     * Holds frozen weights in bfloat16 if a short measurement finds that faster on this machine: half their memory, and
     * about twice the speed on processors and GPUs that have the instructions. The run says what was chosen and why.
     */
    public Training bfloat16() {
        return frozen(FrozenWeights.MEASURED);
    }

    /** In which numbers frozen weights are held, whatever is faster. What trains is always float32. */
    public Training frozen(FrozenWeights value) {
        return economy(economy.frozen(value));
    }

    private Training economy(Economy value) {
        return with(d -> d.economy = value);
    }

    /**
     * Fails if a loss or a gradient is no longer a number: an endless gradient would be clipped to zero and nothing more
     * be learned, silently.
     */
    public double finite(String what, double value) {
        if (!Double.isFinite(value)) {
            throw new GenomicsException(
                    "The training " + what + " is no longer a finite number (" + value + "): the learning rate of "
                            + learningRate + " is too high for this model. Try a tenth of it.",
                    Map.of("learning rate", learningRate));
        }
        return value;
    }

    /** The options by name, for provenance. */
    public Map<String, Object> facts() {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("epochs", epochs);
        facts.put("batch size", accumulate == 1 ? batchSize : batchSize + " × " + accumulate);
        facts.put("learning rate", learningRate);
        facts.put("schedule", schedule.toString());
        facts.put("weight decay", weightDecay);
        facts.put("clip", clip);
        facts.put("dropout", dropout);
        facts.put("patience", patience);
        facts.putAll(objective.facts());
        if (average < 1) {
            facts.put("weights averaged", "after " + Math.round(100 * average) + " % of the steps");
        }
        facts.putAll(economy.facts());
        facts.put("seed", seed);
        return facts;
    }

    /** The options of a copy while one of them changes. */
    private static final class Draft {
        private int epochs;
        private int batchSize;
        private int accumulate;
        private double learningRate;
        private Schedule schedule;
        private double weightDecay;
        private double clip;
        private double dropout;
        private int patience;
        private Objective objective;
        private double average;
        private Economy economy;
        private long seed;
    }

    private Training with(Consumer<Draft> change) {
        var d = new Draft();
        d.epochs = epochs;
        d.batchSize = batchSize;
        d.accumulate = accumulate;
        d.learningRate = learningRate;
        d.schedule = schedule;
        d.weightDecay = weightDecay;
        d.clip = clip;
        d.dropout = dropout;
        d.patience = patience;
        d.objective = objective;
        d.average = average;
        d.economy = economy;
        d.seed = seed;
        change.accept(d);
        return new Training(
                d.epochs,
                d.batchSize,
                d.accumulate,
                d.learningRate,
                d.schedule,
                d.weightDecay,
                d.clip,
                d.dropout,
                d.patience,
                d.objective,
                d.average,
                d.economy,
                d.seed);
    }
}
