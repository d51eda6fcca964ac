package jenomics.model.architecture;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import jenomics.nn.Grad;
import jenomics.nn.Network;
import jenomics.nn.Ops;
import jenomics.nn.Scope;

/**
 * What an encoder made of a batch.
 *
 * @param last the last hidden state, after the final LayerNorm [B, T, H]
 * @param hiddenStates the embeddings and the output of each block [B, T, H]; empty unless wished for
 * @param attentions the attention weights of each block [B, A, T, T]; empty unless wished for
 * @param embeddings the embeddings as a leaf that collects a gradient [B, T, H]; null unless wished for
 */
public record Encoding(NDArray last, List<NDArray> hiddenStates, List<NDArray> attentions, NDArray embeddings) {

    /** One of the blocks an encoder is a row of. */
    @FunctionalInterface
    interface Block {
        /** @param x [B, T, H] */
        NDArray apply(int layer, NDArray x);
    }

    /** Collects what is wished for while an architecture runs, in the scope that is current when it begins. */
    static final class Notes {
        private final Architecture.Wish wish;
        private final Scope home = Scope.current();
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

        NDArray hidden(NDArray x) {
            if (wish.hiddenStates()) {
                hiddenStates.add(home.keep(x));
            }
            return x;
        }

        /** Takes a hidden state through all blocks; what one handed to the next is freed unless it is still needed. */
        NDArray through(Network net, int layers, NDArray x, Block block) {
            var state = x;
            for (int layer = 0; layer < layers; layer++) {
                int now = layer;
                var before = state;
                state = net.block(before, in -> block.apply(now, in));
                if (before != x && !wish.hiddenStates() && !net.recomputes()) {
                    before.close();
                }
            }
            return state;
        }

        /** softmax(q kᵀ + bias) v [B, T, H]; through torch's fused kernel unless the weights themselves are wanted. */
        NDArray attention(NDArray q, NDArray k, NDArray v, NDArray bias) {
            if (!wish.attentions()) {
                return Ops.call("attention", q, k, v, bias);
            }
            var maps = Ops.call("attention_maps", q, k, bias); // [B, A, T, T]
            attentions.add(home.keep(maps));
            return Ops.call("attend", maps, v);
        }

        Encoding done(NDArray last) {
            return new Encoding(last, List.copyOf(hiddenStates), List.copyOf(attentions), leaf);
        }
    }
}
