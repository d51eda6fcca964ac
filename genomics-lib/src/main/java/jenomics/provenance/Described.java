package jenomics.provenance;

/**
 * A result worth looking at: its {@link Description} is what a notebook shows, and what {@code toString} prints on a
 * console. Implementors write {@code toString() { return describe().text(); }}.
 */
public interface Described {
    Description describe();
}
