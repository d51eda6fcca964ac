package jenomics.io;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import jenomics.genome.Variant;
import jenomics.omics.Genotypes;
import jenomics.omics.OmicsLayer;
import jenomics.omics.Scale;

/** Expected dosages (DS) of a VCF file: a number from 0 to 2 for each sample and alternate allele. */
final class VcfDosages {
    private static final float MOST = 2;

    private final VcfSites sites;
    private final int[] slots;
    private final int samples;
    private final NumberText numbers = new NumberText('.');

    VcfDosages(VcfSites sites) {
        this.sites = sites;
        this.slots = sites.slots();
        this.samples = sites.wantedSamples().size();
    }

    OmicsLayer read() {
        var variants = new ArrayList<Variant>();
        var columns = new ArrayList<float[]>();
        while (sites.next()) {
            int field = sites.field("DS");
            if (field < 0) {
                continue;
            }
            float[][] dosages = new float[sites.site().alternateCount()][samples];
            sites.eachSample(field, slots, (text, from, to, column) -> dosage(text, from, to, column, dosages));
            for (var alternate : sites.site().alternates()) {
                variants.add(alternate.variant());
                columns.add(dosages[alternate.number() - 1]);
            }
        }
        sites.checkField("DS", "Genotypes (GT) are read with Vcf.read(...).");
        return layer(variants, columns);
    }

    private OmicsLayer layer(List<Variant> variants, List<float[]> columns) {
        Forecast.check(sites.file(), samples, variants.size());
        float[][] rows = new float[samples][variants.size()];
        for (int v = 0; v < columns.size(); v++) {
            for (int s = 0; s < samples; s++) {
                rows[s][v] = columns.get(v)[s];
            }
        }
        return OmicsLayer.owning(sites.name(), sites.wantedSamples(), Genotypes.names(variants), rows)
                .withNotes(sites.notes("DS"))
                .withScale(Scale.DOSAGE);
    }

    /** One number for each alternate allele, separated by commas; {@code .} or nothing where unknown. */
    private void dosage(byte[] text, int from, int to, int column, float[][] dosages) {
        int at = from;
        for (float[] dosage : dosages) {
            int end = at;
            while (end < to && text[end] != ',') {
                end++;
            }
            boolean unknown = at >= to || end - at == 1 && text[at] == '.';
            double value = unknown ? Double.NaN : numbers.parse(text, at, end);
            if (!unknown && !(value >= 0 && value <= MOST)) {
                throw sites.refusal("has the expected dosage '"
                        + new String(text, from, Math.min(40, to - from), StandardCharsets.UTF_8) + "' for sample '"
                        + sites.sample(column) + "'; it is a number from 0 to 2 for each alternate allele");
            }
            dosage[slots[column]] = (float) value;
            at = end + 1;
        }
    }
}
