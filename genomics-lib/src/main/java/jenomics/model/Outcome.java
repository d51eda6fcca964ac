package jenomics.model;

import java.util.List;
import java.util.Map;
import jenomics.io.Safetensors;
import jenomics.nn.History;

/**
 * How a fitting went.
 *
 * @param head what the scores mean
 * @param frozenHead the head's weights on the frozen encoder
 * @param history losses and validation scores
 * @param trained how many parameters trained
 * @param seconds how long it took, the baseline included
 * @param interrupted whether it was stopped before its end
 * @param cut how many sequences were too long for one piece
 * @param split how the samples were split, for provenance
 * @param resumed the steps after which it was taken up again
 * @param memory what had to be changed for want of memory
 * @param frozen in which numbers the weights are that did not train
 * @param own whether the encoder's weights are the run's own; else they are the base model's
 */
record Outcome(
        Head head,
        Map<String, Safetensors.Tensor> frozenHead,
        History history,
        long trained,
        double seconds,
        boolean interrupted,
        long cut,
        Map<String, Object> split,
        List<Integer> resumed,
        List<String> memory,
        FrozenChoice frozen,
        boolean own) {

    /** The same for a network with weights of its own, none of them frozen. */
    Outcome owned() {
        return new Outcome(
                head,
                frozenHead,
                history,
                trained,
                seconds,
                interrupted,
                cut,
                split,
                resumed,
                memory,
                FrozenChoice.FLOAT32,
                true);
    }
}
