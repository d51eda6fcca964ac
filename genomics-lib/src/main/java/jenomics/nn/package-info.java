/** The torch door: engine, operations, networks, optimizer, and how a training is set up. */
package jenomics.nn;
