package jenomics.classic;

import java.util.List;

/**
 * Fits from strong to weak penalties.
 *
 * @param alpha the share of the absolute penalty
 * @param lambdas the strengths, descending
 * @param steps the coefficients at each
 * @param explained the share of the null deviance that each explains
 */
record PenalisedPath(double alpha, double[] lambdas, List<PathStep> steps, double[] explained) {

    int size() {
        return steps.size();
    }

    /** The coefficients at any strength: between two that were fitted linear, beyond the ends those of the ends. */
    PathStep at(double lambda, int features) {
        if (lambda >= lambdas[0]) {
            return steps.get(0);
        }
        int next = 1;
        while (next < size() && lambdas[next] > lambda) {
            next++;
        }
        if (next == size()) {
            return steps.get(size() - 1);
        }
        double share = (lambda - lambdas[next]) / (lambdas[next - 1] - lambdas[next]);
        return share == 0 ? steps.get(next) : steps.get(next - 1).mixed(share, steps.get(next), features);
    }

    /** The same for features from which these means had been taken. */
    PenalisedPath around(double[] mean) {
        return new PenalisedPath(
                alpha, lambdas, steps.stream().map(s -> s.around(mean)).toList(), explained);
    }
}
