package jenomics.model;

/** How the tokens of a sequence become one vector. */
public enum Pooling {
    /** The mean over the tokens that stand for bases: better than the class token in published comparisons. */
    MEAN,
    /** The hidden state of the first (class) token. */
    CLS
}
