package jenomics.model.architecture;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import jenomics.nn.Grad;
import jenomics.nn.Ops;

/**
 * What an encoder made of a batch.
 *
 * @param last the last hidden state, after the final LayerNorm [B, T, H]
 * @param hiddenStates the embeddings and the output of each block [B, T, H]; empty unless wished for
 * @param attentions the attention weights of each block [B, A, T, T]; empty unless wished for
 * @param embeddings the embeddings as a leaf that collects a gradient [B, T, H]; null unless wished for
 */
public record Encoding(NDArray last, List<NDArray> hiddenStates, List<NDArray> attentions, NDArray embeddings) {

    /** Collects what is wished for while an architecture runs. */
    static final class Notes {
        private final Architecture.Wish wish;
        private final List<NDArray> hiddenStates = new ArrayList<>();
        private final List<NDArray> attentions = new ArrayList<>();
        private NDArray leaf;

        Notes(Architecture.Wish wish) {
            this.wish = wish;
        }

        NDArray embeddings(NDArray x) {
            if (!wish.embeddingLeaf()) {
                return x;
            }
            leaf = Grad.leaf(x);
            return leaf;
        }

        void hidden(NDArray x) {
            if (wish.hiddenStates()) {
                hiddenStates.add(x);
            }
        }

        /** softmax(q kᵀ + bias) v [B, T, H]; through torch's fused kernel unless the weights themselves are wanted. */
        NDArray attention(NDArray q, NDArray k, NDArray v, NDArray bias) {
            if (!wish.attentions()) {
                return Ops.call("attention", q, k, v, bias);
            }
            var maps = Ops.call("attention_maps", q, k, bias); // [B, A, T, T]
            attentions.add(maps);
            return Ops.call("attend", maps, v);
        }

        Encoding done(NDArray last) {
            return new Encoding(last, List.copyOf(hiddenStates), List.copyOf(attentions), leaf);
        }
    }
}
