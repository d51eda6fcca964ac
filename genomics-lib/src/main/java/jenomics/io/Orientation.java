package jenomics.io;

/** Which way a file of a matrix lies. */
public enum Orientation {
    /** Told by the names, the corner and the shape; the notes of the layer say how it was read and why. */
    DETECT,
    /** A line for each sample, a column for each feature. */
    SAMPLES_IN_ROWS,
    /** A line for each feature, a column for each sample, as expression matrices often are. */
    SAMPLES_IN_COLUMNS
}
