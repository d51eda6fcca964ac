/** What a quality report measures; begin with {@link jenomics.omics.QualityReport}. */
package jenomics.omics.quality;
