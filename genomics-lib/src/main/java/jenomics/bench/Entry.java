package jenomics.bench;

import jenomics.learn.Estimator;
import jenomics.learn.Samples;

/** What takes part in a benchmark, under a name. */
record Entry<S extends Samples<S>>(String name, Estimator<S> estimator) {

    /** What tells one plan from another when a benchmark is taken up again; records print their options. */
    String identity() {
        String plan = estimator instanceof Record
                ? estimator.toString()
                : estimator.getClass().getSimpleName();
        boolean stable = !plan.contains("$$Lambda") && !plan.matches("(?s).*@[0-9a-f]{4,}.*");
        return name + ": " + estimator.name() + (stable ? " " + plan : "");
    }
}
