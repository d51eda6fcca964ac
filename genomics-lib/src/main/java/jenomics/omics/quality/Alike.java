package jenomics.omics.quality;

/**
 * Two samples that are more alike than others are.
 *
 * @param one its name
 * @param other its name
 * @param likeness a correlation, or a relationship
 */
public record Alike(String one, String other, double likeness) {}
