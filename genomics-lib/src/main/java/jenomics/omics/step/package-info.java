/** The steps of preparing omics data, one in each file; {@link jenomics.omics.Steps} makes them. */
package jenomics.omics.step;
