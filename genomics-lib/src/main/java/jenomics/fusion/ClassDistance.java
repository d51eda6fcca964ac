package jenomics.fusion;

/** How a discriminant analysis tells the class of a new sample; the names are those of mixOmics. */
public enum ClassDistance {
    /** The class with the largest predicted indicator. */
    MAXIMUM("max.dist"),
    /** The class whose mean of the variates is nearest. */
    CENTROIDS("centroids.dist"),
    /**
     * The same by the spread within the classes. (mixOmics sums the squares of a row of the cross-distances where there is
     * more than one component; this is the distance of Mahalanobis itself.)
     */
    MAHALANOBIS("mahalanobis.dist");

    private final String published;

    ClassDistance(String published) {
        this.published = published;
    }

    /** As it is called where it was published. */
    @Override
    public String toString() {
        return published;
    }
}
