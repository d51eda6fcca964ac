package jenomics.classic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import jenomics.omics.MultiOmics;
import jenomics.omics.OmicsLayer;
import jenomics.omics.SampleSheet;

/**
 * Samples with two layers of noise, in which the first features carry what there is to learn: rna g0 the class, g1 a
 * number, protein p0 a tag.
 */
final class Simulated {
    static final List<String> KINDS = List.of("A", "B", "C");

    private Simulated() {}

    /** Attributes: kind (A, B, C), sick (yes for A), level (a number), tags (one or two), days and died. */
    static MultiOmics cohort(int n, long seed) {
        return cohort(n, 30, seed);
    }

    static MultiOmics cohort(int n, int genes, long seed) {
        var random = new SplittableRandom(seed);
        var ids = new ArrayList<String>();
        var rows = new ArrayList<List<String>>();
        float[][] rna = new float[n][genes];
        float[][] protein = new float[n][5];
        for (int i = 0; i < n; i++) {
            ids.add("s" + i);
            fill(rna[i], random);
            fill(protein[i], random);
            int kind = i % 3;
            rna[i][0] += 2.5f * (kind - 1);
            rna[i][2] += kind == 1 ? 2.5f : 0;
            boolean tagged = protein[i][0] > 0;
            double risk = rna[i][1] + (kind == 0 ? 1 : 0);
            double days = -Math.log(random.nextDouble()) * 100 * Math.exp(-risk);
            double followed = 400 * random.nextDouble();
            rows.add(List.of(
                    KINDS.get(kind),
                    kind == 0 ? "yes" : "no",
                    String.valueOf(10 + 3 * rna[i][1] + 0.3 * random.nextGaussian()),
                    tagged ? "early;" + KINDS.get(kind) : KINDS.get(kind),
                    String.format(Locale.ROOT, "%.1f", Math.min(days, followed)),
                    days < followed ? "1" : "0"));
        }
        var sheet = SampleSheet.ofText("sample", ids, List.of("kind", "sick", "level", "tags", "days", "died"), rows);
        return MultiOmics.of(layer("rna", "g", ids, rna), layer("protein", "p", ids, protein))
                .with(sheet);
    }

    private static void fill(float[] row, SplittableRandom random) {
        for (int f = 0; f < row.length; f++) {
            row[f] = (float) random.nextGaussian();
        }
    }

    static OmicsLayer layer(String name, String prefix, List<String> ids, float[][] values) {
        var features = new ArrayList<String>();
        for (int f = 0; f < values[0].length; f++) {
            features.add(prefix + f);
        }
        return OmicsLayer.of(name, ids, features, values);
    }
}
