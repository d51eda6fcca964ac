package jenomics.benchmarks;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import jenomics.bench.Bench;
import jenomics.bench.LeakMeter;
import jenomics.bench.Search;
import jenomics.bench.SearchSpace;
import jenomics.bench.Tuned;
import jenomics.classic.Classic;
import jenomics.io.Omics;
import jenomics.learn.Task;
import jenomics.omics.MultiOmics;
import jenomics.omics.Steps;
import jenomics.provenance.Described;

/**
 * Whether the benchmark tells the truth, and what that costs: {@code NestedSuite DATA [PERMUTATIONS]}. DATA holds
 * {@code mixomics/srbct_gene.csv} and its labels (63 tumours, 2,308 genes, four classes; of the R package mixOmics) and
 * {@code gametes/} (1,600 samples whose two causal SNPs act together alone; of PMLB).
 */
public final class NestedSuite {
    private NestedSuite() {}

    public static void main(String[] arguments) {
        var data = Path.of(arguments[0]);
        int permutations = arguments.length < 2 ? 200 : Integer.parseInt(arguments[1]);
        var srbct = srbct(data);
        timed(
                "srbct, nested: ten times five folds, selection and tuning in each",
                () -> nested(srbct).repeatedKFold(5, 10).run());
        timed(
                "srbct, " + permutations + " permutations of the labels, the selection inside and outside the folds",
                () -> LeakMeter.of(nested(srbct)).permutations(permutations).run());
        for (String file : new String[] {"2-Way_20atts_0.4H_EDM-1_1", "2-Way_1000atts_0.4H_EDM-1_EDM-1_1"}) {
            var snps = Omics.reader()
                    .attributes("class")
                    .name("snps")
                    .load(data.resolve("gametes/GAMETES_Epistasis_" + file + ".csv.gz")
                            .toString());
            timed("GAMETES " + file, () -> gametes(snps).run());
        }
    }

    private static MultiOmics srbct(Path data) {
        var cohort = Omics.load(
                data.resolve("mixomics/srbct_gene.csv").toString(),
                data.resolve("mixomics/srbct_labels.csv").toString());
        return cohort.prepare("gene", Steps.anova(30), Steps.standardize());
    }

    /** Two learners behind a selection; the first is tuned by a search, the second chooses its cost itself. */
    private static Bench<MultiOmics> nested(MultiOmics srbct) {
        var space = SearchSpace.of().integer("k", 1, 9);
        return Bench.on(srbct, Task.multiclass("class"))
                .kFold(5)
                .enter(
                        "nearest neighbours, tuned",
                        Tuned.of(x -> Classic.knn().neighbours(x.integer("k")), space)
                                .by(Search.grid(5))
                                .folds(3))
                .enter("linear SVM", Classic.linearSvm());
    }

    private static Bench<MultiOmics> gametes(MultiOmics snps) {
        return Bench.on(snps, Task.binary("class").positive("1"))
                .kFold(5)
                .allowLeak("few SNPs: some samples have the same genotypes")
                .enter("majority", Classic.naive())
                .enter("L2 logistic regression", Classic.logistic());
    }

    private static void timed(String what, Supplier<? extends Described> work) {
        Peak.forget();
        long begun = System.nanoTime();
        var result = work.get();
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf(Locale.ROOT, "%n== %s: %.1f s, peak %,.0f MB%n%s%n", what, seconds, Peak.megabytes(), result);
    }
}
