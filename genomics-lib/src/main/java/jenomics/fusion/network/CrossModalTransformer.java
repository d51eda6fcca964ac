package jenomics.fusion.network;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import jenomics.learn.Estimator;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.provenance.GenomicsException;
import jenomics.provenance.Seed;

/**
 * A transformer over layers: groups of features are its tokens, which attend to each other within and between layers; those
 * of a missing layer are masked, so a sample may lack any of them. While it trains, layers are hidden by chance. A plan and
 * a value.
 *
 * @param groups named groups of features, such as pathways; none: {@code tokens} groups of neighbours in each layer
 * @param tokens groups in each layer where none are named; 16
 * @param width numbers in each token; a multiple of heads; 32
 * @param heads of the attention; 4
 * @param depth blocks of attention and a feed-forward of twice the width; 2
 * @param dropout on both branches of a block while training; 0.1
 * @param hide share of a sample's layers that is hidden while training; 0.2
 * @param regime how it is trained
 */
public record CrossModalTransformer(
        Map<String, List<String>> groups,
        int tokens,
        int width,
        int heads,
        int depth,
        double dropout,
        double hide,
        Regime regime)
        implements Estimator<MultiOmics> {

    public CrossModalTransformer {
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
        if (tokens < 1 || heads < 1 || width < heads || width % heads != 0 || depth < 1) {
            throw new GenomicsException(
                    "A transformer takes at least 1 token, 1 block and a width that is a multiple of its heads; found "
                            + tokens + " tokens, width " + width + ", " + heads + " heads, depth " + depth + ".",
                    Map.of("tokens", tokens, "width", width, "heads", heads, "depth", depth));
        }
        if (!(dropout >= 0 && dropout < 1) || !(hide >= 0 && hide < 1)) {
            throw new GenomicsException(
                    "A transformer takes shares of dropout and hidden layers from 0 to below 1; found dropout "
                            + dropout + ", hidden layers " + hide + ".",
                    Map.of("dropout", dropout, "hide", hide));
        }
    }

    static CrossModalTransformer standard() {
        return new CrossModalTransformer(Map.of(), 16, 32, 4, 2, 0.1, 0.2, Regime.standard());
    }

    /** Named groups of features, such as pathways; in each layer a token for every group that names a feature of it. */
    public CrossModalTransformer groups(Map<String, List<String>> named) {
        return new CrossModalTransformer(named, tokens, width, heads, depth, dropout, hide, regime);
    }

    public CrossModalTransformer tokens(int value) {
        return new CrossModalTransformer(groups, value, width, heads, depth, dropout, hide, regime);
    }

    public CrossModalTransformer width(int value) {
        return new CrossModalTransformer(groups, tokens, value, heads, depth, dropout, hide, regime);
    }

    public CrossModalTransformer heads(int value) {
        return new CrossModalTransformer(groups, tokens, width, value, depth, dropout, hide, regime);
    }

    public CrossModalTransformer depth(int value) {
        return new CrossModalTransformer(groups, tokens, width, heads, value, dropout, hide, regime);
    }

    public CrossModalTransformer dropout(double value) {
        return new CrossModalTransformer(groups, tokens, width, heads, depth, value, hide, regime);
    }

    public CrossModalTransformer hide(double share) {
        return new CrossModalTransformer(groups, tokens, width, heads, depth, dropout, share, regime);
    }

    /** Changes how it is trained: {@code .training(t -> t.networks(5))}. */
    public CrossModalTransformer training(UnaryOperator<Regime> change) {
        return new CrossModalTransformer(groups, tokens, width, heads, depth, dropout, hide, change.apply(regime));
    }

    @Override
    public String name() {
        return "cross-modal transformer";
    }

    @Override
    public TransformerFit fit(MultiOmics train, Task task, Seed seed) {
        return new TransformerFit(NetworkFit.of(new TransformerWires(this), regime, train, task, seed));
    }
}
