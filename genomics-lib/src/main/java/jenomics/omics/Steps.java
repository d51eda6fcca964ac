package jenomics.omics;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import jenomics.omics.step.AnovaFilter;
import jenomics.omics.step.BatchCorrection;
import jenomics.omics.step.CentredLogRatio;
import jenomics.omics.step.Components;
import jenomics.omics.step.EachValue;
import jenomics.omics.step.Imputation;
import jenomics.omics.step.InformationFilter;
import jenomics.omics.step.LassoFilter;
import jenomics.omics.step.Logarithm;
import jenomics.omics.step.Methylation;
import jenomics.omics.step.MissingFilter;
import jenomics.omics.step.NearestImputation;
import jenomics.omics.step.PerLength;
import jenomics.omics.step.PerMillion;
import jenomics.omics.step.QuantileNormalization;
import jenomics.omics.step.Scaling;
import jenomics.omics.step.SheetEncoding;
import jenomics.omics.step.SizeFactors;
import jenomics.omics.step.Smote;
import jenomics.omics.step.VarianceFilter;

/**
 * All steps of preparing a cohort; a cell has them under their bare names.
 *
 * <pre>{@code
 * cohort.prepare("rna", log2Cpm(), standardize()).prepare("methylation", mValue(), topVariance(500))
 * }</pre>
 *
 * <p>Steps that learn are fitted to the training samples and applied to others by what was learned there.
 */
public final class Steps {
    private Steps() {}

    // ---- each sample by itself ----

    /** Counts per million of all counts of the sample. */
    public static Step cpm() {
        return new PerMillion(false);
    }

    /** log2(CPM + 1). */
    public static Step log2Cpm() {
        return new PerMillion(true);
    }

    /** Transcripts per million; for each feature its length in base pairs. */
    public static Step tpm(Map<String, Double> lengthsBp) {
        return new PerLength(true, lengthsBp);
    }

    /** Fragments per kilobase and million; for each feature its length in base pairs. */
    public static Step fpkm(Map<String, Double> lengthsBp) {
        return new PerLength(false, lengthsBp);
    }

    /** log2(value + 1). */
    public static Step log2() {
        return log2(1);
    }

    /** log2(value + pseudocount). */
    public static Step log2(double pseudocount) {
        return new Logarithm(pseudocount, false);
    }

    /** ln(value + 1). */
    public static Step log1p() {
        return new Logarithm(1, true);
    }

    /** Centred log-ratio with a pseudocount of 1. */
    public static Step clr() {
        return clr(1);
    }

    /** Centred log-ratio: ln(value + pseudocount) less its mean over the features of the sample. */
    public static Step clr(double pseudocount) {
        return new CentredLogRatio(pseudocount);
    }

    /** Methylated shares as M values, log2(share / (1 - share)). */
    public static Step mValue() {
        return new Methylation(true);
    }

    /** M values as methylated shares. */
    public static Step betaValue() {
        return new Methylation(false);
    }

    /** A formula of one's own: {@code each("square root", Math::sqrt)}. */
    public static Step each(String name, DoubleUnaryOperator formula) {
        return new EachValue(name, formula);
    }

    // ---- scales ----

    /** Each feature less its mean, divided by its standard deviation (n - 1). */
    public static Step standardize() {
        return new Scaling(Scaling.Kind.STANDARDIZE);
    }

    /** Each feature from 0 (its least value) to 1 (its largest). */
    public static Step minMax() {
        return new Scaling(Scaling.Kind.MIN_MAX);
    }

    /** Each feature less its median, divided by its interquartile range. */
    public static Step robustScale() {
        return new Scaling(Scaling.Kind.ROBUST_SCALE);
    }

    // ---- missing values ----

    /** Missing values become the mean of the feature. */
    public static Imputation imputeMean() {
        return new Imputation(Imputation.Kind.MEAN, true);
    }

    /** Missing values become the median of the feature. */
    public static Imputation imputeMedian() {
        return new Imputation(Imputation.Kind.MEDIAN, true);
    }

    /** Missing values become the most frequent value of the feature: for genotypes and marks. */
    public static Imputation imputeMode() {
        return new Imputation(Imputation.Kind.MODE, true);
    }

    /** A missing value becomes the mean of the 5 nearest training samples that have it. */
    public static NearestImputation imputeKnn() {
        return imputeKnn(5);
    }

    /** A missing value becomes the mean of so many nearest training samples that have it. */
    public static NearestImputation imputeKnn(int neighbours) {
        return new NearestImputation(neighbours, true);
    }

    /** Leaves out features that more than this share of the training samples lack. */
    public static Step dropMissing(double share) {
        return new MissingFilter(share);
    }

    // ---- one distribution for all samples, that of the training samples ----

    /** Gives each sample the distribution of the training samples. */
    public static Step quantileNormalize() {
        return new QuantileNormalization();
    }

    /** Divides counts by DESeq's size factor of the sample. */
    public static Step sizeFactors() {
        return new SizeFactors();
    }

    // ---- fewer features ----

    /** Leaves out features that are the same in all training samples. */
    public static Step dropConstant() {
        return new VarianceFilter(Integer.MAX_VALUE, 0);
    }

    /** Keeps features whose variance in the training samples is above this. */
    public static Step minVariance(double above) {
        return new VarianceFilter(Integer.MAX_VALUE, above);
    }

    /** Keeps the features that vary most. */
    public static Step topVariance(int features) {
        return new VarianceFilter(features, 0);
    }

    /** Keeps the features that differ most between the classes, by the F of an analysis of variance. */
    public static Step anova(int features) {
        return new AnovaFilter(features);
    }

    /** Keeps the features that tell most of the class, by mutual information. */
    public static Step mutualInformation(int features) {
        return new InformationFilter(features, 10);
    }

    /** Keeps the features that a lasso takes up first. */
    public static Step lasso(int features) {
        return new LassoFilter(features);
    }

    /** Principal components in place of the features. */
    public static Step pca(int components) {
        return new Components(components);
    }

    // ---- samples and layers ----

    /** Makes training samples of the smaller classes, between each and one of its 5 nearest. */
    public static CohortStep smote() {
        return smote(5);
    }

    /** Makes training samples of the smaller classes, between each and one of so many nearest. */
    public static CohortStep smote(int neighbours) {
        return new Smote(neighbours);
    }

    /** Columns of the sample sheet as a further layer: {@code encode("clinical", "sex", "age")}. */
    public static SheetEncoding encode(String layer, String... columns) {
        return new SheetEncoding(layer, List.of(columns), Map.of());
    }

    // ---- batches ----

    /**
     * ComBat: takes out what the batches named in this column of the sample sheet differ in; see {@link BatchCorrection}
     * for covariates, a reference batch, means only, other priors, and batches that training samples do not have.
     */
    public static BatchCorrection combat(String batch) {
        return BatchCorrection.of(batch);
    }
}
