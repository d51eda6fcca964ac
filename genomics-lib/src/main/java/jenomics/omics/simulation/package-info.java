/** How simulated cohorts are made; begin with {@link jenomics.omics.CohortSimulation}. */
package jenomics.omics.simulation;
