package jenomics.classic;

/**
 * What a path of penalised fits makes small: the mean loss over the samples, as a function of what is predicted for each
 * of them (eta), and its quadratic approximation.
 */
interface PathLoss {
    /** How many numbers are predicted for each sample. */
    int outputs();

    /** Where eta begins: the best constant for each output; 0 where a constant means nothing. */
    double[] intercepts();

    /** Whether a constant is fitted. */
    boolean hasIntercept();

    /**
     * The quadratic approximation of the loss in one output.
     *
     * @param eta [outputs][samples]
     * @param residual receives minus the gradient for each sample
     * @param weight receives the second derivative for each sample
     */
    void approximate(double[][] eta, int output, double[] residual, double[] weight);

    /** Mean deviance, for the share of it that is explained; for numbers the mean squared error. */
    double deviance(double[][] eta);

    /** What a change of the loss is compared with when convergence is asked for. */
    double scale();

    /** By what the squared penalty is divided, beside what the absolute one is; see {@link GaussianLoss}. */
    default double ridgeUnit() {
        return 1;
    }

    /** Whether the approximation is the loss itself. */
    default boolean quadratic() {
        return false;
    }
}
