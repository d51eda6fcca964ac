/** Neural networks over layers of omics data: learners, embeddings, and what their scores rest on. */
package jenomics.fusion.network;
