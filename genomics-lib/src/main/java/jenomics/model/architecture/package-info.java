/** The networks that published checkpoints describe: which weights they have and how tokens go through them. */
package jenomics.model.architecture;
