package jenomics.omics.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenomics.learn.Task;
import jenomics.omics.FittedStep;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Scale;
import jenomics.omics.Step;
import jenomics.omics.TrainingSamples;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Phrases;

/**
 * ComBat (Johnson, Li and Rabinovic 2007): takes out of each feature what the batches differ in, mean and variance, shrunk
 * towards what the features of a batch have in common. Equal to sva's on the samples it is fitted to; the parameters are
 * then kept, and other samples of the same batches are corrected by them.
 *
 * <p>What is to be predicted is not in the model: protected in the training samples and unknown in test samples, it would
 * make the former look better separated than the latter can be. Batches that cannot be told apart from it are refused.
 *
 * <p>A batch without training samples is refused unless {@link #estimatingNewBatches} was said. Its mean differs from the
 * others' also by what kinds of samples it has: where that differs much, correcting takes out what is looked for. Of stem
 * cells of four studies, each left out in turn, the nearest mean named .768 as measured and .600 corrected.
 *
 * <p>Features that do not vary in some batch are left as they are. With a batch of one sample only means are adjusted.
 *
 * @param batch the column of the sample sheet that names the batches
 * @param covariates columns whose effects are kept; of other samples they must be known too
 * @param parametric whether the priors are distributions; else they are the other features themselves, which takes long
 * @param meanOnly whether only means are adjusted
 * @param reference the batch that all others are brought to, itself unchanged; or empty
 * @param estimateNewBatches whether a batch without training samples is corrected by its own samples (means only, without
 *     their labels), which are then prepared together; else it is refused
 */
public record BatchCorrection(
        String batch,
        List<String> covariates,
        boolean parametric,
        boolean meanOnly,
        String reference,
        boolean estimateNewBatches)
        implements Step {

    public BatchCorrection {
        covariates = List.copyOf(covariates);
    }

    /** Parametric, mean and variance, without covariates and without a reference. */
    public static BatchCorrection of(String batch) {
        return new BatchCorrection(batch, List.of(), true, false, "", false);
    }

    /** Keeps the effects of these columns. */
    public BatchCorrection keeping(String... columns) {
        return new BatchCorrection(batch, List.of(columns), parametric, meanOnly, reference, estimateNewBatches);
    }

    /** With the other features themselves as prior. */
    public BatchCorrection nonParametric() {
        return new BatchCorrection(batch, covariates, false, meanOnly, reference, estimateNewBatches);
    }

    /** Adjusts means and leaves variances. */
    public BatchCorrection meansOnly() {
        return new BatchCorrection(batch, covariates, parametric, true, reference, estimateNewBatches);
    }

    /** Brings all batches to this one. */
    public BatchCorrection to(String referenceBatch) {
        return new BatchCorrection(batch, covariates, parametric, meanOnly, referenceBatch, estimateNewBatches);
    }

    /** Corrects the mean of a batch without training samples by that batch's own samples. */
    public BatchCorrection estimatingNewBatches() {
        return new BatchCorrection(batch, covariates, parametric, meanOnly, reference, true);
    }

    @Override
    public String name() {
        var options = new ArrayList<String>();
        options.add("'" + batch + "'");
        if (!covariates.isEmpty()) {
            options.add("keeping " + String.join(", ", covariates));
        }
        if (!parametric) {
            options.add("non-parametric");
        }
        if (meanOnly) {
            options.add("means only");
        }
        if (!reference.isEmpty()) {
            options.add("to '" + reference + "'");
        }
        if (estimateNewBatches) {
            options.add("new batches by their own samples");
        }
        return "ComBat (" + String.join(", ", options) + ")";
    }

    @Override
    public Scale scaleAfter(String layer, Scale before) {
        switch (before) {
            case COUNTS, EXPECTED_COUNTS -> throw refusedScale(layer, before, "Take logarithms before: log2Cpm().");
            case BETA -> throw refusedScale(layer, before, "Take M values before: mValue().");
            case DOSAGE, PRESENCE -> throw refusedScale(layer, before, "Genotypes have no batch of this kind.");
            default -> {
                return before == Scale.M_VALUE || before == Scale.LOG2 ? before : Scale.UNKNOWN;
            }
        }
    }

    private GenomicsException refusedScale(String layer, Scale found, String wayOn) {
        return new GenomicsException(
                "The step '" + name() + "' takes values that are roughly normal, and the layer '" + layer
                        + "' is on the scale " + found + ". " + wayOn,
                Map.of("step", name(), "layer", layer, "scale", found));
    }

    @Override
    public FittedStep fit(OmicsLayer layer, TrainingSamples train) {
        var cohort = train.cohort();
        requireNoLeak(train);
        var design = CombatDesign.of(this, cohort);
        if (design.batches().size() < 2) {
            throw new GenomicsException(
                    "The step '" + name() + "' needs at least 2 batches; all training samples have the " + batch + " "
                            + design.batches() + ".",
                    Map.of("step", name(), "batches", design.batches()));
        }
        design.requireTellable(this, cohort, outcome(train));
        var model = model(layer, design);
        return (other, samples) -> corrected(model, other, samples);
    }

    private CombatModel model(OmicsLayer layer, CombatDesign design) {
        double[][] values = new double[layer.featureCount()][];
        for (int f = 0; f < values.length; f++) {
            values[f] = Rows.doubles(layer.column(f));
        }
        boolean single = false;
        for (int b = 0; b < design.batches().size(); b++) {
            single |= design.count(b) == 1;
        }
        var model = new CombatFit(design, parametric, meanOnly || single).fit(values);
        long adjusted = java.util.stream.IntStream.range(0, values.length)
                .filter(model::adjusts)
                .count();
        if (adjusted < 2) {
            throw new GenomicsException(
                    "The step '" + name() + "' needs at least 2 features of the layer '" + layer.name()
                            + "' that vary within every batch; there " + (adjusted == 1 ? "is 1" : "are none")
                            + " among "
                            + Phrases.count(values.length, "feature") + ".",
                    Map.of("step", name(), "layer", layer.name(), "varying", adjusted));
        }
        return model;
    }

    private void requireNoLeak(TrainingSamples train) {
        for (String column : covariates) {
            if (train.predicts(column)) {
                throw new GenomicsException(
                        "The step '" + name() + "' would keep the effect of '" + column + "', which is to be predicted:"
                                + " of test samples it is not known, and in training samples it would be too clear."
                                + " Leave it out of keeping(...).",
                        Map.of("step", name(), "covariate", column));
            }
        }
        if (train.predicts(batch)) {
            throw new GenomicsException(
                    "The step '" + name() + "' would take out '" + batch + "', which is to be predicted.",
                    Map.of("step", name(), "batch", batch));
        }
    }

    /** The label, if it says a class. */
    private static String outcome(TrainingSamples train) {
        return train.task()
                .filter(t -> t.kind() == Task.Kind.BINARY || t.kind() == Task.Kind.MULTICLASS)
                .map(Task::label)
                .orElse("");
    }

    private OmicsLayer corrected(CombatModel model, OmicsLayer layer, MultiOmics samples) {
        var design = model.design();
        double[][] covariateRows = design.covariates(this, samples);
        var values = CombatDesign.values(this, batch, samples);
        double[][] rows = new double[layer.size()][];
        var strangers = new LinkedHashMap<String, List<Integer>>();
        for (int s = 0; s < rows.length; s++) {
            rows[s] = Rows.doubles(layer.row(s));
            int place = design.batches().indexOf(values.get(s));
            if (place >= 0) {
                model.adjust(rows[s], place, covariateRows[s]);
            } else {
                strangers.computeIfAbsent(values.get(s), k -> new ArrayList<>()).add(s);
            }
        }
        strangers.forEach((name, places) -> adjustNew(model, name, places, rows, covariateRows));
        float[][] corrected = new float[rows.length][];
        for (int s = 0; s < rows.length; s++) {
            corrected[s] = Rows.floats(rows[s]);
        }
        return layer.withRows(corrected);
    }

    private void adjustNew(
            CombatModel model, String name, List<Integer> places, double[][] rows, double[][] covariateRows) {
        if (!estimateNewBatches) {
            throw new GenomicsException(
                    "The " + batch + " '" + name + "' has " + Phrases.count(places.size(), "sample")
                            + " to correct and none in training, which had "
                            + model.design().batches()
                            + ": nothing is known of that batch. To correct its mean by its own samples together, plan"
                            + " combat(\"" + batch + "\").estimatingNewBatches().",
                    Map.of("batch", name, "known", model.design().batches()));
        }
        var effect = model.newBatch(
                places.stream().map(s -> rows[s]).toArray(double[][]::new),
                places.stream().map(s -> covariateRows[s]).toArray(double[][]::new));
        places.forEach(s -> model.adjust(rows[s], effect, covariateRows[s]));
    }
}
