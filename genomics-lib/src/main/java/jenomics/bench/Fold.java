package jenomics.bench;

/**
 * One division into training and test samples.
 *
 * @param name as messages name it: "fold 3 of 5, repeat 2"
 * @param train places of the samples that are learned from
 * @param test places of those that are judged on
 */
record Fold(String name, int[] train, int[] test) {}
