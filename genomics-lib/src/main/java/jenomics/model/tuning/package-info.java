/** Which numbers of a pretrained network train, and how: one method in each file. */
package jenomics.model.tuning;
