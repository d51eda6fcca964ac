/** Fair comparison and search: protocols, statistics, budgets, and what can be said of the result. */
package jenomics.bench;
