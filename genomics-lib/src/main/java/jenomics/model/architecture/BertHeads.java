package jenomics.model.architecture;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import jenomics.nn.Network;
import jenomics.nn.Ops;

/** What stands on top of every BERT: a language head tied to the embeddings, a pooler with a classifier. */
final class BertHeads {
    private static final String PREDICTIONS = "cls.predictions.";
    private static final String POOLER = "bert.pooler.dense";

    private BertHeads() {}

    static Map<String, long[]> languageShapes(int vocabulary, int hidden) {
        return new Shapes()
                .linear(PREDICTIONS + "transform.dense", hidden, hidden)
                .norm(PREDICTIONS + "transform.LayerNorm", hidden)
                .put(PREDICTIONS + "bias", vocabulary)
                .all();
    }

    /** Scores [..., V]; the decoder is the embedding matrix. */
    static NDArray tokenLogits(Network net, NDArray hidden, String embeddings, double eps) {
        var x = Ops.call("gelu", net.linear(PREDICTIONS + "transform.dense", hidden));
        x = net.layerNorm(PREDICTIONS + "transform.LayerNorm", x, eps);
        return Ops.call("linear", x, net.weight(embeddings + ".weight"), net.weight(PREDICTIONS + "bias"));
    }

    static Map<String, long[]> classifierShapes(int hidden) {
        return new Shapes()
                .linear(POOLER, hidden, hidden)
                .put("classifier.weight", Architecture.ANY, hidden)
                .put("classifier.bias", Architecture.ANY)
                .all();
    }

    static NDArray classLogits(Network net, NDArray last) {
        var pooled = Ops.call("tanh", net.linear(POOLER, Ops.call("first_token", last))); // [B, H]
        return net.linear("classifier", pooled);
    }

    /** The bias of the decoder is the bias of the head; DNABERT-2 keeps it under this name alone. */
    static String otherName(String tensor) {
        return tensor.equals(PREDICTIONS + "bias") ? PREDICTIONS + "decoder.bias" : null;
    }

    static boolean ignores(String tensor) {
        return tensor.startsWith("cls.seq_relationship")
                || tensor.startsWith(PREDICTIONS + "decoder.")
                || tensor.contains("pooler.");
    }
}
