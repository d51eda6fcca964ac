package jenomics.fusion.network;

import jenomics.nn.History;

/**
 * What came of a training.
 *
 * @param weights the best on the watched samples, or the last where none were watched
 * @param history the loss of every step, and of the watched samples after every epoch
 * @param epochs after how many epochs these weights were reached
 * @param stopped whether it was ended by hand, before its time
 */
record Trained(Weights weights, History history, int epochs, boolean stopped) {}
