/** Classical estimators: what a deep model has to beat. */
package jenomics.classic;
