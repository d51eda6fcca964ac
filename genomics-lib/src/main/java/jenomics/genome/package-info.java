/** Coordinates, bases and motifs: values that know their units and conventions. */
package jenomics.genome;
