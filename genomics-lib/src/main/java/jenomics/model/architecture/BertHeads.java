package jenomics.model.architecture;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import jenomics.nn.Network;
import jenomics.nn.Ops;

/** What stands on top of every BERT: a language head tied to the embeddings, a pooler with a classifier. */
interface BertHeads extends Architecture {
    String PREDICTIONS = "cls.predictions.";
    String POOLER = "bert.pooler.dense";

    /** Of every LayerNorm. */
    double eps();

    @Override
    default String prefix() {
        return "bert.";
    }

    @Override
    default Map<String, long[]> languageShapes() {
        return new Shapes()
                .linear(PREDICTIONS + "transform.dense", hidden(), hidden())
                .norm(PREDICTIONS + "transform.LayerNorm", hidden())
                .put(PREDICTIONS + "bias", vocabulary())
                .all();
    }

    /** Scores [..., V]; the decoder is the embedding matrix. */
    @Override
    default NDArray tokenLogits(Network net, NDArray hidden) {
        var x = Ops.call("gelu", net.linear(PREDICTIONS + "transform.dense", hidden));
        x = net.layerNorm(PREDICTIONS + "transform.LayerNorm", x, eps());
        return Ops.call("linear", x, net.weight(embeddingName() + ".weight"), net.weight(PREDICTIONS + "bias"));
    }

    @Override
    default Map<String, long[]> classifierShapes() {
        return new Shapes()
                .linear(POOLER, hidden(), hidden())
                .put("classifier.weight", ANY, hidden())
                .put("classifier.bias", ANY)
                .all();
    }

    @Override
    default NDArray classLogits(Network net, NDArray last) {
        var pooled = Ops.call("tanh", net.linear(POOLER, Ops.call("first_token", last))); // [B, H]
        return net.linear("classifier", pooled);
    }

    /** The bias of the decoder is the bias of the head; DNABERT-2 keeps it under this name alone. */
    @Override
    default List<String> otherNames(String tensor) {
        return tensor.equals(PREDICTIONS + "bias")
                ? List.of(PREDICTIONS + "decoder.bias")
                : Architecture.super.otherNames(tensor);
    }

    @Override
    default boolean ignores(String tensor) {
        return tensor.startsWith("cls.seq_relationship")
                || tensor.startsWith(PREDICTIONS + "decoder.")
                || tensor.contains("pooler.")
                || Architecture.super.ignores(tensor);
    }
}
