/** The only place that opens files of data. */
package jenomics.io;
