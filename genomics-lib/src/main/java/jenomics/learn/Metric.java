package jenomics.learn;

import java.util.List;

/**
 * How good predictions are, each by its usual definition (that of scikit-learn and of R's survival, with which the tests
 * agree to 1e-10).
 * For several classes AUROC, AUPRC and F1 are the plain mean over the classes (macro), one class against the rest; the
 * weighted ones weight each class by how many samples have it. For several labels at once, MCC, accuracy, log loss and
 * Brier are the mean over the labels.
 */
public enum Metric {
    /** Area under the receiver operating characteristic: how often a positive ranks above a negative; ties count half. */
    AUROC("AUROC", true),
    AUROC_WEIGHTED("AUROC weighted", true),
    /** Average precision: area under the precision-recall curve by steps. */
    AUPRC("AUPRC", true),
    /** Matthews correlation coefficient; 0 if all predictions or all samples are of one class. */
    MCC("MCC", true),
    /** Harmonic mean of precision and recall; 0 if nothing is rightly found. */
    F1("F1", true),
    F1_WEIGHTED("F1 weighted", true),
    ACCURACY("accuracy", true),
    /** Mean over the classes of the share that is found. */
    BALANCED_ACCURACY("balanced accuracy", true),
    /** The share of samples whose labels are all right. */
    SUBSET_ACCURACY("subset accuracy", true),
    /** Mean negative logarithm (natural) of the probability given to the truth. */
    LOG_LOSS("log loss", false),
    /** Mean squared distance of probability and truth; for several classes summed over them. */
    BRIER("Brier", false),
    /** Expected calibration error over ten bins of equal width ({@link Calibration}). */
    ECE("ECE", false),
    /** Pearson's correlation of prediction and truth. */
    PEARSON("Pearson", true),
    /** Spearman's rank correlation; ties get their mean rank. */
    SPEARMAN("Spearman", true),
    /** Coefficient of determination: 1 - squared error / variance of the truth. */
    R2("R2", true),
    MSE("MSE", false),
    RMSE("RMSE", false),
    MAE("MAE", false),
    /** Harrell's concordance: how often of two samples the one whose event came first has the higher risk; ties half. */
    C_INDEX("C-index", true),
    /** Uno's concordance: the same, weighted so that it does not depend on who was censored when (of these samples). */
    C_INDEX_UNO("C-index (Uno)", true);

    private final String text;
    private final boolean higherIsBetter;

    Metric(String text, boolean higherIsBetter) {
        this.text = text;
        this.higherIsBetter = higherIsBetter;
    }

    /** The metrics of tasks of this kind, in the order in which they are shown; models are compared by the first. */
    public static List<Metric> of(Task.Kind kind) {
        return switch (kind) {
            case BINARY -> List.of(AUROC, AUPRC, MCC, F1, ACCURACY, BALANCED_ACCURACY, LOG_LOSS, BRIER, ECE);
            case MULTICLASS ->
                List.of(
                        AUROC,
                        AUROC_WEIGHTED,
                        AUPRC,
                        MCC,
                        F1,
                        F1_WEIGHTED,
                        ACCURACY,
                        BALANCED_ACCURACY,
                        LOG_LOSS,
                        BRIER,
                        ECE);
            case MULTILABEL -> List.of(AUROC, AUPRC, MCC, F1, ACCURACY, SUBSET_ACCURACY, LOG_LOSS, BRIER);
            case REGRESSION -> List.of(PEARSON, SPEARMAN, R2, MSE, RMSE, MAE);
            case SURVIVAL -> List.of(C_INDEX, C_INDEX_UNO);
        };
    }

    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    @Override
    public String toString() {
        return text;
    }
}
