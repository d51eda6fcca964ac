/** What can be learned from, what can learn, what has learned, and how well. */
package jenomics.learn;
