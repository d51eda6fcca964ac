/** Sample-by-feature layers, their scales, and the samples they share. */
package jenomics.omics;
