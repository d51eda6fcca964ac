/** Why a model said so. */
package jenomics.explain;
