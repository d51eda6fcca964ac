package jenomics.omics.quality;

/** Whether genotypes occur as often as alleles that meet at random would make them. */
public final class HardyWeinberg {
    private HardyWeinberg() {}

    /**
     * The exact p of Wigginton, Cutler and Abecasis (2005): how often counts of heterozygotes that are no more probable than
     * this one occur, given the counts of the alleles. 1 where there is one allele, or no sample.
     */
    public static double exact(int homozygous, int heterozygous, int otherHomozygous) {
        int n = homozygous + heterozygous + otherHomozygous;
        int rare = 2 * Math.min(homozygous, otherHomozygous) + heterozygous;
        if (n == 0 || rare == 0) {
            return 1;
        }
        double[] probability = new double[rare + 1]; // by heterozygotes, up to a factor
        int middle = (int) ((long) rare * (2L * n - rare) / (2L * n));
        middle += (middle ^ rare) & 1;
        probability[middle] = 1;
        double sum = 1;
        for (int het = middle; het > 1; het -= 2) {
            double few = (rare - het) / 2.0;
            double many = n - het - few;
            probability[het - 2] = probability[het] * het * (het - 1.0) / (4 * (few + 1) * (many + 1));
            sum += probability[het - 2];
        }
        for (int het = middle; het <= rare - 2; het += 2) {
            double few = (rare - het) / 2.0;
            double many = n - het - few;
            probability[het + 2] = probability[het] * 4 * few * many / ((het + 2.0) * (het + 1.0));
            sum += probability[het + 2];
        }
        double limit = probability[heterozygous] * (1 + 1e-8);
        double unusual = 0;
        for (double each : probability) {
            unusual += each <= limit ? each : 0;
        }
        return Math.min(1, unusual / sum);
    }
}
