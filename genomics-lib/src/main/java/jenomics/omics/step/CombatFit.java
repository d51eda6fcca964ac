package jenomics.omics.step;

import java.util.Arrays;
import java.util.stream.IntStream;
import jenomics.omics.step.CombatModel.BatchEffect;
import jenomics.omics.step.CombatModel.Prior;

/**
 * Fits ComBat to training samples, with the results of sva (3.46).
 *
 * @param design batches and covariates
 * @param parametric whether priors are distributions; else they are the other features themselves
 * @param meanOnly whether only means are adjusted
 */
record CombatFit(CombatDesign design, boolean parametric, boolean meanOnly) {

    /**
     * @param values {@code [feature, sample]}; NaN where missing
     */
    CombatModel fit(double[][] values) {
        int features = values.length;
        int batches = design.batches().size();
        var least = LeastSquares.of(design.rows());
        double[] grand = new double[features];
        double[][] effects = new double[features][];
        double[] widths = new double[features];
        double[][] centres = new double[batches][features];
        var hat = IntStream.range(0, batches)
                .mapToObj(b -> BatchEffect.empty(features))
                .toArray(BatchEffect[]::new);
        boolean missing = Arrays.stream(values).flatMapToDouble(Arrays::stream).anyMatch(Double::isNaN);
        IntStream.range(0, features).parallel().forEach(f -> {
            double[] coefficients = varies(values[f]) ? least.fit(values[f]) : null;
            widths[f] = coefficients == null ? Double.NaN : width(values[f], least, coefficients, missing);
            boolean adjusts = widths[f] > 0;
            grand[f] = adjusts ? grandMean(coefficients) : Double.NaN;
            effects[f] = adjusts ? Arrays.copyOfRange(coefficients, batches, coefficients.length) : new double[0];
            if (adjusts) {
                measure(f, values[f], grand[f], effects[f], widths[f], hat, centres);
            }
        });
        return withPosterior(new CombatModel(design, grand, effects, widths, hat, new Prior[batches], hat), centres);
    }

    /** Whether the values of a feature differ within every batch of several samples. */
    private boolean varies(double[] values) {
        for (int b = 0; b < design.batches().size(); b++) {
            int observed = 0;
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int s = 0; s < values.length; s++) {
                if (design.batch()[s] == b && !Double.isNaN(values[s])) {
                    observed++;
                    least = Math.min(least, values[s]);
                    most = Math.max(most, values[s]);
                }
            }
            boolean several = design.count(b) > 1;
            if (observed == 0 || several && (least == most || observed == 1)) {
                return false;
            }
        }
        return true;
    }

    private double grandMean(double[] coefficients) {
        if (design.reference() >= 0) {
            return coefficients[design.reference()];
        }
        double sum = 0;
        for (int b = 0; b < design.batches().size(); b++) {
            sum += coefficients[b] * design.count(b) / design.batch().length;
        }
        return sum;
    }

    /** The standard deviation of the residuals: with n below, or n - 1 where any value of the layer is missing, as sva does. */
    private double width(double[] values, LeastSquares least, double[] coefficients, boolean missing) {
        double sum = 0;
        double squares = 0;
        int n = 0;
        for (int s = 0; s < values.length; s++) {
            boolean counts = design.reference() < 0 || design.batch()[s] == design.reference();
            if (counts && !Double.isNaN(values[s])) {
                double residual = values[s] - least.predict(s, coefficients);
                sum += residual;
                squares += residual * residual;
                n++;
            }
        }
        double variance = missing ? (squares - sum * sum / n) / (n - 1) : squares / n;
        double scale = Math.abs(coefficients[0]) + Math.sqrt(squares);
        return Math.sqrt(variance) > 1e-12 * scale ? Math.sqrt(variance) : Double.NaN;
    }

    private void measure(
            int f,
            double[] values,
            double grand,
            double[] effects,
            double width,
            BatchEffect[] hat,
            double[][] centres) {
        double[] z = new double[values.length];
        for (int s = 0; s < z.length; s++) {
            z[s] = (values[s] - grand - LeastSquares.dot(effects, design.covariates(s))) / width;
        }
        for (int b = 0; b < hat.length; b++) {
            double sum = 0;
            int n = 0;
            for (int s = 0; s < z.length; s++) {
                if (design.batch()[s] == b && !Double.isNaN(z[s])) {
                    sum += z[s];
                    n++;
                }
            }
            double mean = sum / n;
            hat[b].samples()[f] = n;
            centres[b][f] = mean;
            hat[b].variances()[f] = meanOnly ? 1 : variance(z, b, mean, n);
        }
        for (int b = 0; b < hat.length; b++) {
            boolean against = design.reference() >= 0 && b != design.reference();
            hat[b].means()[f] = centres[b][f] - (against ? centres[design.reference()][f] : 0);
        }
    }

    private double variance(double[] z, int batch, double mean, int n) {
        double squares = 0;
        for (int s = 0; s < z.length; s++) {
            if (design.batch()[s] == batch && !Double.isNaN(z[s])) {
                squares += (z[s] - mean) * (z[s] - mean);
            }
        }
        return squares / (n - 1);
    }

    private CombatModel withPosterior(CombatModel model, double[][] centres) {
        int batches = model.hat().length;
        var star = new BatchEffect[batches];
        for (int b = 0; b < batches; b++) {
            var hat = model.hat()[b];
            var prior = CombatPosterior.prior(hat);
            model.priors()[b] = prior;
            if (!parametric) {
                star[b] = CombatPosterior.nonParametric(hat, centres[b], meanOnly);
            } else if (meanOnly) {
                star[b] = CombatPosterior.meansOnly(hat, prior);
            } else {
                var converged = CombatPosterior.parametric(hat, centres[b], prior);
                star[b] = converged.effect();
                model.priors()[b] = converged.prior();
            }
        }
        return new CombatModel(
                model.design(), model.grand(), model.effects(), model.widths(), model.hat(), model.priors(), star);
    }
}
