package jenomics.classic;

/** Ridge with more features than samples, found in as many dimensions as there are samples; see {@link Rotation}. */
final class RidgeRotation {
    private RidgeRotation() {}

    static PenalisedPath fit(Design design, PathLoss loss, PathOptions options, double[] lambdas) {
        var rotation = Rotation.of(design.standardised());
        var path = PathFitting.fit(Design.of(rotation.rows(), false), loss, options, lambdas);
        var steps = path.steps().stream()
                .map(step -> turnedBack(step, design, loss, rotation))
                .toList();
        return new PenalisedPath(path.alpha(), path.lambdas(), steps, path.explained());
    }

    private static PathStep turnedBack(PathStep step, Design design, PathLoss loss, Rotation rotation) {
        double[] intercepts = step.intercepts().clone();
        double[][] dense = new double[intercepts.length][];
        for (int o = 0; o < intercepts.length; o++) {
            double[] coefficients = step.dense(o, rotation.lengths().length);
            dense[o] = design.products(rotation.ofSamples(coefficients));
            for (int f = 0; f < dense[o].length; f++) {
                dense[o][f] /= design.deviation(f);
                intercepts[o] -= loss.hasIntercept() ? dense[o][f] * design.mean(f) : 0;
            }
        }
        return PathStep.of(intercepts, dense);
    }
}
