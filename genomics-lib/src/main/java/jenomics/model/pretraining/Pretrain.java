package jenomics.model.pretraining;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import jenomics.provenance.GenomicsException;

/**
 * The program behind {@code ./lab pretrain --genomes DIR --out DIR [--steps N] [--hidden N] ...}: pretrains an encoder on
 * the genomes of a folder and writes it in Hugging Face layout with a model card. Run again with the same arguments
 * after it was cut off, it goes on where it was.
 */
public final class Pretrain {
    private Pretrain() {}

    /**
     * {@code --genomes DIR --out DIR [--OPTION VALUE ...]}; ends with 1 and a sentence where that cannot be done.
     */
    public static void main(String[] args) {
        try {
            var options = options(args);
            run(
                    Path.of(required(options, "genomes")),
                    Path.of(required(options, "out")),
                    PretrainingPlan.YEAST_BASE.with(options));
        } catch (GenomicsException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    static void run(Path genomes, Path out, PretrainingPlan plan) {
        var corpus = GenomeCorpus.read(genomes, Set.copyOf(plan.test()), Set.copyOf(plan.validation()));
        System.err.printf(
                "%,d bp to learn from, %,d to watch, %,d held out; left out: %s%n",
                GenomeCorpus.basePairs(corpus.training()),
                GenomeCorpus.basePairs(corpus.validation()),
                GenomeCorpus.basePairs(corpus.test()),
                corpus.leftOut().isEmpty() ? "nothing" : String.join("; ", corpus.leftOut()));
        var state = new PretrainingState(out, plan.identity() + " " + corpus.files());
        long begun = System.nanoTime();
        try (var pretraining = new Pretraining(plan, corpus, state)) {
            if (!pretraining.run()) {
                System.err.println("Stopped; run the same command again to go on.");
                return;
            }
            var scores = HeldOutScores.of(pretraining, plan, corpus);
            PretrainedFolder.write(out, plan, corpus, pretraining, scores, (System.nanoTime() - begun) / 1e9);
            System.err.println(scores.text());
            System.err.println("The model is in " + out);
        }
    }

    private static Map<String, String> options(String[] args) {
        var options = new LinkedHashMap<String, String>();
        for (int i = 0; i < args.length; i += 2) {
            if (!args[i].startsWith("--") || i + 1 == args.length) {
                throw new GenomicsException("Options come as --name value; found '" + args[i] + "'. "
                        + "Usage: ./lab pretrain --genomes DIR --out DIR [--steps N] [--hidden N] [--layers N] ...");
            }
            options.put(args[i].substring(2), args[i + 1]);
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) {
        String value = options.remove(name);
        if (value == null) {
            throw new GenomicsException("./lab pretrain needs --" + name + " DIR.");
        }
        return value;
    }
}
