/** One view of many layers: published ways of fusing them, to look at and to predict from. */
package jenomics.fusion;
