package jenomics.model.pretraining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Losses by step, in nats per hidden token; training losses as means over stretches of 50 steps.
 *
 * @param trainingSteps last step of each stretch
 * @param trainingLosses mean loss of each stretch
 * @param validationSteps when the held-out chromosome was looked at
 * @param validationLosses what was seen
 * @param openSum sum of the losses since the last whole stretch
 * @param openCount how many these are
 */
record LossCurve(
        List<Integer> trainingSteps,
        List<Double> trainingLosses,
        List<Integer> validationSteps,
        List<Double> validationLosses,
        double[] openSum,
        int[] openCount) {
    private static final int STRETCH = 50;

    static LossCurve empty() {
        return new LossCurve(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new double[1], new int[1]);
    }

    void training(int step, double loss) {
        openSum[0] += loss;
        if (++openCount[0] == STRETCH) {
            trainingSteps.add(step);
            trainingLosses.add(openSum[0] / STRETCH);
            openSum[0] = 0;
            openCount[0] = 0;
        }
    }

    void validation(int step, double loss) {
        validationSteps.add(step);
        validationLosses.add(loss);
    }

    Optional<Double> lastValidation() {
        return validationLosses.isEmpty()
                ? Optional.empty()
                : Optional.of(validationLosses.get(validationLosses.size() - 1));
    }
}
