/** Genomic sequence models: pretrained or built, adapted, run, kept. */
package jenomics.model;
